using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Features.Matchmaking;

/// <summary>The matchmaking events of the alliance.</summary>
[Requires(Can.ViewEvents)]
public sealed class IndexModel(PacelineDb db, CurrentAccess access) : PageModel
{
    public sealed record Row(Guid Id, LocalizedText Title, DateOnly StartsOn, DateOnly EndsOn, string Place, string? Country, Guid LeadClusterId, string Lead, ActivityState State, Publication Publication, DateTimeOffset? PublishedAt, DateTimeOffset? ChangedAt, bool IsFictional, int Participants, int Meetings, int Scheduled)
    {
        public bool HasNews => Publication is not Publication.Draft && ChangedAt > PublishedAt;
    }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool MayAdd => access.MaySomewhere(Can.ManageEvent);

    public bool MayOpen(Row row) => access.May(Can.ViewSchedule, new Scope(row.LeadClusterId));

    public async Task OnGet(CancellationToken stop)
    {
        using var house = db.AsTheHouse("How large an event is, the list of events says to every account.");
        Rows = await db.Events
            .OrderByDescending(e => e.StartsOn).ThenBy(e => e.Id)
            .Select(e => new Row(
                e.Id, e.Title, e.StartsOn, e.EndsOn, e.Place, e.Country, e.LeadClusterId,
                db.Organisations.Where(o => o.Id == e.LeadClusterId).Select(o => o.Name).FirstOrDefault() ?? "",
                e.State, e.Publication, e.PublishedAt, e.ScheduleChangedAt, e.IsFictional,
                db.Participants.Count(p => p.EventId == e.Id),
                db.Meetings.Count(m => m.EventId == e.Id && m.State != MeetingState.Cancelled),
                db.Meetings.Count(m => m.EventId == e.Id && m.State != MeetingState.Cancelled && m.Slot != null)))
            .ToListAsync(stop);
    }
}
