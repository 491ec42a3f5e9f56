namespace Paceline.Scheduling;

/// <summary>What <c>paceline schedule</c> was asked for.</summary>
public sealed record ScheduleRequest
{
    /// <summary>The event: a <c>.dzn</c>, <c>.json</c> or <c>.csv</c> file.</summary>
    public required string File { get; init; }

    /// <summary>How long to search at most.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many slices of work to do at most; null for no limit but the time.</summary>
    public long? Steps { get; init; }

    /// <summary>The most by which two participants' breaks may differ; null for what the file says.</summary>
    public int? Fairness { get; init; }

    /// <summary>How many threads to use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Where the random choices begin.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The file to write the schedule to, by its ending <c>.csv</c>, <c>.json</c> or <c>.txt</c>; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>Whether the summary is one JSON object.</summary>
    public bool Json { get; init; }

    /// <summary>Whether to print the schedule as a table.</summary>
    public bool Grid { get; init; }

    /// <summary>Whether to check the schedule, and the proof of its bound, by code that shares nothing with the search.</summary>
    public bool Certify { get; init; }

    /// <summary>Where to write the clauses and the proof that <see cref="Certify"/> checks, as NAME.cnf and NAME.drat; null for nowhere.</summary>
    public string? Proof { get; init; }

    /// <summary>Whether the output is a terminal, which gets a progress line.</summary>
    public bool Terminal { get; init; }
}
