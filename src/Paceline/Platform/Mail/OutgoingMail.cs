using Paceline.Domain;

namespace Paceline.Platform.Mail;

/// <summary>A message waiting in the outbox.</summary>
public sealed class OutgoingMail
{
    public Guid Id { get; init; } = Ids.New();
    public required string To { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    /// <summary>An iCalendar object that goes along, where there is one.</summary>
    public string? Calendar { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
}
