using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Platform;

namespace Paceline.Features.Applications;

/// <summary>What the rules of a call say of companies, from what is known of them now.</summary>
public sealed class ReadEligibility(PacelineDb db, TimeProvider clock)
{
    /// <summary>Findings by company.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<RuleFinding>>> Of(Call call, Activity activity, IReadOnlyCollection<Guid> companies, CancellationToken stop)
    {
        using var beyond = db.Beyond("The rules of a call look at the size and the trips of those who applied, of whichever cluster they are.", companies: companies);
        var day = clock.Today(activity.TimeZone);
        var partners = await db.ConsortiumPartners.Where(p => p.ProgrammeId == activity.ProgrammeId).Select(p => p.OrganisationId).ToListAsync(stop);
        var homes = await db.Organisations.Where(o => companies.Contains(o.Id)).Select(o => new { o.Id, o.HomeClusterId }).ToListAsync(stop);
        var sizes = (await db.SmeDeclarations.AsNoTracking().Where(d => companies.Contains(d.OrganisationId) && d.State == SmeDeclarationState.Validated && d.ValidFrom <= day && d.ValidTo >= day)
            .Select(d => new { d.Id, d.OrganisationId, d.Category }).ToListAsync(stop)).ToLookup(d => d.OrganisationId);
        var markets = await db.CompanyProfiles.AsNoTracking().Where(p => companies.Contains(p.OrganisationId)).ToDictionaryAsync(p => p.OrganisationId, p => p.TargetMarkets, stop);
        // Only what people travel to counts as a trip: the fair of a mission is not another one.
        var kinds = Enum.GetValues<ActivityKind>().Where(k => KindTraits.Of(k).HasItinerary).ToList();
        var trips = (await (from record in db.AttendanceRecords
                            join trip in db.Activities on record.ActivityId equals trip.Id
                            where record.OrganisationId != null && companies.Contains(record.OrganisationId.Value) && trip.Country == activity.Country && kinds.Contains(trip.Kind) && trip.Id != activity.Id && trip.StartsOn < activity.StartsOn
                            select new { Company = record.OrganisationId!.Value, record.ActivityId }).Distinct().ToListAsync(stop)).ToLookup(t => t.Company);
        return homes.ToDictionary(h => h.Id, h => Eligibility.Check(call.Terms, partners, activity.Country, new EligibilityFacts(
            sizes[h.Id].OrderByDescending(d => d.Id).Select(d => (SmeCategory?)d.Category).FirstOrDefault(), h.HomeClusterId, markets.GetValueOrDefault(h.Id, []), trips[h.Id].Count())));
    }

    /// <summary>Findings for one company.</summary>
    public async Task<IReadOnlyList<RuleFinding>> Of(Call call, Activity activity, Guid company, CancellationToken stop) => (await Of(call, activity, [company], stop)).GetValueOrDefault(company, []);
}
