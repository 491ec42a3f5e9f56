namespace Paceline.Domain.Activities;

/// <summary>What a point of a programme is.</summary>
public enum ProgrammeItemKind
{
    /// <summary>A session that holds others together.</summary>
    Session,
    /// <summary>One person speaks.</summary>
    Talk,
    /// <summary>Several talk with each other.</summary>
    RoundTable,
    /// <summary>Several answer on a stage.</summary>
    Panel,
    /// <summary>Companies present themselves.</summary>
    Pitch,
    /// <summary>A visit to a host.</summary>
    Visit,
    /// <summary>A fair.</summary>
    Fair,
    /// <summary>One-to-one meetings.</summary>
    Meetings,
    /// <summary>Something is signed or opened.</summary>
    Ceremony,
    /// <summary>On the way.</summary>
    Transfer,
    /// <summary>A meal.</summary>
    Meal,
    /// <summary>Free time.</summary>
    FreeTime,
}

/// <summary>Somebody who speaks or leads at a point of the programme.</summary>
/// <param name="Name">As the person writes it.</param>
/// <param name="LatinName">In Latin letters, where it is written in others.</param>
/// <param name="Role">Speaker, moderator, guide ...</param>
/// <param name="Organisation">Whom the person speaks for.</param>
public sealed record Speaker(string Name, string LatinName, string Role, string Organisation);

/// <summary>One point of the programme of a conference or training, or of a mission's itinerary. Times are in the activity's zone.</summary>
public sealed class ProgrammeItem : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>What it is.</summary>
    public required ProgrammeItemKind Kind { get; set; }
    /// <summary>Name.</summary>
    public required LocalizedText Title { get; set; }
    /// <summary>What happens, what to bring.</summary>
    public LocalizedText Description { get; set; } = [];
    /// <summary>The day.</summary>
    public required DateOnly Date { get; set; }
    /// <summary>Begins.</summary>
    public required TimeOnly From { get; set; }
    /// <summary>Ends; null where nobody knows.</summary>
    public TimeOnly? To { get; set; }
    /// <summary>Room, hall or stand.</summary>
    public string Room { get; set; } = "";
    /// <summary>House and address in Latin letters; empty where it is the activity's own.</summary>
    public string Venue { get; set; } = "";
    /// <summary>House and address as written there.</summary>
    public string LocalVenue { get; set; } = "";
    /// <summary>The host, where it is an organisation of the directory.</summary>
    public Guid? HostId { get; set; }
    /// <summary>Who speaks or leads.</summary>
    public List<Speaker> Speakers { get; set; } = [];
    /// <summary>The registrations that it is for; empty: everybody.</summary>
    public Guid[] OnlyFor { get; set; } = [];
    /// <inheritdoc />
    public int Version { get; set; }
}
