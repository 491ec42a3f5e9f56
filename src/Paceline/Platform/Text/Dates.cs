using System.Globalization;

namespace Paceline.Platform.Text;

/// <summary>Dates and times as people read them: a date carries its weekday.</summary>
public static class Dates
{
    /// <summary>Mon 9 Oct 2017, lun. 9 oct. 2017.</summary>
    public static string Day(DateOnly day) => day.ToString(Texts.Language is "zh" ? "yyyy年M月d日 ddd" : "ddd d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Mon 9 Oct.</summary>
    public static string ShortDay(DateOnly day) => day.ToString(Texts.Language is "zh" ? "M月d日 ddd" : "ddd d MMM", CultureInfo.CurrentCulture);

    /// <summary>Mon 13 – Thu 16 Feb 2017; one day is one day.</summary>
    public static string Days(DateOnly from, DateOnly to) =>
        from == to ? Day(from)
        : from.Year == to.Year ? $"{ShortDay(from)} – {Day(to)}"
        : $"{Day(from)} – {Day(to)}";

    /// <summary>09:20.</summary>
    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Mon 9 Oct 2017, 09:20 as the clocks of a place show it.</summary>
    public static string Moment(DateTimeOffset instant, string timeZone)
    {
        var local = instant.In(timeZone);
        return $"{Day(DateOnly.FromDateTime(local.DateTime))}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>The city of an IANA zone and its offset: Brussels, UTC+2.</summary>
    public static string Zone(string timeZone, DateTimeOffset at)
    {
        var offset = TimeZoneInfo.FindSystemTimeZoneById(timeZone).GetUtcOffset(at);
        var city = timeZone[(timeZone.LastIndexOf('/') + 1)..].Replace('_', ' ');
        var sign = offset < TimeSpan.Zero ? "−" : "+";
        var minutes = offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}";
        return $"{city}, UTC{sign}{Math.Abs(offset.Hours)}{minutes}";
    }
}
