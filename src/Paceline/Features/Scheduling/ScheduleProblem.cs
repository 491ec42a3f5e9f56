using System.Collections.Immutable;
using System.Globalization;
using Paceline.Domain.Matchmaking;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>An event as the scheduling engine sees it, and the way back: numbers from 1 here are indices from 0 there.</summary>
public sealed class ScheduleProblem
{
    private readonly Dictionary<Guid, int> _index;

    private ScheduleProblem(Timetable timetable, IReadOnlyList<Participant> participants, IReadOnlyList<Meeting> meetings, Engine.Problem problem)
    {
        (Timetable, Participants, Meetings, Problem) = (timetable, participants, meetings, problem);
        _index = meetings.Select((m, i) => (m.Id, i)).ToDictionary(p => p.Id, p => p.i);
    }

    public Timetable Timetable { get; }

    /// <summary>In the order of the engine's participants.</summary>
    public IReadOnlyList<Participant> Participants { get; }

    /// <summary>In the order of the engine's meetings; cancelled ones are left out.</summary>
    public IReadOnlyList<Meeting> Meetings { get; }

    public Engine.Problem Problem { get; }

    public static ScheduleProblem Of(MatchmakingEvent @event, IEnumerable<Participant> participants, IEnumerable<Meeting> meetings)
    {
        var timetable = Timetable.Of(@event);
        var people = participants.OrderBy(p => p.Number).ToList();
        // What was held without a slot, or cancelled, takes part in no schedule.
        var wanted = meetings.Where(m => m.IsOpen || m is { State: not MeetingState.Cancelled, Slot: not null }).OrderBy(m => m.Number).ToList();
        var person = people.Select((p, i) => (p.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var number = wanted.Select((m, i) => (m.Number, i)).ToDictionary(m => m.Number, m => m.i);
        // Whoever came to a meeting was there, whatever had been said before.
        var held = wanted.Where(m => !m.IsOpen).SelectMany(m => m.Parties.Select(p => (p, m.Slot!.Value))).ToHashSet();

        var problem = new Engine.Problem
        {
            Slots = [.. timetable.Slots.Select(s => new Engine.Slot(s.Session - 1, NameOf(s, timetable)))],
            Places = [.. Enumerable.Range(1, Math.Max(0, @event.Tables)).Select(t => new Engine.Place($"Table {t}"))],
            Participants = [.. people.Select(p => new Engine.Participant
            {
                Name = p.Name,
                Unavailable = [.. p.UnavailableSlots.Where(s => timetable.Slot(s) is not null && !held.Contains((p.Id, s))).Select(s => s - 1)],
            })],
            Meetings = [.. wanted.Select(m => OfMeeting(m, @event, timetable, person, number))],
            Breaks = Engine.BreakRule.WithinSession,
            Fairness = @event.Fairness,
        };
        return new ScheduleProblem(timetable, people, wanted, problem);
    }

    // As people call it in any language; with the day where there are several.
    private static string NameOf(TimetableSlot slot, Timetable timetable) => timetable.Slots[0].Date == timetable.Slots[^1].Date
        ? slot.From.ToString("HH:mm", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{slot.Date:yyyy-MM-dd} {slot.From:HH:mm}");

    /// <summary>The draft as it stands; what lies outside the timetable has no place in it.</summary>
    public Engine.Schedule Draft() => new([.. Meetings.Select(m => Inside(m.Slot, m.Table))]);

    /// <summary>A schedule from slots and tables by meeting number.</summary>
    public Engine.Schedule From(IReadOnlyDictionary<int, (int Slot, int Table)> placements) =>
        new([.. Meetings.Select(m => placements.TryGetValue(m.Number, out var at) ? Inside(at.Slot, at.Table) : null)]);

    /// <summary>Slots and tables by meeting number.</summary>
    public Dictionary<int, (int Slot, int Table)> Back(Engine.Schedule schedule) =>
        Meetings.Select((m, i) => (m.Number, At: schedule.Placements[i])).Where(p => p.At is not null).ToDictionary(p => p.Number, p => (p.At!.Value.Slot + 1, p.At.Value.Place + 1));

    public int IndexOf(Meeting meeting) => _index[meeting.Id];

    /// <summary>
    /// As much of a schedule as the event allows now: what is fixed stands first, then whatever breaks no rule.
    /// Everything, unless the event was changed since the schedule was made.
    /// </summary>
    public Engine.Schedule LegalPart(Engine.Schedule schedule)
    {
        if (Engine.Legality.Check(Problem, schedule).Count == 0) return schedule;
        var kept = Engine.Schedule.Empty(Problem);
        var draft = Draft();
        foreach (var fix in new[] { true, false })
        {
            for (var m = 0; m < Meetings.Count; m++)
            {
                if (IsFixed(Meetings[m]) != fix || (fix ? draft : schedule).Placements[m] is not { } at) continue;
                if (fix || Engine.Legality.OfMove(Problem, kept, m, at).Count == 0) kept = kept.With(m, at);
            }
        }

        return kept;
    }

    /// <summary>Slot and table are not the solver's to change.</summary>
    public static bool IsFixed(Meeting meeting) => meeting.Slot is not null && (meeting.IsLocked || !meeting.IsOpen);

    private Engine.Placement? Inside(int? slot, int? table) =>
        slot is >= 1 && slot <= Problem.Slots.Count && table is >= 1 && table <= Problem.Places.Count ? new Engine.Placement(slot.Value - 1, table.Value - 1) : null;

    private static Engine.Meeting OfMeeting(Meeting meeting, MatchmakingEvent @event, Timetable timetable, Dictionary<Guid, int> person, Dictionary<int, int> number)
    {
        var asked = new Engine.Meeting
        {
            Parties = [person[meeting.FirstId], person[meeting.SecondId]],
            Priority = Math.Clamp(meeting.Priority, 1, 5),
        };
        var isFixed = IsFixed(meeting) && timetable.Slot(meeting.Slot) is not null && meeting.Table is >= 1 && meeting.Table <= @event.Tables;
        if (isFixed) asked = asked with { FixedSlot = meeting.Slot - 1, FixedPlace = meeting.Table - 1, Mandatory = true };
        // What was held needs no permission any more.
        if (!meeting.IsOpen) return asked;
        return asked with
        {
            FixedSlot = asked.FixedSlot ?? (timetable.Slot(meeting.FixedSlot) is null ? null : meeting.FixedSlot - 1),
            AllowedSessions = meeting.Session is { } session ? [session - 1] : null,
            After = [.. meeting.After.Where(n => n != meeting.Number && number.ContainsKey(n)).Select(n => number[n]).Distinct()],
        };
    }
}
