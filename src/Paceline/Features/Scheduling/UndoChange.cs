using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>Takes back the newest change of the draft; pressed again, the one before it.</summary>
public sealed class UndoChange(PacelineDb db, ChangeDraft change, TimeProvider clock)
{
    /// <summary>The change that would be undone next.</summary>
    public static Task<ScheduleChange?> Newest(IQueryable<ScheduleChange> changes, Guid eventId, CancellationToken stop) =>
        changes.Where(c => c.EventId == eventId && c.UndoneAt == null).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).FirstOrDefaultAsync(stop);

    /// <param name="eventId">The event.</param>
    /// <param name="changeId">The change that the person saw as the newest.</param>
    /// <param name="stop">Ends the attempt.</param>
    public Task<DraftAnswer> Run(Guid eventId, Guid changeId, CancellationToken stop) => change.Run(eventId, async (schedule, token) =>
    {
        var newest = await Newest(db.ScheduleChanges, eventId, token);
        if (newest is null) return DraftAnswer.Refused(new Refusal("There is nothing to undo."));
        if (newest.Id != changeId) return DraftAnswer.Refused(new Refusal("Somebody else changed the schedule a moment ago. Look at what stands now, then undo again if you still want to."));
        var meetings = schedule.Meetings.ToDictionary(m => m.Id);
        if (newest.CannotBeUndone(meetings) is { } refusal) return DraftAnswer.Refused(refusal);

        var touched = newest.Before.Select(b => meetings[b.Meeting]).ToList();
        foreach (var before in newest.Before)
        {
            meetings[before.Meeting].Restore(before);
            if (before.Slot is not null) meetings[before.Meeting].WhyNot = null;
        }

        schedule.Changed();
        // Somebody may have become unavailable since: what was legal then must be legal now.
        var draft = schedule.Problem.Draft();
        var own = touched.Where(m => m.IsOpen).Select(schedule.Problem.IndexOf).ToHashSet();
        var breaches = Engine.Legality.Check(schedule.Problem.Problem, draft).Where(b => own.Contains(b.Meeting) || b.OtherMeeting is { } other && own.Contains(other)).ToList();
        if (breaches.Count > 0)
            return DraftAnswer.Refused([new Refusal("What stood before is no longer possible."), .. new BreachWords(schedule.Problem, draft).Of(breaches)]);

        newest.UndoneAt = clock.GetUtcNow();
        schedule.Event.ScheduleChangedAt = newest.UndoneAt;
        change.Note(schedule, "Undid a change of the schedule", touched[0], $"{newest.Kind}: {string.Join("; ", touched.Take(5).Select(m => $"{m.Number} → {ChangeDraft.Where(schedule, m)}"))}{(touched.Count > 5 ? $"; {touched.Count - 5} more" : "")}");
        return DraftAnswer.Done("The last change was undone.");
    }, stop);
}
