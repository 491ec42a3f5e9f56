using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Platform;

namespace Paceline.Features.Scoreboard;

/// <summary>Reads what the figures of a programme are counted from.</summary>
public sealed class ReadFacts(PacelineDb db)
{
    public async Task<ScoreboardFacts> Run(Guid programme, CancellationToken stop)
    {
        using var house = db.AsTheHouse("The figures of the programme count every record; they leave here as figures.");
        var evidence = (await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.BusinessDeal || e.RecordKind == RecordKind.Activity).Select(e => new { e.RecordId, e.Kind }).ToListAsync(stop)).ToLookup(e => e.RecordId, e => e.Kind);
        var checks = (await db.Verifications.Where(v => v.Result == VerificationResult.Accepted).Select(v => new { v.RecordId, v.At, v.Level }).ToListAsync(stop)).ToLookup(v => v.RecordId);
        var activities = await db.Activities.Where(a => a.ProgrammeId == programme).Select(a => new { a.Id, a.Kind, a.EndsOn, a.State }).ToListAsync(stop);
        var attendances = await (from a in db.AttendanceRecords
                                 join activity in db.Activities on a.ActivityId equals activity.Id
                                 join o in db.Organisations on a.OrganisationId equals o.Id
                                 where activity.ProgrammeId == programme
                                 select new AttendanceFact(a.Id, a.ActivityId, o.Id, o.Kind == OrganisationKind.Company, a.On)).ToListAsync(stop);
        // A place that stayed with a merged record, because the one that carries on has the same, counts for the one that carries on.
        var merged = await db.Organisations.Where(o => o.MergedIntoId != null).ToDictionaryAsync(o => o.Id, o => o.MergedIntoId!.Value, stop);
        var deals = await db.BusinessDeals.AsNoTracking().Where(d => d.ProgrammeId == programme).ToListAsync(stop);
        var periods = await db.ReportingPeriods.Where(p => p.ProgrammeId == programme).OrderBy(p => p.Number).Select(p => new CountingPeriod(p.Number, p.StartsOn, p.EndsOn)).ToListAsync(stop);
        return new ScoreboardFacts(
            [.. activities.Select(a => new ActivityFact(a.Id, a.Kind, a.EndsOn, a.State, Level(a.Id)))],
            [.. attendances.Select(a => a with { OrganisationId = Standing(a.OrganisationId) })],
            await Meetings(programme, stop),
            [.. deals.Select(d => new DealFact(d.Id, Standing(d.CompanyId), d.SignedOn, d.State, d.State is DealState.Verified ? Level(d.Id) : EvidenceItem.LevelOf([.. evidence[d.Id]]), d.Confidentiality, d.Value))],
            periods);

        Guid Standing(Guid organisation)
        {
            for (var steps = 0; steps < 50 && merged.TryGetValue(organisation, out var into); steps++) organisation = into;
            return organisation;
        }

        // What the verifier found; before a check, what the files show.
        EvidenceLevel Level(Guid record) => checks[record].MaxBy(c => c.At)?.Level ?? EvidenceItem.LevelOf([.. evidence[record]]);
    }

    // Both sides said that they met: two independent sources. A meeting that the desk settled has one.
    private async Task<List<MeetingFact>> Meetings(Guid programme, CancellationToken stop)
    {
        var held = await (from m in db.Meetings
                          join e in db.Events on m.EventId equals e.Id
                          where e.ProgrammeId == programme && m.State == MeetingState.Held
                          select new { m.Id, m.PublishedStart, e.StartsOn, e.TimeZone }).ToListAsync(stop);
        var voices = await (from o in db.MeetingOutcomes
                            join m in db.Meetings on o.MeetingId equals m.Id
                            where m.State == MeetingState.Held
                            group o by o.MeetingId into told
                            select new { Id = told.Key, Count = told.Count() }).ToDictionaryAsync(t => t.Id, t => t.Count, stop);
        return [.. held.Select(m => new MeetingFact(m.Id, m.PublishedStart?.DayIn(m.TimeZone) ?? m.StartsOn, voices.GetValueOrDefault(m.Id) switch
        {
            0 => EvidenceLevel.Claimed,
            1 => EvidenceLevel.SelfDeclared,
            _ => EvidenceLevel.Corroborated,
        }))];
    }
}
