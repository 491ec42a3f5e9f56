namespace Paceline.Domain.Matchmaking;

/// <summary>A meeting that a new timetable leaves without its slot.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="WasAt">The slot that goes.</param>
/// <param name="WasLocked">The organiser had fixed it.</param>
public sealed record StrandedMeeting(Meeting Meeting, TimetableSlot WasAt, bool WasLocked);

/// <summary>What a new timetable does to the meetings and participants of an event. Nothing is changed until <see cref="Apply"/>.</summary>
public sealed class TimetableImpact
{
    private readonly Timetable _after;
    private readonly Dictionary<int, int> _slots;
    private readonly Dictionary<int, int> _sessions;
    private readonly Dictionary<int, int[]> _overlaps;
    private readonly Dictionary<Guid, int> _reseated = [];
    private readonly List<Meeting> _meetings;

    private TimetableImpact(Timetable before, Timetable after, int tables, IEnumerable<Meeting> meetings)
    {
        _after = after;
        _meetings = [.. meetings];
        _sessions = Sessions(before, after);
        _slots = Slots(before, after);
        _overlaps = before.Slots.ToDictionary(s => s.Number, s => after.Slots.Where(n => n.Date == DayAfter(s, before) && n.From < s.To && s.From < n.To).Select(n => n.Number).ToArray());
        var stranded = new List<StrandedMeeting>();
        foreach (var slot in _meetings.Where(m => m.Slot is not null && before.Slot(m.Slot) is not null).GroupBy(m => m.Slot!.Value).OrderBy(g => g.Key))
        {
            if (!_slots.ContainsKey(slot.Key))
            {
                stranded.AddRange(slot.OrderBy(m => m.Number).Select(m => new StrandedMeeting(m, before.Slot(slot.Key)!, m.IsLocked)));
                continue;
            }

            // Those whose table goes take a free one of the same slot.
            var free = new Queue<int>(Enumerable.Range(1, tables).Except(slot.Select(m => m.Table ?? 0)));
            foreach (var meeting in slot.Where(m => m.Table > tables).OrderByDescending(m => m.IsLocked).ThenBy(m => m.Number))
            {
                if (free.TryDequeue(out var table)) _reseated[meeting.Id] = table;
                else stranded.Add(new StrandedMeeting(meeting, before.Slot(slot.Key)!, meeting.IsLocked));
            }
        }

        Stranded = stranded;
        Kept = _meetings.Count(m => m.Slot is not null) - stranded.Count;
        FreedRequests = _meetings.Count(m => m.IsOpen && (m.FixedSlot is { } slot && !_slots.ContainsKey(slot) || m.Session is { } session && !_sessions.ContainsKey(session)));
    }

    /// <summary>Placed meetings that lose their slot.</summary>
    public IReadOnlyList<StrandedMeeting> Stranded { get; }

    /// <summary>Placed meetings that keep their time.</summary>
    public int Kept { get; }

    /// <summary>Meetings that keep their time at another table.</summary>
    public int Reseated => _reseated.Count;

    /// <summary>Requests for a slot or session that goes: from then on they may lie anywhere.</summary>
    public int FreedRequests { get; }

    /// <summary>Somebody must be asked before it is done.</summary>
    public bool NeedsConsent => Stranded.Count > 0 || Reseated > 0 || FreedRequests > 0;

    /// <summary>Names exactly this impact: consent to it is no consent to another.</summary>
    public string Fingerprint => string.Join('.', Stranded.Select(s => s.Meeting.Number).Order().Append(Reseated).Append(FreedRequests).Prepend(Stranded.Count));

    /// <summary>Compares two timetables by what stands in them.</summary>
    public static TimetableImpact Of(Timetable before, Timetable after, int tables, IEnumerable<Meeting> meetings) => new(before, after, tables, meetings);

    /// <summary>Renumbers what keeps its time and takes the rest out of its slot; the placements touched, before and after.</summary>
    public (List<DraftPlacement> Before, List<DraftPlacement> After) Apply(IEnumerable<Participant> participants)
    {
        var stranded = Stranded.Select(s => s.Meeting.Id).ToHashSet();
        var (before, after) = (new List<DraftPlacement>(), new List<DraftPlacement>());
        foreach (var meeting in _meetings)
        {
            var was = new DraftPlacement(meeting.Id, meeting.Slot, meeting.Table, meeting.IsLocked);
            meeting.Session = meeting.Session is { } session && _sessions.TryGetValue(session, out var newSession) ? newSession : null;
            meeting.FixedSlot = meeting.FixedSlot is { } wanted && _slots.TryGetValue(wanted, out var newWanted) ? newWanted : null;
            if (meeting.Slot is { } slot)
            {
                if (stranded.Contains(meeting.Id) || !_slots.TryGetValue(slot, out var newSlot)) meeting.Unplace();
                else meeting.Place(newSlot, _reseated.TryGetValue(meeting.Id, out var table) ? table : meeting.Table ?? 1);
            }

            var now = new DraftPlacement(meeting.Id, meeting.Slot, meeting.Table, meeting.IsLocked);
            if (now == was) continue;
            before.Add(was);
            after.Add(now);
        }

        foreach (var participant in participants)
        {
            int[] unavailable = [.. participant.UnavailableSlots.SelectMany(s => _overlaps.GetValueOrDefault(s, [])).Distinct().Order()];
            if (!unavailable.SequenceEqual(participant.UnavailableSlots)) participant.UnavailableSlots = unavailable;
        }

        return (before, after);
    }

    // A session is the same one under its key; a new one that holds the whole of an old one's start stands in for it.
    private static Dictionary<int, int> Sessions(Timetable before, Timetable after)
    {
        var map = new Dictionary<int, int>();
        for (var i = 0; i < before.Sessions.Count; i++)
        {
            var old = before.Sessions[i];
            var same = after.Sessions.Index().Where(s => s.Item.Id == old.Id).Select(s => s.Index + 1).FirstOrDefault();
            if (same == 0) same = after.Sessions.Index().Where(s => s.Item.Date == old.Date && s.Item.From <= old.From && old.From < s.Item.To).Select(s => s.Index + 1).FirstOrDefault();
            if (same > 0) map[i + 1] = same;
        }

        return map;
    }

    // Meetings keep their time of day, and go along when their session moves to another day.
    private Dictionary<int, int> Slots(Timetable before, Timetable after)
    {
        var byTime = after.Slots.ToDictionary(s => (s.Date, s.From), s => s.Number);
        var (map, taken) = (new Dictionary<int, int>(), new HashSet<int>());
        foreach (var slot in before.Slots.OrderBy(s => DayAfter(s, before) == s.Date ? 0 : 1).ThenBy(s => s.Number))
            if (byTime.TryGetValue((DayAfter(slot, before), slot.From), out var number) && taken.Add(number)) map[slot.Number] = number;
        return map;
    }

    private DateOnly DayAfter(TimetableSlot slot, Timetable before)
    {
        var id = before.Sessions[slot.Session - 1].Id;
        return _after.Sessions.FirstOrDefault(s => s.Id == id)?.Date ?? slot.Date;
    }
}
