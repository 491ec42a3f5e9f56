namespace Paceline.Scheduling;

// Who stands in the way of a meeting.
internal sealed partial class Insertion
{
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
                if (Cheapest(_counted ? table.HeldIn(t) : _all, other => Takes(other, full) && model.MeetingPools[other].Contains(pool)) is not { } cheapest) return null;
                _victims.Add(cheapest);
            }
        }

        if (table.Seats is { } seats && seats.Find(meeting, slot) is null && !Seat(seats, meeting, slot)) return null;
        foreach (var party in model.Problem.Meetings[meeting].Parties)
        {
            var parties = model.Problem.Meetings;
            if (table.Held(party) - _victims.Count(v => parties[v].Parties.Contains(party)) < model.Most[party]) continue;
            if (Cheapest(_all, other => parties[other].Parties.Contains(party)) is not { } cheapest) return null;
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

    private int? Cheapest(IEnumerable<int> among, Predicate<int> suits)
    {
        int? best = null;
        var bestCost = double.MaxValue;
        foreach (var other in among)
        {
            if (table.SlotOf[other] < 0 || _victims.Contains(other) || !suits(other)) continue;
            var cost = Weight(model.Problem.Meetings[other]) * (_tabu[other] > _round ? 20.0 : 1.0) * (1 + random.NextDouble());
            if (cost >= bestCost) continue;
            (best, bestCost) = (other, cost);
        }

        return best;
    }
}
