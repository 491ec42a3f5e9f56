namespace Paceline.Scheduling.Exact;

/// <summary>
/// The slots that each meeting can still have after the plain consequences of fixed slots and precedences, where all
/// meetings of a set are to be held.
/// </summary>
internal sealed partial class Domains
{
    private readonly Model _model;
    private readonly bool[] _allowed;
    private readonly int[][] _meetingsOf;

    public Domains(Model model, bool[] required, bool prune = true)
    {
        _model = model;
        Required = required;
        _allowed = [.. model.Allowed];
        var byUnit = new List<int>[model.Units];
        for (var unit = 0; unit < byUnit.Length; unit++) byUnit[unit] = [];
        for (var m = 0; m < model.Meetings; m++)
        {
            if (!required[m]) continue;
            foreach (var unit in model.MeetingUnits[m]) byUnit[unit].Add(m);
        }

        _meetingsOf = Array.ConvertAll(byUnit, meetings => meetings.ToArray());
        for (var m = 0; m < model.Meetings && Emptied is null; m++)
        {
            if (required[m] && First(m) < 0) Emptied = m;
        }

        while (prune && Emptied is null && (Order() | Occupy() || Match()))
        {
        }

        if (prune && Emptied is null) FitPools();
    }

    /// <summary>Which meetings are to be held.</summary>
    public bool[] Required { get; }

    /// <summary>A required meeting without any slot left.</summary>
    public int? Emptied { get; private set; }

    public bool Has(int meeting, int slot) => _allowed[meeting * _model.Slots + slot];

    public int First(int meeting) => _allowed.AsSpan(meeting * _model.Slots, _model.Slots).IndexOf(true);

    public int Last(int meeting) => _allowed.AsSpan(meeting * _model.Slots, _model.Slots).LastIndexOf(true);

    private bool Order()
    {
        var changed = false;
        for (var m = 0; m < _model.Meetings; m++)
        {
            foreach (var earlier in _model.After[m])
            {
                if (!Required[m] || !Required[earlier]) continue;
                var (first, last) = (First(earlier), Last(m));
                for (var t = 0; t < _model.Slots; t++)
                {
                    if (t < first + _model.Length[earlier]) changed |= Remove(m, t);
                    if (t + _model.Length[earlier] > last) changed |= Remove(earlier, t);
                }
            }
        }

        return changed;
    }

    // A required meeting with one slot left takes it from all others of its units.
    private bool Occupy()
    {
        var changed = false;
        var holder = new int[_model.Units * _model.Slots];
        Array.Fill(holder, -1);
        for (var m = 0; m < _model.Meetings; m++)
        {
            if (!Required[m] || First(m) != Last(m) || First(m) < 0) continue;
            foreach (var unit in _model.MeetingUnits[m])
            {
                ref var held = ref holder[unit * _model.Slots + First(m)];
                if (held >= 0) changed |= Remove(m, First(m));
                else held = m;
                if (Emptied is not null) return false;
            }
        }

        for (var m = 0; m < _model.Meetings; m++)
        {
            foreach (var unit in _model.MeetingUnits[m])
            {
                for (var t = 0; t < _model.Slots; t++)
                {
                    var other = holder[unit * _model.Slots + t];
                    if (other >= 0 && other != m) changed |= Remove(m, t);
                }
            }
        }

        return changed;
    }

    private bool Remove(int meeting, int slot)
    {
        if (!_allowed[meeting * _model.Slots + slot]) return false;
        _allowed[meeting * _model.Slots + slot] = false;
        if (Required[meeting] && First(meeting) < 0) Emptied ??= meeting;
        return true;
    }
}
