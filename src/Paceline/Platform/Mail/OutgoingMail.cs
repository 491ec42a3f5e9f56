using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
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
    /// <summary>What it is sent for, where it must not be sent twice: one message for a key, for ever.</summary>
    public string? Key { get; init; }
    /// <summary>The activity that it is about.</summary>
    public Guid? ActivityId { get; init; }
    /// <summary>The part of the address after the @, in small letters: messages to one domain do not hurry.</summary>
    public string Domain { get; init; } = "";
    public required DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
    /// <summary>How often it was handed to the mail host.</summary>
    public int Attempts { get; set; }
    public DateTimeOffset? TriedAt { get; set; }
    /// <summary>What the mail host answered when it did not take it: an SMTP code.</summary>
    public int? FailureCode { get; set; }
    /// <summary>The same in the host's words.</summary>
    public string? Failure { get; set; }
    /// <summary>Given up: the address does not exist, or nobody took it for days.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>The domain of an address as mails to it are counted.</summary>
    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].Trim().ToLowerInvariant();

    internal sealed class Mapping : IEntityTypeConfiguration<OutgoingMail>
    {
        public void Configure(EntityTypeBuilder<OutgoingMail> builder)
        {
            builder.HasIndex(m => m.Key).IsUnique();
            builder.HasIndex(m => new { m.Domain, m.TriedAt });
            builder.HasIndex(m => m.ActivityId);
        }
    }
}
