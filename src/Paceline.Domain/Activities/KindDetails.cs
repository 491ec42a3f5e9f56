using System.Text.Json.Serialization;

namespace Paceline.Domain.Activities;

/// <summary>What only an activity of its kind has. Kept as one document: nobody searches in it, and each kind shows its own part.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NoDetails), "none")]
[JsonDerivedType(typeof(MissionDetails), "mission")]
[JsonDerivedType(typeof(FairDetails), "fair")]
[JsonDerivedType(typeof(TrainingDetails), "training")]
[JsonDerivedType(typeof(StudyDetails), "study")]
[JsonDerivedType(typeof(ExternalEventDetails), "external")]
public abstract record KindDetails
{
    /// <summary>The empty details of a kind.</summary>
    public static KindDetails For(ActivityKind kind) => kind switch
    {
        ActivityKind.TradeMission or ActivityKind.ReverseMission or ActivityKind.StudyVisit => new MissionDetails(),
        ActivityKind.FairAttendance => new FairDetails(),
        ActivityKind.TrainingSession or ActivityKind.Webinar => new TrainingDetails(),
        ActivityKind.MarketStudy or ActivityKind.Guide => new StudyDetails(),
        ActivityKind.ExternalEvent => new ExternalEventDetails(),
        _ => new NoDetails(),
    };
}

/// <summary>Nothing of its own.</summary>
public sealed record NoDetails : KindDetails;

/// <summary>Of missions, reverse missions and study visits.</summary>
public sealed record MissionDetails : KindDetails
{
    /// <summary>Organisations of the directory that receive the delegation.</summary>
    public IReadOnlyList<Guid> HostIds { get; init; } = [];
    /// <summary>Who pays what: flights, stand, interpreter.</summary>
    public LocalizedText CoFinancing { get; init; } = [];
    /// <summary>Numbers to call in need, one a line: what, number.</summary>
    public string EmergencyNumbers { get; init; } = "";
    /// <summary>Hotel and how one gets there.</summary>
    public string Lodging { get; init; } = "";
}

/// <summary>Of fairs.</summary>
public sealed record FairDetails : KindDetails
{
    /// <summary>Name of the fair.</summary>
    public string Fair { get; init; } = "";
    /// <summary>Edition, for example 2017. A fair counts once for each edition.</summary>
    public string Edition { get; init; } = "";
    /// <summary>Who organises it.</summary>
    public string Organiser { get; init; } = "";
    /// <summary>Hall and number of the shared stand; empty without one.</summary>
    public string Stand { get; init; } = "";
    /// <summary>Companies that exhibit at the shared stand.</summary>
    public IReadOnlyList<Guid> ExhibitorIds { get; init; } = [];
    /// <summary>Its website.</summary>
    public string Website { get; init; } = "";
}

/// <summary>What a training is about.</summary>
public enum TrainingTopic
{
    /// <summary>Something else.</summary>
    Other,
    /// <summary>European funding.</summary>
    EuFunding,
    /// <summary>Groups of companies that export together.</summary>
    ExportGroups,
    /// <summary>Study tours to learn from others.</summary>
    LearningStudyTours,
    /// <summary>Receiving buyers at home.</summary>
    ReverseMissions,
}

/// <summary>Of trainings and webinars.</summary>
public sealed record TrainingDetails : KindDetails
{
    /// <summary>What it is about.</summary>
    public TrainingTopic Topic { get; init; }
    /// <summary>Who trains.</summary>
    public string Trainer { get; init; } = "";
    /// <summary>What those who come can do afterwards.</summary>
    public LocalizedText Objectives { get; init; } = [];
}

/// <summary>Who may read a study.</summary>
public enum StudyReaders
{
    /// <summary>The partners.</summary>
    Partners,
    /// <summary>The partners and their members.</summary>
    Members,
    /// <summary>Everybody.</summary>
    Everybody,
}

/// <summary>What a section of a market study tells (DOMAIN 2.3).</summary>
public enum StudySection
{
    /// <summary>How large the market is and where it grows.</summary>
    MarketSize,
    /// <summary>Rules, standards, customs.</summary>
    Regulation,
    /// <summary>Ways into the market.</summary>
    EntryModes,
    /// <summary>How goods reach their buyers.</summary>
    Channels,
    /// <summary>Fairs worth visiting.</summary>
    Fairs,
    /// <summary>Whom to know.</summary>
    Contacts,
    /// <summary>What may go wrong.</summary>
    Risks,
}

/// <summary>Of market studies and guides.</summary>
public sealed record StudyDetails : KindDetails
{
    /// <summary>Edition, for example 2016 or 1.</summary>
    public string Edition { get; init; } = "";
    /// <summary>Who wrote it.</summary>
    public string Authors { get; init; } = "";
    /// <summary>What it covers.</summary>
    public LocalizedText Scope { get; init; } = [];
    /// <summary>How its facts were found.</summary>
    public LocalizedText Method { get; init; } = [];
    /// <summary>What it says, by section: the part that a briefing pack takes over.</summary>
    public Dictionary<StudySection, LocalizedText> Sections { get; init; } = [];
    /// <summary>Who may read it.</summary>
    public StudyReaders Readers { get; init; } = StudyReaders.Members;
    /// <summary>When it was published.</summary>
    public DateOnly? PublishedOn { get; init; }
    /// <summary>Somebody looked: the emblem of the funder, its statement and the disclaimer stand in it.</summary>
    public bool CarriesEmblem { get; init; }

    /// <summary>Whether somebody may read it.</summary>
    /// <param name="signedIn">Has an account of the alliance.</param>
    /// <param name="partner">Works for a partner or for the funder, and not for a member alone.</param>
    public bool IsFor(bool signedIn, bool partner) => Readers switch
    {
        StudyReaders.Everybody => true,
        StudyReaders.Members => signedIn,
        _ => partner,
    };
}

/// <summary>Of events of others.</summary>
public sealed record ExternalEventDetails : KindDetails
{
    /// <summary>Who organises it.</summary>
    public string Organiser { get; init; } = "";
    /// <summary>Its website.</summary>
    public string Website { get; init; } = "";
    /// <summary>Why it is worth the way.</summary>
    public LocalizedText Why { get; init; } = [];
}
