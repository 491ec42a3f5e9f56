namespace Paceline.Documents;

/// <summary>A meeting or an activity in a calendar (VEVENT, RFC 5545 section 3.6.1).</summary>
/// <param name="Uid">The same for ever: a program finds by it the entry to be moved or dropped.</param>
/// <param name="Sequence">Higher by at least one with each move or cancellation, from 0.</param>
/// <param name="Start">The beginning; written in UTC.</param>
/// <param name="End">The end; left out when it is not after the beginning, since RFC 5545 section 3.8.2.2 allows none such.</param>
/// <param name="Summary">The line that calendars show.</param>
/// <param name="LastModified">When the entry was last changed.</param>
public sealed record CalendarEntry(string Uid, int Sequence, DateTimeOffset Start, DateTimeOffset End, string Summary, DateTimeOffset LastModified)
{
    /// <summary>Whether it takes place.</summary>
    public CalendarStatus Status { get; init; } = CalendarStatus.Confirmed;

    /// <summary>The first and the last of whole days, where it has no hours: then these are written, and not <see cref="Start"/> and <see cref="End"/>.</summary>
    public (DateOnly First, DateOnly Last)? WholeDays { get; init; }

    /// <summary>Where, as people say it.</summary>
    public string? Location { get; init; }

    /// <summary>Plain text; line breaks are kept.</summary>
    public string? Description { get; init; }

    /// <summary>The page of the entry, with scheme and host.</summary>
    public Uri? Url { get; init; }

    /// <summary>Who invites; a program accepts a cancellation only from the organiser whom it knows.</summary>
    public CalendarPerson? Organizer { get; init; }

    /// <summary>Who is told of the cancellation; written with <see cref="CalendarMethod.Cancel"/> only (RFC 5546 section 3.2.1 forbids them when publishing).</summary>
    public IReadOnlyList<CalendarPerson> Attendees { get; init; } = [];

    /// <summary>How long before the beginning the program rings; null for no reminder. Never written for a cancelled entry.</summary>
    public TimeSpan? Reminder { get; init; }
}

/// <summary>A name and an address in a calendar.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Email">The mail address, without "mailto:".</param>
public sealed record CalendarPerson(string Name, string Email);

/// <summary>Whether an entry takes place (RFC 5545 section 3.8.1.11).</summary>
public enum CalendarStatus
{
    /// <summary>It does.</summary>
    Confirmed,

    /// <summary>It may.</summary>
    Tentative,

    /// <summary>It does not; calendars strike it out or drop it.</summary>
    Cancelled,
}
