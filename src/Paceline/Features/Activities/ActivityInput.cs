using System.ComponentModel.DataAnnotations;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Features.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Activities;

/// <summary>What people type about an activity; of the parts of kinds, only that of its own is read.</summary>
public sealed class ActivityInput
{
    public const string OneLine = @"[^\0-\x1F]*";
    public const string NotOneLine = "Write one line, without line breaks or control characters.";
    private const string TooLong = "Use at most {1} characters.";

    public Guid Id { get; set; } = Ids.New();
    public int Version { get; set; }
    public ActivityKind Kind { get; set; }
    /// <summary>The activity that it is a copy of.</summary>
    public Guid? Copy { get; set; }
    /// <summary>The template that it starts from.</summary>
    public Guid? Template { get; set; }

    public Dictionary<string, string?> Title { get; set; } = [];
    public Dictionary<string, string?> Summary { get; set; } = [];
    public Dictionary<string, string?> TargetGroup { get; set; } = [];
    public Dictionary<string, string?> Accessibility { get; set; } = [];

    [Required(ErrorMessage = "This is needed.")] public DateOnly? StartsOn { get; set; }
    [Required(ErrorMessage = "This is needed.")] public DateOnly? EndsOn { get; set; }
    [Required(ErrorMessage = "This is needed."), StringLength(60, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string TimeZone { get; set; } = "Europe/Brussels";
    public ActivityMode Mode { get; set; }
    [StringLength(200, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Place { get; set; }
    [StringLength(300, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Venue { get; set; }
    [StringLength(300, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? LocalVenue { get; set; }
    [StringLength(500, ErrorMessage = TooLong)] public string? OnlineAddress { get; set; }
    public string? Country { get; set; }
    [StringLength(200, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Spoken { get; set; }
    public Guid? LeadClusterId { get; set; }
    public Guid[] CoOrganisers { get; set; } = [];
    [Range(1, 20, ErrorMessage = "Write a number from {1} to {2}.")] public int? WorkPackage { get; set; }
    [Range(1, 30, ErrorMessage = "Write a number from {1} to {2}.")] public int? Task { get; set; }
    public int? Capacity { get; set; }
    [StringLength(20, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Deliverable { get; set; }
    public Guid? PartOfId { get; set; }
    public bool IsPublic { get; set; }

    // Missions and study visits.
    public Guid[] Hosts { get; set; } = [];
    public Dictionary<string, string?> CoFinancing { get; set; } = [];
    [StringLength(1000, ErrorMessage = TooLong)] public string? EmergencyNumbers { get; set; }
    [StringLength(1000, ErrorMessage = TooLong)] public string? Lodging { get; set; }
    // Fairs, events of others.
    [StringLength(200, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Fair { get; set; }
    [StringLength(40, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Edition { get; set; }
    [StringLength(200, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Organiser { get; set; }
    [StringLength(100, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Stand { get; set; }
    public Guid[] Exhibitors { get; set; } = [];
    [StringLength(500, ErrorMessage = TooLong)] public string? Website { get; set; }
    public Dictionary<string, string?> Why { get; set; } = [];
    // Trainings and webinars.
    public TrainingTopic Topic { get; set; }
    [StringLength(200, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Trainer { get; set; }
    public Dictionary<string, string?> Objectives { get; set; } = [];
    // Studies and guides.
    [StringLength(300, ErrorMessage = TooLong), RegularExpression(OneLine, ErrorMessage = NotOneLine)] public string? Authors { get; set; }
    public Dictionary<string, string?> Scope { get; set; } = [];
    public Dictionary<string, string?> Method { get; set; } = [];
    public Dictionary<StudySection, Dictionary<string, string?>> Sections { get; set; } = [];
    public StudyReaders Readers { get; set; } = StudyReaders.Members;
    public DateOnly? PublishedOn { get; set; }
    public bool CarriesEmblem { get; set; }

    /// <summary>The change whose consequences were shown and accepted.</summary>
    public string? Consent { get; set; }

    /// <summary>Days, zone and capacity as typed; call it when the days are there.</summary>
    public ActivityFrame Frame() => new(StartsOn!.Value, EndsOn!.Value, TimeZone, Capacity);

    /// <summary>An activity as it stands, ready to be changed.</summary>
    public static ActivityInput Of(Activity a)
    {
        var input = Of(ActivityPlan.Of(a, []));
        (input.Id, input.Version, input.StartsOn, input.EndsOn) = (a.Id, a.Version, a.StartsOn, a.EndsOn);
        (input.LeadClusterId, input.OnlineAddress, input.Deliverable, input.PartOfId, input.IsPublic) = (a.LeadClusterId, a.OnlineAddress, a.Deliverable, a.PartOfId, a.IsPublic);
        input.Take(a.Details);
        return input;
    }

    /// <summary>A plan, ready to become an activity.</summary>
    public static ActivityInput Of(ActivityPlan plan)
    {
        var input = new ActivityInput
        {
            Kind = plan.Kind,
            Title = PerLanguage.Fields(plan.Title),
            Summary = PerLanguage.Fields(plan.Summary),
            TargetGroup = PerLanguage.Fields(plan.TargetGroup),
            Accessibility = PerLanguage.Fields(plan.Accessibility),
            TimeZone = plan.TimeZone,
            Mode = plan.Mode,
            Place = plan.Place,
            Venue = plan.Venue,
            LocalVenue = plan.LocalVenue,
            Country = plan.Country,
            Spoken = SpokenLanguages.Names(plan.Languages),
            CoOrganisers = plan.CoOrganiserIds,
            WorkPackage = plan.WorkPackage,
            Task = plan.Task,
            Capacity = plan.Capacity,
        };
        input.Take(plan.Details);
        return input;
    }

    private void Take(KindDetails details)
    {
        switch (details)
        {
            case MissionDetails m: (Hosts, CoFinancing, EmergencyNumbers, Lodging) = ([.. m.HostIds], PerLanguage.Fields(m.CoFinancing), m.EmergencyNumbers, m.Lodging); break;
            case FairDetails f: (Fair, Edition, Organiser, Stand, Exhibitors, Website) = (f.Fair, f.Edition, f.Organiser, f.Stand, [.. f.ExhibitorIds], f.Website); break;
            case TrainingDetails t: (Topic, Trainer, Objectives) = (t.Topic, t.Trainer, PerLanguage.Fields(t.Objectives)); break;
            case StudyDetails s:
                (Edition, Authors, Scope, Method, Readers, PublishedOn, CarriesEmblem) = (s.Edition, s.Authors, PerLanguage.Fields(s.Scope), PerLanguage.Fields(s.Method), s.Readers, s.PublishedOn, s.CarriesEmblem);
                Sections = s.Sections.ToDictionary(x => x.Key, x => PerLanguage.Fields(x.Value));
                break;
            case ExternalEventDetails e: (Organiser, Website, Why) = (e.Organiser, e.Website, PerLanguage.Fields(e.Why)); break;
            default: break;
        }
    }
}

/// <summary>Languages as people write them in one line: names or codes, with commas.</summary>
public static class SpokenLanguages
{
    public static string Names(IEnumerable<string> codes) => string.Join(", ", codes.Select(c => LanguageNames.NameOf(c, Texts.Language)));

    /// <summary>The codes, and what is none.</summary>
    public static (string[] Codes, string? Unknown) Read(string? text)
    {
        var parts = (text ?? "").Split([',', ';', '،', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ([.. parts.Select(LanguageNames.CodeOf).OfType<string>().Distinct(StringComparer.Ordinal)], parts.FirstOrDefault(p => LanguageNames.CodeOf(p) is null));
    }
}
