namespace Paceline.Domain.Activities.Travel;

/// <summary>A point of the itinerary as a briefing pack shows it.</summary>
public sealed record BriefingPoint(Guid Id, ProgrammeItemKind Kind, LocalizedText Title, LocalizedText Description, DateOnly Date, TimeOnly From, TimeOnly? To, string Room, string Venue, string LocalVenue, string Host, IReadOnlyList<Speaker> Speakers, IReadOnlyList<Guid> OnlyFor)
{
    /// <summary>How often its time or place was told anew; calendars take the highest.</summary>
    public int Sequence { get; init; }

    /// <summary>An earlier version told it to everybody: calendars may hold it.</summary>
    public bool ToldToAll { get; init; }

    /// <summary>For whom earlier versions told it: those calendars may hold it.</summary>
    public IReadOnlyList<Guid> ToldTo { get; init; } = [];

    /// <summary>Whether it is for one traveller; without one, whether it is for everybody.</summary>
    public bool IsFor(Guid? traveller) => OnlyFor.Count == 0 || traveller is { } id && OnlyFor.Contains(id);

    internal bool IsWhereAndWhen(BriefingPoint other) => (Date, From, To, Room, Venue, LocalVenue) == (other.Date, other.From, other.To, other.Room, other.Venue, other.LocalVenue);

    internal bool SaysTheSame(BriefingPoint other) => Kind == other.Kind && Same(Title, other.Title) && Same(Description, other.Description) && Host == other.Host && Speakers.SequenceEqual(other.Speakers) && OnlyFor.ToHashSet().SetEquals(other.OnlyFor);

    private static bool Same(LocalizedText a, LocalizedText b) => a.Count == b.Count && a.All(t => b.TryGetValue(t.Key, out var text) && text == t.Value);
}

/// <summary>A member of the delegation; what the person did not agree to show is empty.</summary>
public sealed record BriefingPerson(Guid Id, string Name, string LatinName, string JobTitle, Guid? OrganisationId, string Organisation, string Email, string Phone);

/// <summary>An organisation that receives the delegation.</summary>
public sealed record BriefingHost(Guid Id, string Name, string LatinName, string Country, string City, string Address, string Website, LocalizedText About);

/// <summary>A company of the delegation on one page.</summary>
public sealed record BriefingCompany(Guid Id, string Name, string LatinName, string Country, string City, string Website, LocalizedText About, LocalizedText Products, LocalizedText Offers, LocalizedText Needs);

/// <summary>A section of a study of the market, and who may read that study: who may not, does not read the section either.</summary>
public sealed record BriefingExcerpt(StudySection Section, LocalizedText Text, string Study, StudyReaders Readers = StudyReaders.Partners);

/// <summary>What a briefing pack says. Frozen with each version.</summary>
public sealed record BriefingContent
{
    /// <summary>The mission.</summary>
    public LocalizedText Title { get; init; } = [];
    /// <summary>First day.</summary>
    public DateOnly StartsOn { get; init; }
    /// <summary>Last day.</summary>
    public DateOnly EndsOn { get; init; }
    /// <summary>IANA zone of all times.</summary>
    public string TimeZone { get; init; } = "UTC";
    /// <summary>The town.</summary>
    public string Place { get; init; } = "";
    /// <summary>The country.</summary>
    public string? Country { get; init; }
    /// <summary>Hotel and how one gets there.</summary>
    public string Lodging { get; init; } = "";
    /// <summary>Numbers to call in need, one a line.</summary>
    public string EmergencyNumbers { get; init; } = "";
    /// <summary>The itinerary.</summary>
    public IReadOnlyList<BriefingPoint> Points { get; init; } = [];
    /// <summary>Points that were told and dropped since: calendars are told to strike them.</summary>
    public IReadOnlyList<BriefingPoint> Struck { get; init; } = [];
    /// <summary>The delegation.</summary>
    public IReadOnlyList<BriefingPerson> People { get; init; } = [];
    /// <summary>The hosts.</summary>
    public IReadOnlyList<BriefingHost> Hosts { get; init; } = [];
    /// <summary>The companies, one page each.</summary>
    public IReadOnlyList<BriefingCompany> Companies { get; init; } = [];
    /// <summary>What the study of the market says.</summary>
    public IReadOnlyList<BriefingExcerpt> Excerpts { get; init; } = [];
}

/// <summary>A briefing pack as it was published.</summary>
public sealed class BriefingVersion
{
    /// <summary>The longest word to the travellers that is kept.</summary>
    public const int LongestNote = 1000;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The mission.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The cluster in the lead of the mission.</summary>
    public required Guid LeadClusterId { get; init; }
    /// <summary>1, 2, 3 ...</summary>
    public required int Number { get; init; }
    /// <summary>When it was published.</summary>
    public required DateTimeOffset PublishedAt { get; init; }
    /// <summary>By whom.</summary>
    public required string PublishedBy { get; init; }
    /// <summary>A word to the travellers.</summary>
    public string Note { get; init; } = "";
    /// <summary>What it says.</summary>
    public required BriefingContent Content { get; init; }
    /// <summary>What is new against the version before.</summary>
    public required List<BriefingChange> Changes { get; init; }
}

/// <summary>Somebody without an account who reads a briefing pack by a link: a guest, a person of a host.</summary>
public sealed class BriefingReader
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The mission.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The cluster in the lead of the mission.</summary>
    public required Guid LeadClusterId { get; init; }
    /// <summary>Name.</summary>
    public required string Name { get; init; }
    /// <summary>Where updates go.</summary>
    public required string Email { get; init; }
    /// <summary>ISO 639-1 code of the language of the mails.</summary>
    public string Language { get; init; } = "en";
    /// <summary>The member of the delegation, by the key of the registration, where it is one: reads the own itinerary.</summary>
    public Guid? TravellerId { get; init; }
    /// <summary>The host of the mission that the person belongs to: only for such a one the gates can say whose data may go there.</summary>
    public Guid? HostId { get; set; }
    /// <summary>Reads the programme, the places and the hosts; without people and their contacts.</summary>
    public bool WithoutPeople { get; init; }
    /// <summary>When the link was ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
