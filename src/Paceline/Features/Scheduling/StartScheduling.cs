using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Jobs;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>Starts a search for a schedule in the background; while one is under way, a second start shows the first.</summary>
public sealed class StartScheduling(PacelineDb db, CurrentAccess access, AuditTrail audit, JobQueue jobs, TimeProvider clock)
{
    /// <summary>How long a search may take, in seconds, as offered.</summary>
    public static readonly IReadOnlyList<int> Budgets = [10, 30, 120, 600];

    /// <summary>Chosen unless somebody chooses otherwise.</summary>
    public const int UsualBudget = 30;

    public async Task<DraftAnswer> Run(Guid eventId, int budgetSeconds, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            var schedule = await EventSchedule.Load(db, eventId, toChange: true, stop);
            if (schedule is null || !access.May(Can.ManageEvent, new Scope(schedule.Event.LeadClusterId))) return DraftAnswer.NotFound;
            if (!Budgets.Contains(budgetSeconds)) return DraftAnswer.Refused(new Refusal("Choose one of the search times."));
            if (await UnderWay(db, eventId, stop)) return DraftAnswer.Nothing;
            if (WhyNot(schedule) is { } refusal) return DraftAnswer.Refused(refusal);

            var run = new SchedulingRun { EventId = eventId, StartedById = access.PersonId!.Value, StartedAt = clock.GetUtcNow(), BudgetSeconds = budgetSeconds, Total = schedule.Problem.Meetings.Count };
            db.SchedulingRuns.Add(run);
            jobs.Add<SolveSchedule>(run.Id);
            audit.Add("Started a search for a schedule", RecordKind.Activity, eventId, schedule.Event.Title.ToString(), $"{run.Total} meetings, {budgetSeconds} s", cluster: schedule.Event.LeadClusterId);
            // Of two who start at once, one counts up the event's version and the other finds a search under way.
            db.Entry(schedule.Event).Property(e => e.ScheduleChangedAt).IsModified = true;
            try
            {
                await db.SaveChangesAsync(stop);
                return DraftAnswer.Done("The search has started.");
            }
            catch (DbUpdateConcurrencyException) when (attempt < 6)
            {
                // Look again.
            }
        }
    }

    /// <summary>Whether an event is being scheduled.</summary>
    public static Task<bool> UnderWay(PacelineDb db, Guid eventId, CancellationToken stop) =>
        db.SchedulingRuns.AnyAsync(r => r.EventId == eventId && (r.State == RunState.Queued || r.State == RunState.Running), stop);

    private static Refusal? WhyNot(EventSchedule schedule)
    {
        if (schedule.Timetable.Slots.Count == 0) return new Refusal("The event has no slots yet. Give it a session first.");
        if (schedule.Event.Tables < 1) return new Refusal("The event has no tables yet. Say how many there are.");
        if (!schedule.Meetings.Any(m => m.IsOpen)) return new Refusal("There is no meeting to schedule. Import meetings first.");
        var faults = Engine.ProblemFaults.Of(schedule.Problem.Problem);
        return faults.Count == 0 ? null : new Refusal("The event cannot be scheduled as it stands: {0}", string.Join(' ', faults.Take(3).Select(f => f.Message)));
    }
}

/// <summary>Asks the search to end; the worker notices within a second and takes its best over.</summary>
public sealed class StopScheduling(PacelineDb db, CurrentAccess access, AuditTrail audit)
{
    public async Task<DraftAnswer> Run(Guid eventId, CancellationToken stop)
    {
        var found = await db.Events.Where(e => e.Id == eventId).Select(e => new { e.LeadClusterId, e.Title }).FirstOrDefaultAsync(stop);
        if (found is null || !access.May(Can.ManageEvent, new Scope(found.LeadClusterId))) return DraftAnswer.NotFound;
        var run = await db.SchedulingRuns.Where(r => r.EventId == eventId && (r.State == RunState.Queued || r.State == RunState.Running)).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(stop);
        if (run is null || run.StopRequested) return DraftAnswer.Nothing;
        run.StopRequested = true;
        audit.Add("Stopped a search for a schedule", RecordKind.Activity, eventId, found.Title.ToString(), cluster: found.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return DraftAnswer.Done("The search ends within a second; its best schedule is kept.");
    }
}
