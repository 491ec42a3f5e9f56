namespace Paceline.Documents;

/// <summary>Calendars as iCalendar text (RFC 5545, with RFC 7986 for name and refresh).</summary>
public static class CalendarFeed
{
    /// <summary>The media type for a response or a mail part, which must name the method (RFC 6047 section 2.4).</summary>
    public static string MediaType(CalendarMethod method) => $"text/calendar; charset=utf-8; method={(method is CalendarMethod.Cancel ? "CANCEL" : "PUBLISH")}";

    /// <summary>The calendar as UTF-8.</summary>
    /// <exception cref="ArgumentException">An entry has no UID.</exception>
    public static byte[] Write(Calendar calendar) => throw new NotSupportedException("Follows.");
}
