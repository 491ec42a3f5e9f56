namespace Paceline.Scheduling.Sat;

// The care of learnt clauses. A mark holds: learnt in bit 0, how lately used in bits 1 and 2, whether
// it was made shorter in bit 3, the glue above them.
internal sealed partial class SatSolver
{
    private const int KeptGlue = 2, UsefulGlue = 6, Vivified = 8;

    private int[] _spare = [];
    private long _nextReduction = 1000;
    private int _reductions;

    private static int Mark(bool learnt, int glue, int used) => (glue << 4) | (used << 1) | (learnt ? 1 : 0);

    private static int GlueOf(int mark) => mark >> 4;

    private void Use(int clause)
    {
        var mark = _arena[clause + 1];
        if ((mark & 1) == 0) return;
        var glue = GlueOf(mark);
        if (glue > KeptGlue)
        {
            var now = Glue(_arena.AsSpan(clause + 2, _arena[clause]));
            if (now < glue) glue = now;
        }

        _arena[clause + 1] = Mark(true, glue, glue <= UsefulGlue ? 2 : 1) | (mark & Vivified);
    }

    /// <summary>Adds the lemma and asserts its first literal.</summary>
    private void Learn()
    {
        var lemma = _lemma.Span;
        Proof?.Learnt(lemma);
        Share(lemma);
        if (lemma.Length == 1)
        {
            Enqueue(lemma[0], 0);
        }
        else if (lemma.Length == 2)
        {
            AddBinary(lemma[0], lemma[1]);
            Enqueue(lemma[0], (lemma[1] << 2) | ByBinary);
        }
        else
        {
            var clause = Store(lemma, learnt: true, _glue);
            _learnt.Add(clause);
            Enqueue(lemma[0], (clause << 2) | ByClause);
        }
    }

    /// <summary>Drops satisfied clauses and the less useful half of the learnt ones. At level 0.</summary>
    private void Reduce()
    {
        Backtrack(0);
        _reductions++;
        _nextReduction = Conflicts + (long)(1000 * Math.Sqrt(_reductions));
        var candidates = new List<(int Glue, int Length, int Clause)>();
        foreach (var clause in _learnt.Span)
        {
            var mark = _arena[clause + 1];
            var (glue, used) = (GlueOf(mark), (mark >> 1) & 3);
            if (glue <= KeptGlue) continue;
            if (used > 0) _arena[clause + 1] = Mark(true, glue, used - 1) | (mark & Vivified);
            else candidates.Add((glue, _arena[clause], clause));
        }

        candidates.Sort((a, b) => (b.Glue, b.Length, b.Clause).CompareTo((a.Glue, a.Length, a.Clause)));
        var drop = new HashSet<int>(candidates.Take(candidates.Count * 3 / 4).Select(c => c.Clause));
        Compact(drop);
        Vivify();
    }

    private void Compact(HashSet<int> drop)
    {
        // Two arrays take turns: a new one each time would leave hundreds of megabytes to collect.
        var arena = _spare.Length >= _arenaCount ? _spare : new int[_arena.Length];
        var count = 1;
        foreach (ref var watches in _watches.AsSpan(0, Variables * 2)) watches.Count = 0;
        Keep(ref _original);
        Keep(ref _learnt);
        (_arena, _spare) = (arena, _arena);
        _arenaCount = count;

        void Keep(ref IntList clauses)
        {
            var kept = 0;
            foreach (var clause in clauses.Span)
            {
                var length = _arena[clause];
                var literals = _arena.AsSpan(clause + 2, length);
                if (drop.Contains(clause) || Satisfied(literals))
                {
                    Proof?.Deleted(literals);
                    continue;
                }

                _arena.AsSpan(clause, length + 2).CopyTo(arena.AsSpan(count));
                _watches[literals[0] ^ 1].Add(count, literals[1]);
                _watches[literals[1] ^ 1].Add(count, literals[0]);
                clauses.Items[kept++] = count;
                count += length + 2;
            }

            clauses.Count = kept;
        }
    }

    // At level 0, where what is true stays true. The literals in front are never both false there.
    private bool Satisfied(ReadOnlySpan<int> literals)
    {
        foreach (var literal in literals)
        {
            if (_value[literal] > 0) return true;
        }

        return false;
    }
}
