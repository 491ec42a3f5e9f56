using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.FollowUp;

/// <summary>What somebody does to a next step.</summary>
public enum StepAct
{
    /// <summary>It is done.</summary>
    Done,
    /// <summary>It gets another day.</summary>
    Move,
    /// <summary>Nothing comes of it.</summary>
    Drop,
    /// <summary>It is to be done after all.</summary>
    Reopen,
}

/// <summary>A change of a next step as a form sends it.</summary>
/// <param name="To">The new day; null is a week later.</param>
public sealed record StepChange(Guid Id, int Version, StepAct Act, DateOnly? To = null, string? Reason = null);

/// <summary>What became of it.</summary>
public sealed record Settled(bool IsMissing = false, Refusal? Refusal = null)
{
    public bool IsSaved => !IsMissing && Refusal is null;
}

/// <summary>Settles or moves a next step, for oneself or for a company that one looks after.</summary>
public sealed class SettleFollowUp(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <param name="change">What is to be changed.</param>
    /// <param name="participant">Only steps of this participant, where a page shows no others.</param>
    /// <param name="stop">Stops.</param>
    public async Task<Settled> Run(StepChange change, Guid? participant, CancellationToken stop)
    {
        var found = await (
            from a in db.FollowUpActions.Within(access.Reach(Can.SettleFollowUp))
            join p in db.Participants on a.ParticipantId equals p.Id
            join e in db.Events on p.EventId equals e.Id
            where a.Id == change.Id && (participant == null || a.ParticipantId == participant)
            select new { Step = a, p.Name, e.TimeZone }).FirstOrDefaultAsync(stop);
        if (found is null) return new(IsMissing: true);
        var (step, now, today) = (found.Step, clock.GetUtcNow(), clock.Today(found.TimeZone));
        if (step.Version != change.Version) return IsAlready(step, change) ? new() : new(Refusal: Race(step));
        var before = step.DueOn;
        var (action, refusal) = change.Act switch
        {
            StepAct.Done => Always("Did a next step", () => step.Complete(now)),
            StepAct.Move => ("Moved a next step", step.Move(change.To ?? (step.DueOn < today ? today : step.DueOn).AddDays(7), today)),
            StepAct.Drop => ("Dropped a next step", step.Drop(change.Reason ?? "", now)),
            StepAct.Reopen => Always("Took a next step up again", step.Reopen),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Act, null),
        };
        if (refusal is not null) return new(Refusal: refusal);
        var details = change.Act switch
        {
            StepAct.Move => $"{step.Step}: {Dates.Day(before)} → {Dates.Day(step.DueOn)}",
            StepAct.Drop => $"{step.Step}: {step.Reason}",
            _ => step.Step,
        };
        var own = step.OrganisationId is { } company && access.IsOf(company);
        audit.Add(action, RecordKind.FollowUpAction, step.Id, found.Name, details, own ? null : new(found.Name, step.OrganisationId), step.HomeClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return new();
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var theirs = await db.FollowUpActions.AsNoTracking().SingleAsync(a => a.Id == change.Id, stop);
            return IsAlready(theirs, change) ? new() : new(Refusal: Race(theirs));
        }
    }

    private static (string, Refusal?) Always(string action, Action act)
    {
        act();
        return (action, null);
    }

    // A second tap finds done what it asks for.
    private static bool IsAlready(FollowUpAction step, StepChange change) => change.Act switch
    {
        StepAct.Done => step.State is FollowUpState.Done,
        StepAct.Move => step.State is FollowUpState.Open && change.To is { } to && step.DueOn == to,
        StepAct.Drop => step.State is FollowUpState.Dropped && string.Equals(step.Reason, change.Reason?.Trim(), StringComparison.Ordinal),
        StepAct.Reopen => step.State is FollowUpState.Open,
        _ => false,
    };

    private static Refusal Race(FollowUpAction theirs) => theirs.State switch
    {
        FollowUpState.Done => new("Somebody else saved this a moment ago: it is done now."),
        FollowUpState.Dropped => new("Somebody else saved this a moment ago: it is dropped now, because: {0}", theirs.Reason ?? ""),
        _ => new("Somebody else saved this a moment ago: it says “{0}” by {1} now.", theirs.Step, theirs.DueOn),
    };
}
