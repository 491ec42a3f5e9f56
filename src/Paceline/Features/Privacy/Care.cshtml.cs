using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Privacy;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>Who told what is needed at an event; each opening is noted.</summary>
[Requires(Can.OpenSpecialCare)]
public sealed class CareModel(PacelineDb db, KeepNeeds needs, CurrentAccess access, TimeProvider clock) : PageModel
{
    /// <summary>Somebody who told something.</summary>
    public sealed record Row(Guid Id, string Name, DateTimeOffset ToldAt);

    public MatchmakingEvent Event { get; private set; } = null!;
    public (string Text, string Language) Title { get; private set; }
    public bool IsOver => SpecialCare.KeptUntil(Event.EndsOn) < clock.Today(Event.TimeZone);
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public Guid? OpenedId { get; private set; }
    public Needs? Opened { get; private set; }

    public async Task<IActionResult> OnGet(Guid @event, CancellationToken stop) => await Load(@event, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid @event, [FromForm] Guid subject, CancellationToken stop)
    {
        if (!await Load(@event, stop) || Rows.FirstOrDefault(r => r.Id == subject) is not { } row) return NotFound();
        (OpenedId, Opened) = (subject, await needs.Open(@event, subject, row.Name, Event.LeadClusterId, stop));
        return Page();
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, stop) is not { } @event) return false;
        var today = clock.Today(@event.TimeZone);
        // The desk sees it in the days of the event and not before or after; whoever runs it sees it as long as it is kept.
        if (!access.May(Can.OpenSpecialCare, new Scope(Cluster: @event.LeadClusterId, Activity: id))) return false;
        if (!access.May(Can.ManageEvent, new Scope(Cluster: @event.LeadClusterId)) && !(@event.StartsOn <= today && today <= @event.EndsOn)) return false;
        (Event, Title) = (@event, @event.Title.In(Texts.Language));
        Rows = await db.SpecialCares.Where(c => c.ActivityId == id).Join(db.Participants, c => c.SubjectId, p => p.Id, (c, p) => new { p.Id, p.Name, p.ContactName, c.ToldAt })
            .OrderBy(r => r.Name).Select(r => new Row(r.Id, r.ContactName == "" ? r.Name : r.ContactName + ", " + r.Name, r.ToldAt)).ToListAsync(stop);
        return true;
    }
}
