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

    private static ImmutableArray<int> Some(Random random, int below, int oneIn) =>
        [.. Enumerable.Range(0, below).Where(_ => random.Next(oneIn) == 0)];
}
