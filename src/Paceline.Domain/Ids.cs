namespace Paceline.Domain;

/// <summary>Where keys come from.</summary>
public static class Ids
{
    /// <summary>A time-ordered key (RFC 9562, version 7): new rows land at the end of the index on both databases.</summary>
    public static Guid New() => Guid.CreateVersion7();
}
