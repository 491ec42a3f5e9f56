namespace Paceline.Domain.Organisations;

/// <summary>A company's membership of a cluster.</summary>
public sealed class ClusterMembership : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The member.</summary>
    public required Guid OrganisationId { get; init; }
    /// <summary>The cluster organisation.</summary>
    public required Guid ClusterId { get; init; }
    /// <summary>First day.</summary>
    public required DateOnly From { get; set; }
    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? To { get; set; }
    /// <summary>The programme in which this cluster counts the member; null where another cluster does, or none.</summary>
    public Guid? HomeProgrammeId { get; set; }
    /// <summary>A file that proves it.</summary>
    public Guid? EvidenceFileId { get; set; }
    /// <summary>The upload that made it.</summary>
    public Guid? ImportId { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (To is not { } to || day <= to);

    /// <summary>Why a membership cannot stand beside the others of the same organisation; null when it can.</summary>
    /// <param name="others">The organisation's other memberships.</param>
    public Refusal? Fits(IEnumerable<ClusterMembership> others)
    {
        if (To < From) return new Refusal("A membership cannot end before it begins.");
        foreach (var other in others.Where(o => o.Id != Id && Overlaps(o)))
        {
            if (other.ClusterId == ClusterId) return new Refusal("The company is a member of this cluster in these days already.");
            if (HomeProgrammeId is { } home && other.HomeProgrammeId == home) return new Refusal("Another cluster counts this company in the programme in these days. A company has one home cluster at a time.");
        }

        return null;
    }

    private bool Overlaps(ClusterMembership other) => (other.To is not { } theirs || From <= theirs) && (To is not { } ours || other.From <= ours);
}
