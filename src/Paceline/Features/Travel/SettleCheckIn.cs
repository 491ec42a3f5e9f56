using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Travel;

/// <summary>What somebody does to a check-in.</summary>
public enum CheckInAct
{
    /// <summary>The company was asked.</summary>
    Done,
    /// <summary>It is not asked any more.</summary>
    Drop,
    /// <summary>It is to be asked after all.</summary>
    Reopen,
}

/// <summary>A change of a check-in as a form sends it.</summary>
public sealed record CheckInChange(Guid Id, int Version, CheckInAct Act, string? Note = null);

/// <summary>Settles a check-in; the home cluster's manager and the coordinator do.</summary>
public sealed class SettleCheckIn(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Whether there is such a check-in for whoever asks, and why it cannot be settled so.</summary>
    public async Task<(bool Found, Refusal? Refusal)> Run(CheckInChange change, CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageMembers);
        var found = await (from c in db.MissionCheckIns
                           where c.Id == change.Id
                           join o in db.Organisations on c.CompanyId equals o.Id
                           select new { CheckIn = c, o.Name }).FirstOrDefaultAsync(stop);
        if (found is null || !reach.Covers(new Scope(found.CheckIn.HomeClusterId))) return (false, null);
        var (checkIn, now) = (found.CheckIn, clock.GetUtcNow());
        if (checkIn.Version != change.Version) return (true, IsAlready(checkIn, change) ? null : Race);
        Refusal? refusal = null;
        if (change.Act is CheckInAct.Reopen) checkIn.Reopen();
        else refusal = change.Act is CheckInAct.Done ? checkIn.Complete(change.Note ?? "", access.Name, now) : checkIn.Drop(change.Note ?? "", access.Name, now);
        if (refusal is not null) return (true, refusal);
        audit.Add(change.Act switch { CheckInAct.Done => "Did a check-in after a mission", CheckInAct.Drop => "Dropped a check-in after a mission", _ => "Took a check-in after a mission up again" }, RecordKind.MissionCheckIn, checkIn.Id, found.Name, checkIn.Note ?? "", cluster: checkIn.HomeClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return (true, null);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return (true, IsAlready(await db.MissionCheckIns.AsNoTracking().SingleAsync(c => c.Id == change.Id, stop), change) ? null : Race);
        }
    }

    private static Refusal Race => new("Somebody else saved this a moment ago. Look at it again.");

    private static bool IsAlready(MissionCheckIn checkIn, CheckInChange change) => change.Act switch
    {
        CheckInAct.Done => checkIn.State is FollowUpState.Done,
        CheckInAct.Drop => checkIn.State is FollowUpState.Dropped && checkIn.Note == change.Note?.Trim(),
        _ => checkIn.State is FollowUpState.Open,
    };
}
