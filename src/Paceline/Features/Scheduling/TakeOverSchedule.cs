using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Audit;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>Ends a run: its best schedule becomes the draft, in one transaction with the run's end, and can be undone.</summary>
public sealed class TakeOverSchedule(IServiceScopeFactory scopes, TimeProvider clock)
{
    public const string AlreadyAsGood = "The draft was already as good, so it was left as it is.";
    public const string ChangedMeanwhile = "The schedule was changed by hand while the search ran. The result was taken over where it still breaks no rule; “Undo” brings the former draft back.";

    private const int Attempts = 6;

    public async Task Run(Guid runId, ScheduleProblem searched, Engine.Solution solution, bool stopped, TimeSpan elapsed)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
            using var house = db.AsTheHouse("A search ends for the event, whoever started it.");
            var run = await db.SchedulingRuns.FirstAsync(r => r.Id == runId);
            // Whoever else was at it has ended it.
            if (!run.IsUnderWay) return;
            var schedule = await EventSchedule.Load(db, run.EventId, toChange: true, CancellationToken.None);
            var person = await db.Users.Where(p => p.Id == run.StartedById).Select(p => p.DisplayName).FirstOrDefaultAsync();
            End(db, run, schedule!, searched, solution, stopped, elapsed, person ?? "");
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Somebody moved a meeting at this moment: look at what stands now.
            }
        }
    }

    private void End(PacelineDb db, SchedulingRun run, EventSchedule schedule, ScheduleProblem searched, Engine.Solution solution, bool stopped, TimeSpan elapsed, string person)
    {
        run.EndedAt = clock.GetUtcNow();
        run.ElapsedMilliseconds = (long)elapsed.TotalMilliseconds;
        db.Entry(schedule.Event).Property(e => e.ScheduleChangedAt).IsModified = true;
        if (solution.Schedule is null)
        {
            (run.State, run.IsProven) = (RunState.Infeasible, solution.Status is Engine.SolutionStatus.Infeasible);
            run.Message = ReasonWords.Stored(searched.Problem, solution.Reasons);
            Note(db, run, schedule, person, "Searched for a schedule and found that there is none", string.Join(' ', solution.Reasons.Select(r => r.Text).Distinct()));
            return;
        }

        var problem = schedule.Problem;
        var draft = problem.Draft();
        var result = problem.LegalPart(problem.From(searched.Back(solution.Schedule)));
        var changedMeanwhile = !problem.Back(draft).OrderBy(p => p.Key).SequenceEqual(searched.Back(searched.Draft()).OrderBy(p => p.Key)) || !result.Equals(problem.From(searched.Back(solution.Schedule)));
        run.State = stopped ? RunState.Stopped : RunState.Done;
        run.Best = RunNotes.Best(problem.Back(result));
        (run.Scheduled, run.Breaks, run.BreaksBound) = (result.Scheduled, Engine.ScheduleMeasures.Breaks(problem.Problem, result), solution.BreaksBound);
        // Whether changes of table are the fewest is another question, and told nowhere.
        run.IsProven = solution.Objectives.Any(o => o is { Kind: Engine.ObjectiveKind.Breaks, IsProven: true }) && !changedMeanwhile;
        run.Curve = RunNotes.WithPoint(run.Curve, run.ElapsedMilliseconds, run.Breaks, run.BreaksBound);
        if (IsWorse(problem.Problem, result, draft))
        {
            run.Message = AlreadyAsGood;
            Note(db, run, schedule, person, "Searched for a schedule and kept the draft", Figures(run));
            return;
        }

        if (changedMeanwhile) run.Message = ChangedMeanwhile;
        else if (solution.Reasons.FirstOrDefault(r => r.Meeting is null) is { } general) run.Message = ReasonWords.Stored(searched.Problem, [general]);
        Apply(db, run, schedule, searched, result, solution);
        Note(db, run, schedule, person, "Scheduled the meetings", Figures(run));
    }

    private void Apply(PacelineDb db, SchedulingRun run, EventSchedule schedule, ScheduleProblem searched, Engine.Schedule result, Engine.Solution solution)
    {
        var why = solution.Reasons.Where(r => r.Meeting is not null).GroupBy(r => searched.Meetings[r.Meeting!.Value].Number).ToDictionary(g => g.Key, g => ReasonWords.Stored(searched.Problem, [g.First()]));
        var changed = new List<(DraftPlacement Before, Meeting Meeting)>();
        for (var m = 0; m < schedule.Problem.Meetings.Count; m++)
        {
            var meeting = schedule.Problem.Meetings[m];
            if (!meeting.IsOpen || ScheduleProblem.IsFixed(meeting) && result.Placements[m] is not null) continue;
            var before = meeting.Draft();
            if (result.Placements[m] is { } at) meeting.Place(at.Slot + 1, at.Place + 1);
            else if (meeting.Slot is not null) meeting.Unplace();
            meeting.WhyNot = meeting.Slot is null ? why.GetValueOrDefault(meeting.Number) : null;
            if (meeting.Draft() != before) changed.Add((before, meeting));
        }

        if (changed.Count == 0) return;
        var now = clock.GetUtcNow();
        schedule.Event.ScheduleChangedAt = now;
        db.ScheduleChanges.Add(new ScheduleChange { EventId = run.EventId, Kind = ScheduleChangeKind.Solved, ById = run.StartedById, At = now, Before = [.. changed.Select(c => c.Before)], After = [.. changed.Select(c => c.Meeting.Draft())] });
    }

    /// <summary>Whether the draft that stands is legal and better: more wanted meetings, then breaks as even as asked for, then fewer breaks.</summary>
    private static bool IsWorse(Engine.Problem problem, Engine.Schedule result, Engine.Schedule draft)
    {
        if (Engine.Legality.Check(problem, draft).Count > 0) return false;
        return Value(problem, draft).CompareTo(Value(problem, result)) > 0;
    }

    private static (long Priority, int Even, int Breaks) Value(Engine.Problem problem, Engine.Schedule schedule) =>
        (Engine.ScheduleMeasures.Priority(problem, schedule),
        problem.Fairness is { } most ? -Math.Max(0, Engine.ScheduleMeasures.Spread(problem, schedule) - most) : 0,
        -Engine.ScheduleMeasures.Breaks(problem, schedule));

    private static string Figures(SchedulingRun run) => $"{run.Scheduled} of {run.Total} meetings, {run.Breaks} breaks, {run.ElapsedMilliseconds / 1000} s{(run.State is RunState.Stopped ? ", stopped" : "")}";

    /// <summary>The search acts for whoever started it.</summary>
    private void Note(PacelineDb db, SchedulingRun run, EventSchedule schedule, string person, string action, string details) => db.AuditEvents.Add(new AuditEvent
    {
        At = clock.GetUtcNow(),
        Actor = "Paceline",
        OnBehalfOf = person,
        Action = action,
        RecordKind = RecordKind.Activity,
        RecordId = run.EventId,
        Subject = schedule.Event.Title.ToString(),
        Details = details,
        ClusterId = schedule.Event.LeadClusterId,
    });
}
