using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Activities;

/// <summary>Keeps the plan of an activity as a template of the alliance, and drops one.</summary>
public sealed class KeepTemplate(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    public const int LongestName = 100;

    public async Task<Refusal?> Keep(Activity activity, string name, CancellationToken stop)
    {
        var clean = Spelling.Line(name);
        if (clean is "") return new Refusal("Give the template a name.");
        if (clean.Length > LongestName) return new Refusal("Use at most {0} characters.", LongestName);
        var template = new ActivityTemplate
        {
            ProgrammeId = activity.ProgrammeId,
            Name = clean,
            Plan = ActivityPlan.Of(activity, await db.ProgrammeItems.AsNoTracking().Where(p => p.ActivityId == activity.Id).ToListAsync(stop)),
            ClusterId = activity.LeadClusterId,
            SavedBy = access.Name,
            SavedAt = clock.GetUtcNow(),
        };
        db.ActivityTemplates.Add(template);
        audit.Add("Kept a template", RecordKind.ActivityTemplate, template.Id, clean, activity.Title.ToString(), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>False where there is none for whoever asks.</summary>
    public async Task<bool> Drop(Guid id, CancellationToken stop)
    {
        if (await db.ActivityTemplates.FirstOrDefaultAsync(t => t.Id == id, stop) is not { } template || !access.May(Can.ManageActivity, new Scope(template.ClusterId))) return false;
        db.ActivityTemplates.Remove(template);
        audit.Add("Dropped a template", RecordKind.ActivityTemplate, template.Id, template.Name, cluster: template.ClusterId);
        await db.SaveChangesAsync(stop);
        return true;
    }
}
