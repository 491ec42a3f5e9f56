namespace Paceline.Domain.Activities;

/// <summary>What an activity is.</summary>
public enum ActivityKind
{
    /// <summary>Companies travel to a market.</summary>
    TradeMission,
    /// <summary>Presence at an international fair.</summary>
    FairAttendance,
    /// <summary>One-to-one meetings.</summary>
    MatchmakingEvent,
    /// <summary>A training session.</summary>
    TrainingSession,
    /// <summary>A study of a market.</summary>
    MarketStudy,
    /// <summary>A guide, for example on EU funding.</summary>
    Guide,
    /// <summary>A conference, for example the final one.</summary>
    Conference,
}

/// <summary>Where an activity stands.</summary>
public enum ActivityState
{
    /// <summary>In the plan.</summary>
    Planned,
    /// <summary>Companies may register.</summary>
    OpenForRegistration,
    /// <summary>Under way.</summary>
    Running,
    /// <summary>Over; evidence is being gathered.</summary>
    Held,
    /// <summary>Over, documented, and checked by somebody else than its author: it counts.</summary>
    Verified,
    /// <summary>Will not take place.</summary>
    Cancelled,
}

/// <summary>Something that the programme does, from the plan to the verified figure.</summary>
public class Activity : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The programme.</summary>
    public required Guid ProgrammeId { get; init; }
    /// <summary>What it is.</summary>
    public required ActivityKind Kind { get; init; }
    /// <summary>Name.</summary>
    public required LocalizedText Title { get; set; }
    /// <summary>First day, in <see cref="TimeZone"/>.</summary>
    public required DateOnly StartsOn { get; set; }
    /// <summary>Last day, in <see cref="TimeZone"/>.</summary>
    public required DateOnly EndsOn { get; set; }
    /// <summary>IANA zone of the place.</summary>
    public string TimeZone { get; set; } = "Europe/Brussels";
    /// <summary>Where, as people say it.</summary>
    public string Place { get; set; } = "";
    /// <summary>The market or country, as an ISO 3166-1 alpha-2 code; null where it has none.</summary>
    public string? Country { get; set; }
    /// <summary>The partner in the lead; its manager runs the activity.</summary>
    public required Guid LeadClusterId { get; set; }
    /// <summary>Where it stands.</summary>
    public ActivityState State { get; set; }
    /// <summary>The deliverable that it makes, for example D3.7.</summary>
    public string? Deliverable { get; set; }
    /// <summary>The mission that a fair belongs to.</summary>
    public Guid? PartOfId { get; init; }
    /// <summary>Invented in whole or part for the demonstration.</summary>
    public bool IsFictional { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }
}

/// <summary>An organisation took part in an activity.</summary>
public sealed class AttendanceRecord
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The organisation.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>The first day it was there.</summary>
    public required DateOnly On { get; init; }
}
