namespace Paceline.Scheduling.Sat;

// Shorter lemmas (vivification): the literals of a good lemma are denied one after the other; where the rest then follows
// or a contradiction comes early, fewer of them say the same.
internal sealed partial class SatSolver
{
    // Propagations spent here for one of the search.
    private const double Effort = 0.15;

    private long _lastVivified;
    private int[] _occurrences = [];
    private IntList _denied;
    private bool _probing;

    /// <summary>How many lemmas became shorter.</summary>
    public long Shortened { get; private set; }

    // At level 0, all propagated.
    private void Vivify()
    {
        var limit = (long)((Propagations - _lastVivified) * Effort);
        var candidates = new List<int>();
        if (_occurrences.Length < Variables * 2) _occurrences = new int[Variables * 2];
        Array.Clear(_occurrences);
        foreach (var clause in _learnt.Span)
        {
            foreach (var literal in _arena.AsSpan(clause + 2, _arena[clause])) _occurrences[literal]++;
            if ((_arena[clause + 1] & Vivified) == 0 && GlueOf(_arena[clause + 1]) <= UsefulGlue) candidates.Add(clause);
        }

        candidates.Sort((a, b) => (GlueOf(_arena[a + 1]), _arena[a], b).CompareTo((GlueOf(_arena[b + 1]), _arena[b], a)));
        var before = Propagations;
        _probing = true;
        foreach (var clause in candidates)
        {
            if (_contradiction || Propagations - before > limit) break;
            Vivify(clause);
        }

        _probing = false;
        _lastVivified = Propagations;
        // Gone is what became a unit or a pair.
        var kept = 0;
        foreach (var clause in _learnt.Span)
        {
            if (_arena[clause] > 2) _learnt.Items[kept++] = clause;
        }

        _learnt.Count = kept;
    }

    private void Vivify(int clause)
    {
        var literals = _arena.AsSpan(clause + 2, _arena[clause]);
        _arena[clause + 1] |= Vivified;
        if (Satisfied(literals)) return;
        Unwatch(literals[0] ^ 1, clause);
        Unwatch(literals[1] ^ 1, clause);
        _denied.Clear();
        foreach (var literal in literals) _denied.Add(literal);
        _denied.Span.Sort((a, b) => _occurrences[b].CompareTo(_occurrences[a]));
        _lemma.Clear();
        foreach (var literal in _denied.Span)
        {
            if (_value[literal] < 0) continue;
            if (_value[literal] > 0)
            {
                Because(literal);
                break;
            }

            _lemma.Add(literal);
            _levelStart.Add(_trailCount);
            Enqueue(literal ^ 1, 0);
            if (Propagate() == 0) continue;
            Because(-1);
            break;
        }

        Backtrack(0);
        if (_lemma.Count < literals.Length) Shorten(clause, literals);
        else Watch(clause, literals);
    }

    // Keeps of the lemma only the denied literals that together forced a literal, or the conflict (-1), and the former.
    private void Because(int forced)
    {
        ForgetExplanations();
        if (forced >= 0) _seen[forced >> 1] = Seen;
        else
        {
            foreach (var literal in _conflict.Span) Mark(literal);
        }

        _lemma.Clear();
        if (forced >= 0) _lemma.Add(forced);
        for (var i = _trailCount - 1; i >= _levelStart.Items[0]; i--)
        {
            var literal = _trail[i];
            if (_seen[literal >> 1] == Unseen) continue;
            _seen[literal >> 1] = Unseen;
            if (_reason[literal >> 1] == 0) _lemma.Add(literal ^ 1);
            else
            {
                foreach (var cause in ReasonOf(literal)) Mark(cause);
            }
        }

        void Mark(int literal)
        {
            if (_level[literal >> 1] > 0) _seen[literal >> 1] = Seen;
        }
    }

    private void Shorten(int clause, Span<int> literals)
    {
        Shortened++;
        var lemma = _lemma.Span;
        Proof?.Learnt(lemma);
        Proof?.Deleted(literals);
        lemma.CopyTo(literals);
        _glue = Math.Min(GlueOf(_arena[clause + 1]), Math.Max(1, lemma.Length - 1));
        _arena[clause] = lemma.Length;
        _arena[clause + 1] = Mark(true, _glue, used: 2) | Vivified;
        Share(lemma);
        if (lemma.Length == 0) _contradiction = true;
        else if (lemma.Length == 1) _contradiction = Asserted(lemma[0]);
        else if (lemma.Length == 2) AddBinary(lemma[0], lemma[1]);
        else Watch(clause, literals);
    }

    private void Watch(int clause, ReadOnlySpan<int> literals)
    {
        _watches[literals[0] ^ 1].Add(clause, literals[1]);
        _watches[literals[1] ^ 1].Add(clause, literals[0]);
    }

    private void Unwatch(int literal, int clause)
    {
        ref var watches = ref _watches[literal];
        var kept = 0;
        for (var i = 0; i < watches.Count; i++)
        {
            if (watches.Items[i].Clause != clause) watches.Items[kept++] = watches.Items[i];
        }

        watches.Count = kept;
    }
}
