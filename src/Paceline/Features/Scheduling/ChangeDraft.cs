using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Scheduling;

/// <summary>What came of a change of the draft.</summary>
public sealed record DraftAnswer
{
    /// <summary>There is no such record for whoever asks.</summary>
    public static readonly DraftAnswer NotFound = new() { IsNotFound = true };

    /// <summary>It stands as wished already.</summary>
    public static readonly DraftAnswer Nothing = new();

    public bool IsNotFound { get; private init; }

    /// <summary>Every rule that says no.</summary>
    public IReadOnlyList<Refusal> Refusals { get; private init; } = [];

    /// <summary>Said when it was done: an English sentence.</summary>
    public Refusal? Said { get; private init; }

    public static DraftAnswer Refused(params IReadOnlyList<Refusal> refusals) => new() { Refusals = refusals };

    public static DraftAnswer Done(string sentence, params object[] arguments) => new() { Said = new Refusal(sentence, arguments) };
}

/// <summary>
/// Changes the draft of one event. Whether a place is legal depends on all other meetings, so changes of one event follow
/// one another: each counts up the event's version, and whoever comes second is judged again by what now stands.
/// </summary>
public sealed class ChangeDraft(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    private const int Attempts = 6;

    public async Task<DraftAnswer> Run(Guid eventId, Func<EventSchedule, CancellationToken, Task<DraftAnswer>> act, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            var schedule = await EventSchedule.Load(db, eventId, toChange: true, stop);
            if (schedule is null || !access.May(Can.ManageEvent, new Scope(schedule.Event.LeadClusterId))) return DraftAnswer.NotFound;
            var answer = await act(schedule, stop);
            if (answer.Said is null)
            {
                db.ChangeTracker.Clear();
                return answer;
            }

            db.Entry(schedule.Event).Property(e => e.ScheduleChangedAt).IsModified = true;
            try
            {
                await db.SaveChangesAsync(stop);
                return answer;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody else changed the schedule in between: judge again by what stands now.
            }
        }
    }

    /// <summary>The same for one meeting, in the version that the person saw.</summary>
    public Task<DraftAnswer> Run(Guid eventId, int number, int version, Func<EventSchedule, Meeting, DraftAnswer> act, CancellationToken stop) => Run(eventId, (schedule, _) => Task.FromResult(
        schedule.Meeting(number) is not { } meeting ? DraftAnswer.Refused(new Refusal("There is no meeting {0} at this event.", number))
        : meeting.Version != version ? DraftAnswer.Refused(Changed(schedule, meeting))
        : !meeting.IsOpen ? DraftAnswer.Refused(new Refusal("This meeting has been held or cancelled; it stays as it is."))
        : act(schedule, meeting)), stop);

    /// <summary>Applies a change to meetings, remembers it for "Undo", and writes it into the trail.</summary>
    public void Remember(EventSchedule schedule, ScheduleChangeKind kind, string action, IReadOnlyList<Meeting> meetings, Action apply)
    {
        var before = meetings.Select(m => m.Draft()).ToList();
        var was = string.Join("; ", meetings.Select(m => Where(schedule, m)));
        apply();
        schedule.Changed();
        var at = clock.GetUtcNow();
        db.ScheduleChanges.Add(new ScheduleChange { EventId = schedule.Event.Id, Kind = kind, ById = access.PersonId!.Value, At = at, Before = before, After = [.. meetings.Select(m => m.Draft())] });
        if (kind is not ScheduleChangeKind.Locked) schedule.Event.ScheduleChangedAt = at;
        Note(schedule, action, meetings[0], $"{was} → {string.Join("; ", meetings.Select(m => Where(schedule, m)))}");
    }

    /// <summary>Writes into the trail.</summary>
    public void Note(EventSchedule schedule, string action, Meeting meeting, string details) =>
        audit.Add(action, RecordKind.Meeting, meeting.Id, schedule.Pair(meeting), details, cluster: schedule.Event.LeadClusterId);

    /// <summary>09:20, table 6: for the trail, in the product's first language.</summary>
    public static string Where(EventSchedule schedule, Meeting meeting) =>
        meeting is { Slot: { } slot, Table: { } table } ? $"{BreachWords.SlotName(schedule.Timetable, slot)}, table {table}{(meeting.IsLocked ? ", locked" : "")}" : "no slot";

    private static Refusal Changed(EventSchedule schedule, Meeting meeting) => meeting switch
    {
        { State: MeetingState.Cancelled } => new Refusal("Somebody else cancelled this meeting a moment ago."),
        { Slot: { } slot, Table: { } table } => new Refusal("Somebody else changed this meeting a moment ago: it now stands at {0}, table {1}. Choose again if you still want to change it.", BreachWords.SlotName(schedule.Timetable, slot), table),
        _ => new Refusal("Somebody else changed this meeting a moment ago: it now has no slot. Choose again if you still want to change it."),
    };
}
