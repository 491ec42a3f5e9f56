namespace Paceline.Scheduling;

/// <summary>
/// The places and interpreters of the meetings in a timetable, one by one: which are free, which suit, which are in the way.
/// </summary>
internal sealed class Seats
{
    private readonly Model _model;
    private readonly Timetable _table;
    private readonly int[] _held;
    private readonly int[] _occupant;
    private readonly int[] _interprets;

    public Seats(Model model, Timetable table)
    {
        _model = model;
        _table = table;
        PlaceOf = new int[model.Meetings];
        InterpreterOf = new int[model.Meetings];
        Array.Fill(PlaceOf, -1);
        Array.Fill(InterpreterOf, -1);
        _held = new int[model.Open.Length];
        _occupant = new int[model.Open.Length];
        Array.Fill(_occupant, -1);
        _interprets = new int[model.Problem.Interpreters.Count * model.Slots];
        Array.Fill(_interprets, -1);
    }

    /// <summary>The place of each meeting; -1 for one that is not scheduled.</summary>
    public int[] PlaceOf { get; }

    /// <summary>The interpreter of each meeting; -1 for none.</summary>
    public int[] InterpreterOf { get; }

    /// <summary>A free place and interpreter: of the places that suit, the one that costs the parties the fewest changes.</summary>
    public (int Place, int Interpreter)? Find(int meeting, int slot)
    {
        var interpreter = -1;
        if (_model.Interpreters[meeting].Length > 0)
        {
            foreach (var who in _model.Interpreters[meeting])
            {
                if (!IsFree(who, meeting, slot)) continue;
                interpreter = who;
                break;
            }

            if (interpreter < 0) return null;
        }

        int best = -1, least = int.MaxValue;
        foreach (var place in _model.Suits[meeting])
        {
            if (!Suits(meeting, slot, place)) continue;
            var strangers = Strangers(meeting, slot, place);
            if (strangers >= least) continue;
            (best, least) = (place, strangers);
            if (least == 0) break;
        }

        return best < 0 ? null : (best, interpreter);
    }

    /// <summary>Whether <see cref="Find"/> would find one; without looking for the best.</summary>
    public bool IsThereOne(int meeting, int slot)
    {
        if (_model.Interpreters[meeting].Length > 0 && !Array.Exists(_model.Interpreters[meeting], who => IsFree(who, meeting, slot))) return false;
        foreach (var place in _model.Suits[meeting])
        {
            if (Suits(meeting, slot, place)) return true;
        }

        return false;
    }

    /// <summary>Whether a meeting, which is not scheduled, could be held at a place.</summary>
    public bool Suits(int meeting, int slot, int place) =>
        HasRoom(meeting, slot, place) && IsNearEnough(meeting, slot, place, null) && IsFarEnough(meeting, slot, place, null);

    /// <summary>Whether a place is open and has room for one meeting more.</summary>
    public bool HasRoom(int meeting, int slot, int place)
    {
        var capacity = _model.Problem.Places[place].Capacity ?? int.MaxValue;
        for (var t = slot; t < slot + _model.Length[meeting]; t++)
        {
            if (!_model.Open[place * _model.Slots + t] || _held[place * _model.Slots + t] >= capacity) return false;
        }

        return true;
    }

    public bool IsFree(int interpreter, int meeting, int slot)
    {
        for (var t = slot; t < slot + _model.Length[meeting]; t++)
        {
            if (_interprets[interpreter * _model.Slots + t] >= 0) return false;
        }

        return _model.IsThere(interpreter, slot, _model.Length[meeting]);
    }

    public void Take(int meeting, int slot, int place, int interpreter)
    {
        (PlaceOf[meeting], InterpreterOf[meeting]) = (place, interpreter);
        for (var t = slot; t < slot + _model.Length[meeting]; t++)
        {
            _held[place * _model.Slots + t]++;
            _occupant[place * _model.Slots + t] = meeting;
            if (interpreter >= 0) _interprets[interpreter * _model.Slots + t] = meeting;
        }
    }

    public void Leave(int meeting, int slot)
    {
        var (place, interpreter) = (PlaceOf[meeting], InterpreterOf[meeting]);
        for (var t = slot; t < slot + _model.Length[meeting]; t++)
        {
            _held[place * _model.Slots + t]--;
            if (_occupant[place * _model.Slots + t] == meeting) _occupant[place * _model.Slots + t] = -1;
            if (interpreter >= 0) _interprets[interpreter * _model.Slots + t] = -1;
        }

        PlaceOf[meeting] = InterpreterOf[meeting] = -1;
    }

    /// <summary>The meetings that would have to leave for a meeting at a place (-1: wherever); null where that would not help.</summary>
    public List<int>? InTheWay(int meeting, int slot, int place, int interpreter)
    {
        var found = new List<int>();
        for (var t = slot; t < slot + _model.Length[meeting]; t++)
        {
            if (place >= 0 && !_model.Open[place * _model.Slots + t]) return null;
            if (place >= 0 && _held[place * _model.Slots + t] >= (_model.Problem.Places[place].Capacity ?? int.MaxValue)) Note(Occupant(place, t));
            if (interpreter >= 0 && _interprets[interpreter * _model.Slots + t] is >= 0 and var other) Note(other);
        }

        if (interpreter >= 0 && !_model.IsThere(interpreter, slot, _model.Length[meeting])) return null;
        if (place < 0) return found;
        IsNearEnough(meeting, slot, place, Note);
        IsFarEnough(meeting, slot, place, Note);
        return found;

        void Note(int other)
        {
            if (other != meeting && !found.Contains(other)) found.Add(other);
        }
    }

    /// <summary>A meeting at a place in a slot, or -1.</summary>
    public int Occupant(int place, int slot)
    {
        var known = _occupant[place * _model.Slots + slot];
        if (known >= 0) return known;
        for (var m = 0; m < _model.Meetings; m++)
        {
            if (PlaceOf[m] == place && _table.SlotOf[m] <= slot && slot < _table.SlotOf[m] + _model.Length[m]) return m;
        }

        return -1;
    }

    // Both tests say whether nothing is in the way, and tell what is to whom asks for it.
    private bool IsNearEnough(int meeting, int slot, int place, Action<int>? tell)
    {
        if (_model.LongestWalk == 0) return true;
        var fine = true;
        var end = slot + _model.Length[meeting];
        foreach (var party in _model.Problem.Meetings[meeting].Parties)
        {
            if (_model.Delegates[party] > 0) continue;
            for (var t = Math.Max(0, slot - _model.LongestWalk); t < Math.Min(_model.Slots, end + _model.LongestWalk); t++)
            {
                var other = _table.At[party * _model.Slots + t];
                if (other < 0 || other == meeting || (t >= slot && t < end)) continue;
                if (_model.Problem.Slots[t].Session != _model.Problem.Slots[slot].Session) continue;
                var between = t < slot ? slot - t - 1 : t - end;
                if (between >= _model.WalkingSlots(place, PlaceOf[other])) continue;
                if (tell is null) return false;
                fine = false;
                tell(other);
            }
        }

        return fine;
    }

    private bool IsFarEnough(int meeting, int slot, int place, Action<int>? tell) => !_model.HasRivals || NoRivalNear(meeting, slot, place, tell);

    private bool NoRivalNear(int meeting, int slot, int place, Action<int>? tell)
    {
        var fine = true;
        foreach (var party in _model.Problem.Meetings[meeting].Parties)
        {
            foreach (var rival in _model.Rivals[party]) Meets(rival, other => PlaceOf[other] == place || Array.IndexOf(_model.Beside[place], PlaceOf[other]) >= 0);
            foreach (var rival in _model.Opposed[party]) Meets(rival, _ => true);
            if (!fine && tell is null) return false;
        }

        return fine;

        void Meets(int rival, Predicate<int> tooNear)
        {
            for (var t = slot; t < slot + _model.Length[meeting]; t++)
            {
                foreach (var other in _table.MeetingsAt(rival, t))
                {
                    if (other == meeting || !tooNear(other)) continue;
                    fine = false;
                    if (tell is null) return;
                    tell(other);
                }
            }
        }
    }

    // How many changes of place the parties would have with their meetings before and after.
    private int Strangers(int meeting, int slot, int place)
    {
        var count = 0;
        foreach (var party in _model.Problem.Meetings[meeting].Parties)
        {
            if (_model.Delegates[party] > 0) continue;
            var row = party * _model.Slots;
            for (var t = slot - 1; t >= 0; t--)
            {
                if (_table.At[row + t] is not (>= 0 and var other)) continue;
                if (PlaceOf[other] != place) count++;
                break;
            }

            for (var t = slot + _model.Length[meeting]; t < _model.Slots; t++)
            {
                if (_table.At[row + t] is not (>= 0 and var other)) continue;
                if (PlaceOf[other] != place) count++;
                break;
            }
        }

        return count;
    }
}
