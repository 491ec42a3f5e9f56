using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Agendas;
using Paceline.Platform.Access;

namespace Paceline.Features.Home;

/// <summary>A contract that waits for somebody.</summary>
public sealed record WaitingContract(Guid Id, int Number, string Company, string Counterpart, string Country, DateTimeOffset Since, Guid? Participant)
{
    /// <summary>The number as people say it.</summary>
    public string Code => $"C-{Number:00}";
}

/// <summary>An event that one runs.</summary>
public sealed record OwnEvent(Guid Id, Domain.LocalizedText Title, string Place, NextStep Next, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>A step that is late.</summary>
public sealed record LateStep(Guid Id, Guid Participant, string Name, string With, string Step, DateOnly DueOn);

/// <summary>A meeting of one's own company.</summary>
public sealed record OwnMeeting(Guid Id, Guid Participant, string With, string Country, DateTimeOffset Start, int? Table, string TimeZone);

/// <summary>The figures behind the page Today: one projection each, and only those that a role needs.</summary>
public sealed class ReadToday(PacelineDb db, CurrentAccess access, TimeProvider clock)
{
    /// <summary>Lines shown of each list.</summary>
    public const int Shown = 5;

    /// <summary>Contracts with a file that nobody has checked; the own ones are for somebody else.</summary>
    public Task<List<WaitingContract>> ToVerify(CancellationToken stop) =>
        Contracts(db.BusinessDeals.Where(d => d.State == DealState.Evidenced && d.ReportedById != access.PersonId), stop);

    /// <summary>Contracts of the own companies that came back with a question.</summary>
    public Task<List<WaitingContract>> Returned(CancellationToken stop)
    {
        var companies = access.Reach(Can.ReportContract).Companies.ToList();
        return Contracts(db.BusinessDeals.Where(d => d.State == DealState.Returned && companies.Contains(d.CompanyId)), stop);
    }

    /// <summary>The events that one runs, the nearest first.</summary>
    public async Task<List<OwnEvent>> Events(DateOnly today, CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageEvent);
        var clusters = reach.Clusters.ToList();
        var events = await db.Events.AsNoTracking().IgnoreAutoIncludes()
            .Where(e => (reach.Everywhere || clusters.Contains(e.LeadClusterId)) && e.State != Domain.Activities.ActivityState.Cancelled)
            .OrderByDescending(e => e.StartsOn).Take(Shown)
            .Select(e => new
            {
                e.Id,
                e.Title,
                e.Place,
                e.StartsOn,
                e.EndsOn,
                e.Publication,
                e.PublishedAt,
                e.ScheduleChangedAt,
                Participants = db.Participants.Count(p => p.EventId == e.Id),
                Meetings = db.Meetings.Count(m => m.EventId == e.Id && m.State != MeetingState.Cancelled),
                Placed = db.Meetings.Count(m => m.EventId == e.Id && m.Slot != null),
                Untold = db.Meetings.Count(m => m.EventId == e.Id && m.State == MeetingState.Scheduled),
            }).ToListAsync(stop);
        return [.. events.Select(e => new OwnEvent(e.Id, e.Title, e.Place, NextStep.Of(new(e.Id, e.Participants, e.Meetings, e.Placed, e.Untold, e.Publication, e.PublishedAt, e.ScheduleChangedAt, e.StartsOn, e.EndsOn), today), e.StartsOn, e.EndsOn))];
    }

    /// <summary>How many steps are late, and the latest of them.</summary>
    public async Task<(int Count, List<LateStep> Rows)> Late(DateOnly today, CancellationToken stop)
    {
        var reach = access.Reach(Can.ViewFollowUps);
        var (clusters, companies) = (reach.Clusters.Cast<Guid?>().ToList(), reach.Companies.Cast<Guid?>().ToList());
        var late = db.FollowUpActions.Where(a => a.State == FollowUpState.Open && a.DueOn < today && (reach.Everywhere || clusters.Contains(a.HomeClusterId) || companies.Contains(a.OrganisationId)));
        var rows = await (from a in late
                          join m in db.Meetings on a.MeetingId equals m.Id
                          join self in db.Participants on a.ParticipantId equals self.Id
                          orderby a.DueOn, a.Id
                          select new { a.Id, a.ParticipantId, self.Name, Other = m.FirstId == a.ParticipantId ? m.SecondId : m.FirstId, a.Step, a.DueOn }).Take(Shown).ToListAsync(stop);
        var names = await db.Counterparts([.. rows.Select(r => r.Other)], stop);
        return (rows.Count < Shown ? rows.Count : await late.CountAsync(stop), rows.ConvertAll(r => new LateStep(r.Id, r.ParticipantId, r.Name, names[r.Other].Name, r.Step, r.DueOn)));
    }

    /// <summary>The next meeting of the own companies, as published.</summary>
    public async Task<OwnMeeting?> NextMeeting(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var next = await Own().Where(x => x.Meeting.PublishedEnd > now && (x.Meeting.State == MeetingState.Scheduled || x.Meeting.State == MeetingState.Requested))
            .OrderBy(x => x.Meeting.PublishedStart).Take(1).ToListAsync(stop);
        return (await Named(next, stop)).FirstOrDefault();
    }

    /// <summary>Meetings of the own companies of which nobody there has said what came of them.</summary>
    public async Task<(int Count, List<OwnMeeting> Rows)> Untold(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var untold = Own().Where(x => x.Meeting.PublishedEnd <= now && x.Meeting.State != MeetingState.Cancelled && x.Meeting.State != MeetingState.Requested
            && !db.MeetingOutcomes.Any(o => o.MeetingId == x.Meeting.Id && o.ParticipantId == x.Self));
        var rows = await untold.OrderByDescending(x => x.Meeting.PublishedStart).Take(Shown).ToListAsync(stop);
        return (rows.Count < Shown ? rows.Count : await untold.CountAsync(stop), await Named(rows, stop));
    }

    // Set member by member: the database can look into that, but not into a constructor.
    private sealed record Side
    {
        public required Meeting Meeting { get; init; }
        public required Guid Self { get; init; }
    }

    private IQueryable<Side> Own()
    {
        var companies = access.Reach(Can.RecordOutcome).Companies.Cast<Guid?>().ToList();
        return from m in db.Meetings.AsNoTracking()
               where m.PublishedStart != null && !m.IsWithdrawn
               from self in db.Participants
               where self.EventId == m.EventId && (self.Id == m.FirstId || self.Id == m.SecondId) && companies.Contains(self.OrganisationId)
               select new Side { Meeting = m, Self = self.Id };
    }

    private async Task<List<OwnMeeting>> Named(List<Side> sides, CancellationToken stop)
    {
        if (sides.Count == 0) return [];
        var others = sides.ConvertAll(s => s.Meeting.Counterpart(s.Self));
        var names = await db.Counterparts(others, stop);
        var events = sides.Select(s => s.Meeting.EventId).Distinct().ToList();
        var zones = await db.Activities.Where(a => events.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.TimeZone, stop);
        return sides.ConvertAll(s =>
        {
            var other = names[s.Meeting.Counterpart(s.Self)];
            return new OwnMeeting(s.Meeting.Id, s.Self, other.Name, other.Country, s.Meeting.PublishedStart!.Value, s.Meeting.PublishedTable, zones[s.Meeting.EventId]);
        });
    }

    private Task<List<WaitingContract>> Contracts(IQueryable<BusinessDeal> deals, CancellationToken stop) =>
        deals.OrderBy(d => d.ReportedAt).Take(50)
            .Join(db.Organisations, d => d.CompanyId, o => o.Id, (d, o) => new { d, o.Name })
            .Select(x => new WaitingContract(x.d.Id, x.d.Number, x.Name, x.d.Counterpart, x.d.CounterpartCountry, x.d.ReportedAt, x.d.ParticipantId)).ToListAsync(stop);
}
