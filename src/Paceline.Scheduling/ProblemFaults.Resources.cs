using System.Collections.Immutable;

namespace Paceline.Scheduling;

// Faults of halls, equipment, interpreters, lengths and groups.
public static partial class ProblemFaults
{
    private const int Longest = 1_000_000;

    private static void OfResources(Problem problem, List<ProblemFault> faults)
    {
        for (var l = 0; l < problem.Places.Count; l++)
        {
            foreach (var other in problem.Places[l].Neighbours.Where(n => n < 0 || n >= problem.Places.Count))
                faults.Add(new ProblemFault($"Places[{l}].Neighbours", $"There is no place {other}."));
            if (problem.Places[l].Neighbours.Contains(l)) faults.Add(new ProblemFault($"Places[{l}].Neighbours", "A place is not beside itself."));
            if (Math.Abs((long)problem.Places[l].X) > Longest || Math.Abs((long)problem.Places[l].Y) > Longest)
                faults.Add(new ProblemFault($"Places[{l}].X", $"A place is at most {Longest} metres away."));
        }

        for (var i = 0; i < problem.Interpreters.Count; i++)
        {
            foreach (var slot in problem.Interpreters[i].Unavailable.Where(t => t < 0 || t >= problem.Slots.Count))
                faults.Add(new ProblemFault($"Interpreters[{i}].Unavailable", $"There is no slot {slot}."));
            if (problem.Interpreters[i].Languages.Distinct(StringComparer.Ordinal).Count() < 2)
                faults.Add(new ProblemFault($"Interpreters[{i}].Languages", "An interpreter works between two languages or more."));
        }

        var seen = new HashSet<(int, int)>();
        for (var w = 0; w < problem.Walks.Count; w++)
        {
            var walk = problem.Walks[w];
            if (walk.First == walk.Second) faults.Add(new ProblemFault($"Walks[{w}]", "A way leads from one hall to another."));
            else if (!seen.Add((Math.Min(walk.First, walk.Second), Math.Max(walk.First, walk.Second))))
                faults.Add(new ProblemFault($"Walks[{w}]", $"The way between halls {walk.First} and {walk.Second} is given twice."));
            if (walk.Slots > LongestSession) faults.Add(new ProblemFault($"Walks[{w}]", $"A way takes at most {LongestSession} slots."));
            if (walk.Slots < 0 || walk.Metres is < 0 or > Longest)
                faults.Add(new ProblemFault($"Walks[{w}]", $"Slots and metres are not negative, and metres at most {Longest}."));
        }

        if (problem.GroupFairness?.Breaks < 0) faults.Add(new ProblemFault("GroupFairness.Breaks", "The difference cannot be negative."));
        if (problem.GroupFairness?.Served < 0) faults.Add(new ProblemFault("GroupFairness.Served", "The difference cannot be negative."));
        if ((problem.Aims & ~Aims.All) != Aims.None) faults.Add(new ProblemFault("Aims", "There is no such aim."));
    }

    private static void OfNeeds(Problem problem, Meeting meeting, Action<string, string> wrong)
    {
        if (meeting.Length < 1) wrong("Length", "A meeting takes at least one slot.");
        else if (meeting.Length > problem.Slots.Count) wrong("Length", $"The event has no {meeting.Length} slots.");
        var languages = meeting.Languages.Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (languages.Length == 1) wrong("Languages", "An interpreter is needed between two languages or more.");
        else if (languages.Length > 1 && !problem.Interpreters.Any(i => languages.All(l => i.Languages.Contains(l, StringComparer.Ordinal))))
            wrong("Languages", $"No interpreter works between {string.Join(" and ", languages)}.");
        if (!meeting.Equipment.IsEmpty && !problem.Places.Any(p => meeting.Equipment.All(e => p.Equipment.Contains(e, StringComparer.Ordinal))))
            wrong("Equipment", $"No place has {string.Join(" and ", meeting.Equipment)}.");
    }
}
