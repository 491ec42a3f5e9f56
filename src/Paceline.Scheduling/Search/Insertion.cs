namespace Paceline.Scheduling;

/// <summary>
/// Brings meetings into a timetable: first where they fit, the most constrained first; then by ejection, where a meeting
/// takes the place of others that are less wanted or were moved less recently.
/// </summary>
internal sealed partial class Insertion(Model model, Timetable table, Random random)
{
    private readonly int[] _tabu = new int[model.Meetings];
    private readonly List<int> _victims = [];
    private readonly List<int> _bestVictims = [];
    // Where every party is a unit, the meetings of a slot are found by their parties, which are fewer than all meetings.
    private readonly bool _counted = Array.TrueForAll(model.Delegates, d => d == 0);
    private readonly IEnumerable<int> _all = Enumerable.Range(0, model.Meetings);
    private int _round;

    // A meeting of a group that is served worse than others counts for more, while a bound between groups is asked for.
    private const int OfTheWorse = 6, BeforeWeighing = 4;

    // What somebody needs for its minimum comes before all that is merely wished for.
    private const int OfTheOwed = 100_000;

    // Whether some party would have less than its minimum without the meeting.
    private bool IsOwed(int meeting)
    {
        if (!model.HasLeast) return false;
        var held = table.SlotOf[meeting] >= 0 ? 1 : 0;
        foreach (var party in model.Problem.Meetings[meeting].Parties)
        {
            if (table.Held(party) - held < model.Problem.Participants[party].MinMeetings) return true;
        }

        return false;
    }

    private bool[]? _worse = Worse(model, table);
    private int _changes;

    private long Weight(int meeting)
    {
        var asked = model.Problem.Meetings[meeting];
        return asked.Mandatory ? 1_000_000 : IsOwed(meeting) ? OfTheOwed : asked.Priority * (_worse is not null && _worse[meeting] ? OfTheWorse : 1);
    }

    // The meetings of groups whose share of scheduled requests is too far below the best.
    private static bool[]? Worse(Model model, Timetable table)
    {
        if (model.Problem.GroupFairness?.Served is not { } points) return null;
        var shares = new Dictionary<string, (int Held, int Asked)>(StringComparer.Ordinal);
        for (var m = 0; m < model.Meetings; m++)
        {
            foreach (var group in model.Problem.Meetings[m].Parties.Select(p => model.Problem.Participants[p].Group).OfType<string>())
            {
                var (held, asked) = shares.GetValueOrDefault(group);
                shares[group] = (held + (table.SlotOf[m] >= 0 ? 1 : 0), asked + 1);
            }
        }

        if (shares.Count < 2) return null;
        var best = shares.Values.Max(s => 100.0 * s.Held / s.Asked);
        var low = shares.Where(s => 100.0 * s.Value.Held / s.Value.Asked < best - points).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return [.. model.Problem.Meetings.Select(m => m.Parties.Any(p => model.Problem.Participants[p].Group is { } group && low.Contains(group)))];
    }

    /// <summary>Places what fits without moving anything.</summary>
    public void Greedy(CancellationToken stop)
    {
        var degree = new int[model.Participants];
        for (var m = 0; m < model.Meetings; m++)
        {
            foreach (var party in model.Problem.Meetings[m].Parties) degree[party]++;
        }

        var order = Enumerable.Range(0, model.Meetings).Where(m => table.SlotOf[m] < 0)
            .OrderByDescending(m => Weight(m))
            .ThenBy(m => Slots(m) - model.Problem.Meetings[m].Parties.Max(p => degree[p]))
            .ThenBy(m => m).ToList();
        foreach (var meeting in order)
        {
            if (stop.IsCancellationRequested) return;
            TryPlace(meeting);
        }
    }

    private bool TryPlace(int meeting)
    {
        int best = -1, bestScore = int.MaxValue;
        for (var slot = 0; slot < model.Slots; slot++)
        {
            if (!table.Fits(meeting, slot)) continue;
            var score = Gaps(meeting, slot) * 1000 + table.Load(0, slot);
            if (score >= bestScore) continue;
            (best, bestScore) = (slot, score);
        }

        if (best < 0) return false;
        table.Place(meeting, best);
        return true;
    }

    /// <summary>
    /// Brings waiting meetings in by turns until all are in or it seems hopeless; the timetable is offered after each turn,
    /// since it may be worse at the end.
    /// </summary>
    public void Eject(Func<bool> offer, CancellationToken stop)
    {
        var waiting = Enumerable.Range(0, model.Meetings).Where(m => table.SlotOf[m] < 0).ToList();
        var patience = 200 + 2 * model.Meetings;
        var last = 0;
        for (var round = 0; waiting.Count > 0 && round < Math.Min(patience, last + 200 + model.Meetings / 2) && !stop.IsCancellationRequested; round++)
        {
            var pick = random.Next(waiting.Count);
            var meeting = waiting[pick];
            waiting.RemoveAt(pick);
            if (!TryPlace(meeting) && !Force(meeting, waiting)) continue;
            if ((waiting.Count == 0 || (round & 15) == 0) && offer()) last = round;
        }
    }

    /// <summary>Brings meetings in without leaving any other out; the timetable is not to be used where that fails.</summary>
    public bool Insert(List<int> waiting, int patience)
    {
        for (var round = 0; round < patience && waiting.Count > 0; round++)
        {
            var pick = random.Next(waiting.Count);
            var next = waiting[pick];
            waiting.RemoveAt(pick);
            if (!TryPlace(next) && !Force(next, waiting)) return false;
        }

        return waiting.Count == 0;
    }

    /// <summary>Brings in meetings where that costs nothing, or less than they are worth. Whether anything changed.</summary>
    public bool Improve(CancellationToken stop)
    {
        var changed = false;
        var waiting = Enumerable.Range(0, model.Meetings).Where(m => table.SlotOf[m] < 0)
            .OrderByDescending(m => Weight(m)).ThenBy(_ => random.Next()).ToList();
        for (var i = 0; i < waiting.Count && !stop.IsCancellationRequested; i++)
        {
            var meeting = waiting[i];
            if (TryPlace(meeting))
            {
                changed = true;
                continue;
            }

            for (var slot = 0; slot < model.Slots; slot++)
            {
                if (!model.Allowed[meeting * model.Slots + slot] || Victims(meeting, slot) is null) continue;
                if (_victims.Sum(v => Weight(v)) >= Weight(meeting)) continue;
                foreach (var victim in _victims)
                {
                    table.Remove(victim);
                    waiting.Add(victim);
                }

                changed = true;
                if (_worse is not null && ++_changes % BeforeWeighing == 0) _worse = Worse(model, table);
                if (!table.Fits(meeting, slot)) continue;
                table.Place(meeting, slot);
                break;
            }
        }

        return changed;
    }

    /// <summary>
    /// Places a meeting at the cost of others. The victims are added to the waiting list. False where no slot will do.
    /// </summary>
    private bool Force(int meeting, List<int> waiting)
    {
        _round++;
        var best = -1;
        var bestCost = double.MaxValue;
        for (var slot = 0; slot < model.Slots; slot++)
        {
            if (!model.Allowed[meeting * model.Slots + slot]) continue;
            if (Victims(meeting, slot) is not { } cost || cost + random.NextDouble() >= bestCost) continue;
            bestCost = cost;
            best = slot;
            _bestVictims.Clear();
            _bestVictims.AddRange(_victims);
        }

        if (best < 0) return false;
        foreach (var victim in _bestVictims)
        {
            table.Remove(victim);
            waiting.Add(victim);
        }

        if (!table.Fits(meeting, best))
        {
            waiting.Add(meeting);
            return true;
        }

        table.Place(meeting, best);
        _tabu[meeting] = _round + 5 + random.Next(10);
        return true;
    }

    private int Slots(int meeting)
    {
        var count = 0;
        for (var slot = 0; slot < model.Slots; slot++)
        {
            if (model.Allowed[meeting * model.Slots + slot]) count++;
        }

        return count;
    }

    private int Gaps(int meeting, int slot)
    {
        var alone = 0;
        foreach (var party in model.Problem.Meetings[meeting].Parties)
        {
            var left = slot > 0 && table.Busy(party, slot - 1);
            var right = slot + 1 < model.Slots && table.Busy(party, slot + 1);
            if (!left && !right) alone++;
        }

        return alone;
    }
}
