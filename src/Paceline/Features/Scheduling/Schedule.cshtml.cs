using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Scheduling;

/// <summary>The schedule of an event: the search for it, the grid, and changes by hand. Whoever may not change it looks on.</summary>
[Requires(Can.ViewSchedule)]
public sealed class ScheduleModel(PacelineDb db, CurrentAccess access) : PageModel
{
    /// <summary>The meeting that is meant, in the version that was seen.</summary>
    public sealed record Choice
    {
        public int Number { get; init; }
        public int Version { get; init; }
        /// <summary>Slot and table: "5.12".</summary>
        public string? To { get; init; }
        public string? Reason { get; init; }
        public Guid Change { get; init; }
        public int Budget { get; init; } = StartScheduling.UsualBudget;
    }

    /// <summary>Who is looked for, and the day: they stay through every act.</summary>
    [BindProperty(SupportsGet = true, Name = "show")] public string? Wanted { get; set; }

    [BindProperty(SupportsGet = true, Name = "day")] public int? Day { get; set; }

    /// <summary>Number of the meeting that is being moved.</summary>
    [BindProperty(SupportsGet = true, Name = "move")] public int? Moving { get; set; }

    [BindProperty] public Choice Input { get; set; } = new();

    public ScheduleBoard Board { get; private set; } = null!;

    public Task<IActionResult> OnGet(CancellationToken stop) => Show(Moving, null, stop);

    /// <summary>The state of the search, asked for every second while it is under way.</summary>
    public async Task<IActionResult> OnGetRun(Guid @event, CancellationToken stop)
    {
        var cluster = await db.Events.Where(e => e.Id == @event).Select(e => (Guid?)e.LeadClusterId).FirstOrDefaultAsync(stop);
        if (cluster is null || !access.May(Can.ViewSchedule, new Scope(cluster))) return NotFound();
        var run = await LastRun(@event, stop);
        return run is null ? NotFound() : Partial("_Run", new RunView(run, access.May(Can.ManageEvent, new Scope(cluster))));
    }

    public Task<IActionResult> OnPostStart(Guid @event, [FromServices] StartScheduling start, CancellationToken stop) => Act(() => start.Run(@event, Input.Budget, stop), null, stop);

    public Task<IActionResult> OnPostStop(Guid @event, [FromServices] StopScheduling halt, CancellationToken stop) => Act(() => halt.Run(@event, stop), null, stop);

    public Task<IActionResult> OnPostMove(Guid @event, [FromServices] MoveMeeting move, CancellationToken stop)
    {
        var (slot, table) = Input.To?.Split('.') is [var s, var t] && int.TryParse(s, CultureInfo.InvariantCulture, out var sn) && int.TryParse(t, CultureInfo.InvariantCulture, out var tn) ? (sn, tn) : (0, 0);
        return Act(() => move.Run(@event, Input.Number, Input.Version, slot, table, stop), Input.Number, stop);
    }

    public Task<IActionResult> OnPostLock(Guid @event, [FromServices] LockMeeting fix, CancellationToken stop) => Act(() => fix.Run(@event, Input.Number, Input.Version, true, stop), Input.Number, stop);

    public Task<IActionResult> OnPostUnlock(Guid @event, [FromServices] LockMeeting fix, CancellationToken stop) => Act(() => fix.Run(@event, Input.Number, Input.Version, false, stop), Input.Number, stop);

    public Task<IActionResult> OnPostUnplace(Guid @event, [FromServices] UnplaceMeeting unplace, CancellationToken stop) => Act(() => unplace.Run(@event, Input.Number, Input.Version, stop), Input.Number, stop);

    public Task<IActionResult> OnPostCancel(Guid @event, [FromServices] CancelMeeting cancel, CancellationToken stop) => Act(() => cancel.Run(@event, Input.Number, Input.Version, Input.Reason ?? "", stop), Input.Number, stop);

    public Task<IActionResult> OnPostUndo(Guid @event, [FromServices] UndoChange undo, CancellationToken stop) => Act(() => undo.Run(@event, Input.Change, stop), null, stop);

    /// <summary>Does it; a script gets the board as it then stands, a page without one is sent back to it.</summary>
    private async Task<IActionResult> Act(Func<Task<DraftAnswer>> act, int? moving, CancellationToken stop)
    {
        var id = Guid.Parse(RouteData.Values["event"]!.ToString()!);
        var cluster = await db.Events.Where(e => e.Id == id).Select(e => (Guid?)e.LeadClusterId).FirstOrDefaultAsync(stop);
        if (cluster is null || !access.May(Can.ViewSchedule, new Scope(cluster))) return NotFound();
        if (!access.May(Can.ManageEvent, new Scope(cluster))) return Forbid();
        if (!ModelState.IsValid) return await Show(moving, DraftAnswer.Refused(new Refusal("This cannot be read. Check it and try again.")), stop);
        var answer = await act();
        if (answer.IsNotFound) return NotFound();
        if (answer.Refusals.Count > 0) return await Show(moving, answer, stop);
        if (this.WantsFragment()) return await Show(null, answer, stop);
        if (answer.Said is { } said) this.Say(said.Sentence, said.Arguments);
        return Redirect(ScheduleBoard.Address(id, Wanted, Day));
    }

    private async Task<IActionResult> Show(int? moving, DraftAnswer? answer, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var id = Guid.Parse(RouteData.Values["event"]!.ToString()!);
        var schedule = await EventSchedule.Load(db, id, toChange: false, stop);
        if (schedule is null || !access.May(Can.ViewSchedule, new Scope(schedule.Event.LeadClusterId))) return NotFound();
        var mayChange = access.May(Can.ManageEvent, new Scope(schedule.Event.LeadClusterId));
        Board = new ScheduleBoard(schedule, Wanted, Day, moving, mayChange)
        {
            LastRun = await LastRun(id, stop),
            Undo = mayChange ? await UndoChange.Newest(db.ScheduleChanges.AsNoTracking(), id, stop) : null,
            Refusals = answer?.Refusals ?? [],
            Said = answer?.Said,
        };
        if (answer?.Refusals.Count > 0) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return this.WantsFragment() ? Partial("_Board", Board) : Page();
    }

    private Task<SchedulingRun?> LastRun(Guid @event, CancellationToken stop) =>
        db.SchedulingRuns.AsNoTracking().Where(r => r.EventId == @event).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(stop);
}

/// <summary>A search as it is shown.</summary>
public sealed record RunView(SchedulingRun Run, bool MayStop)
{
    /// <summary>How far the best may still be from the least possible number of breaks, in percent.</summary>
    public double? Gap => Run.IsProven ? 0 : Run.Best is null ? null : Run.Breaks == 0 ? 0 : Math.Max(0, Run.Breaks - Run.BreaksBound) * 100.0 / Run.Breaks;

    /// <summary>The best (and the bound) over time as a path in a box of 300 by 40.</summary>
    public string Path(bool bound)
    {
        var points = RunNotes.Curve(Run.Curve);
        if (points.Count == 0) return "";
        var value = bound ? 2 : 1;
        double width = Math.Max(1, Run.ElapsedMilliseconds), top = Math.Max(1, points.Max(p => Math.Max(p[1], p[2]))), least = points.Min(p => Math.Min(p[1], p[2]));
        double X(long milliseconds) => Math.Round(Math.Min(1, milliseconds / width) * 300, 1);
        double Y(long n) => Math.Round(38 - (n - least) / Math.Max(1, top - least) * 36, 1);
        var path = new System.Text.StringBuilder();
        foreach (var point in points)
        {
            if (path.Length == 0) path.Append(CultureInfo.InvariantCulture, $"M0 {Y(point[value])}H{X(point[0])}");
            else path.Append(CultureInfo.InvariantCulture, $"H{X(point[0])}V{Y(point[value])}");
        }

        return path.Append("H300").ToString();
    }
}
