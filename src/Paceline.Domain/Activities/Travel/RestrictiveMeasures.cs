namespace Paceline.Domain.Activities.Travel;

/// <summary>A list of people and organisations under restrictive measures, as it was imported from a file.</summary>
public sealed class RestrictiveList
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>Its name, for example "EU consolidated list".</summary>
    public required string Name { get; init; }
    /// <summary>The day of which it is.</summary>
    public required DateOnly ListDate { get; init; }
    /// <summary>When it was imported.</summary>
    public required DateTimeOffset ImportedAt { get; init; }
    /// <summary>Who imported it.</summary>
    public required string ImportedBy { get; init; }
    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }
    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
    /// <summary>People and organisations in it.</summary>
    public required int Subjects { get; init; }
    /// <summary>Names in it, aliases included.</summary>
    public required int Rows { get; init; }
    /// <summary>Invented for the demonstration.</summary>
    public bool IsFictional { get; init; }
}

/// <summary>One name in a list; a subject has several.</summary>
public sealed class RestrictiveName
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The list.</summary>
    public required Guid ListId { get; init; }
    /// <summary>The number of the subject in the list, for example EU.1234.56.</summary>
    public required string Reference { get; init; }
    /// <summary>The name as the list writes it.</summary>
    public required string Name { get; init; }
    /// <summary>A person, not an organisation.</summary>
    public bool IsPerson { get; init; }
    /// <summary>The programme of measures, for example IRN.</summary>
    public string Programme { get; init; } = "";
}

/// <summary>What a look into the list came to.</summary>
public enum CheckResult
{
    /// <summary>Nobody of a name like it is on the list.</summary>
    NoMatch,
    /// <summary>Names like it are on the list: somebody has to look.</summary>
    PossibleMatch,
    /// <summary>Names like it are on the list, and it is none of them: the reason says why.</summary>
    Cleared,
    /// <summary>It is on the list.</summary>
    Match,
}

/// <summary>How a counterpart stands, worst last.</summary>
public enum CheckStanding
{
    /// <summary>Looked up in the newest list; nothing is against it.</summary>
    Clear,
    /// <summary>Looked up in a list that is not the newest any more.</summary>
    Old,
    /// <summary>Never looked up.</summary>
    NotChecked,
    /// <summary>Somebody has to decide.</summary>
    Open,
    /// <summary>On the list.</summary>
    Matched,
}

/// <summary>A name on the list that is like the counterpart's.</summary>
/// <param name="Reference">Number of the subject in the list.</param>
/// <param name="Name">The name as the list writes it.</param>
/// <param name="IsPerson">A person.</param>
/// <param name="Programme">The programme of measures.</param>
/// <param name="Likeness">How alike, from 0 to 100.</param>
public sealed record Candidate(string Reference, string Name, bool IsPerson, string Programme, int Likeness);

/// <summary>Somebody looked a counterpart of an activity up in the list of restrictive measures.</summary>
public sealed class RestrictiveCheck : IVersioned
{
    /// <summary>The longest reason that is kept.</summary>
    public const int LongestReason = 1000;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>The cluster in the lead of it.</summary>
    public required Guid LeadClusterId { get; init; }
    /// <summary>The counterpart.</summary>
    public required Guid CounterpartId { get; init; }
    /// <summary>The names that were looked up, as they were.</summary>
    public required string Names { get; init; }
    /// <summary>The list.</summary>
    public required Guid ListId { get; init; }
    /// <summary>The day of which the list is.</summary>
    public required DateOnly ListDate { get; init; }
    /// <summary>What was found.</summary>
    public required CheckResult Result { get; set; }
    /// <summary>Names on the list that are like it.</summary>
    public List<Candidate> Candidates { get; init; } = [];
    /// <summary>Why it is none of them, or why it is one.</summary>
    public string Reason { get; set; } = "";
    /// <summary>Who looked.</summary>
    public required string LookedBy { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset LookedAt { get; init; }
    /// <summary>Who decided, where there was something to decide.</summary>
    public string DecidedBy { get; set; } = "";
    /// <summary>When.</summary>
    public DateTimeOffset? DecidedAt { get; set; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Whether it came to nothing: nobody of that name, or somebody decided that it is none of them. What nobody decided did not.</summary>
    public bool IsClear => Result is CheckResult.NoMatch or CheckResult.Cleared;

    /// <summary>How the counterpart stands with this check, given the newest list and the names that it has today.</summary>
    public CheckStanding Standing(Guid newestList, string names) => Result switch
    {
        // What was found stays found, however old the list.
        CheckResult.Match => CheckStanding.Matched,
        _ when ListId != newestList || Names != names => CheckStanding.Old,
        CheckResult.PossibleMatch => CheckStanding.Open,
        _ => CheckStanding.Clear,
    };

    /// <summary>A person decides on what was found.</summary>
    public Refusal? Decide(bool isMatch, string reason, string by, DateTimeOffset at)
    {
        if (Result is CheckResult.NoMatch) return new Refusal("Nothing was found: there is nothing to decide.");
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Say how you know: date of birth, address, register number.");
        if (reason.Trim().Length > LongestReason) return new Refusal("Use at most {0} characters.", LongestReason);
        (Result, Reason, DecidedBy, DecidedAt) = (isMatch ? CheckResult.Match : CheckResult.Cleared, reason.Trim(), by, at);
        return null;
    }
}
