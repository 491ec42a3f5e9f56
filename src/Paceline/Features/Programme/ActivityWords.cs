using Paceline.Domain.Activities;
using Paceline.Platform.Text;

namespace Paceline.Features.Programme;

/// <summary>How activities are spoken of.</summary>
public static class ActivityWords
{
    /// <summary>"2 trade missions".</summary>
    public static string Several(Texts texts, ActivityKind kind, int count) => texts.Count(count, kind switch
    {
        ActivityKind.TradeMission => "{0} trade mission|{0} trade missions",
        ActivityKind.FairAttendance => "{0} fair|{0} fairs",
        ActivityKind.MatchmakingEvent => "{0} matchmaking event|{0} matchmaking events",
        ActivityKind.TrainingSession => "{0} training session|{0} training sessions",
        ActivityKind.MarketStudy => "{0} market study|{0} market studies",
        ActivityKind.Guide => "{0} guide|{0} guides",
        ActivityKind.Conference => "{0} conference|{0} conferences",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>The shape of a state: disc, ring, wedge, dash.</summary>
    public static string Shape(ActivityState state) => state switch
    {
        ActivityState.Verified => "ok",
        ActivityState.Running => "live",
        ActivityState.Held => "warn",
        ActivityState.Cancelled => "off",
        _ => "wait",
    };
}
