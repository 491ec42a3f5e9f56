namespace Paceline.Platform.Mail;

/// <summary>How long a message waits so that its domain is not hurried; pure.</summary>
public static class MailPace
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>The wait, or zero when it may go at once.</summary>
    /// <param name="tried">When messages were last handed over to this domain.</param>
    /// <param name="now">Now.</param>
    /// <param name="perMinute">The most in a minute; 0 is without a limit.</param>
    public static TimeSpan Wait(IEnumerable<DateTimeOffset> tried, DateTimeOffset now, int perMinute)
    {
        if (perMinute <= 0) return TimeSpan.Zero;
        var recent = tried.Where(t => t > now - Window && t <= now).Order().ToList();
        return recent.Count < perMinute ? TimeSpan.Zero : recent[recent.Count - perMinute] + Window - now;
    }

    /// <summary>Whether an answer of a mail host will stay the same however often one asks (RFC 5321 section 4.2.1).</summary>
    public static bool IsForGood(int code) => code is >= 500 and <= 599;
}
