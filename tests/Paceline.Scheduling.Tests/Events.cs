using System.Collections.Immutable;
using System.Globalization;

namespace Paceline.Scheduling.Tests;

/// <summary>Small events for tests.</summary>
internal static class Events
{
    /// <summary>An event with one session, common tables and the given pairs.</summary>
    public static Problem Of(int participants, int slots, int tables, params (int A, int B)[] pairs) => new()
    {
        Slots = [.. Enumerable.Range(0, slots).Select(_ => new Slot(0))],
        Places = [.. Enumerable.Range(1, tables).Select(t => new Place($"Table {t}"))],
        Participants = [.. Enumerable.Range(1, participants).Select(p => new Participant { Name = p.ToString(CultureInfo.InvariantCulture) })],
        Meetings = [.. pairs.Select(p => new Meeting { Parties = [p.A, p.B] })],
    };

    /// <summary>An event of random meetings; with every rule, also sessions, fixed slots and places, owners and precedences.</summary>
    public static Problem Random(Random random, int participants, int meetings, int slots, int tables, bool everyRule = false)
    {
        var problem = Of(participants, slots, tables);
        var wanted = new List<Meeting>();
        for (var m = 0; m < meetings; m++)
        {
            var parties = Enumerable.Range(0, participants).OrderBy(_ => random.Next()).Take(everyRule && random.Next(6) == 0 ? 3 : 2);
            wanted.Add(new Meeting { Parties = [.. parties] });
        }

        if (!everyRule) return problem with { Meetings = wanted };
        var sessions = random.Next(1, 3);
        return problem with
        {
            Slots = [.. Enumerable.Range(0, slots).Select(t => new Slot(t * sessions / slots))],
            Places = [.. problem.Places.Select(p => p with { Unavailable = Some(random, slots, 6), Capacity = random.Next(8) == 0 ? 2 : 1 }), new Place("Booth") { Owner = random.Next(participants) }, .. random.Next(3) == 0 ? [new Place("On-line") { Capacity = null }] : ImmutableArray<Place>.Empty],
            Participants = [.. problem.Participants.Select(p => p with
            {
                Unavailable = Some(random, slots, 5),
                Delegates = random.Next(6) == 0 ? 2 : 1,
                MaxMeetings = random.Next(6) == 0 ? random.Next(1, 3) : null,
                MinMeetings = random.Next(10) == 0 ? 1 : 0,
            })],
            Meetings = [.. wanted.Select((m, i) => m with
            {
                AllowedSessions = random.Next(4) == 0 ? [random.Next(sessions)] : null,
                FixedSlot = random.Next(8) == 0 ? random.Next(slots) : null,
                FixedPlace = random.Next(8) == 0 ? random.Next(tables) : null,
                After = random.Next(5) == 0 && i > 0 ? [random.Next(i)] : [],
                Mandatory = random.Next(3) == 0,
                Priority = random.Next(1, 6),
            })],
            Apart = random.Next(4) == 0 ? [new Apart(0, 1)] : [],
            Breaks = random.Next(2) == 0 ? BreakRule.WithinSession : BreakRule.AcrossSessions,
            Fairness = random.Next(2) == 0 ? random.Next(3) : null,
        };
    }

    /// <summary>A small event on which places, interpreters, halls, lengths and groups matter; rules come and go at random.</summary>
    public static Problem Rich(Random random, int participants, int meetings, int slots, int tables)
    {
        bool Now(int oneIn) => random.Next(oneIn) == 0;
        var problem = Random(random, participants, meetings, slots, tables, everyRule: random.Next(3) > 0);
        string[] languages = ["en", "fr", "pl"];
        var (equipment, halls, interpreters, lengths, apart, groups) = (Now(3), Now(2), Now(3), Now(3), Now(3), Now(3));
        if (Now(5)) problem = problem with { Places = [.. problem.Places, new Place("Second booth") { Owner = random.Next(participants) }] };
        return problem with
        {
            Places = [.. problem.Places.Select((p, i) => p with
            {
                Equipment = equipment && Now(2) ? ["screen"] : [],
                Hall = halls ? random.Next(3) : 0,
                X = Now(2) ? random.Next(4) * 10 : 0,
                Y = Now(3) ? 5 : 0,
                Neighbours = apart && i > 0 && Now(2) ? [i - 1] : [],
            })],
            Walks = halls ? [new Walk(0, 1, random.Next(3), random.Next(60)), new Walk(2, 1, random.Next(2), 30)] : [],
            Interpreters = !interpreters ? [] : [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => new Interpreter
            {
                Name = $"Interpreter {i}",
                Languages = i == 0 ? [.. languages] : ["en", "pl"],
                Unavailable = Some(random, slots, 4),
            })],
            Participants = [.. problem.Participants.Select((p, i) => p with { Group = groups && i % 4 != 3 ? i % 2 == 0 ? "North" : "South" : null })],
            Meetings = [.. problem.Meetings.Select(m => m with
            {
                Length = lengths && Now(3) ? 2 : 1,
                Equipment = equipment && Now(3) && problem.Places.Count > 0 ? ["screen"] : [],
                Languages = interpreters && Now(2) ? [languages[0], languages[random.Next(1, 3)]] : [],
            })],
            Apart = apart ? [.. problem.Apart, new Apart(0, 1) { ByPlace = true }] : problem.Apart,
            GroupFairness = groups ? new GroupFairness { Breaks = Now(2) ? random.Next(3) * 40 : null, Served = Now(2) ? random.Next(3) * 25 : null } : null,
            Aims = (Aims)random.Next(8),
        };
    }

    private static ImmutableArray<int> Some(Random random, int below, int oneIn) =>
        [.. Enumerable.Range(0, below).Where(_ => random.Next(oneIn) == 0)];
}
