using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Paceline.Domain.Activities.Registrations;

namespace Paceline.Domain.Activities;

/// <summary>When an activity takes place and how many may come, as it is or as it is to be.</summary>
public sealed record ActivityFrame(DateOnly StartsOn, DateOnly EndsOn, string TimeZone, int? Capacity)
{
    /// <summary>The longest stretch of days.</summary>
    public const int MostDays = 366;

    /// <summary>The frame of an activity.</summary>
    public static ActivityFrame Of(Activity activity) => new(activity.StartsOn, activity.EndsOn, activity.TimeZone, activity.Capacity);

    /// <summary>Why it is none, with the field.</summary>
    public IEnumerable<(string Field, Refusal Why)> Faults()
    {
        if (EndsOn < StartsOn) yield return (nameof(EndsOn), new Refusal("The last day is before the first one."));
        else if (EndsOn.DayNumber - StartsOn.DayNumber >= MostDays) yield return (nameof(EndsOn), new Refusal("An activity takes {0} days at most.", MostDays));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) || !(TimeZone.Contains('/', StringComparison.Ordinal) || TimeZone is "UTC")) yield return (nameof(TimeZone), new Refusal("There is no such time zone. Choose one from the list, for example Europe/Brussels."));
        if (Capacity is < 1 or > 100_000) yield return (nameof(Capacity), new Refusal("Write a number from 1 to {0}, or nothing.", 100_000));
    }
}

/// <summary>
/// What a change of days, zone or capacity will do, told before it is done. Counts come from where they are kept: people who have
/// a place or wait for one, people who are told, points of the programme.
/// </summary>
public static class ActivityChange
{
    /// <summary>The consequences of a change, in the order in which people care.</summary>
    /// <param name="was">As it is.</param>
    /// <param name="will">As it is to be.</param>
    /// <param name="seats">What the number of places then does to those who have one or wait for one.</param>
    /// <param name="told">People who will be told of new days.</param>
    /// <param name="points">Days of the points of its programme.</param>
    public static IReadOnlyList<Refusal> Consequences(ActivityFrame was, ActivityFrame will, CapacityImpact seats, int told, IReadOnlyCollection<DateOnly> points)
    {
        var found = new List<Refusal>();
        if (will.Capacity != was.Capacity && seats.Over > 0) found.Add(new Refusal("Places taken: {0}, places then: {1}. Nobody loses a place; nobody moves up before there are fewer than {1}.", seats.Taken, will.Capacity!.Value));
        if (will.Capacity != was.Capacity && seats.MoveUp > 0) found.Add(new Refusal("People of the waiting list who get a place at once and are told by mail: {0}.", seats.MoveUp));
        var moved = will.StartsOn != was.StartsOn || will.EndsOn != was.EndsOn || will.TimeZone != was.TimeZone;
        if (moved && told > 0) found.Add(new Refusal("Told of the new days: {0}. Each gets a calendar entry that replaces the old one.", told));
        var shift = Shift(was, will);
        var lost = points.Count(d => d.AddDays(shift) < will.StartsOn || d.AddDays(shift) > will.EndsOn);
        if (shift != 0 && points.Count > 0) found.Add(new Refusal("Points of the programme that move along by {1} days and keep their times: {0}.", points.Count, shift));
        if (lost > 0) found.Add(new Refusal("Points of the programme that then lie outside the days: {0}. They stay, marked, until you move them.", lost));
        if (will.TimeZone != was.TimeZone && points.Count > 0) found.Add(new Refusal("The times of the programme are then meant in {0}.", will.TimeZone));
        else if (OffsetChange(was, will) is { } change) found.Add(new Refusal(change > 0 ? "The clocks in {0} change between the old days and the new ones: by clocks elsewhere every time then lies {1} minutes earlier." : "The clocks in {0} change between the old days and the new ones: by clocks elsewhere every time then lies {1} minutes later.", City(will.TimeZone), Math.Abs(change)));
        if (Turns(will) is { } day) found.Add(new Refusal("The clocks in {0} change on {1}, within the new days.", City(will.TimeZone), day));
        return found;
    }

    /// <summary>By how many days the programme moves along.</summary>
    public static int Shift(ActivityFrame was, ActivityFrame will) => will.StartsOn.DayNumber - was.StartsOn.DayNumber;

    /// <summary>What was accepted: the same change with the same consequences, and no other.</summary>
    public static string Fingerprint(ActivityFrame will, IEnumerable<Refusal> consequences)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{will.StartsOn:O} {will.EndsOn:O} {will.TimeZone} {will.Capacity}"));
        foreach (var consequence in consequences) text.Append('\n').AppendFormat(CultureInfo.InvariantCulture, consequence.Sentence, consequence.Arguments);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    /// <summary>Whether a wall-clock time exists on a day of a zone: in spring an hour is left out.</summary>
    public static bool Exists(DateOnly day, TimeOnly time, string zone) => !TimeZoneInfo.FindSystemTimeZoneById(zone).IsInvalidTime(day.ToDateTime(time));

    // Minutes by which the offset from UTC grows: noon there is then that much earlier elsewhere.
    private static int? OffsetChange(ActivityFrame was, ActivityFrame will)
    {
        if (was.TimeZone != will.TimeZone || was.StartsOn == will.StartsOn) return null;
        var change = (int)(Offset(will.TimeZone, will.StartsOn) - Offset(was.TimeZone, was.StartsOn)).TotalMinutes;
        return change == 0 ? null : change;
    }

    private static DateOnly? Turns(ActivityFrame frame)
    {
        for (var day = frame.StartsOn; day <= frame.EndsOn; day = day.AddDays(1))
            if (Offset(frame.TimeZone, day) != Offset(frame.TimeZone, day.AddDays(-1))) return day;
        return null;
    }

    private static TimeSpan Offset(string zone, DateOnly day) => TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(day.ToDateTime(new TimeOnly(12, 0)));

    private static string City(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}

/// <summary>Rules of the points of a programme.</summary>
public static class ProgrammeRules
{
    /// <summary>Why a point cannot stand so, with the field.</summary>
    public static IEnumerable<(string Field, Refusal Why)> Faults(Activity activity, DateOnly date, TimeOnly from, TimeOnly? to)
    {
        if (date < activity.StartsOn || date > activity.EndsOn) yield return ("Date", new Refusal("The activity lasts from {0} to {1}.", activity.StartsOn, activity.EndsOn));
        else if (!ActivityChange.Exists(date, from, activity.TimeZone)) yield return ("From", new Refusal("That night the clocks go forward: there is no such time."));
        if (to <= from) yield return ("To", new Refusal("It ends before it begins."));
    }

    /// <summary>A point that lies outside the days of its activity.</summary>
    public static bool IsOutside(this ProgrammeItem item, Activity activity) => item.Date < activity.StartsOn || item.Date > activity.EndsOn;
}
