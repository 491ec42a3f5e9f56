namespace Paceline.Domain.Activities;

/// <summary>A point of a programme, by the number of its day.</summary>
/// <param name="Day">0 on the first day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Name.</param>
/// <param name="Description">What happens.</param>
/// <param name="From">Begins.</param>
/// <param name="To">Ends.</param>
/// <param name="Room">Room, hall or stand.</param>
/// <param name="Venue">House and address in Latin letters.</param>
/// <param name="LocalVenue">House and address as written there.</param>
/// <param name="HostId">The host.</param>
public sealed record PlannedPoint(int Day, ProgrammeItemKind Kind, LocalizedText Title, LocalizedText Description, TimeOnly From, TimeOnly? To, string Room, string Venue, string LocalVenue, Guid? HostId);

/// <summary>
/// What a new activity takes over from an earlier one or from a template: what it is, where, for whom, its programme.
/// Never people, evidence, state, days, deliverable or publication: those are the new one's own.
/// </summary>
public sealed record ActivityPlan
{
    /// <summary>What it is.</summary>
    public ActivityKind Kind { get; init; }
    /// <summary>Name.</summary>
    public LocalizedText Title { get; init; } = [];
    /// <summary>What awaits those who come.</summary>
    public LocalizedText Summary { get; init; } = [];
    /// <summary>Whom it is for.</summary>
    public LocalizedText TargetGroup { get; init; } = [];
    /// <summary>How people with impairments take part.</summary>
    public LocalizedText Accessibility { get; init; } = [];
    /// <summary>How many days it takes.</summary>
    public int Days { get; init; } = 1;
    /// <summary>IANA zone of the place.</summary>
    public string TimeZone { get; init; } = "Europe/Brussels";
    /// <summary>How people take part.</summary>
    public ActivityMode Mode { get; init; }
    /// <summary>The town.</summary>
    public string Place { get; init; } = "";
    /// <summary>House and address in Latin letters.</summary>
    public string Venue { get; init; } = "";
    /// <summary>House and address as written there.</summary>
    public string LocalVenue { get; init; } = "";
    /// <summary>The market or country.</summary>
    public string? Country { get; init; }
    /// <summary>Languages spoken.</summary>
    public string[] Languages { get; init; } = [];
    /// <summary>Partners that run it too.</summary>
    public Guid[] CoOrganiserIds { get; init; } = [];
    /// <summary>The work package.</summary>
    public int? WorkPackage { get; init; }
    /// <summary>The task.</summary>
    public int? Task { get; init; }
    /// <summary>The most people that may come.</summary>
    public int? Capacity { get; init; }
    /// <summary>What only its kind has.</summary>
    public KindDetails Details { get; init; } = new NoDetails();
    /// <summary>Its programme; speakers are people and stay behind.</summary>
    public IReadOnlyList<PlannedPoint> Points { get; init; } = [];

    /// <summary>The plan of an activity.</summary>
    public static ActivityPlan Of(Activity from, IEnumerable<ProgrammeItem> points) => new()
    {
        Kind = from.Kind,
        Title = from.Title,
        Summary = from.Summary,
        TargetGroup = from.TargetGroup,
        Accessibility = from.Accessibility,
        Days = from.EndsOn.DayNumber - from.StartsOn.DayNumber + 1,
        TimeZone = from.TimeZone,
        Mode = from.Mode,
        Place = from.Place,
        Venue = from.Venue,
        LocalVenue = from.LocalVenue,
        Country = from.Country,
        Languages = from.Languages,
        CoOrganiserIds = from.CoOrganiserIds,
        WorkPackage = from.WorkPackage,
        Task = from.Task,
        Capacity = from.Capacity,
        Details = Lasting(from.Details),
        Points = [.. points.OrderBy(p => p.Date).ThenBy(p => p.From).Select(p => new PlannedPoint(p.Date.DayNumber - from.StartsOn.DayNumber, p.Kind, p.Title, p.Description, p.From, p.To, p.Room, p.Venue, p.LocalVenue, p.HostId))],
    };

    /// <summary>The programme for an activity that begins on a day; what lies after its last day stays out.</summary>
    public IEnumerable<ProgrammeItem> PointsFor(Activity activity) =>
        from point in Points
        where point.Day >= 0 && activity.StartsOn.AddDays(point.Day) <= activity.EndsOn
        select new ProgrammeItem
        {
            ActivityId = activity.Id,
            Kind = point.Kind,
            Title = point.Title,
            Description = point.Description,
            Date = activity.StartsOn.AddDays(point.Day),
            From = point.From,
            To = point.To,
            Room = point.Room,
            Venue = point.Venue,
            LocalVenue = point.LocalVenue,
            HostId = point.HostId,
        };

    // What belongs to one edition goes: stand, exhibitors, the day of publication, what a study says, who wrote it or trains.
    private static KindDetails Lasting(KindDetails details) => details switch
    {
        FairDetails fair => new FairDetails { Fair = fair.Fair, Organiser = fair.Organiser, Website = fair.Website },
        TrainingDetails training => training with { Trainer = "" },
        StudyDetails study => new StudyDetails { Scope = study.Scope, Method = study.Method, Readers = study.Readers },
        _ => details,
    };
}

/// <summary>A plan that the alliance keeps, so that the next activity of its kind does not start from nothing.</summary>
public sealed class ActivityTemplate
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The programme.</summary>
    public required Guid ProgrammeId { get; init; }
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }
    /// <summary>The plan as it was when it was kept.</summary>
    public required ActivityPlan Plan { get; init; }
    /// <summary>The cluster that keeps it; every partner may start from it.</summary>
    public required Guid ClusterId { get; init; }
    /// <summary>Who kept it.</summary>
    public required string SavedBy { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset SavedAt { get; init; }
}
