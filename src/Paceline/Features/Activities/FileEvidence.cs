using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Features.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Activities;

/// <summary>Files that prove an activity: added, and taken away while nobody has verified it.</summary>
public sealed class FileEvidence(PacelineDb db, CurrentAccess access, AuditTrail audit, ReleaseScan release, TimeProvider clock)
{
    public const int LongestLocator = 60;

    /// <summary>Adds a file; the same file sent twice for the same thing is one file.</summary>
    public async Task<Refusal?> Add(Activity activity, KeptFile? file, EvidenceKind kind, string? locator, bool namesPeople, CancellationToken stop)
    {
        if (file is null) return new Refusal("Choose a file first.");
        if (!EvidenceChecklist.NeedsOf(activity.Kind).SelectMany(EvidenceChecklist.ProofsOf).Contains(kind) && kind is not (EvidenceKind.Photo or EvidenceKind.Publication)) return new Refusal("Choose what it is from the list.");
        if (ActivityLife.RefusesChange(activity) is { } no) return no;
        var where = Spelling.Line(locator ?? "");
        if (await db.EvidenceItems.AnyAsync(e => e.RecordKind == RecordKind.Activity && e.RecordId == activity.Id && e.Sha256 == file.Sha256 && e.Kind == kind && e.Locator == where, stop)) return null;
        var item = new EvidenceItem { RecordKind = RecordKind.Activity, RecordId = activity.Id, Kind = kind, FileId = file.Id, FileName = file.Name, Sha256 = file.Sha256, AddedBy = access.Name, AddedById = access.PersonId, AddedAt = clock.GetUtcNow(), Locator = where, NamesPeople = namesPeople };
        db.EvidenceItems.Add(item);
        // A new file counts as a change of the activity, so that a verifier who has not seen it is told.
        db.Entry(activity).State = EntityState.Modified;
        audit.Add("Added evidence", RecordKind.EvidenceItem, item.Id, activity.Title.ToString(), file.Name, cluster: activity.LeadClusterId);
        return await Save(stop);
    }

    /// <summary>Takes a file away: the scan of the wrong sheet. What it proved is no longer proved; that it was there stays in the trail, with its hash.</summary>
    public async Task<Refusal?> Remove(Activity activity, Guid id, CancellationToken stop)
    {
        if (ActivityLife.RefusesChange(activity) is { } no) return no;
        // Who was received at the same moment is settled before or after.
        await using var turn = activity.Traits.HasRegistration ? await Turn.Take(db, activity.Id, stop) : null;
        if (await db.EvidenceItems.FirstOrDefaultAsync(e => e.Id == id && e.RecordKind == RecordKind.Activity && e.RecordId == activity.Id, stop) is not { } item) return new Refusal("This file is not there any more.");
        if (turn is not null) await release.Of(activity.Id, id, stop);
        db.EvidenceItems.Remove(item);
        db.Entry(activity).State = EntityState.Modified;
        audit.Add("Took evidence away", RecordKind.EvidenceItem, item.Id, activity.Title.ToString(), $"{item.FileName}, SHA-256 {item.Sha256}", cluster: activity.LeadClusterId);
        if (await Save(stop) is { } overtaken) return overtaken;
        if (turn is not null) await turn.Done(stop);
        return null;
    }

    private async Task<Refusal?> Save(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("Somebody changed this activity a moment ago. Send it again.");
        }
    }
}
