namespace Paceline.Domain.Activities.Calls;

/// <summary>What one assessor says of one application. Nobody but the organiser sees another's.</summary>
public sealed class Assessment : IVersioned
{
    /// <summary>The best score.</summary>
    public const int Best = 5;
    /// <summary>The longest comment.</summary>
    public const int LongestComment = 2000;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The application.</summary>
    public required Guid ApplicationId { get; init; }
    /// <summary>Its activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The assessor's account.</summary>
    public required Guid AssessorId { get; init; }
    /// <summary>The assessor's cluster; never that of the applicant.</summary>
    public Guid? ClusterId { get; init; }
    /// <summary>Scores by criterion, 0 to 5.</summary>
    public Dictionary<Guid, int> Scores { get; set; } = [];
    /// <summary>Why.</summary>
    public string Comment { get; set; } = "";
    /// <summary>When it was handed in; null while it is being written.</summary>
    public DateTimeOffset? DoneAt { get; set; }
    /// <summary>The assessor is too close to the company, and says why; the application goes to somebody else.</summary>
    public string? Conflict { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Why it cannot be handed in, or null.</summary>
    public static Refusal? Refuses(IReadOnlyList<Criterion> criteria, IReadOnlyDictionary<Guid, int?> scores, string comment)
    {
        if (criteria.Any(c => scores.GetValueOrDefault(c.Id) is null)) return new Refusal("Score every criterion from 0 to 5.");
        if (scores.Values.Any(s => s is < 0 or > Best)) return new Refusal("A score is 0 to 5.");
        return string.IsNullOrWhiteSpace(comment) ? new Refusal("Say in a sentence why. The applicant is told the reasons.") : null;
    }
}

/// <summary>Somebody who scores.</summary>
/// <param name="Id">The account.</param>
/// <param name="Cluster">The cluster that the person comes from.</param>
public sealed record Assessor(Guid Id, Guid? Cluster);

/// <summary>An application that needs assessors.</summary>
/// <param name="Id">The application.</param>
/// <param name="Cluster">The applicant's cluster.</param>
/// <param name="Assigned">Who has it already.</param>
/// <param name="Barred">Who said to be too close to it.</param>
public sealed record ToAssess(Guid Id, Guid? Cluster, IReadOnlyCollection<Guid> Assigned, IReadOnlyCollection<Guid> Barred);

/// <summary>Who scores what: two each, never of the applicant's cluster, with even loads. Pure.</summary>
public static class AssessorPlan
{
    /// <summary>Whether somebody may score an application.</summary>
    public static bool MayScore(Assessor assessor, Guid? applicantsCluster) => applicantsCluster is null || assessor.Cluster is not null && assessor.Cluster != applicantsCluster;

    /// <summary>Whether an assessment counts among those that an application needs: it is handed in, or its assessor still may hand it in.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="applicantsCluster">The cluster of the company now.</param>
    /// <param name="panel">Those whose time to score is not over.</param>
    public static bool Counts(Assessment assessment, Guid? applicantsCluster, IReadOnlyCollection<Guid> panel) =>
        assessment.Conflict is null && (assessment.DoneAt is not null || panel.Contains(assessment.AssessorId) && MayScore(new Assessor(assessment.AssessorId, assessment.ClusterId), applicantsCluster));

    /// <summary>New pairs of application and assessor; what is assigned already stays.</summary>
    public static IReadOnlyList<(Guid Application, Guid Assessor)> Assign(IEnumerable<ToAssess> applications, IEnumerable<Assessor> assessors, int each = Call.AssessorsEach)
    {
        var people = assessors.OrderBy(a => a.Id).ToList();
        var all = applications.OrderBy(a => a.Id).ToList();
        var load = people.ToDictionary(p => p.Id, p => all.Count(a => a.Assigned.Contains(p.Id)));
        var pairs = new List<(Guid, Guid)>();
        // Those with the fewest people to choose from come first, so that they are not left with nobody.
        foreach (var application in all.OrderBy(a => people.Count(p => MayScore(p, a.Cluster) && !a.Barred.Contains(p.Id))).ThenBy(a => a.Id))
        {
            var free = people.Where(p => MayScore(p, application.Cluster) && !application.Barred.Contains(p.Id) && !application.Assigned.Contains(p.Id));
            foreach (var chosen in free.OrderBy(p => load[p.Id]).ThenBy(p => p.Id).Take(Math.Max(0, each - application.Assigned.Count)))
            {
                load[chosen.Id]++;
                pairs.Add((application.Id, chosen.Id));
            }
        }

        return pairs;
    }
}
