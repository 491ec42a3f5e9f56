using Paceline.Platform.Access;

namespace Paceline.Data.Isolation;

/// <summary>What a unit of work may see of the records that clusters own. A unit of work without one may ask for none of them.</summary>
public sealed class Sight
{
    private Sight(bool everything, IEnumerable<Guid> clusters, IEnumerable<Guid> companies, IEnumerable<Guid> participants, IEnumerable<Guid> activities)
    {
        Everything = everything;
        // As values that may be null, for columns that may be: none of them is.
        (Clusters, Companies, Participants, Activities) = (Each(clusters), Each(companies), Each(participants), Each(activities));
    }

    /// <summary>Every record: roles that work for the whole programme, and the house itself.</summary>
    public static readonly Sight All = new(true, [], [], [], []);

    /// <summary>No record that a cluster owns.</summary>
    public static readonly Sight None = new(false, [], [], [], []);

    /// <summary>All records, of whomever they are.</summary>
    public bool Everything { get; }

    /// <summary>Clusters whose records are seen.</summary>
    public List<Guid?> Clusters { get; }

    /// <summary>Companies whose records are seen.</summary>
    public List<Guid?> Companies { get; }

    /// <summary>Participants of events whose records are seen.</summary>
    public List<Guid?> Participants { get; }

    /// <summary>Activities whose records are seen, by a role for one activity.</summary>
    public List<Guid?> Activities { get; }

    /// <summary>What the grants of a person or a guest open.</summary>
    public static Sight Of(IReadOnlyCollection<Grant> grants)
    {
        var reaches = Rules.Book.Keys.Select(can => (Can: can, Reach: Rules.ReachOf(grants, can))).ToList();
        return reaches.Any(r => r.Reach.Everywhere && Rules.OnOwnedRecords.Contains(r.Can))
            ? All
            : new Sight(false, reaches.SelectMany(r => r.Reach.Clusters), reaches.SelectMany(r => r.Reach.Companies), reaches.SelectMany(r => r.Reach.Participants), reaches.SelectMany(r => r.Reach.Activities));
    }

    /// <summary>The same and a few records more.</summary>
    public Sight And(IEnumerable<Guid>? clusters = null, IEnumerable<Guid>? companies = null, IEnumerable<Guid>? participants = null, IEnumerable<Guid>? activities = null) =>
        Everything ? this : new Sight(false, Ids(Clusters).Concat(clusters ?? []), Ids(Companies).Concat(companies ?? []), Ids(Participants).Concat(participants ?? []), Ids(Activities).Concat(activities ?? []));

    private static List<Guid?> Each(IEnumerable<Guid> ids) => [.. ids.Distinct().Select(id => (Guid?)id)];

    private static IEnumerable<Guid> Ids(List<Guid?> ids) => ids.Select(id => id!.Value);
}
