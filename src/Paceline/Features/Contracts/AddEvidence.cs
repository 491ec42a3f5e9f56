using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Contracts;

/// <summary>The company adds a file to a contract, or answers what the verifier asked.</summary>
public sealed class AddEvidence(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    private const int Attempts = 3;

    /// <summary>Adds what is given; the same file sent twice is one file.</summary>
    public async Task<Refusal?> Run(Guid dealId, KeptFile? file, EvidenceKind kind, string? answer, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            var deal = await db.BusinessDeals.SingleAsync(d => d.Id == dealId, stop);
            var existing = await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.BusinessDeal && e.RecordId == dealId).Select(e => new { e.Sha256, e.Kind }).ToListAsync(stop);
            if (deal.AcceptsEvidence() is { } refusal) return refusal;
            if (file is not null && existing.Any(e => e.Sha256 == file.Sha256 && e.Kind == kind)) file = null;
            else if (file is null && string.IsNullOrWhiteSpace(answer)) return new Refusal("Choose a file first.");

            if (!string.IsNullOrWhiteSpace(answer) && deal.State is DealState.Returned)
            {
                deal.Answer(answer, existing.Count > 0 || file is not null);
                audit.Add("Answered the verifier", RecordKind.BusinessDeal, deal.Id, deal.Code, answer.Trim(), cluster: deal.HomeClusterId);
            }

            if (file is not null) db.Attach(deal, file, kind, access.Name, clock.GetUtcNow(), audit);
            try
            {
                await db.SaveChangesAsync(stop);
                return null;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // The verifier decided at the same moment: whether a file still fits is asked anew.
            }
        }
    }
}

/// <summary>Ties a kept file to a contract.</summary>
internal static class Attachment
{
    // A new file counts as a change of the contract, so that a verifier who has not seen it is told.
    public static void Attach(this PacelineDb db, BusinessDeal deal, KeptFile file, EvidenceKind kind, string by, DateTimeOffset at, AuditTrail audit)
    {
        deal.AddEvidence();
        if (db.Entry(deal).State is EntityState.Unchanged) db.Entry(deal).State = EntityState.Modified;
        var item = new EvidenceItem { RecordKind = RecordKind.BusinessDeal, RecordId = deal.Id, Kind = kind, FileId = file.Id, FileName = file.Name, Sha256 = file.Sha256, AddedBy = by, AddedAt = at };
        db.EvidenceItems.Add(item);
        audit.Add("Added evidence", RecordKind.EvidenceItem, item.Id, deal.Code, file.Name, cluster: deal.HomeClusterId);
    }
}
