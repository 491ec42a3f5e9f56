namespace Paceline.Domain.Activities;

/// <summary>What an activity is.</summary>
public enum ActivityKind
{
    /// <summary>Companies travel to a market.</summary>
    TradeMission,
    /// <summary>Buyers from a market travel to the companies.</summary>
    ReverseMission,
    /// <summary>Presence at an international fair.</summary>
    FairAttendance,
    /// <summary>One-to-one meetings.</summary>
    MatchmakingEvent,
    /// <summary>A training session.</summary>
    TrainingSession,
    /// <summary>A learning study tour or a study visit: seeing how others do it.</summary>
    StudyVisit,
    /// <summary>A study of a market.</summary>
    MarketStudy,
    /// <summary>A guide, for example on EU funding.</summary>
    Guide,
    /// <summary>A session on-line.</summary>
    Webinar,
    /// <summary>A meeting of the partners, for example of the steering committee.</summary>
    ProjectMeeting,
    /// <summary>A conference, for example the final one.</summary>
    Conference,
    /// <summary>Somebody else's event that is worth attending, for example EU Industry Day.</summary>
    ExternalEvent,
}

/// <summary>How people take part.</summary>
public enum ActivityMode
{
    /// <summary>In a place.</summary>
    OnSite,
    /// <summary>On-line.</summary>
    Online,
    /// <summary>Both at once.</summary>
    Hybrid,
}

/// <summary>What a kind of activity has, as data: pages, rules and tests ask here and nowhere else.</summary>
/// <param name="HasCall">Companies apply and are selected.</param>
/// <param name="HasRegistration">People register and are received.</param>
/// <param name="HasItinerary">People travel together: visits, hosts, a briefing pack.</param>
/// <param name="HasProgramme">There are sessions with a time, a room and speakers.</param>
/// <param name="HasGates">Something must be settled before names leave the alliance.</param>
/// <param name="IsDocument">What it makes is a document with readers, not a gathering.</param>
/// <param name="CountsFromElsewhere">It is somebody else's: people may go, and nothing of it counts as carried out.</param>
public sealed record KindTraits(bool HasCall = false, bool HasRegistration = true, bool HasItinerary = false, bool HasProgramme = true, bool HasGates = false, bool IsDocument = false, bool CountsFromElsewhere = false)
{
    /// <summary>Months after the last day of a mission at which each company is asked how it goes (the follow-up that companies asked for).</summary>
    public static readonly IReadOnlyList<int> CheckInMonths = [1, 3, 6, 12];

    /// <summary>The traits of a kind.</summary>
    public static KindTraits Of(ActivityKind kind) => kind switch
    {
        ActivityKind.TradeMission => new(HasCall: true, HasItinerary: true, HasGates: true),
        ActivityKind.ReverseMission => new(HasCall: true, HasItinerary: true, HasGates: true),
        ActivityKind.FairAttendance => new(HasCall: true, HasProgramme: false),
        ActivityKind.MatchmakingEvent => new(HasCall: true),
        ActivityKind.TrainingSession => new(),
        ActivityKind.StudyVisit => new(HasCall: true, HasItinerary: true),
        ActivityKind.MarketStudy => new(HasRegistration: false, HasProgramme: false, IsDocument: true),
        ActivityKind.Guide => new(HasRegistration: false, HasProgramme: false, IsDocument: true),
        ActivityKind.Webinar => new(),
        ActivityKind.ProjectMeeting => new(),
        ActivityKind.Conference => new(),
        ActivityKind.ExternalEvent => new(HasProgramme: false, CountsFromElsewhere: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
