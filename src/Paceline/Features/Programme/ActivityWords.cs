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
        ActivityKind.ReverseMission => "{0} reverse mission|{0} reverse missions",
        ActivityKind.FairAttendance => "{0} fair|{0} fairs",
        ActivityKind.MatchmakingEvent => "{0} matchmaking event|{0} matchmaking events",
        ActivityKind.TrainingSession => "{0} training session|{0} training sessions",
        ActivityKind.StudyVisit => "{0} study visit|{0} study visits",
        ActivityKind.MarketStudy => "{0} market study|{0} market studies",
        ActivityKind.Guide => "{0} guide|{0} guides",
        ActivityKind.Webinar => "{0} webinar|{0} webinars",
        ActivityKind.ProjectMeeting => "{0} project meeting|{0} project meetings",
        ActivityKind.Conference => "{0} conference|{0} conferences",
        ActivityKind.ExternalEvent => "{0} event of others|{0} events of others",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>The shape of a state: disc, ring, wedge, dash.</summary>
    public static string Shape(ActivityState state) => state switch
    {
        ActivityState.Verified => "ok",
        ActivityState.Running => "live",
        ActivityState.Held => "warn",
        ActivityState.Postponed or ActivityState.Cancelled => "off",
        _ => "wait",
    };
}
