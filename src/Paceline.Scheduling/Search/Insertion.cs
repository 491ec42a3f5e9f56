namespace Paceline.Scheduling;

/// <summary>
/// Brings meetings into a timetable: first where they fit, the most constrained first; then by ejection, where a meeting
/// takes the place of others that are less wanted or were moved less recently.
/// </summary>
internal sealed class Insertion(Model model, Timetable table, Random random)
{
    private readonly int[] _tabu = new int[model.Meetings];
    private readonly List<int> _victims = [];
    private readonly List<int> _bestVictims = [];
    private int _round;

    public static long Weight(Meeting meeting) => meeting.Mandatory ? 1_000_000 : meeting.Priority;

    /// <summary>Places what fits without moving anything.</summary>
    public void Greedy()
    {
        var degree = new int[model.Participants];
        for (var m = 0; m < model.Meetings; m++)
        {
            foreach (var party in model.Problem.Meetings[m].Parties) degree[party]++;
        }

        var order = Enumerable.Range(0, model.Meetings).Where(m => table.SlotOf[m] < 0)
            .OrderByDescending(m => Weight(model.Problem.Meetings[m]))
            .ThenBy(m => Slots(m) - model.Problem.Meetings[m].Parties.Max(p => degree[p]))
            .ThenBy(m => m).ToList();
        foreach (var meeting in order) TryPlace(meeting);
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
        for (var round = 0; waiting.Count > 0 && round < patience && !stop.IsCancellationRequested; round++)
        {
            var pick = random.Next(waiting.Count);
            var meeting = waiting[pick];
            waiting.RemoveAt(pick);
            if (!TryPlace(meeting) && !Force(meeting, waiting)) continue;
            if (waiting.Count == 0 || (round & 15) == 0) offer();
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
            .OrderByDescending(m => Weight(model.Problem.Meetings[m])).ThenBy(_ => random.Next()).ToList();
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
                if (_victims.Sum(v => Weight(model.Problem.Meetings[v])) >= Weight(model.Problem.Meetings[meeting])) continue;
                foreach (var victim in _victims)
                {
                    table.Remove(victim);
                    waiting.Add(victim);
                }

                changed = true;
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

    // Who would have to go, in _victims, and what that costs.
    private double? Victims(int meeting, int slot)
    {
        _victims.Clear();
        var end = slot + model.Length[meeting];
        foreach (var unit in model.MeetingUnits[meeting])
        {
            for (var t = slot; t < end; t++)
            {
                var other = table.At[unit * model.Slots + t];
                if (other >= 0 && !_victims.Contains(other)) _victims.Add(other);
            }
        }

        foreach (var earlier in model.After[meeting])
        {
            if (table.SlotOf[earlier] >= 0 && table.SlotOf[earlier] + model.Length[earlier] > slot && !_victims.Contains(earlier)) _victims.Add(earlier);
        }

        foreach (var later in model.Before[meeting])
        {
            if (table.SlotOf[later] >= 0 && table.SlotOf[later] < end && !_victims.Contains(later)) _victims.Add(later);
        }

        foreach (var pool in model.MeetingPools[meeting])
        {
            for (var t = slot; t < end; t++)
            {
                var leaving = 0;
                foreach (var victim in _victims)
                {
                    if (Takes(victim, t) && model.MeetingPools[victim].Contains(pool)) leaving++;
                }

                if (model.Room[pool * model.Slots + t] == 0) return null;
                if (table.Load(pool, t) - leaving < model.Room[pool * model.Slots + t]) continue;
                var full = t;
                if (Cheapest(other => Takes(other, full) && model.MeetingPools[other].Contains(pool)) is not { } cheapest) return null;
                _victims.Add(cheapest);
            }
        }

        if (table.Seats is { } seats && seats.Find(meeting, slot) is null && !Seat(seats, meeting, slot)) return null;
        foreach (var party in model.Problem.Meetings[meeting].Parties)
        {
            var parties = model.Problem.Meetings;
            if (table.Held(party) - _victims.Count(v => parties[v].Parties.Contains(party)) < model.Most[party]) continue;
            if (Cheapest(other => parties[other].Parties.Contains(party)) is not { } cheapest) return null;
            _victims.Add(cheapest);
        }

        var cost = 0.0;
        foreach (var victim in _victims)
            cost += Weight(model.Problem.Meetings[victim]) * (_tabu[victim] > _round ? 20.0 : 1.0);
        return cost;
    }

    private bool Takes(int meeting, int slot) =>
        table.SlotOf[meeting] >= 0 && table.SlotOf[meeting] <= slot && slot < table.SlotOf[meeting] + model.Length[meeting];

    // Adds who would have to go for the interpreter and the place that cost least.
    private bool Seat(Seats seats, int meeting, int slot)
    {
        var interpreter = -1;
        if (model.Interpreters[meeting].Length > 0)
        {
            var (who, dear) = (-1, double.MaxValue);
            foreach (var one in model.Interpreters[meeting])
            {
                if (seats.InTheWay(meeting, slot, -1, one) is not { } busy || CostOf(busy) is var cost && cost >= dear) continue;
                (who, dear) = (one, cost);
            }

            if (who < 0) return false;
            interpreter = who;
        }

        List<int>? best = null;
        var least = double.MaxValue;
        foreach (var place in model.Suits[meeting])
        {
            if (seats.InTheWay(meeting, slot, place, interpreter) is not { } others || CostOf(others) is var cost && cost >= least) continue;
            (best, least) = (others, cost);
            if (least == 0) break;
        }

        if (best is null) return false;
        foreach (var other in best)
        {
            if (!_victims.Contains(other)) _victims.Add(other);
        }

        return true;
    }

    private double CostOf(List<int> meetings)
    {
        var cost = 0.0;
        foreach (var m in meetings)
        {
            if (!_victims.Contains(m)) cost += Weight(model.Problem.Meetings[m]) * (_tabu[m] > _round ? 20.0 : 1.0) * (1 + random.NextDouble());
        }

        return cost;
    }

    private int? Cheapest(Predicate<int> suits)
    {
        int? best = null;
        var bestCost = double.MaxValue;
        for (var other = 0; other < model.Meetings; other++)
        {
            if (table.SlotOf[other] < 0 || _victims.Contains(other) || !suits(other)) continue;
            var cost = Weight(model.Problem.Meetings[other]) * (_tabu[other] > _round ? 20.0 : 1.0) * (1 + random.NextDouble());
            if (cost >= bestCost) continue;
            (best, bestCost) = (other, cost);
        }

        return best;
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
