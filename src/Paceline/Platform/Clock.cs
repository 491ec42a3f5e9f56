namespace Paceline.Platform;

/// <summary>
/// The product's time. In a demonstration it runs from the day on which the demo programme is set, so that
/// "late", "next" and "today" mean something; otherwise it is the system's time. Cookies and keys use the system's.
/// </summary>
public sealed class Clock(TimeProvider system) : TimeProvider
{
    /// <summary>Name of the setting that holds the offset in ticks.</summary>
    public const string Setting = "demo.clock";

    /// <summary>How far this clock stands from the system's.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>A demonstration, not an alliance at work: said on every page.</summary>
    public bool IsDemo { get; set; }

    /// <summary>In whole milliseconds: what both engines keep, and what comes back after a move from one to the other.</summary>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds((system.GetUtcNow() + Offset).ToUnixTimeMilliseconds());

    public override TimeZoneInfo LocalTimeZone => system.LocalTimeZone;

    public override long GetTimestamp() => system.GetTimestamp();

    public override long TimestampFrequency => system.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => system.CreateTimer(callback, state, dueTime, period);
}

/// <summary>Calendar days in a place.</summary>
public static class DaysInAPlace
{
    /// <summary>Today in an IANA zone.</summary>
    public static DateOnly Today(this TimeProvider clock, string timeZone) => clock.GetUtcNow().DayIn(timeZone);

    /// <summary>The day of an instant in an IANA zone.</summary>
    public static DateOnly DayIn(this DateTimeOffset instant, string timeZone) => DateOnly.FromDateTime(instant.In(timeZone).DateTime);

    /// <summary>An instant as the clocks of an IANA zone show it.</summary>
    public static DateTimeOffset In(this DateTimeOffset instant, string timeZone) => TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
}
