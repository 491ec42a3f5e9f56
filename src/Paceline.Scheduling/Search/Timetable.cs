using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>A partial schedule without clashes: which meeting each unit has in each slot.</summary>
internal sealed class Timetable
{
    private readonly Model _model;
    private readonly int[] _load;
    private readonly int[] _held;

    public Timetable(Model model)
    {
        _model = model;
        SlotOf = new int[model.Meetings];
        Array.Fill(SlotOf, -1);
        At = new int[model.Units * model.Slots];
        Array.Fill(At, -1);
        _load = new int[model.Pools * model.Slots];
        _held = new int[model.Participants];
    }

    public static Timetable Of(Model model, ReadOnlySpan<int> slotOf)
    {
        var table = new Timetable(model);
        for (var m = 0; m < slotOf.Length; m++)
        {
            if (slotOf[m] >= 0) table.Place(m, slotOf[m]);
        }

        return table;
    }

    /// <summary>The slot of each meeting, or -1.</summary>
    public int[] SlotOf { get; }

    /// <summary>[unit * slots + slot]: the meeting, or -1.</summary>
    public int[] At { get; }

    public int Load(int pool, int slot) => _load[pool * _model.Slots + slot];

    public void Place(int meeting, int slot) => Count(meeting, SlotOf[meeting] = slot, meeting, 1);

    public void Remove(int meeting)
    {
        Count(meeting, SlotOf[meeting], -1, -1);
        SlotOf[meeting] = -1;
    }

    public bool Fits(int meeting, int slot)
    {
        if (!_model.Allowed[meeting * _model.Slots + slot]) return false;
        foreach (var unit in _model.MeetingUnits[meeting])
        {
            if (At[unit * _model.Slots + slot] >= 0) return false;
        }

        foreach (var pool in _model.MeetingPools[meeting])
        {
            if (Load(pool, slot) >= _model.Room[pool * _model.Slots + slot]) return false;
        }

        return WithinMost(meeting) && InOrder(meeting, slot);
    }

    /// <summary>How many meetings a participant has.</summary>
    public int Held(int participant) => _held[participant];

    public bool Busy(int participant, int slot) => _model.Delegates[participant] is not 0 and var pool
        ? Load(pool, slot) > 0
        : At[participant * _model.Slots + slot] >= 0;

    private bool WithinMost(int meeting)
    {
        if (!_model.HasMost) return true;
        foreach (var party in _model.Problem.Meetings[meeting].Parties)
        {
            if (_held[party] >= _model.Most[party]) return false;
        }

        return true;
    }

    /// <summary>Whether a slot keeps a meeting after all scheduled ones that it comes after, and before the others.</summary>
    public bool InOrder(int meeting, int slot)
    {
        foreach (var earlier in _model.After[meeting])
        {
            if (SlotOf[earlier] >= slot) return false;
        }

        foreach (var later in _model.Before[meeting])
        {
            if (SlotOf[later] >= 0 && SlotOf[later] <= slot) return false;
        }

        return true;
    }

    /// <summary>The breaks of a participant.</summary>
    public int Breaks(int participant)
    {
        Span<bool> busy = stackalloc bool[_model.Slots];
        for (var slot = 0; slot < busy.Length; slot++) busy[slot] = Busy(participant, slot);
        return _model.BreaksOf(busy);
    }

    private void Count(int meeting, int slot, int value, int step)
    {
        foreach (var unit in _model.MeetingUnits[meeting]) At[unit * _model.Slots + slot] = value;
        foreach (var pool in _model.MeetingPools[meeting]) _load[pool * _model.Slots + slot] += step;
        foreach (var party in _model.Problem.Meetings[meeting].Parties) _held[party] += step;
    }
}
