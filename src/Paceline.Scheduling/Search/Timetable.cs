using System.Numerics;

namespace Paceline.Scheduling;

/// <summary>
/// A partial schedule without clashes: which meeting each unit has in each slot; where places matter one by one, also which
/// place and interpreter each meeting has.
/// </summary>
internal sealed class Timetable
{
    private readonly Model _model;
    private readonly int[] _load;
    private readonly int[] _held;
    private readonly ulong[] _busy;
    private readonly int _stretches;

    public Timetable(Model model, bool? seated = null)
    {
        _model = model;
        SlotOf = new int[model.Meetings];
        Array.Fill(SlotOf, -1);
        At = new int[model.Units * model.Slots];
        Array.Fill(At, -1);
        _load = new int[model.Pools * model.Slots];
        _held = new int[model.Participants];
        _stretches = model.Stretch[^1] + 1;
        _busy = new ulong[model.Participants * _stretches];
        if (seated ?? model.NeedsSeats) Seats = new Seats(model, this);
    }

    public static Timetable Of(Model model, ReadOnlySpan<int> slotOf)
    {
        var table = new Timetable(model, seated: false);
        for (var m = 0; m < slotOf.Length; m++)
        {
            if (slotOf[m] >= 0) table.Place(m, slotOf[m]);
        }

        return table;
    }

    /// <summary>The legal part of a schedule: what would break a rule is left out.</summary>
    public static Timetable Of(Model model, Schedule schedule, bool? seated = null)
    {
        var table = new Timetable(model, seated);
        for (var m = 0; m < Math.Min(model.Meetings, schedule.Placements.Length); m++)
        {
            if (schedule.Placements[m] is { } at) table.Try(m, at);
        }

        return table;
    }

    /// <summary>The slot of each meeting, the first where it takes several, or -1.</summary>
    public int[] SlotOf { get; }

    /// <summary>[unit * slots + slot]: the meeting, or -1.</summary>
    public int[] At { get; }

    /// <summary>Places and interpreters; null where counting the places is enough.</summary>
    public Seats? Seats { get; }

    public int Load(int pool, int slot) => _load[pool * _model.Slots + slot];

    /// <summary>Places a meeting that fits.</summary>
    public void Place(int meeting, int slot)
    {
        if (Seats is null)
        {
            Count(meeting, SlotOf[meeting] = slot, meeting, 1);
            return;
        }

        var (place, interpreter) = Seats.Find(meeting, slot)!.Value;
        Place(meeting, slot, place, interpreter);
    }

    public void Place(int meeting, int slot, int place, int interpreter)
    {
        Count(meeting, SlotOf[meeting] = slot, meeting, 1);
        Seats!.Take(meeting, slot, place, interpreter);
    }

    /// <summary>Places a meeting where a schedule has it, if no rule forbids that.</summary>
    public bool Try(int meeting, Placement at)
    {
        if (at.Slot < 0 || at.Slot >= _model.Slots || !FitsWithoutSeat(meeting, at.Slot)) return false;
        if (Seats is null)
        {
            Place(meeting, at.Slot);
            return true;
        }

        var interpreter = at.Interpreter ?? -1;
        var suits = Array.IndexOf(_model.Suits[meeting], at.Place) >= 0 && Seats.Suits(meeting, at.Slot, at.Place)
            && (_model.Interpreters[meeting].Length == 0 ? interpreter < 0 : Array.IndexOf(_model.Interpreters[meeting], interpreter) >= 0 && Seats.IsFree(interpreter, meeting, at.Slot));
        if (suits) Place(meeting, at.Slot, at.Place, interpreter);
        else if (Seats.Find(meeting, at.Slot) is var (place, other)) Place(meeting, at.Slot, place, other);
        else return false;
        return true;
    }

    /// <summary>The timetable with its places; those that it only counted are given out.</summary>
    public Schedule ToSchedule(Model model)
    {
        if (Seats is null) return Seating.Assign(model, SlotOf);
        return new Schedule([.. SlotOf.Select((slot, m) => slot < 0 ? (Placement?)null
            : new Placement(slot, Seats.PlaceOf[m]) { Interpreter = Seats.InterpreterOf[m] < 0 ? null : Seats.InterpreterOf[m] })]);
    }

    public void Remove(int meeting)
    {
        Seats?.Leave(meeting, SlotOf[meeting]);
        Count(meeting, SlotOf[meeting], -1, -1);
        SlotOf[meeting] = -1;
    }

    public bool Fits(int meeting, int slot) => FitsWithoutSeat(meeting, slot) && (Seats is null || Seats.IsThereOne(meeting, slot));

    private bool FitsWithoutSeat(int meeting, int slot)
    {
        if (!_model.Allowed[meeting * _model.Slots + slot]) return false;
        for (var t = slot; t < slot + _model.Length[meeting]; t++)
        {
            foreach (var unit in _model.MeetingUnits[meeting])
            {
                if (At[unit * _model.Slots + t] >= 0) return false;
            }

            foreach (var pool in _model.MeetingPools[meeting])
            {
                if (Load(pool, t) >= _model.Room[pool * _model.Slots + t]) return false;
            }
        }

        return WithinMost(meeting) && InOrder(meeting, slot);
    }

    /// <summary>How many meetings a participant has.</summary>
    public int Held(int participant) => _held[participant];

    public bool Busy(int participant, int slot) => (_busy[participant * _stretches + _model.Stretch[slot]] & _model.Bit[slot]) != 0;

    /// <summary>The slots of a stretch in which a participant is busy, by their bits.</summary>
    public ulong BusyMask(int participant, int stretch) => _busy[participant * _stretches + stretch];

    /// <summary>The meetings of a participant that take a slot.</summary>
    public IEnumerable<int> MeetingsAt(int participant, int slot)
    {
        if (_model.Delegates[participant] == 0)
        {
            var only = At[participant * _model.Slots + slot];
            return only < 0 ? [] : [only];
        }

        return _model.MeetingsOf[participant].Where(m => SlotOf[m] >= 0 && SlotOf[m] <= slot && slot < SlotOf[m] + _model.Length[m]);
    }

    private bool WithinMost(int meeting)
    {
        if (!_model.HasMost) return true;
        foreach (var party in _model.Problem.Meetings[meeting].Parties)
        {
            if (_held[party] >= _model.Most[party]) return false;
        }

        return true;
    }

    /// <summary>The meetings of a slot, each once for its first party; those of which no party is a unit are left out.</summary>
    public IEnumerable<int> HeldIn(int slot)
    {
        for (var p = 0; p < _model.Participants; p++)
        {
            if (At[p * _model.Slots + slot] is >= 0 and var meeting && _model.MeetingUnits[meeting][0] == p) yield return meeting;
        }
    }

    /// <summary>Whether a slot keeps a meeting after all scheduled ones that it comes after, and before the others.</summary>
    public bool InOrder(int meeting, int slot)
    {
        foreach (var earlier in _model.After[meeting])
        {
            if (SlotOf[earlier] >= 0 && SlotOf[earlier] + _model.Length[earlier] > slot) return false;
        }

        foreach (var later in _model.Before[meeting])
        {
            if (SlotOf[later] >= 0 && SlotOf[later] < slot + _model.Length[meeting]) return false;
        }

        return true;
    }

    /// <summary>The breaks of a participant.</summary>
    public int Breaks(int participant)
    {
        var breaks = 0;
        for (var s = participant * _stretches; s < (participant + 1) * _stretches; s++)
        {
            // A run of busy slots begins where a slot is busy and the one before is not; breaks are the runs less one.
            var busy = _busy[s];
            if (busy != 0) breaks += BitOperations.PopCount(busy & ~(busy << 1)) - 1;
        }

        return breaks;
    }

    private void Count(int meeting, int slot, int value, int step)
    {
        for (var t = slot; t < slot + _model.Length[meeting]; t++)
        {
            foreach (var unit in _model.MeetingUnits[meeting]) At[unit * _model.Slots + t] = value;
            foreach (var pool in _model.MeetingPools[meeting]) _load[pool * _model.Slots + t] += step;
            foreach (var party in _model.Problem.Meetings[meeting].Parties)
            {
                var busy = _model.Delegates[party] is not 0 and var own ? _load[own * _model.Slots + t] > 0 : value >= 0;
                ref var mask = ref _busy[party * _stretches + _model.Stretch[t]];
                mask = busy ? mask | _model.Bit[t] : mask & ~_model.Bit[t];
            }
        }

        foreach (var party in _model.Problem.Meetings[meeting].Parties) _held[party] += step;
    }
}
