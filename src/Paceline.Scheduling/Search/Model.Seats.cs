namespace Paceline.Scheduling;

// Places one by one and interpreters. Where no rule tells the common places apart, counting them is enough.
internal sealed partial class Model
{
    /// <summary>Whether a timetable is legal only with the right places and interpreters, not just with enough of them.</summary>
    public bool NeedsSeats { get; }

    /// <summary>Whether some meeting takes several slots.</summary>
    public bool IsLong { get; }

    /// <summary>How many slots each meeting takes.</summary>
    public int[] Length { get; }

    /// <summary>The places at which each meeting may be held.</summary>
    public int[][] Suits { get; }

    /// <summary>Who may interpret at each meeting, those with the fewest languages first; empty where nobody is needed.</summary>
    public int[][] Interpreters { get; }

    /// <summary>[place * Slots + slot]: whether the place can be used.</summary>
    public bool[] Open { get; }

    /// <summary>The places beside each place.</summary>
    public int[][] Beside { get; }

    /// <summary>The participants that each participant is kept apart from by place.</summary>
    public int[][] Rivals { get; }

    /// <summary>The participants with whom each participant is never in different meetings of one slot, as far as no unit says so.</summary>
    public int[][] Opposed { get; }

    /// <summary>Whether there is anybody in <see cref="Rivals"/> or <see cref="Opposed"/>.</summary>
    public bool HasRivals { get; }

    /// <summary>The longest walk in slots.</summary>
    public int LongestWalk { get; }

    // The places that each meeting's parties keep for themselves.
    private readonly int[][] _kept;
    private readonly int[] _hall;
    private readonly int _halls;
    private readonly int[] _walkSlots;
    private readonly int[] _walkMetres;

    /// <summary>How many slots must lie free between meetings at two places.</summary>
    public int WalkingSlots(int place, int other) => LongestWalk == 0 ? 0 : _walkSlots[_hall[place] * _halls + _hall[other]];

    public int Metres(int place, int other)
    {
        if (_hall[place] != _hall[other]) return _walkMetres[_hall[place] * _halls + _hall[other]];
        var (from, to) = (Problem.Places[place], Problem.Places[other]);
        return Math.Abs(from.X - to.X) + Math.Abs(from.Y - to.Y);
    }

    /// <summary>Whether the way between two places is ever longer than nothing.</summary>
    public bool HasDistances { get; }

    public bool IsOpen(int place, int slot, int length)
    {
        for (var t = slot; t < slot + length; t++)
        {
            if (!Open[place * Slots + t]) return false;
        }

        return true;
    }

    public bool IsThere(int interpreter, int slot, int length)
    {
        foreach (var away in Problem.Interpreters[interpreter].Unavailable)
        {
            if (away >= slot && away < slot + length) return false;
        }

        return true;
    }

    /// <summary>How many pairs of a meeting with a slot and a place there are.</summary>
    public long SeatChoices()
    {
        var choices = 0L;
        for (var m = 0; m < Meetings; m++) choices += Suits[m].Length + Interpreters[m].Length;
        return choices * Slots;
    }

    private static (int[] Hall, int Count) Halls(Problem problem)
    {
        var index = new Dictionary<int, int>();
        var halls = new int[problem.Places.Count];
        for (var l = 0; l < halls.Length; l++)
        {
            if (!index.TryGetValue(problem.Places[l].Hall, out halls[l])) index[problem.Places[l].Hall] = halls[l] = index.Count;
        }

        return (halls, index.Count);
    }

    // Whether places of one hall are more than one spot.
    private bool LieApart(Problem problem)
    {
        for (var l = 0; l < _hall.Length; l++)
        {
            var (place, first) = (problem.Places[l], problem.Places[Array.IndexOf(_hall, _hall[l])]);
            if (place.X != first.X || place.Y != first.Y) return true;
        }

        return false;
    }

    private int[] Ways(Func<int, int, int> way)
    {
        var ways = new int[_halls * _halls];
        int[] example = [.. Enumerable.Range(0, _halls).Select(h => Array.IndexOf(_hall, h))];
        for (var h = 0; h < _halls; h++)
        {
            for (var other = 0; other < _halls; other++)
            {
                if (h != other) ways[h * _halls + other] = way(example[h], example[other]);
            }
        }

        return ways;
    }

    private int[][] SuitingPlaces()
    {
        var common = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var suits = new int[Meetings][];
        for (var m = 0; m < Meetings; m++)
        {
            var needs = Problem.Meetings[m].Equipment;
            if (Place[m] >= 0)
            {
                suits[m] = Has(Place[m], needs) ? [Place[m]] : [];
                continue;
            }

            if (_kept[m].Length > 0)
            {
                suits[m] = Array.FindAll(_kept[m], l => Has(l, needs));
                continue;
            }

            var key = needs.IsEmpty ? "" : string.Join('\n', needs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            if (!common.TryGetValue(key, out var places))
                common[key] = places = [.. Enumerable.Range(0, Problem.Places.Count).Where(l => Problem.Places[l].Owner is null && Has(l, needs))];
            suits[m] = places;
        }

        return suits;

        bool Has(int place, System.Collections.Immutable.ImmutableArray<string> needs)
        {
            foreach (var need in needs)
            {
                if (!Problem.Places[place].Equipment.Contains(need, StringComparer.Ordinal)) return false;
            }

            return true;
        }
    }

    private int[][] SuitingInterpreters()
    {
        var suits = new int[Meetings][];
        for (var m = 0; m < Meetings; m++)
        {
            var languages = Problem.Meetings[m].Languages;
            suits[m] = languages.IsEmpty ? [] : [.. Enumerable.Range(0, Problem.Interpreters.Count)
                .Where(i => languages.All(l => Problem.Interpreters[i].Languages.Contains(l, StringComparer.Ordinal)))
                .OrderBy(i => Problem.Interpreters[i].Languages.Length)];
        }

        return suits;
    }

    // A slot is a beginning only where the meeting also ends in its session, and some place and interpreter are there.
    private void NarrowToSeats()
    {
        for (var m = 0; m < Meetings; m++)
        {
            for (var t = 0; t < Slots; t++)
            {
                if (!Allowed[m * Slots + t]) continue;
                var length = Length[m];
                var fits = t + length <= Slots && Problem.Slots[t + length - 1].Session == Problem.Slots[t].Session;
                for (var later = t + 1; fits && later < t + length; later++)
                    fits = !Problem.Meetings[m].Parties.Any(p => Problem.Participants[p].Unavailable.Contains(later));
                fits = fits && Array.Exists(Suits[m], l => IsOpen(l, t, length));
                if (fits && !Problem.Meetings[m].Languages.IsEmpty) fits = Array.Exists(Interpreters[m], i => IsThere(i, t, length));
                Allowed[m * Slots + t] = fits;
            }
        }
    }

    // Places with the same equipment, and interpreters for the same languages, are also counted together: that holds
    // whatever the rest of the rules, and shows at once where there are too few.
    private void CountTogether(List<int[]> rooms)
    {
        var equipment = Problem.Meetings.Index().Where(m => Place[m.Index] < 0 && _kept[m.Index].Length == 0 && !m.Item.Equipment.IsEmpty).GroupBy(m => Suits[m.Index]).ToList();
        foreach (var group in equipment)
        {
            var places = group.Key.ToHashSet();
            int[] room = [.. Enumerable.Range(0, Slots).Select(t => (int)Math.Min(Meetings, places.Where(l => Open[l * Slots + t]).Sum(l => (long)(Problem.Places[l].Capacity ?? Meetings))))];
            AddPool(rooms, room, Enumerable.Range(0, Meetings).Where(m => Place[m] < 0 && _kept[m].Length == 0 && Array.TrueForAll(Suits[m], places.Contains)));
        }

        var languages = Enumerable.Range(0, Meetings).Where(m => !Problem.Meetings[m].Languages.IsEmpty).GroupBy(m => string.Join(',', Interpreters[m]), StringComparer.Ordinal).ToList();
        foreach (var group in languages)
        {
            var people = Interpreters[group.First()].ToHashSet();
            int[] room = [.. Enumerable.Range(0, Slots).Select(t => people.Count(i => IsThere(i, t, 1)))];
            AddPool(rooms, room, Enumerable.Range(0, Meetings).Where(m => !Problem.Meetings[m].Languages.IsEmpty && Array.TrueForAll(Interpreters[m], people.Contains)));
        }
    }

    private void AddPool(List<int[]> rooms, int[] room, IEnumerable<int> members)
    {
        foreach (var m in members) MeetingPools[m] = [.. MeetingPools[m], rooms.Count];
        rooms.Add(room);
    }
}
