namespace Paceline.Scheduling;

// The rules of one meeting by itself.
public static partial class Legality
{
    private static void OwnRules(Problem problem, Schedule schedule, int index, Placement at, List<Breach> breaches)
    {
        var meeting = problem.Meetings[index];
        if (at.Slot < 0 || at.Slot >= problem.Slots.Count)
        {
            breaches.Add(new Breach(Rule.SlotExists, index, null, null, at.Slot));
            return;
        }

        var end = at.Slot + meeting.Length - 1;
        if (end >= problem.Slots.Count || problem.Slots[end].Session != problem.Slots[at.Slot].Session)
            breaches.Add(new Breach(Rule.SessionEnds, index, null, null, at.Slot));
        if (at.Place < 0 || at.Place >= problem.Places.Count)
            breaches.Add(new Breach(Rule.PlaceExists, index, null, null, at.Slot, at.Place));
        else
            PlaceRules(problem, index, at, breaches);
        if (meeting.AllowedSessions is { } sessions && !sessions.Contains(problem.Slots[at.Slot].Session))
            breaches.Add(new Breach(Rule.WrongSession, index, null, null, at.Slot));
        if (meeting.FixedSlot is { } slot && slot != at.Slot)
            breaches.Add(new Breach(Rule.FixedSlot, index, null, null, at.Slot));
        if (meeting.FixedPlace is { } place && place != at.Place)
            breaches.Add(new Breach(Rule.FixedPlace, index, null, null, at.Slot, at.Place));
        foreach (var party in meeting.Parties)
        {
            if (FirstOf(problem, index, at, t => problem.Participants[party].Unavailable.Contains(t)) is { } away)
                breaches.Add(new Breach(Rule.Unavailable, index, null, party, away));
        }

        foreach (var before in meeting.After)
        {
            if (schedule.Placements[before] is { } earlier && earlier.Slot + problem.Meetings[before].Length > at.Slot)
                breaches.Add(new Breach(Rule.Precedence, index, before, null, at.Slot));
        }

        Interpreting(problem, index, at, breaches);
    }

    private static void Interpreting(Problem problem, int index, Placement at, List<Breach> breaches)
    {
        var languages = problem.Meetings[index].Languages;
        if (languages.IsEmpty != at.Interpreter is null) breaches.Add(new Breach(Rule.InterpreterMissing, index, null, null, at.Slot));
        if (at.Interpreter is not { } number) return;
        if (number < 0 || number >= problem.Interpreters.Count)
        {
            breaches.Add(new Breach(Rule.InterpreterLanguages, index, null, null, at.Slot) { Interpreter = number });
            return;
        }

        var interpreter = problem.Interpreters[number];
        if (languages.Any(l => !interpreter.Languages.Contains(l, StringComparer.Ordinal)))
            breaches.Add(new Breach(Rule.InterpreterLanguages, index, null, null, at.Slot) { Interpreter = number });
        if (FirstOf(problem, index, at, t => interpreter.Unavailable.Contains(t)) is { } away)
            breaches.Add(new Breach(Rule.InterpreterUnavailable, index, null, null, away) { Interpreter = number });
    }

    private static void PlaceRules(Problem problem, int index, Placement at, List<Breach> breaches)
    {
        var (meeting, here) = (problem.Meetings[index], problem.Places[at.Place]);
        if (FirstOf(problem, index, at, t => here.Unavailable.Contains(t)) is { } closed)
            breaches.Add(new Breach(Rule.PlaceUnavailable, index, null, null, closed, at.Place));
        if (meeting.Equipment.Any(e => !here.Equipment.Contains(e, StringComparer.Ordinal)))
            breaches.Add(new Breach(Rule.Equipment, index, null, null, at.Slot, at.Place));
        if (here.Owner is { } owner)
        {
            if (!meeting.Parties.Contains(owner))
                breaches.Add(new Breach(Rule.PlaceOwner, index, null, owner, at.Slot, at.Place));
            return;
        }

        // Whoever keeps a place is found there: a meeting with an owner is not held at a common table.
        foreach (var place in problem.Places)
        {
            if (place.Owner is not { } keeper || !meeting.Parties.Contains(keeper)) continue;
            breaches.Add(new Breach(Rule.PlaceOwner, index, null, keeper, at.Slot, at.Place));
            return;
        }
    }

    private static int? FirstOf(Problem problem, int meeting, Placement at, Predicate<int> suits)
    {
        foreach (var slot in Slots(problem, meeting, at))
        {
            if (suits(slot)) return slot;
        }

        return null;
    }
}
