namespace Paceline.Scheduling.Sat;

// Decisions, restarts and the alternation of two ways to search: focused (recent variables, quick restarts), which is
// good at proofs, and stable (active variables, rare restarts, target phases), which is good at schedules.
internal sealed partial class SatSolver
{
    private const int RestartAtLeast = 2, StableRestart = 1024, FirstModeConflicts = 1000, Rephase = 1000;

    private readonly MovingAverage _fastGlue = new(0.03);
    private readonly MovingAverage _slowGlue = new(1e-4);
    private readonly Reluctant _reluctant = new(StableRestart);
    private bool[] _model = [];
    private sbyte[] _target = [];
    private sbyte[] _bestPhase = [];
    private int _targetAssigned;
    private int _bestAssigned;
    private bool _stable;
    private long _lastRestart;
    private long _modeEnds = FirstModeConflicts;
    private long _modeLength;
    private int _modes;
    private long _nextRephase = Rephase;
    private int _rephased;

    /// <summary>The assumptions that cannot hold together, after an unsatisfiable search; empty where the formula cannot hold at all.</summary>
    public List<int> Core { get; } = [];

    /// <summary>
    /// Looks for a model of the formula in which all assumptions hold, for at most so many propagations. The model is read
    /// with <see cref="IsTrue"/>, the refuted assumptions with <see cref="Core"/>.
    /// </summary>
    public Verdict Solve(ReadOnlySpan<int> assumptions, long propagations, CancellationToken stop)
    {
        Backtrack(0);
        Core.Clear();
        var limit = Propagations + propagations;
        Import();
        while (!_contradiction)
        {
            var conflict = Propagate();
            if (conflict != 0)
            {
                Conflicts++;
                if (Level == 0) break;
                Remember();
                var back = Analyse(conflict);
                _fastGlue.Add(_glue);
                _slowGlue.Add(_glue);
                Backtrack(back);
                Learn();
                continue;
            }

            if (Propagations >= limit || stop.IsCancellationRequested)
            {
                Backtrack(0);
                return Verdict.Unknown;
            }

            if (Conflicts >= _nextReduction) Reduce();
            else if (Conflicts >= _nextRephase) ChangePhases();
            else if (ShouldRestart()) Restart(assumptions.Length);
            SwitchMode();
            if (Level < assumptions.Length)
            {
                var assumption = assumptions[Level];
                if (_value[assumption] < 0)
                {
                    AnalyseFinal(assumption);
                    Backtrack(0);
                    return Verdict.Unsatisfiable;
                }

                _levelStart.Add(_trailCount);
                if (_value[assumption] == 0) Enqueue(assumption, 0);
                continue;
            }

            if (_trailCount == Variables)
            {
                for (var v = 0; v < Variables; v++) _model[v] = _value[v << 1] > 0;
                Backtrack(0);
                return Verdict.Satisfiable;
            }

            var variable = Decide();
            _levelStart.Add(_trailCount);
            Enqueue(Literal.Of(variable, !PhaseOf(variable)), 0);
        }

        _contradiction = true;
        Proof?.Learnt([]);
        return Verdict.Unsatisfiable;
    }

    private bool ByRecency => FocusOnRecent && !_stable;

    private int Decide()
    {
        if (ByRecency) return _queue.Latest(_value);
        int variable;
        do variable = _heap.Pop();
        while (_value[variable << 1] != 0);
        return variable;
    }

    private bool PhaseOf(int variable) => _stable && _target[variable] != 0 ? _target[variable] > 0 : _phase[variable];

    // Keeps the largest assignment without a conflict, as the phases to aim for.
    private void Remember()
    {
        var assigned = _levelStart.Items[Level - 1];
        if (_stable && assigned > _targetAssigned)
        {
            _targetAssigned = assigned;
            Copy(_target, assigned);
        }

        if (assigned <= _bestAssigned) return;
        _bestAssigned = assigned;
        Copy(_bestPhase, assigned);
    }

    /// <summary>Goes on searching near an assignment, of which what contradicts the formula is left out.</summary>
    public void Aim(ReadOnlySpan<int> literals)
    {
        Backtrack(0);
        foreach (var literal in literals)
        {
            if (_value[literal] != 0) continue;
            _levelStart.Add(_trailCount);
            Enqueue(literal, 0);
            if (Propagate() != 0) Backtrack(Level - 1);
        }

        // Going back saves the values as phases.
        Backtrack(0);
    }

    private void Copy(sbyte[] phases, int assigned)
    {
        for (var i = 0; i < assigned; i++) phases[_trail[i] >> 1] = (sbyte)((_trail[i] & 1) == 0 ? 1 : -1);
    }

    private bool ShouldRestart()
    {
        if (Level == 0 || Conflicts < _lastRestart + RestartAtLeast) return false;
        return _stable ? _reluctant.Due(Conflicts) : _fastGlue.Value > 1.1 * _slowGlue.Value;
    }

    private void Restart(int assumptions)
    {
        _lastRestart = Conflicts;
        if (_exchange is null)
        {
            Backtrack(Math.Min(Level, assumptions));
            return;
        }

        Backtrack(0);
        Import();
    }

    private void ChangePhases()
    {
        Backtrack(0);
        _rephased++;
        _nextRephase = Conflicts + (long)Rephase * _rephased;
        for (var v = 0; v < Variables; v++)
        {
            _phase[v] = (_rephased % 6) switch
            {
                0 => false,
                2 => true,
                4 => !_phase[v],
                _ => _bestPhase[v] == 0 ? _phase[v] : _bestPhase[v] > 0,
            };
        }

        Array.Clear(_target);
        _targetAssigned = 0;
        _bestAssigned = 0;
    }

    // The first mode lasts for a number of conflicts, all others for as many propagations as that took, times a square.
    private void SwitchMode()
    {
        if (_modes == 0 ? Conflicts < _modeEnds : Propagations < _modeEnds) return;
        if (_modes == 0) _modeLength = Math.Max(1, Propagations);
        Backtrack(0);
        _modes++;
        var round = (_modes + 1) / 2;
        _modeEnds = Propagations + _modeLength * round * round;
        _stable = !_stable;
        _lastRestart = Conflicts;
        _targetAssigned = 0;
        if (_stable) _reluctant.Reset(Conflicts);
        if (ByRecency) return;
        for (var v = 0; v < Variables; v++)
        {
            if (_value[v << 1] == 0) _heap.Insert(v);
        }
    }
}
