using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Activities;

/// <summary>A monitoring officer accepts an activity into the figures or returns it with a reason.</summary>
public sealed class CheckActivity(PacelineDb db, CurrentAccess access, AuditTrail audit, ReadChecklists checklists, TimeProvider clock)
{
    /// <summary>Decides on the activity as the verifier saw it; a change since then throws <see cref="DbUpdateConcurrencyException"/>.</summary>
    public async Task<Refusal?> Run(Activity activity, int version, bool accepted, EvidenceLevel level, string comment, CancellationToken stop)
    {
        if (activity.Version != version) throw new DbUpdateConcurrencyException();
        var kinds = await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.Activity && e.RecordId == activity.Id).Select(e => e.Kind).ToListAsync(stop);
        var list = await checklists.Of(activity, stop);
        // What the product keeps itself documents as well: a schedule with what both sides said of it.
        var shown = EvidenceItem.LevelOf(kinds) is EvidenceLevel.SelfDeclared && list.Lines.Any(l => l.IsKeptHere) ? EvidenceLevel.Documented : EvidenceItem.LevelOf(kinds);
        if (ActivityCheck.Refuses(activity, accepted, level, shown, list.IsComplete, await IsAuthor(activity, stop), comment) is { } refusal) return refusal;
        activity.Decide(accepted);
        db.Entry(activity).State = EntityState.Modified;
        db.Verifications.Add(new Verification
        {
            RecordKind = RecordKind.Activity,
            RecordId = activity.Id,
            Result = accepted ? VerificationResult.Accepted : VerificationResult.Returned,
            Level = level,
            Comment = comment.Trim(),
            ById = access.PersonId!.Value,
            By = access.Name,
            At = clock.GetUtcNow(),
        });
        audit.Add(accepted ? "Verified an activity" : "Returned an activity", RecordKind.Activity, activity.Id, activity.Title.ToString(), comment.Trim(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Whoever planned it, led it on, brought its evidence or manages for its lead does not check it.</summary>
    public async Task<bool> IsAuthor(Activity activity, CancellationToken stop)
    {
        if (access.PersonId is not { } me) return true;
        if (access.Grants.Any(g => g.Role is Role.PartnerManager && (g.Cluster == activity.LeadClusterId || g.Cluster is { } c && activity.CoOrganiserIds.Contains(c)))) return true;
        var acts = StepActivity.AuthorsActs;
        return await db.EvidenceItems.AnyAsync(e => e.RecordKind == RecordKind.Activity && e.RecordId == activity.Id && e.AddedById == me, stop)
            || await db.AuditEvents.AnyAsync(a => a.RecordKind == RecordKind.Activity && a.RecordId == activity.Id && a.ActorId == me && acts.Contains(a.Action), stop);
    }
}
