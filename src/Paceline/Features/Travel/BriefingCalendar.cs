using Paceline.Documents;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>An itinerary as calendar programs read it: the same UID for ever, a higher sequence with each change, struck points cancelled.</summary>
public static class BriefingCalendar
{
    /// <summary>The calendar of a reader.</summary>
    public static byte[] Write(PackView view)
    {
        var content = view.Content;
        var points = view.Days.SelectMany(d => d).Select(p => Entry(p, content.TimeZone, view.Version.PublishedAt, CalendarStatus.Confirmed)).ToList();
        var told = points.Select(p => p.Uid).ToHashSet(StringComparer.Ordinal);
        // What was told to this reader before and is gone, or somebody else's now: it may stand in the reader's calendar.
        points.AddRange(content.Struck.Select(p => Entry(p, content.TimeZone, view.Version.PublishedAt, CalendarStatus.Cancelled)).Where(p => p.Sequence > 0 && !told.Contains(p.Uid)));
        return CalendarFeed.Write(new Calendar(content.Title.In(Texts.Language).Text, points, view.Version.PublishedAt) { TimeZone = content.TimeZone });
    }

    private static CalendarEntry Entry(BriefingPoint point, string zone, DateTimeOffset changedAt, CalendarStatus status)
    {
        DateTimeOffset At(TimeOnly time)
        {
            var local = point.Date.ToDateTime(time);
            return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(local));
        }

        var until = point.To is { } to ? At(to < point.From ? point.From : to) : At(point.From).AddHours(1);
        return new CalendarEntry($"{point.Id}@paceline", point.Sequence, At(point.From), until, point.Title.In(Texts.Language).Text, changedAt)
        {
            Status = status,
            Location = string.Join(", ", new[] { point.Room, point.Venue, point.LocalVenue }.Where(p => p is not "")),
            Description = status is CalendarStatus.Cancelled ? null : point.Description.In(Texts.Language).Text,
            Reminder = TimeSpan.FromMinutes(30),
        };
    }
}
