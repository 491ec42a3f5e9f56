using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.GuestLinks;

/// <summary>The links of a participant: what they open, how often they were opened, and until when they live.</summary>
[Requires(Can.ManageEvent)]
public sealed class ParticipantModel(PacelineDb db, ChangeLinks change, CurrentAccess access, TimeProvider clock) : PageModel
{
    /// <summary>A link in the list.</summary>
    public sealed record Row(Guid Id, LinkPurpose Purpose, int Uses, DateTimeOffset? LastUsedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, bool IsBarred, bool IsLive);

    public MatchmakingEvent Event { get; private set; } = null!;
    public Participant Participant { get; private set; } = null!;
    public string Title { get; private set; } = "";
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid @event, Guid participant, CancellationToken stop)
    {
        if (!await Load(@event, participant, stop)) return NotFound();
        var now = clock.GetUtcNow();
        Rows = [.. (await db.AccessLinks.AsNoTracking().Where(l => l.SubjectId == participant).ToListAsync(stop))
            .Select(l => new Row(l.Id, l.Purpose, l.Uses, l.LastUsedAt, l.ExpiresAt, l.RevokedAt, l.IsBarred, l.RevokedAt is null && l.ExpiresAt > now)).OrderByDescending(l => l.IsLive).ThenByDescending(l => l.Id)];
        return Page();
    }

    public async Task<IActionResult> OnPostEnd(Guid @event, Guid participant, [FromForm] Guid link, CancellationToken stop)
    {
        if (!await Load(@event, participant, stop)) return NotFound();
        await change.End(Event, Participant, link, stop);
        this.Say("The link opens nothing any more, and no new one is mailed on request.");
        return LocalRedirect(Urls.ParticipantLinks(@event, participant));
    }

    public async Task<IActionResult> OnPostMake(Guid @event, Guid participant, CancellationToken stop)
    {
        if (!await Load(@event, participant, stop)) return NotFound();
        await change.Make(Event, Participant, stop);
        this.Say("There is a new link. The old ones open nothing any more.");
        return LocalRedirect(Urls.ParticipantLinks(@event, participant));
    }

    private async Task<bool> Load(Guid @event, Guid participant, CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageEvent);
        if (await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.Id == @event && (reach.Everywhere || reach.Clusters.Contains(e.LeadClusterId)), stop) is not { } found) return false;
        if (await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == participant && p.EventId == @event, stop) is not { } one) return false;
        (Event, Participant, Title) = (found, one, found.Title.In(Texts.Language).Text);
        return true;
    }
}
