using Paceline.Domain.Organisations;

namespace Paceline.Domain.Activities.Calls;

/// <summary>Where a call for participation stands at a moment.</summary>
public enum CallPhase
{
    /// <summary>Being written; only its organisers see it.</summary>
    InPreparation,
    /// <summary>Published; it opens later.</summary>
    OpensLater,
    /// <summary>Companies apply.</summary>
    OpenNow,
    /// <summary>Nobody applies any more; the selection is under way.</summary>
    ClosedForSelection,
    /// <summary>Places are given.</summary>
    PlacesGiven,
}

/// <summary>Who may apply.</summary>
public sealed record CallTerms
{
    /// <summary>The company's size is declared and validated, and it is an SME.</summary>
    public bool NeedsSme { get; init; } = true;
    /// <summary>Home clusters whose companies may apply; empty: those of every partner.</summary>
    public IReadOnlyList<Guid> Clusters { get; init; } = [];
    /// <summary>The profile names the activity's country among its target markets.</summary>
    public bool NeedsMarket { get; init; }
    /// <summary>Sizes that may apply; empty: every size.</summary>
    public IReadOnlyList<SmeCategory> Sizes { get; init; } = [];
    /// <summary>How many activities in the same market a company may have been on before; null without a limit.</summary>
    public int? MostEarlierTrips { get; init; }
}

/// <summary>What assessors score, from 0 to 5.</summary>
/// <param name="Id">Key; scores name it.</param>
/// <param name="Name">What is looked at.</param>
/// <param name="Weight">How much it counts beside the others.</param>
public sealed record Criterion(Guid Id, LocalizedText Name, int Weight);

/// <summary>A call for participation in an activity: terms, form, places. One for each activity.</summary>
public sealed class Call : IVersioned
{
    /// <summary>Two assessors score each application.</summary>
    public const int AssessorsEach = 2;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>What the company gets, in a few paragraphs.</summary>
    public LocalizedText Summary { get; set; } = [];
    /// <summary>Who pays what.</summary>
    public LocalizedText CoFinancing { get; set; } = [];
    /// <summary>ISO 639-1 codes of the languages in which companies may answer.</summary>
    public string[] Languages { get; set; } = [];
    /// <summary>Companies apply from this instant.</summary>
    public required DateTimeOffset OpensAt { get; set; }
    /// <summary>Companies apply before this instant.</summary>
    public required DateTimeOffset ClosesAt { get; set; }
    /// <summary>Companies that can come.</summary>
    public required int Places { get; set; }
    /// <summary>At most so many of one cluster; null without a limit.</summary>
    public int? PlacesPerCluster { get; set; }
    /// <summary>How many wait in order on the reserve list; null: everybody who passes.</summary>
    public int? Reserves { get; set; }
    /// <summary>Below this score, from 0 to 5, an application is rejected.</summary>
    public decimal PassMark { get; set; }
    /// <summary>Days that a selected company has to confirm.</summary>
    public int DaysToConfirm { get; set; } = 7;
    /// <summary>Who may apply.</summary>
    public CallTerms Terms { get; set; } = new();
    /// <summary>The form, in its order; retired questions stay, for the answers that they have.</summary>
    public List<CallQuestion> Questions { get; set; } = [];
    /// <summary>What assessors score.</summary>
    public List<Criterion> Criteria { get; set; } = [];
    /// <summary>When companies first saw it.</summary>
    public DateTimeOffset? PublishedAt { get; set; }
    /// <summary>When the ranking was confirmed and places were given.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
    /// <summary>How often places were given or changed hands: whoever does so counts it on, so that two at once meet here.</summary>
    public int Turn { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>The places and the mark, as the ranking needs them.</summary>
    public PlaceRules Rules => new(Places, PlacesPerCluster, Reserves, PassMark);

    /// <summary>Where it stands at an instant.</summary>
    public CallPhase PhaseAt(DateTimeOffset now) =>
        PublishedAt is null ? CallPhase.InPreparation
        : DecidedAt is not null ? CallPhase.PlacesGiven
        : now < OpensAt ? CallPhase.OpensLater
        : now < ClosesAt ? CallPhase.OpenNow
        : CallPhase.ClosedForSelection;

    /// <summary>Where it stands as companies see it: a call for what is off or over takes nobody, whatever its own days say.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="activity">Its activity.</param>
    /// <param name="today">The day in the activity's zone.</param>
    public CallPhase PhaseAt(DateTimeOffset now, Activity activity, DateOnly today) =>
        PhaseAt(now) is CallPhase.OpenNow or CallPhase.OpensLater && activity.RefusesPlaces(today) is not null ? CallPhase.ClosedForSelection : PhaseAt(now);

    /// <summary>Why nobody may apply at an instant, or null.</summary>
    public Refusal? Refuses(DateTimeOffset now) => PhaseAt(now) switch
    {
        CallPhase.OpenNow => null,
        CallPhase.InPreparation => new Refusal("This call is not published yet."),
        CallPhase.OpensLater => new Refusal("This call has not opened yet. What you wrote is kept."),
        _ => new Refusal("This call is closed. What was saved before it closed is kept and stays readable."),
    };

    /// <summary>What is missing before it can be published; empty when nothing is.</summary>
    public IEnumerable<Refusal> Lacks()
    {
        if (Places < 1) yield return new Refusal("Say how many places there are.");
        if (ClosesAt <= OpensAt) yield return new Refusal("It closes before it opens.");
        if (Criteria.Count == 0) yield return new Refusal("Name what the assessors score.");
        if (Summary.In("en").Text is "") yield return new Refusal("Tell the companies what they get.");
    }

    /// <summary>Why the places cannot be changed so, or null.</summary>
    /// <param name="places">Places in all.</param>
    /// <param name="taken">Places that companies hold.</param>
    public Refusal? RefusesPlaces(int places, int taken) =>
        DecidedAt is not null && places < taken ? new Refusal("{0} companies hold a place. Fewer places would take one away; withdraw a company first.", taken) : null;
}

/// <summary>From what a clock on the wall shows to an instant.</summary>
public static class WallClock
{
    /// <summary>The instant at which the clocks of a zone show a time. Where they show it twice, the later one: nobody loses an hour. Null where they skip it.</summary>
    public static DateTimeOffset? Instant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local)) return null;
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Min() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
