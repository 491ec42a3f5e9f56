using System.Globalization;

namespace Paceline.Documents;

/// <summary>Calendars as iCalendar text (RFC 5545, with RFC 7986 for name and refresh).</summary>
public static class CalendarFeed
{
    /// <summary>The media type for a response or a mail part, which must name the method (RFC 6047 section 2.4).</summary>
    public static string MediaType(CalendarMethod method) => $"text/calendar; charset=utf-8; method={Name(method)}";

    /// <summary>
    /// The calendar in UTF-8. A moved meeting is the same UID with a higher SEQUENCE, a cancelled one stands with STATUS:CANCELLED,
    /// so that programs which have it change it or strike it out instead of keeping the old one beside the new.
    /// </summary>
    /// <exception cref="ArgumentException">An entry has no UID, or two have the same.</exception>
    /// <exception cref="InvalidOperationException">An entry's URL is not absolute.</exception>
    public static byte[] Write(Calendar calendar)
    {
        var lines = new ContentLines();
        lines.Add("BEGIN", "VCALENDAR");
        lines.Add("VERSION", "2.0");
        lines.AddText("PRODID", calendar.Product);
        lines.Add("CALSCALE", "GREGORIAN");
        lines.Add("METHOD", Name(calendar.Method));
        if (calendar.Method is CalendarMethod.Publish) WriteFeed(lines, calendar);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in calendar.Entries)
        {
            if (string.IsNullOrWhiteSpace(entry.Uid) || !seen.Add(entry.Uid)) throw new ArgumentException($"Each entry needs a UID of its own: “{entry.Summary}”.", nameof(calendar));
            WriteEntry(lines, entry, calendar);
        }

        lines.Add("END", "VCALENDAR");
        return lines.ToBytes();
    }

    // Each name twice: RFC 7986 for the programs that know it, the older names for Apple, Google and Outlook.
    private static void WriteFeed(ContentLines lines, Calendar calendar)
    {
        lines.AddText("NAME", calendar.Name);
        lines.AddText("X-WR-CALNAME", calendar.Name);
        if (calendar.TimeZone is { } zone) lines.AddText("X-WR-TIMEZONE", zone);
        if (calendar.Refresh < TimeSpan.FromMinutes(1)) return;
        lines.Add("REFRESH-INTERVAL;VALUE=DURATION", Duration(calendar.Refresh));
        lines.Add("X-PUBLISHED-TTL", Duration(calendar.Refresh));
    }

    private static void WriteEntry(ContentLines lines, CalendarEntry entry, Calendar calendar)
    {
        var status = calendar.Method is CalendarMethod.Cancel ? CalendarStatus.Cancelled : entry.Status;
        lines.Add("BEGIN", "VEVENT");
        lines.AddText("UID", entry.Uid);
        lines.Add("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture));
        lines.Add("DTSTAMP", Instant(calendar.WrittenAt));
        lines.Add("LAST-MODIFIED", Instant(entry.LastModified));
        if (entry.WholeDays is var (first, last))
        {
            // The end is the day after the last one (RFC 5545 section 3.6.1).
            lines.Add("DTSTART;VALUE=DATE", Day(first));
            lines.Add("DTEND;VALUE=DATE", Day(last.AddDays(1)));
        }
        else
        {
            lines.Add("DTSTART", Instant(entry.Start));
            if (entry.End > entry.Start) lines.Add("DTEND", Instant(entry.End));
        }

        lines.AddText("SUMMARY", entry.Summary);
        if (!string.IsNullOrEmpty(entry.Location)) lines.AddText("LOCATION", entry.Location);
        if (!string.IsNullOrEmpty(entry.Description)) lines.AddText("DESCRIPTION", entry.Description);
        if (entry.Url is { } url) lines.Add("URL", url.AbsoluteUri);
        lines.Add("STATUS", Name(status));
        // A meeting that is off must not keep its hour busy.
        lines.Add("TRANSP", status is CalendarStatus.Cancelled ? "TRANSPARENT" : "OPAQUE");
        if (entry.Organizer is { } organizer) WritePerson(lines, "ORGANIZER", organizer);
        if (calendar.Method is CalendarMethod.Cancel)
        {
            foreach (var attendee in entry.Attendees) WritePerson(lines, "ATTENDEE", attendee);
        }

        if (entry.Reminder is { } before && status is not CalendarStatus.Cancelled) WriteReminder(lines, entry.Summary, before);
        lines.Add("END", "VEVENT");
    }

    private static void WritePerson(ContentLines lines, string property, CalendarPerson person) =>
        lines.Add($"{property};CN=\"{ContentLines.Parameter(person.Name)}\"", "mailto:" + person.Email);

    private static void WriteReminder(ContentLines lines, string summary, TimeSpan before)
    {
        lines.Add("BEGIN", "VALARM");
        lines.Add("ACTION", "DISPLAY");
        lines.AddText("DESCRIPTION", summary);
        lines.Add("TRIGGER", "-" + Duration(before.Duration()));
        lines.Add("END", "VALARM");
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"PT{(long)duration.TotalMinutes}M");

    private static string Name(CalendarMethod method) => method switch
    {
        CalendarMethod.Publish => "PUBLISH",
        CalendarMethod.Cancel => "CANCEL",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    private static string Name(CalendarStatus status) => status switch
    {
        CalendarStatus.Confirmed => "CONFIRMED",
        CalendarStatus.Tentative => "TENTATIVE",
        CalendarStatus.Cancelled => "CANCELLED",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
