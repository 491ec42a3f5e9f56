namespace Paceline.Scheduling.Exact;

/// <summary>
/// A lower bound on the priority that any schedule must leave out where more is asked for than there is room: the linear
/// relaxation that only counts how many meetings a participant can have and how many all places together can hold. A price
/// per participant and one per place give a valid bound whatever they are; subgradient steps improve them.
/// </summary>
internal static class PriorityBound
{
    private const int Steps = 400;

    public static int Lost(Model model, CancellationToken stop)
    {
        var problem = model.Problem;
        var room = (double)model.Room.AsSpan(0, model.Slots).ToArray().Sum(r => (long)r);
        // Meetings at places of their own do not compete for the common ones.
        bool[] common = [.. Enumerable.Range(0, model.Meetings).Select(m => model.MeetingPools[m].Contains(0))];
        double[] most = [.. problem.Participants.Select((p, i) => (double)Math.Min(model.Most[i], p.Delegates * (model.Slots - p.Unavailable.Distinct().Count())))];
        // Mandatory meetings are held in any solution: they take room, and count for nothing here.
        double[] worth = [.. problem.Meetings.Select(m => m.Mandatory ? 1000.0 : m.Priority)];
        var mandatory = 1000.0 * problem.Meetings.Count(m => m.Mandatory);
        var total = worth.Sum();
        var price = new double[problem.Participants.Count];
        var seat = 0.0;
        var best = total;
        var pace = 0.5;
        for (var step = 0; step < Steps && !stop.IsCancellationRequested; step++)
        {
            var served = room * seat;
            var held = new double[price.Length];
            var all = 0.0;
            for (var p = 0; p < price.Length; p++) served += most[p] * price[p];
            for (var m = 0; m < worth.Length; m++)
            {
                var left = worth[m] - (common[m] ? seat : 0);
                foreach (var party in problem.Meetings[m].Parties) left -= price[party];
                if (left <= 0) continue;
                served += left;
                if (common[m]) all++;
                foreach (var party in problem.Meetings[m].Parties) held[party]++;
            }

            best = Math.Min(best, served);
            pace *= 0.985;
            seat = Math.Max(0, seat + pace * Math.Sign(all - room));
            for (var p = 0; p < price.Length; p++) price[p] = Math.Max(0, price[p] + pace * Math.Sign(held[p] - most[p]));
        }

        // With mandatory meetings that do not fit the relaxation says nothing.
        return best < mandatory ? 0 : (int)Math.Max(0, Math.Ceiling(total - best - 1e-6));
    }
}
