using System.Runtime.CompilerServices;

namespace Paceline.Scheduling.Sat;

// First unique implication points, minimised learnt clauses, and the assumptions behind a refutation.
internal sealed partial class SatSolver
{
    private const byte Unseen = 0, Seen = 1, Removable = 2, Needed = 3;
    private const int DeepestMinimisation = 500;

    private readonly int[] _binaryReason = new int[1];
    private byte[] _seen = [];
    private IntList _touched;
    private IntList _bumped;
    private IntList _lemma;
    private int[] _levelStamp = [];
    private int _stamp;
    private int _glue;

    // The false literals that forced a literal.
    private ReadOnlySpan<int> ReasonOf(int literal)
    {
        var reason = _reason[literal >> 1];
        switch (reason & 3)
        {
            case ByClause:
                // The implied literal is the first: propagation puts it there.
                var clause = reason >> 2;
                return _arena.AsSpan(clause + 3, _arena[clause] - 1);
            case ByBinary:
                _binaryReason[0] = reason >> 2;
                return _binaryReason;
            default:
                return Explain(literal, _counters[reason >> 2]);
        }
    }

    /// <summary>Turns the conflict into a lemma in <c>_lemma</c>, its first literal to be asserted; gives the level to go back to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Analyse(int conflict)
    {
        _lemma.Clear();
        _lemma.Add(0);
        _bumped.Clear();
        ForgetExplanations();
        if ((conflict & 3) == ByClause) Use(conflict >> 2);
        var open = 0;
        foreach (var literal in _conflict.Span) See(literal, ref open);
        var at = _trailCount;
        int pivot;
        while (true)
        {
            do pivot = _trail[--at];
            while (_seen[pivot >> 1] == Unseen);
            if (--open == 0) break;
            var reason = _reason[pivot >> 1];
            if ((reason & 3) == ByClause) Use(reason >> 2);
            foreach (var literal in ReasonOf(pivot)) See(literal, ref open);
        }

        _lemma.Items[0] = pivot ^ 1;
        Minimise();
        var back = 0;
        if (_lemma.Count > 1)
        {
            var deepest = 1;
            for (var i = 2; i < _lemma.Count; i++)
            {
                if (_level[_lemma.Items[i] >> 1] > _level[_lemma.Items[deepest] >> 1]) deepest = i;
            }

            (_lemma.Items[1], _lemma.Items[deepest]) = (_lemma.Items[deepest], _lemma.Items[1]);
            back = _level[_lemma.Items[1] >> 1];
        }

        _glue = Glue(_lemma.Span);
        BumpVariables();
        foreach (var variable in _touched.Span) _seen[variable] = Unseen;
        _touched.Clear();
        return back;
    }

    private void See(int literal, ref int open)
    {
        var variable = literal >> 1;
        if (_seen[variable] != Unseen || _level[variable] == 0) return;
        _seen[variable] = Seen;
        _touched.Add(variable);
        _bumped.Add(variable);
        if (_level[variable] == Level) open++;
        else _lemma.Add(literal);
    }

    private void Minimise()
    {
        _stamp++;
        for (var i = 1; i < _lemma.Count; i++) _levelStamp[_level[_lemma.Items[i] >> 1]] = _stamp;
        var kept = 1;
        for (var i = 1; i < _lemma.Count; i++)
        {
            var literal = _lemma.Items[i];
            if (_reason[literal >> 1] == 0 || !Implied(literal, 0)) _lemma.Items[kept++] = literal;
        }

        _lemma.Count = kept;
    }

    // Whether all that forced a literal is in the lemma already, or forced by what is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Implied(int literal, int depth)
    {
        var reason = _reason[literal >> 1];
        if (reason == 0 || depth > DeepestMinimisation) return false;
        if ((reason & 3) == ByBinary) return Covered(reason >> 2, depth);
        if ((reason & 3) == ByCounter)
        {
            var count = Explain(literal, _counters[reason >> 2]).Length;
            var offset = _explained[literal >> 1] - _explainedFrom;
            for (var i = 0; i < count; i++)
            {
                if (!Covered(_explanations.Items[offset + i], depth)) return false;
            }

            return true;
        }

        var clause = reason >> 2;
        var end = clause + 2 + _arena[clause];
        for (var i = clause + 3; i < end; i++)
        {
            if (!Covered(_arena[i], depth)) return false;
        }

        return true;
    }

    private bool Covered(int literal, int depth)
    {
        var variable = literal >> 1;
        var state = _seen[variable];
        if (_level[variable] == 0 || state is Seen or Removable) return true;
        if (state == Needed || _levelStamp[_level[variable]] != _stamp) return false;
        var implied = Implied(literal, depth + 1);
        _seen[variable] = implied ? Removable : Needed;
        _touched.Add(variable);
        return implied;
    }

    // The number of different levels among the literals of a clause.
    private int Glue(ReadOnlySpan<int> literals)
    {
        _stamp++;
        var glue = 0;
        foreach (var literal in literals)
        {
            var level = _level[literal >> 1];
            if (_levelStamp[level] == _stamp) continue;
            _levelStamp[level] = _stamp;
            glue++;
        }

        return glue;
    }

    private void BumpVariables()
    {
        if (!ByRecency)
        {
            foreach (var variable in _bumped.Span) _heap.Bump(variable);
            _heap.Decay(0.95);
            return;
        }

        // In the order in which they stand already, so that ties keep their history.
        _bumped.Span.Sort((a, b) => _queue.Stamp(a).CompareTo(_queue.Stamp(b)));
        foreach (var variable in _bumped.Span) _queue.Bump(variable, assigned: true);
    }

    /// <summary>Collects in <see cref="Core"/> the assumptions that together force a literal to be false.</summary>
    private void AnalyseFinal(int refuted)
    {
        ForgetExplanations();
        Core.Clear();
        Core.Add(refuted);
        if (_level[refuted >> 1] == 0) return;
        _seen[refuted >> 1] = Seen;
        for (var i = _trailCount - 1; i >= _levelStart.Items[0]; i--)
        {
            var literal = _trail[i];
            if (_seen[literal >> 1] == Unseen) continue;
            _seen[literal >> 1] = Unseen;
            if (_reason[literal >> 1] == 0)
            {
                Core.Add(literal);
                continue;
            }

            foreach (var cause in ReasonOf(literal))
            {
                if (_level[cause >> 1] > 0) _seen[cause >> 1] = Seen;
            }
        }

        _seen[refuted >> 1] = Unseen;
    }
}
