using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Platform;
using Paceline.Platform.Audit;

namespace Paceline.Features.Activities;

/// <summary>Takes a step in the life of an activity; who counts on it is told where it is put off or cancelled.</summary>
public sealed class StepActivity(PacelineDb db, AuditTrail audit, TellListeners tell, TimeProvider clock)
{
    /// <summary>Takes it, or says why not. Two who press the same button are one step.</summary>
    public async Task<Refusal?> Run(Activity activity, ActivityMove move, string reason, string site, CancellationToken stop)
    {
        if (activity.Move(move, clock.Today(activity.TimeZone), reason) is { } refusal) return refusal;
        // Who was told that it is put off is told that it has days again.
        var told = move is ActivityMove.Postpone or ActivityMove.Cancel or ActivityMove.Resume ? await tell.Run(activity, activity.Version + 1, site, stop) : 0;
        audit.Add(ActOf(move), RecordKind.Activity, activity.Id, activity.Title.ToString(), told > 0 ? $"{reason.Trim()} ({told})" : reason.Trim(), cluster: activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("That step is not possible any more: somebody has moved this activity on. Look at it again.");
        }
    }

    /// <summary>What the audit trail calls a step.</summary>
    public static string ActOf(ActivityMove move) => move switch
    {
        ActivityMove.OpenRegistration => "Opened the registration of an activity",
        ActivityMove.CloseRegistration => "Closed the registration of an activity",
        ActivityMove.Begin => "Said that an activity began",
        ActivityMove.Hold => "Said that an activity was held",
        ActivityMove.Postpone => "Put off an activity",
        ActivityMove.Resume => "Planned an activity again",
        ActivityMove.Cancel => "Cancelled an activity",
        ActivityMove.StepBack => "Took an activity one step back",
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    };

    /// <summary>Acts that make somebody an author of an activity, who then does not check it.</summary>
    public static readonly IReadOnlyList<string> AuthorsActs = [SaveActivity.Planned, SaveActivity.Changed, .. Enum.GetValues<ActivityMove>().Select(ActOf)];
}
