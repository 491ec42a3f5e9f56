using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;

namespace Paceline.Features.Contracts;

/// <summary>A file that proves a contract, without its name: who may not open it learns no more than its kind and its hash.</summary>
public sealed record EvidenceMark(EvidenceKind Kind, string Sha256);

/// <summary>A contract as a reader may see it.</summary>
public sealed record ContractRow(
    Guid Id, int Number, string Code, DateOnly SignedOn, string? Company, Guid? CompanyId, string? Cluster, DealView View, Confidentiality Confidentiality, DealState State,
    Guid ActivityId, LocalizedText Activity, Guid? MeetingId, EvidenceLevel Level, IReadOnlyList<EvidenceMark> Evidence, string? VerifiedBy, DateTimeOffset? VerifiedAt, DateTimeOffset ReportedAt)
{
    /// <summary>Its page opens for the reader; others see the line and no more.</summary>
    public bool Opens { get; init; }
}

/// <summary>Reads contracts for a reader; what the reader may not know never leaves here.</summary>
public sealed class ReadContracts(PacelineDb db)
{
    /// <summary>The contracts of a query, by number.</summary>
    public async Task<List<ContractRow>> Run(IQueryable<BusinessDeal> deals, Func<BusinessDeal, Closeness> closeness, CancellationToken stop)
    {
        var rows = await deals.AsNoTracking()
            .Join(db.Organisations, d => d.CompanyId, o => o.Id, (d, o) => new { Deal = d, Company = o.Name })
            .Join(db.Activities, d => d.Deal.ActivityId, a => a.Id, (d, a) => new { d.Deal, d.Company, Activity = a.Title }).OrderBy(d => d.Deal.Number).ToListAsync(stop);
        var clusters = await db.ClusterNames(stop);
        var evidence = (await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.BusinessDeal).OrderBy(e => e.AddedAt).ThenBy(e => e.Id).Select(e => new { e.RecordId, e.Kind, e.Sha256 }).ToListAsync(stop)).ToLookup(e => e.RecordId, e => new EvidenceMark(e.Kind, e.Sha256));
        var accepted = (await db.Verifications.Where(v => v.RecordKind == RecordKind.BusinessDeal && v.Result == VerificationResult.Accepted).Select(v => new { v.RecordId, v.By, v.At, v.Level }).ToListAsync(stop)).ToLookup(v => v.RecordId);
        return [.. rows.Select(r =>
        {
            var deal = r.Deal;
            var view = Disclosure.Of(deal, closeness(deal));
            var check = deal.State is DealState.Verified ? accepted[deal.Id].MaxBy(v => v.At) : null;
            EvidenceMark[] marks = [.. evidence[deal.Id]];
            return new ContractRow(
                deal.Id, deal.Number, deal.Code, deal.SignedOn, view.IsMasked ? null : r.Company, view.IsMasked ? null : deal.CompanyId,
                view.IsMasked || deal.HomeClusterId is not { } cluster ? null : clusters.GetValueOrDefault(cluster), view, deal.Confidentiality, deal.State,
                deal.ActivityId, r.Activity, view.IsMasked ? null : deal.MeetingId, check?.Level ?? EvidenceItem.LevelOf([.. marks.Select(m => m.Kind)]), marks, check?.By, check?.At, deal.ReportedAt) { Opens = closeness(deal) >= Closeness.Funder };
        })];
    }
}

/// <summary>Names of the clusters.</summary>
public static class Clusters
{
    public static Task<Dictionary<Guid, string>> ClusterNames(this PacelineDb db, CancellationToken stop) =>
        db.Organisations.Where(o => o.Kind == Domain.Organisations.OrganisationKind.ClusterOrganisation).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
}
