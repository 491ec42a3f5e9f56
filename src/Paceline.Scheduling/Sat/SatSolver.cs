namespace Paceline.Scheduling.Sat;

/// <summary>What a search under assumptions found.</summary>
internal enum Verdict
{
    Unknown,
    Satisfiable,
    Unsatisfiable,
}

/// <summary>
/// A clause-learning solver for propositional formulas, incremental under assumptions. This file holds the formula; the
/// others hold propagation, conflict analysis, the search and the care of learnt clauses.
/// </summary>
internal sealed partial class SatSolver
{
    private readonly ActivityHeap _heap = new();
    private readonly RecencyQueue _queue = new();
    private sbyte[] _value = [];
    private int[] _level = [];
    private int[] _reason = [];
    private int[] _position = [];
    private bool[] _phase = [];
    private int[] _trail = [];
    private int _trailCount;
    private int _head;
    private IntList _levelStart;
    private IntList[] _binary = [];
    private Watches[] _watches = [];
    private int[] _arena = new int[1024];
    private int _arenaCount = 1;
    private IntList _original;
    private IntList _learnt;
    private bool _contradiction;

    public int Variables { get; private set; }

    public long Conflicts { get; private set; }

    public long Propagations { get; private set; }

    /// <summary>Where learnt and deleted clauses are written, if a proof is wanted.</summary>
    public IProofLog? Proof { get; init; }

    /// <summary>
    /// Whether the focused mode decides by recency instead of activity. Neither is better: each needs several times fewer
    /// conflicts on some events.
    /// </summary>
    public bool FocusOnRecent { get; init; }

    private int Level => _levelStart.Count;

    /// <summary>A new variable; gives its positive literal.</summary>
    public int NewLiteral(bool phase = false)
    {
        var variable = Variables++;
        if (Variables > _level.Length) Grow(Math.Max(64, Variables * 2));
        _phase[variable] = phase;
        _heap.Insert(variable);
        _queue.Add(variable);
        return variable << 1;
    }

    /// <summary>Adds a clause. The search must not be under way.</summary>
    public void Add(params ReadOnlySpan<int> literals)
    {
        Backtrack(0);
        Proof?.Original(literals);
        Span<int> kept = literals.Length <= 64 ? stackalloc int[literals.Length] : new int[literals.Length];
        var count = 0;
        foreach (var literal in literals)
        {
            if (_value[literal] > 0) return;
            var repeated = _value[literal] < 0;
            for (var i = 0; i < count && !repeated; i++)
            {
                if (kept[i] == Literal.Not(literal)) return;
                repeated = kept[i] == literal;
            }

            if (!repeated) kept[count++] = literal;
        }

        kept = kept[..count];
        if (count < literals.Length) Proof?.Learnt(kept);
        switch (count)
        {
            case 0:
                _contradiction = true;
                break;
            case 1:
                Enqueue(kept[0], 0);
                if (Propagate() != 0) _contradiction = true;
                break;
            case 2:
                AddBinary(kept[0], kept[1]);
                break;
            default:
                _original.Add(Store(kept, learnt: false, 0));
                break;
        }
    }

    /// <summary>Whether a literal is true in the model found last.</summary>
    public bool IsTrue(int literal) => _model[literal >> 1] == ((literal & 1) == 0);

    /// <summary>Whether a literal is decided by the formula alone: 1 true, -1 false, 0 open.</summary>
    public int Fixed(int literal) => _value[literal] != 0 && _level[literal >> 1] == 0 ? _value[literal] : 0;

    /// <summary>Prefers a value for a variable where the search has none of its own.</summary>
    public void Prefer(int literal) => _phase[literal >> 1] = (literal & 1) == 0;

    private void Grow(int size)
    {
        Array.Resize(ref _level, size);
        Array.Resize(ref _reason, size);
        Array.Resize(ref _position, size);
        Array.Resize(ref _phase, size);
        Array.Resize(ref _target, size);
        Array.Resize(ref _bestPhase, size);
        Array.Resize(ref _model, size);
        Array.Resize(ref _trail, size);
        Array.Resize(ref _seen, size);
        Array.Resize(ref _explained, size);
        Array.Resize(ref _value, size * 2);
        Array.Resize(ref _binary, size * 2);
        Array.Resize(ref _watches, size * 2);
        Array.Resize(ref _countersOf, size * 2);
        // Assumptions that hold already open levels of their own.
        Array.Resize(ref _levelStamp, size * 2 + 1);
        _heap.Grow(size);
        _queue.Grow(size);
    }

    private void AddBinary(int a, int b)
    {
        _binary[Literal.Not(a)].Add(b);
        _binary[Literal.Not(b)].Add(a);
    }

    // A clause in the arena: its length, its mark (see Clauses), its literals; the first two are watched.
    private int Store(ReadOnlySpan<int> literals, bool learnt, int glue)
    {
        var needed = _arenaCount + literals.Length + 2;
        if (needed > _arena.Length) Array.Resize(ref _arena, Math.Max(needed, _arena.Length * 2));
        var clause = _arenaCount;
        _arenaCount = needed;
        _arena[clause] = literals.Length;
        _arena[clause + 1] = Mark(learnt, glue, used: 1);
        literals.CopyTo(_arena.AsSpan(clause + 2));
        _watches[Literal.Not(literals[0])].Add(clause, literals[1]);
        _watches[Literal.Not(literals[1])].Add(clause, literals[0]);
        return clause;
    }
}
