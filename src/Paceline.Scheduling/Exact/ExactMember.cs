using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>One of several exact searches for the same problem, each with its own encoding.</summary>
internal sealed class ExactMember
{
    private readonly ScheduleEncoding _encoding;
    private CoreGuide? _cores;

    public ExactMember(Model model, Domains domains, BusyBound busyBound, bool focusOnRecent, IProofLog? proof = null, LemmaExchange? exchange = null)
    {
        Solver = new SatSolver { Proof = proof, FocusOnRecent = focusOnRecent, Exchange = exchange };
        _encoding = new ScheduleEncoding(model, domains, Solver, busyBound);
    }

    public SatSolver Solver { get; }

    /// <summary>Whether nothing at all can satisfy the rules.</summary>
    public bool Refuted => Solver.Core.Count == 0;

    /// <summary>
    /// Whether a schedule exists that leaves out at most so much priority and has at most so many breaks (null: any number);
    /// its slots where it does.
    /// </summary>
    public Verdict Ask(int? lost, int? breaks, long propagations, CancellationToken stop, out int[]? slots)
    {
        slots = null;
        var assumptions = new List<int>();
        if (lost is { } most && _encoding.AtMostLost(most) is { } lostLimit) assumptions.Add(lostLimit);
        if (breaks is { } fewest && _encoding.AtMostBreaks(fewest) is { } breaksLimit) assumptions.Add(breaksLimit);
        var verdict = Solver.Solve(assumptions.ToArray(), propagations, stop);
        if (verdict == Verdict.Satisfiable) slots = _encoding.Decode();
        return verdict;
    }

    /// <summary>The search core by core; begun where it is first asked for.</summary>
    public CoreGuide Cores => _cores ??= new CoreGuide(Solver, _encoding.Costs);

    /// <summary>Whether a schedule exists that has no more breaks than the bound of <see cref="Cores"/>; its slots where it does.</summary>
    public Verdict AskCores(long propagations, CancellationToken stop, out int[]? slots)
    {
        var verdict = Cores.Step(propagations, stop);
        slots = verdict == Verdict.Satisfiable ? _encoding.Decode() : null;
        return verdict;
    }

    /// <summary>Whether the clauses allow a schedule, what it loses and its breaks.</summary>
    public Verdict Admits(int[] slotOf, int lost, int breaks, CancellationToken stop)
    {
        var assumptions = new List<int>();
        for (var m = 0; m < slotOf.Length; m++)
        {
            if (slotOf[m] >= 0) assumptions.Add(_encoding.Meets(m, slotOf[m]));
        }

        if (_encoding.AtMostLost(lost) is { } lostLimit) assumptions.Add(lostLimit);
        if (_encoding.AtMostBreaks(breaks) is { } breaksLimit) assumptions.Add(breaksLimit);
        return Solver.Solve(assumptions.ToArray(), long.MaxValue / 2, stop);
    }

    /// <summary>Goes on searching near a schedule.</summary>
    public void Aim(int[] slots) => _encoding.Aim(slots);

    /// <summary>Whether the metres have too many sums.</summary>
    public bool IsBeyondCounting { get; private set; }

    /// <summary>Names places and interpreters too, so that changes of place and metres can be counted.</summary>
    public void Seat() => _encoding.Seat();

    /// <summary>
    /// Whether a schedule exists that changes place at most so often, or walks at most so many metres, beside all that is kept;
    /// unknown where that is too much to count.
    /// </summary>
    public Verdict AskWays(long? changes, long? metres, long propagations, CancellationToken stop)
    {
        var assumptions = new List<int>();
        if (changes is { } few && _encoding.AtMostChanges(few) is { } changesLimit) assumptions.Add(changesLimit);
        if (metres is { } near)
        {
            IsBeyondCounting = !_encoding.AtMostMetres(near, out var metresLimit);
            if (IsBeyondCounting) return Verdict.Unknown;
            if (metresLimit is { } literal) assumptions.Add(literal);
        }

        return Solver.Solve(assumptions.ToArray(), propagations, stop);
    }

    /// <summary>From now on no schedule may change place more often.</summary>
    public void KeepChanges(long changes)
    {
        if (_encoding.AtMostChanges(changes) is { } limit) Solver.Add(limit);
    }

    /// <summary>The timetable found last, with its places; null where it has none by all rules.</summary>
    public Timetable? Seated(Model model) => _encoding.Seated(model);

    /// <summary>From now on no schedule may leave out more priority.</summary>
    public void KeepPriority(int lost)
    {
        if (_encoding.AtMostLost(lost) is { } limit) Keep(limit);
    }

    /// <summary>From now on no schedule may have more breaks.</summary>
    public void KeepBreaks(int breaks)
    {
        if (_encoding.AtMostBreaks(breaks) is { } limit) Keep(limit);
    }

    /// <summary>
    /// From now on only schedules that lose no more than <paramref name="lost"/>, and lose less than <paramref name="lostBound"/> or
    /// have fewer breaks than <paramref name="breaksBound"/>.
    /// </summary>
    public void KeepBetter(int lost, int lostBound, int breaksBound)
    {
        KeepPriority(breaksBound > 0 ? lost : lostBound - 1);
        List<int> better = [];
        if (lostBound > 0 && _encoding.AtMostLost(lostBound - 1) is { } lessLost) better.Add(lessLost);
        if (breaksBound > 0 && _encoding.AtMostBreaks(breaksBound - 1) is { } fewer) better.Add(fewer);
        Solver.SharedVariables = 0;
        Solver.Add([.. better]);
    }

    // What is learnt from now on need not hold for others.
    private void Keep(int limit)
    {
        Solver.SharedVariables = 0;
        Solver.Add(limit);
    }
}
