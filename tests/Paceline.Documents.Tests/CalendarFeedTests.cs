using System.Text;

namespace Paceline.Documents.Tests;

public class CalendarFeedTests
{
    private static readonly DateTimeOffset Written = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CalendarEntry Meeting = new("meeting-7@paceline.example", 0, new(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(1)), new(2026, 3, 1, 10, 20, 0, TimeSpan.FromHours(1)), "Acme meets 上海", Written.AddDays(-1));

    private static string Text(Calendar calendar) => Encoding.UTF8.GetString(CalendarFeed.Write(calendar));

    private static string Text(params CalendarEntry[] entries) => Text(new Calendar("My meetings", entries, Written));

    private static string Unfold(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal);

    private static string Value(string text, string property) =>
        Unfold(text).Split("\r\n").Single(line => line.StartsWith(property + ":", StringComparison.Ordinal))[(property.Length + 1)..];

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\') text.Append(value[i]);
            else text.Append(value[++i] == 'n' ? '\n' : value[i]);
        }

        return text.ToString();
    }

    [Fact]
    public void A_feed_is_written_as_the_RFC_says()
    {
        var entry = Meeting with { Location = "Hall 4, table 12", Description = "Bring:\r\nsamples; \\o/", Url = new Uri("https://paceline.example/m/7?a=1,2"), Reminder = TimeSpan.FromMinutes(15), Organizer = new CalendarPerson("Jo \"^\" Öz", "jo@paceline.example") };
        var text = Text(new Calendar("My meetings", [entry], Written) { TimeZone = "Europe/Berlin", Refresh = TimeSpan.FromHours(2) });
        Assert.Equal(
            """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Paceline//Paceline//EN
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            NAME:My meetings
            X-WR-CALNAME:My meetings
            X-WR-TIMEZONE:Europe/Berlin
            REFRESH-INTERVAL;VALUE=DURATION:PT120M
            X-PUBLISHED-TTL:PT120M
            BEGIN:VEVENT
            UID:meeting-7@paceline.example
            SEQUENCE:0
            DTSTAMP:20260201T120000Z
            LAST-MODIFIED:20260131T120000Z
            DTSTART:20260301T090000Z
            DTEND:20260301T092000Z
            SUMMARY:Acme meets 上海
            LOCATION:Hall 4\, table 12
            DESCRIPTION:Bring:\nsamples\; \\o/
            URL:https://paceline.example/m/7?a=1,2
            STATUS:CONFIRMED
            TRANSP:OPAQUE
            ORGANIZER;CN="Jo ^'^^^' Öz":mailto:jo@paceline.example
            BEGIN:VALARM
            ACTION:DISPLAY
            DESCRIPTION:Acme meets 上海
            TRIGGER:-PT15M
            END:VALARM
            END:VEVENT
            END:VCALENDAR

            """.ReplaceLineEndings("\r\n"),
            text);
    }

    [Fact]
    public void A_moved_meeting_keeps_its_UID_and_counts_on()
    {
        var moved = Text(Meeting with { Sequence = 3, Start = Meeting.Start.AddHours(1), End = Meeting.End.AddHours(1) });
        Assert.Equal(Meeting.Uid, Value(moved, "UID"));
        Assert.Equal("3", Value(moved, "SEQUENCE"));
        Assert.Equal("20260301T100000Z", Value(moved, "DTSTART"));
    }

    [Fact]
    public void A_cancelled_meeting_stays_in_the_feed_as_cancelled_and_frees_the_hour()
    {
        var text = Text(Meeting with { Sequence = 1, Status = CalendarStatus.Cancelled, Reminder = TimeSpan.FromMinutes(5) });
        Assert.Equal("PUBLISH", Value(text, "METHOD"));
        Assert.Equal("CANCELLED", Value(text, "STATUS"));
        Assert.Equal("TRANSPARENT", Value(text, "TRANSP"));
        Assert.DoesNotContain("VALARM", text, StringComparison.Ordinal);
        Assert.Equal("TENTATIVE", Value(Text(Meeting with { Status = CalendarStatus.Tentative }), "STATUS"));
    }

    [Fact]
    public void A_cancellation_by_mail_says_so_whatever_the_entry_says_and_names_whom_it_tells()
    {
        var entry = Meeting with { Sequence = 2, Attendees = [new CalendarPerson("Lee", "lee@acme.example\r\nX-EVIL:1")] };
        var text = Text(new Calendar("My meetings", [entry], Written) { Method = CalendarMethod.Cancel });
        Assert.Equal("CANCEL", Value(text, "METHOD"));
        Assert.Equal("CANCELLED", Value(text, "STATUS"));
        Assert.Contains("ATTENDEE;CN=\"Lee\":mailto:lee@acme.exampleX-EVIL:1\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ATTENDEE", Text(entry), StringComparison.Ordinal);
        Assert.DoesNotContain("REFRESH", text, StringComparison.Ordinal);
        Assert.Equal("text/calendar; charset=utf-8; method=CANCEL", CalendarFeed.MediaType(CalendarMethod.Cancel));
        Assert.Equal("text/calendar; charset=utf-8; method=PUBLISH", CalendarFeed.MediaType(CalendarMethod.Publish));
    }

    [Fact]
    public void No_line_is_longer_than_75_octets_and_unfolding_gives_back_the_text() =>
        ArbitraryText.Holds(text =>
        {
            var written = CalendarFeed.Write(new Calendar(text, [Meeting with { Summary = text, Description = text + text, Location = text, Organizer = new CalendarPerson(text, "a@b.example") }], Written));
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            var lines = strict.GetString(written).Split("\r\n");
            var expected = text.ReplaceLineEndings("\n").Replace("\u0001", "", StringComparison.Ordinal).Replace("\u001B", "", StringComparison.Ordinal);
            return lines.All(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Contains('\r', StringComparison.Ordinal) && !line.Contains('\n', StringComparison.Ordinal))
                && string.Equals(expected, Unescape(Value(strict.GetString(written), "SUMMARY")), StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("é")]
    [InlineData("上")]
    [InlineData("😀")]
    [InlineData("\\")]
    public void Folding_never_parts_a_character(string character)
    {
        for (var start = 0; start < 8; start++)
        {
            var name = new string('a', start) + string.Concat(Enumerable.Repeat(character, 10_000 / character.Length));
            var bytes = CalendarFeed.Write(new Calendar("c", [Meeting with { Summary = name }], Written));
            // Each line decoded by itself, as programs do that decode before they unfold.
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            var lines = new List<string>();
            for (var at = 0; at < bytes.Length;)
            {
                var length = bytes.AsSpan(at).IndexOf("\r\n"u8);
                Assert.InRange(length, 0, 75);
                lines.Add(strict.GetString(bytes, at, length));
                at += length + 2;
            }

            Assert.Equal(name, Unescape(Value(string.Join("\r\n", lines), "SUMMARY")));
            Assert.InRange(lines.Count, 100, 500);
        }
    }

    [Fact]
    public void Nothing_typed_can_start_a_line_of_its_own()
    {
        var text = Text(Meeting with { Summary = "a\r\nSTATUS:CANCELLED\nEND:VEVENT\0\u2028x\ud800", Location = "\r\r\n" });
        Assert.Equal("CONFIRMED", Value(text, "STATUS"));
        Assert.Equal("a\\nSTATUS:CANCELLED\\nEND:VEVENT\\nx\ufffd", Value(text, "SUMMARY"));
    }

    [Fact]
    public void An_entry_that_does_not_end_after_its_beginning_has_no_end() =>
        Assert.DoesNotContain("DTEND", Text(Meeting with { End = Meeting.Start }), StringComparison.Ordinal);

    [Fact]
    public void The_same_calendar_gives_the_same_bytes() => Assert.Equal(Text(Meeting), Text(Meeting));

    [Fact]
    public void Entries_without_a_UID_of_their_own_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Text(Meeting with { Uid = " " }));
        Assert.Throws<ArgumentException>(() => Text(Meeting, Meeting with { Summary = "other" }));
    }
}
