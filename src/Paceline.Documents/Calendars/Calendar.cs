namespace Paceline.Documents;

/// <summary>A calendar to subscribe to, or the message about some of its entries.</summary>
/// <param name="Name">What calendar programs show.</param>
/// <param name="Entries">The entries, cancelled ones included: a program that has them drops them only when told so.</param>
/// <param name="WrittenAt">When this text is made (DTSTAMP); a feed that is to stay the same while nothing changed passes the last change.</param>
public sealed record Calendar(string Name, IReadOnlyList<CalendarEntry> Entries, DateTimeOffset WrittenAt)
{
    /// <summary>Publish for feeds and downloads, Cancel for the mail that takes entries back.</summary>
    public CalendarMethod Method { get; init; } = CalendarMethod.Publish;

    /// <summary>The IANA name of the zone in which people think of these entries; the instants themselves are in UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>How often subscribers may ask again.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What wrote the calendar (PRODID).</summary>
    public string Product { get; init; } = "-//Paceline//Paceline//EN";
}

/// <summary>What a calendar is sent for (RFC 5546 section 1.4).</summary>
public enum CalendarMethod
{
    /// <summary>To show the entries as they are now.</summary>
    Publish,

    /// <summary>To take the entries out of calendars; each is written as cancelled.</summary>
    Cancel,
}
