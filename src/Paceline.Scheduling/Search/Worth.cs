namespace Paceline.Scheduling;

/// <summary>How good a timetable is, the most important first. Less is better everywhere; what is no aim is 0.</summary>
/// <param name="Missing">Mandatory meetings that are not scheduled, and meetings that participants lack to have their fewest.</param>
/// <param name="Unfair">By how much the spread of breaks and what holds between groups is beyond what was asked for.</param>
/// <param name="Lost">The priority of the other meetings that are not scheduled.</param>
/// <param name="Breaks">The sum of breaks.</param>
/// <param name="Spread">The largest difference between the breaks of two participants.</param>
/// <param name="Changes">Changes of place; <see cref="Unknown"/> where the meetings have no places yet.</param>
/// <param name="Metres">The way walked; <see cref="Unknown"/> likewise.</param>
internal sealed record Worth(int Missing, int Unfair, int Lost, int Breaks, int Spread, long Changes, long Metres)
{
    public const long Unknown = long.MaxValue;

    public bool IsSolution => Missing == 0 && Unfair == 0;

    public int Against(Worth other) =>
        (Missing, Unfair, Lost, Breaks, Spread, Changes, Metres).CompareTo((other.Missing, other.Unfair, other.Lost, other.Breaks, other.Spread, other.Changes, other.Metres));
}

/// <summary>Measures timetables as flat arrays; shares nothing with <see cref="ScheduleMeasures"/>, so that each checks the other.</summary>
internal sealed class Measure(Model model)
{
    private readonly int[] _groupOf = Groups(model.Problem);
    private readonly int[] _minima = [.. Enumerable.Range(0, model.Participants).Where(p => model.Problem.Participants[p].MinMeetings > 0)];

    public bool SeeksEvenness { get; } = model.Problem.Aims.HasFlag(Aims.Evenness) && model.Problem.Fairness is null;

    public bool SeeksPlaces { get; } = (model.Problem.Aims & (Aims.PlaceChanges | Aims.Walking)) != Aims.None;

    public Worth Of(ReadOnlySpan<int> slotOf, int[]? placeOf)
    {
        int missing = 0, lost = 0;
        var busy = new bool[model.Participants * model.Slots];
        for (var m = 0; m < model.Meetings; m++)
        {
            var meeting = model.Problem.Meetings[m];
            if (slotOf[m] < 0)
            {
                if (meeting.Mandatory) missing++;
                else lost += meeting.Priority;
                continue;
            }

            foreach (var party in meeting.Parties) busy.AsSpan(party * model.Slots + slotOf[m], model.Length[m]).Fill(true);
        }

        foreach (var participant in _minima)
        {
            var held = 0;
            foreach (var m in model.MeetingsOf[participant]) held += slotOf[m] >= 0 ? 1 : 0;
            missing += Math.Max(0, model.Problem.Participants[participant].MinMeetings - held);
        }

        int sum = 0, most = 0, fewest = int.MaxValue;
        for (var p = 0; p < model.Participants; p++)
        {
            var breaks = model.BreaksOf(busy.AsSpan(p * model.Slots, model.Slots));
            sum += breaks;
            most = Math.Max(most, breaks);
            fewest = Math.Min(fewest, breaks);
        }

        var spread = model.Participants > 0 ? most - fewest : 0;
        var unfair = model.Problem.Fairness is { } d ? Math.Max(0, spread - d) : 0;
        if (model.Problem.GroupFairness is { } between) unfair += BetweenGroups(between, slotOf, busy);
        var (changes, metres) = !SeeksPlaces ? (0, 0) : placeOf is null ? (Worth.Unknown, Worth.Unknown) : Ways(slotOf, placeOf);
        return new Worth(missing, unfair, lost, sum, SeeksEvenness ? spread : 0,
            model.Problem.Aims.HasFlag(Aims.PlaceChanges) ? changes : 0, model.Problem.Aims.HasFlag(Aims.Walking) ? metres : 0);
    }

    /// <summary>Changes of place and metres walked by participants of one delegate.</summary>
    public (long Changes, long Metres) Ways(ReadOnlySpan<int> slotOf, int[] placeOf)
    {
        var at = new int[model.Participants * model.Slots];
        Array.Fill(at, -1);
        for (var m = 0; m < model.Meetings; m++)
        {
            if (slotOf[m] < 0) continue;
            foreach (var party in model.Problem.Meetings[m].Parties) at[party * model.Slots + slotOf[m]] = placeOf[m];
        }

        long changes = 0, metres = 0;
        for (var p = 0; p < model.Participants; p++)
        {
            if (model.Delegates[p] > 0) continue;
            var last = -1;
            for (var t = 0; t < model.Slots; t++)
            {
                if (at[p * model.Slots + t] is not (>= 0 and var place)) continue;
                if (last >= 0 && last != place)
                {
                    changes++;
                    metres += model.Metres(last, place);
                }

                last = place;
            }
        }

        return (changes, metres);
    }

    // By how many hundredths groups differ beyond what was asked for.
    private int BetweenGroups(GroupFairness fairness, ReadOnlySpan<int> slotOf, bool[] busy)
    {
        if (_groupOf.Length == 0) return 0;
        var groups = _groupOf.Max() + 1;
        var (breaks, people, served, asked) = (new long[groups], new long[groups], new long[groups], new long[groups]);
        for (var p = 0; p < model.Participants; p++)
        {
            if (_groupOf[p] < 0) continue;
            people[_groupOf[p]]++;
            breaks[_groupOf[p]] += model.BreaksOf(busy.AsSpan(p * model.Slots, model.Slots));
        }

        for (var m = 0; m < model.Meetings; m++)
        {
            foreach (var party in model.Problem.Meetings[m].Parties)
            {
                if (_groupOf[party] < 0) continue;
                asked[_groupOf[party]]++;
                if (slotOf[m] >= 0) served[_groupOf[party]]++;
            }
        }

        return Beyond(breaks, people, fairness.Breaks) + Beyond(served, asked, fairness.Served);
    }

    private static int Beyond(long[] values, long[] weights, int? most)
    {
        if (most is not { } gap) return 0;
        var beyond = 0L;
        for (var g = 0; g < values.Length; g++)
        {
            for (var h = 0; h < values.Length; h++)
            {
                var product = weights[g] * weights[h];
                if (product > 0) beyond = Math.Max(beyond, (100 * (values[g] * weights[h] - values[h] * weights[g]) + product - 1) / product - gap);
            }
        }

        return (int)beyond;
    }

    private static int[] Groups(Problem problem)
    {
        if (problem.GroupFairness is null) return [];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. problem.Participants.Select(p => p.Group is null ? -1 : index.TryGetValue(p.Group, out var known) ? known : index[p.Group] = index.Count)];
    }
}
