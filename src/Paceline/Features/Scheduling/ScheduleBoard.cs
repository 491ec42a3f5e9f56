using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>What the board shows of an event: one day's grid, the meetings of whoever is looked for, and the matters beside it.</summary>
public sealed class ScheduleBoard
{
    /// <summary>A participant as the side column and the search name it.</summary>
    /// <param name="Number">Number at the event.</param>
    /// <param name="Code">Short sign.</param>
    /// <param name="Name">Name.</param>
    /// <param name="Meetings">Meetings that have a slot.</param>
    /// <param name="Free">Slots in which it could still meet.</param>
    /// <param name="Breaks">Idle stretches between two meetings of one session.</param>
    /// <param name="Last">Start of its last meeting, as people call the slot.</param>
    public sealed record Person(int Number, string Code, string Name, int Meetings, int Free, int Breaks, string? Last)
    {
        /// <summary>What is found by typing, and what the search box says when one is chosen.</summary>
        public string Label => $"{Code} · {BreachWords.Shortened(Name)}";
    }

    private readonly Dictionary<(int Slot, int Table), Meeting> _cells = [];
    private readonly HashSet<(Guid Participant, int Slot)> _busy = [];

    public ScheduleBoard(EventSchedule schedule, string? show, int? day, int? move, bool mayChange)
    {
        (Schedule, MayChange) = (schedule, mayChange);
        var timetable = schedule.Timetable;
        var draft = schedule.Problem.Draft();
        for (var m = 0; m < schedule.Problem.Meetings.Count; m++)
            if (draft.Placements[m] is { } at) _cells[(at.Slot + 1, at.Place + 1)] = schedule.Problem.Meetings[m];

        foreach (var ((slot, _), meeting) in _cells) _busy.UnionWith(meeting.Parties.Select(p => (p, slot)));
        Days = [.. timetable.Slots.Select(s => s.Date).Distinct()];
        People = [.. Everybody(schedule, draft)];
        Query = (show ?? "").Trim();
        Found = Query is "" ? [] : [.. People.Where(p => p.Label == Query).DefaultIfEmpty().SelectMany(p => p is not null ? [p] : People.Where(Matches))];
        Shown = [.. Found.Select(p => p.Number)];
        if (mayChange && schedule.Meeting(move) is { IsOpen: true } chosen) Move = MoveTargets.Of(schedule.Problem, chosen);
        var dayOfMove = Move is { } moving ? timetable.Slot(moving.Meeting.Slot)?.Date : null;
        DayNumber = Days.Count == 0 ? 0 : Math.Clamp(day ?? (dayOfMove is { } d ? Days.ToList().IndexOf(d) + 1 : 1), 1, Days.Count);
        Breaks = Engine.ScheduleMeasures.Breaks(schedule.Problem.Problem, draft);
        Spread = Engine.ScheduleMeasures.Spread(schedule.Problem.Problem, draft);
        Placed = _cells.Count;
        Unplaced = [.. schedule.Problem.Meetings.Where((m, i) => m.IsOpen && draft.Placements[i] is null)];
    }

    public EventSchedule Schedule { get; }
    public bool MayChange { get; }
    public IReadOnlyList<DateOnly> Days { get; }
    /// <summary>The day that is shown, from 1; 0 without any.</summary>
    public int DayNumber { get; }
    public IReadOnlyList<Person> People { get; }
    /// <summary>What is looked for.</summary>
    public string Query { get; }
    public IReadOnlyList<Person> Found { get; }
    /// <summary>Numbers of those found.</summary>
    public HashSet<int> Shown { get; }
    /// <summary>The meeting that is being moved, with the judgement of every place.</summary>
    public MoveTargets? Move { get; }
    public int Breaks { get; }
    public int Spread { get; }
    public int Placed { get; }
    public IReadOnlyList<Meeting> Unplaced { get; }
    public ScheduleChange? Undo { get; init; }
    public SchedulingRun? LastRun { get; init; }
    /// <summary>Why the last attempt was refused.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
    /// <summary>What the last act did.</summary>
    public Refusal? Said { get; init; }

    public MatchmakingEvent Event => Schedule.Event;

    public IEnumerable<TimetableSlot> SlotsOfDay => DayNumber == 0 ? [] : Schedule.Timetable.Slots.Where(s => s.Date == Days[DayNumber - 1]);

    public Meeting? Cell(int slot, int table) => _cells.GetValueOrDefault((slot, table));

    /// <summary>Who has breaks, most first.</summary>
    public IEnumerable<Person> WithBreaks => People.Where(p => p.Breaks > 0).OrderByDescending(p => p.Breaks).ThenBy(p => p.Number);

    /// <summary>Breaks of the event that lie between two slots, and the pauses between sessions, by the slot that follows.</summary>
    public string? PauseBefore(TimetableSlot slot, TimetableSlot? before)
    {
        if (before is null || before.Date != slot.Date || before.To >= slot.From) return null;
        var named = Event.Breaks.Where(b => b.Date == slot.Date && b.From < slot.From && b.To > before.To).Select(b => b.Name).Distinct().ToList();
        return string.Join(", ", named);
    }

    /// <summary>This page with what is looked at, for links and forms.</summary>
    public string Address(string? handler = null, int? day = null, string? show = null, int? move = null)
    {
        return Address(Event.Id, show ?? Query, day ?? (Days.Count > 1 ? DayNumber : null), handler, move);
    }

    public static string Address(Guid @event, string? show, int? day, string? handler = null, int? move = null)
    {
        var query = new QueryBuilder();
        if (handler is not null) query.Add("handler", handler);
        if (show is not (null or "")) query.Add("show", show);
        if (day is { } number) query.Add("day", number.ToString(CultureInfo.InvariantCulture));
        if (move is { } meeting) query.Add("move", meeting.ToString(CultureInfo.InvariantCulture));
        return Urls.Schedule(@event) + query.ToQueryString();
    }

    /// <summary>Why a meeting has no slot, as it stands now: how many slots each side spoils.</summary>
    public (Refusal Reason, int FreePlaces) WhyNot(Meeting meeting)
    {
        var (problem, slots) = (Schedule.Problem, Schedule.Timetable.Slots);
        var (first, second) = (Schedule.Person(meeting.FirstId), Schedule.Person(meeting.SecondId));
        var allowed = slots.Where(s => (meeting.Session is null || s.Session == meeting.Session) && (meeting.FixedSlot is null || s.Number == meeting.FixedSlot)
            && !first.UnavailableSlots.Contains(s.Number) && !second.UnavailableSlots.Contains(s.Number)).Select(s => s.Number).ToList();
        if (allowed.Count == 0) return (new Refusal("No slot suits both."), 0);
        var firstBusy = allowed.Count(s => _busy.Contains((first.Id, s)));
        var secondBusy = allowed.Count(s => _busy.Contains((second.Id, s)));
        var (draft, index) = (problem.Draft(), problem.IndexOf(meeting));
        var free = allowed.Where(s => !_busy.Contains((first.Id, s)) && !_busy.Contains((second.Id, s)))
            .Count(s => Enumerable.Range(1, Event.Tables).Where(t => Cell(s, t) is null).Take(1).Any(t => Engine.Legality.OfMove(problem.Problem, draft, index, new Engine.Placement(s - 1, t - 1)).Count == 0));
        if (free > 0) return (new Refusal("It could go into {0} of the slots as they are now.", free), free);
        return (new Refusal("{0} slots suit both. {1} has meetings in {2} of them, {3} in {4}; in the others all tables are taken or an order forbids it.",
            allowed.Count, BreachWords.Shortened(first.Name), firstBusy, BreachWords.Shortened(second.Name), secondBusy), 0);
    }

    private bool Matches(Person person) => person.Label.Contains(Query, StringComparison.CurrentCultureIgnoreCase) || person.Name.Contains(Query, StringComparison.CurrentCultureIgnoreCase);

    private static IEnumerable<Person> Everybody(EventSchedule schedule, Engine.Schedule draft)
    {
        var problem = schedule.Problem;
        var breaks = Engine.ScheduleMeasures.BreaksByParticipant(problem.Problem, draft);
        var slots = new SortedSet<int>[problem.Participants.Count];
        for (var p = 0; p < slots.Length; p++) slots[p] = [];
        for (var m = 0; m < draft.Placements.Length; m++)
        {
            if (draft.Placements[m] is not { } at) continue;
            foreach (var party in problem.Problem.Meetings[m].Parties) slots[party].Add(at.Slot + 1);
        }

        for (var p = 0; p < slots.Length; p++)
        {
            var participant = problem.Participants[p];
            var away = problem.Problem.Participants[p].Unavailable.Length;
            yield return new Person(participant.Number, participant.Code, participant.Name, slots[p].Count, problem.Problem.Slots.Count - slots[p].Count - away, breaks[p],
                slots[p].Count == 0 ? null : BreachWords.SlotName(problem.Timetable, slots[p].Max));
        }
    }
}
