namespace Paceline.Domain.Matchmaking;

/// <summary>Where a search for a schedule stands.</summary>
public enum RunState
{
    /// <summary>Waits for a worker.</summary>
    Queued,
    /// <summary>Searches.</summary>
    Running,
    /// <summary>Ended by itself; the best was kept.</summary>
    Done,
    /// <summary>Stopped by a person; the best was kept.</summary>
    Stopped,
    /// <summary>Proven: no schedule meets all the rules.</summary>
    Infeasible,
    /// <summary>A fault; nothing was changed.</summary>
    Failed,
}

/// <summary>A search for a schedule, in the background, with what is shown of it while it runs.</summary>
public sealed class SchedulingRun
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }
    /// <summary>Who asked.</summary>
    public required Guid StartedById { get; init; }
    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }
    /// <summary>How long it may search, in seconds; what a restart interrupted is not counted twice.</summary>
    public required int BudgetSeconds { get; init; }
    /// <summary>Makes the search repeatable.</summary>
    public int Seed { get; init; } = 1;
    /// <summary>Where it stands.</summary>
    public RunState State { get; set; }
    /// <summary>A person asked to stop.</summary>
    public bool StopRequested { get; set; }
    /// <summary>Meetings to place.</summary>
    public int Total { get; set; }
    /// <summary>Meetings placed in the best so far.</summary>
    public int Scheduled { get; set; }
    /// <summary>Breaks of all participants in the best so far.</summary>
    public int Breaks { get; set; }
    /// <summary>Fewer breaks than this are proven impossible.</summary>
    public int BreaksBound { get; set; }
    /// <summary>The best is proven to be best.</summary>
    public bool IsProven { get; set; }
    /// <summary>Time searched, in milliseconds, over all restarts.</summary>
    public long ElapsedMilliseconds { get; set; }
    /// <summary>The best so far: slot and table by meeting number, as JSON; survives a restart.</summary>
    public string? Best { get; set; }
    /// <summary>Points (milliseconds, breaks, bound) of the curve, as JSON.</summary>
    public string Curve { get; set; } = "[]";
    /// <summary>What to say to the person when it could not be done.</summary>
    public string? Message { get; set; }
    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Still waits or searches.</summary>
    public bool IsUnderWay => State is RunState.Queued or RunState.Running;
}
