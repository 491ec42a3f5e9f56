using System.Globalization;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Admin;

/// <summary>The days for which a role is given, both included, as the clocks of the programme count them.</summary>
public sealed record RoleTime(DateOnly? From, DateOnly? To, string Zone)
{
    /// <summary>When it begins to carry.</summary>
    public DateTimeOffset? Start => From is { } day ? Begin(day) : null;

    /// <summary>When it carries nothing any more.</summary>
    public DateTimeOffset? End => To is { } day && day < DateOnly.MaxValue ? Begin(day.AddDays(1)) : null;

    /// <summary>For the trail: " from 2017-06-08 until 2017-06-10".</summary>
    public string Words => Of(From, To);

    /// <summary>For the trail, of a grant.</summary>
    public static string WordsOf(DateTimeOffset? from, DateTimeOffset? to, string zone) => Of(from?.DayIn(zone), LastDay(to, zone));

    /// <summary>The last day on which a grant carries.</summary>
    public static DateOnly? LastDay(DateTimeOffset? to, string zone) => to is { } end ? end.AddTicks(-1).DayIn(zone) : null;

    private static string Of(DateOnly? from, DateOnly? to) =>
        (from is { } f ? string.Create(CultureInfo.InvariantCulture, $" from {f:yyyy-MM-dd}") : "") + (to is { } t ? string.Create(CultureInfo.InvariantCulture, $" until {t:yyyy-MM-dd}") : "");

    private DateTimeOffset Begin(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(Zone).GetUtcOffset(local)).ToUniversalTime();
    }
}
