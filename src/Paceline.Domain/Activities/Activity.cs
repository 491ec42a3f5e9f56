namespace Paceline.Domain.Activities;

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
    /// <summary>What awaits those who come, in a few paragraphs.</summary>
    public LocalizedText Summary { get; set; } = [];
    /// <summary>Whom it is for.</summary>
    public LocalizedText TargetGroup { get; set; } = [];
    /// <summary>How people with impairments take part: step-free ways, hearing loops, interpreters, whom to ask.</summary>
    public LocalizedText Accessibility { get; set; } = [];
    /// <summary>First day, in <see cref="TimeZone"/>.</summary>
    public required DateOnly StartsOn { get; set; }
    /// <summary>Last day, in <see cref="TimeZone"/>.</summary>
    public required DateOnly EndsOn { get; set; }
    /// <summary>IANA zone of the place.</summary>
    public string TimeZone { get; set; } = "Europe/Brussels";
    /// <summary>How people take part.</summary>
    public ActivityMode Mode { get; set; }
    /// <summary>Where, as people say it: the town.</summary>
    public string Place { get; set; } = "";
    /// <summary>The house and its address, in Latin letters.</summary>
    public string Venue { get; set; } = "";
    /// <summary>The house and its address as written where it stands, to be shown to a driver.</summary>
    public string LocalVenue { get; set; } = "";
    /// <summary>Where it is met on-line.</summary>
    public string OnlineAddress { get; set; } = "";
    /// <summary>The market or country, as an ISO 3166-1 alpha-2 code; null where it has none.</summary>
    public string? Country { get; set; }
    /// <summary>ISO 639-1 codes of the languages spoken.</summary>
    public string[] Languages { get; set; } = [];
    /// <summary>The partner in the lead; its manager runs the activity.</summary>
    public required Guid LeadClusterId { get; set; }
    /// <summary>Partners that run it too.</summary>
    public Guid[] CoOrganiserIds { get; set; } = [];
    /// <summary>The work package that it hangs on, for example 3; null where it hangs on none.</summary>
    public int? WorkPackage { get; set; }
    /// <summary>The task in the work package, for example 2 for task 3.2.</summary>
    public int? Task { get; set; }
    /// <summary>The most people that may come; null without a limit.</summary>
    public int? Capacity { get; set; }
    /// <summary>Where it stands.</summary>
    public ActivityState State { get; set; }
    /// <summary>Why it was put off or cancelled.</summary>
    public string? Reason { get; set; }
    /// <summary>Visitors find it on the public pages.</summary>
    public bool IsPublic { get; set; }
    /// <summary>The deliverable that it makes, for example D3.7.</summary>
    public string? Deliverable { get; set; }
    /// <summary>The mission that a fair belongs to.</summary>
    public Guid? PartOfId { get; set; }
    /// <summary>The activity that it was copied from.</summary>
    public Guid? CopiedFromId { get; init; }
    /// <summary>What only its kind has.</summary>
    public KindDetails Details { get; set; } = new NoDetails();
    /// <summary>Invented in whole or part for the demonstration.</summary>
    public bool IsFictional { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>What a kind of activity has.</summary>
    public KindTraits Traits => KindTraits.Of(Kind);

    /// <summary>Whether it takes place or took place: not put off, not cancelled.</summary>
    public bool IsOn => State is not (ActivityState.Postponed or ActivityState.Cancelled);

    /// <summary>Why no place in it is asked for, confirmed or passed on any more, or null: it is off, or over.</summary>
    /// <param name="today">The day in its zone.</param>
    public Refusal? RefusesPlaces(DateOnly today) => State switch
    {
        ActivityState.Cancelled => new Refusal("This activity was cancelled."),
        ActivityState.Postponed => new Refusal("This activity was put off. Its new days are not known yet."),
        ActivityState.Held or ActivityState.Verified => new Refusal("The activity is over."),
        _ => EndsOn < today ? new Refusal("The activity is over.") : null,
    };
}
