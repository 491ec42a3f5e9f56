using Paceline.Domain;
using Paceline.Domain.Matchmaking;

namespace Paceline.Features.Scheduling;

/// <summary>Puts a meeting into a slot at a table by hand, or lets two meetings change places.</summary>
public sealed class MoveMeeting(ChangeDraft change)
{
    public Task<DraftAnswer> Run(Guid eventId, int number, int version, int slot, int table, CancellationToken stop) => change.Run(eventId, number, version, (schedule, meeting) =>
    {
        var target = MoveTargets.Of(schedule.Problem, meeting, slot, table);
        switch (target.Kind)
        {
            case TargetKind.Here:
                return DraftAnswer.Nothing;
            case TargetKind.Forbidden:
                return DraftAnswer.Refused(target.Reasons);
            case TargetKind.Swap:
                var other = schedule.At(slot, table)!;
                var (fromSlot, fromTable) = (meeting.Slot!.Value, meeting.Table!.Value);
                change.Remember(schedule, ScheduleChangeKind.Moved, "Swapped two meetings", [meeting, other], () =>
                {
                    Put(meeting, slot, table);
                    Put(other, fromSlot, fromTable);
                });
                return DraftAnswer.Done("{0} now stands at {1}, table {2}; {3} took its place.", schedule.Pair(meeting), BreachWords.SlotName(schedule.Timetable, slot), table, schedule.Pair(other));
            default:
                change.Remember(schedule, ScheduleChangeKind.Moved, meeting.Slot is null ? "Placed a meeting" : "Moved a meeting", [meeting], () => Put(meeting, slot, table));
                return DraftAnswer.Done("{0} now stands at {1}, table {2}.", schedule.Pair(meeting), BreachWords.SlotName(schedule.Timetable, slot), table);
        }
    }, stop);

    private static void Put(Meeting meeting, int slot, int table)
    {
        meeting.Place(slot, table);
        meeting.WhyNot = null;
    }
}

/// <summary>Fixes a meeting where it stands, or frees it again.</summary>
public sealed class LockMeeting(ChangeDraft change)
{
    public Task<DraftAnswer> Run(Guid eventId, int number, int version, bool locked, CancellationToken stop) => change.Run(eventId, number, version, (schedule, meeting) =>
    {
        if (meeting.Slot is null) return DraftAnswer.Refused(new Refusal("Only a meeting that has a slot can be locked."));
        if (meeting.IsLocked == locked) return DraftAnswer.Nothing;
        change.Remember(schedule, ScheduleChangeKind.Locked, locked ? "Locked a meeting" : "Unlocked a meeting", [meeting], () => meeting.Lock(locked));
        return locked ? DraftAnswer.Done("{0} is locked: the search leaves it where it is.", schedule.Pair(meeting)) : DraftAnswer.Done("{0} is no longer locked.", schedule.Pair(meeting));
    }, stop);
}

/// <summary>Takes a meeting out of its slot; it waits for another one.</summary>
public sealed class UnplaceMeeting(ChangeDraft change)
{
    public Task<DraftAnswer> Run(Guid eventId, int number, int version, CancellationToken stop) => change.Run(eventId, number, version, (schedule, meeting) =>
    {
        if (meeting.Slot is null) return DraftAnswer.Nothing;
        change.Remember(schedule, ScheduleChangeKind.Unscheduled, "Took a meeting out of its slot", [meeting], meeting.Unplace);
        return DraftAnswer.Done("{0} has no slot now.", schedule.Pair(meeting));
    }, stop);
}

/// <summary>Cancels a meeting for good; participants hear of it when the schedule is published next.</summary>
public sealed class CancelMeeting(ChangeDraft change, TimeProvider clock)
{
    /// <summary>Longest reason.</summary>
    public const int LongestReason = 500;

    public Task<DraftAnswer> Run(Guid eventId, int number, int version, string reason, CancellationToken stop) => change.Run(eventId, number, version, (schedule, meeting) =>
    {
        if (string.IsNullOrWhiteSpace(reason)) return DraftAnswer.Refused(new Refusal("Say why the meeting is cancelled; the reason stays in the audit trail."));
        if (reason.Length > LongestReason) return DraftAnswer.Refused(new Refusal("The reason is longer than {0} characters. Shorten it.", LongestReason));
        var was = ChangeDraft.Where(schedule, meeting);
        meeting.Cancel();
        meeting.WhyNot = null;
        schedule.Event.ScheduleChangedAt = clock.GetUtcNow();
        change.Note(schedule, "Cancelled a meeting", meeting, $"{was}. {reason.Trim().Replace("\0", "", StringComparison.Ordinal)}");
        return DraftAnswer.Done("{0} is cancelled. Publish to tell them.", schedule.Pair(meeting));
    }, stop);
}
