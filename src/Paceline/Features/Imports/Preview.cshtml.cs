using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Features.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Imports;

/// <summary>What a file would do, before it does it; and what it did, with the way back.</summary>
[Requires(Can.ManageEvent)]
public sealed class PreviewModel(PacelineDb db, EventAccess events, PreviewImport preview, ImportParticipants import, UndoImport undo, ChangeEvent change) : PageModel
{
    /// <summary>Nobody reads more; the counts name them all.</summary>
    public const int MostShown = 200;

    public MatchmakingEvent Event { get; private set; } = null!;
    public string Title { get; private set; } = "";
    public ImportBatch Batch { get; private set; } = null!;
    public ImportContent Reading { get; private set; } = null!;
    public ImportPlan Plan { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();
    public ImportUse? Use { get; private set; }

    /// <summary>The file was made for another grid, and the event can still take it over.</summary>
    public bool OffersGrid { get; private set; }

    public bool DiffersInGrid => Reading.Grid is { } grid && !grid.Fits(Timetable.Of(Event), Event.Tables);

    /// <summary>Lines that are made although they look like duplicates.</summary>
    [BindProperty] public int[] Anyway { get; set; } = [];

    public async Task<IActionResult> OnGet(Guid @event, Guid batch, CancellationToken stop)
    {
        if (!await Load(@event, batch, stop)) return NotFound();
        await Show(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid @event, Guid batch, string? take, CancellationToken stop)
    {
        if (!await Load(@event, batch, stop)) return NotFound();
        if (await import.Run(Event, Batch, Anyway.ToHashSet(), take is "good", null, stop) is { } refusal) return await Refuse(@event, batch, refusal, stop);
        this.Say("Imported: {0} participants and {1} meetings.", Batch.Participants, Batch.Meetings);
        return LocalRedirect(Urls.Event(@event));
    }

    public async Task<IActionResult> OnPostUndo(Guid @event, Guid batch, CancellationToken stop)
    {
        if (!await Load(@event, batch, stop)) return NotFound();
        if (await undo.Run(Event, Batch, stop) is { } refusal) return await Refuse(@event, batch, refusal, stop);
        this.Say("The import is undone: its participants and meetings are gone.");
        return LocalRedirect(Urls.Event(@event));
    }

    public async Task<IActionResult> OnPostGrid(Guid @event, Guid batch, CancellationToken stop)
    {
        if (!await Load(@event, batch, stop)) return NotFound();
        await Show(stop);
        if (!OffersGrid || Reading.Grid is not { } grid) return LocalRedirect(Urls.ImportBatch(@event, batch));
        var (plan, unfit) = TimetablePlan.Grid(Event.TimeZone, Event.StartsOn, Event.SlotMinutes, grid.SlotsOfSessions, grid.Tables);
        if (unfit is not null) return this.Refused("", unfit);
        foreach (var session in plan!.Sessions) session.Name = HttpContext.RequestServices.GetRequiredService<Texts>()[session.Name].Value;
        var outcome = await change.Timetable(Event, plan, consent: null, stop);
        if (outcome.Refusal is { } refusal) return await Refuse(@event, batch, refusal, stop);
        if (outcome.IsConflict || outcome.Impact is not null) return await Refuse(@event, batch, new Refusal("Somebody else changed this event at the same moment. Try again."), stop);
        this.Say("The event now has the grid of the file.");
        return LocalRedirect(Urls.ImportBatch(@event, batch));
    }

    private async Task<bool> Load(Guid @event, Guid batch, CancellationToken stop)
    {
        if (await events.Find(@event, Can.ManageEvent, stop) is not { } found) return false;
        if (await db.ImportBatches.FirstOrDefaultAsync(b => b.Id == batch && b.EventId == @event, stop) is not { } upload) return false;
        (Event, Batch, Title) = (found, upload, found.Title.In(Texts.Language).Text);
        return true;
    }

    private async Task Show(CancellationToken stop)
    {
        if (Batch.State is ImportState.Imported) Use = await undo.Use(Batch, stop);
        if (Batch.State is not ImportState.Previewed) return;
        (Reading, Plan) = await preview.Plan(Event, Batch, Anyway.ToHashSet(), stop);
        OffersGrid = DiffersInGrid && !await db.Meetings.AnyAsync(m => m.EventId == Event.Id, stop);
        var shown = Plan.Meetings.Take(12).SelectMany(m => m.Parties).ToHashSet();
        var names = await db.Participants.Where(p => p.EventId == Event.Id && shown.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);
        foreach (var p in Plan.Participants) names[p.Id] = p.Name;
        Names = names;
    }

    private async Task<IActionResult> Refuse(Guid @event, Guid batch, Refusal refusal, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!await Load(@event, batch, stop)) return NotFound();
        await Show(stop);
        return this.Refused("", refusal);
    }
}
