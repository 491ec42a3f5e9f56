namespace Paceline.Domain.Matchmaking;

/// <summary>Where an upload stands.</summary>
public enum ImportState
{
    /// <summary>Read and shown; nothing was written.</summary>
    Previewed,
    /// <summary>Its participants and meetings are in the event.</summary>
    Imported,
    /// <summary>Taken back.</summary>
    Undone,
}

/// <summary>An upload of participants and meetings, from the preview to its undoing.</summary>
public sealed class ImportBatch
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }
    /// <summary>The file as uploaded.</summary>
    public required Guid FileId { get; init; }
    /// <summary>Its name.</summary>
    public required string FileName { get; init; }
    /// <summary>Who uploaded it.</summary>
    public required Guid ById { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Where it stands.</summary>
    public ImportState State { get; set; }
    /// <summary>Participants made.</summary>
    public int Participants { get; set; }
    /// <summary>Meetings made.</summary>
    public int Meetings { get; set; }
    /// <summary>When it was written or taken back.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
}
