using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Applications;

/// <summary>
/// Places are given in one act, confirmed or given back, and reserves move up by themselves. Whoever changes who holds a place counts the
/// call's turn: of two at the same moment the second looks again at who is there.
/// </summary>
public sealed class GivePlaces(PacelineDb db, CurrentAccess access, CallDoor door, WriteLetters letters, RegisterPeople people, ChangeRegistration registrations, AuditTrail audit, TimeProvider clock)
{
    private const int Attempts = 8;

    /// <summary>The organiser confirms the ranking: it is frozen with its hash. What came out is told, and terms begin, when the letters leave.</summary>
    public async Task<Refusal?> Decide(Activity activity, Call call, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (call.DecidedAt is not null) return null;
        if (call.PhaseAt(now) is not CallPhase.ClosedForSelection) return new Refusal("The call has not closed yet.");
        if (activity.RefusesPlaces(clock.Today(activity.TimeZone)) is { } off) return off;
        var all = await db.Applications.Where(a => a.CallId == call.Id).ToListAsync(stop);
        var waiting = all.Count(a => a.State is ApplicationState.Submitted or ApplicationState.Eligible);
        if (waiting > 0) return new Refusal("{0} applications are not scored by two assessors yet.", waiting);
        var list = Selection.Rank(ReadSelection.Candidates(all), call.Rules);
        if (list.Count == 0) return new Refusal("There is nothing to rank yet.");
        var byId = all.ToDictionary(a => a.Id);
        var assessments = (await db.Assessments.AsNoTracking().Where(a => a.ActivityId == activity.Id).ToListAsync(stop)).ToLookup(a => a.ApplicationId);
        var content = ReadSelection.Document(call, activity, list, byId, assessments);
        var decision = new SelectionDecision { CallId = call.Id, ActivityId = activity.Id, At = now, By = access.Name, ById = access.PersonId, Content = content, Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))) };
        db.SelectionDecisions.Add(decision);
        foreach (var placed in list)
        {
            var application = byId[placed.Candidate.Id];
            (application.State, application.Rank, application.ReserveRank, application.Because) = (placed.State, placed.Rank, placed.ReserveRank, placed.Because);
            audit.Add("Decided on an application", RecordKind.Application, application.Id, $"{application.Code}, {activity.Title}", cluster: application.HomeClusterId);
        }

        (call.DecidedAt, call.Turn) = (now, call.Turn + 1);
        audit.Add("Confirmed the ranking", RecordKind.Call, call.Id, activity.Title.ToString(), decision.Sha256, cluster: activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException)
        {
            // Somebody confirmed it a moment ago, or scored: the page shows what is.
            db.ChangeTracker.Clear();
            return new Refusal("Somebody else changed the selection a moment ago. Look at it again.");
        }
    }

    /// <summary>The company comes, and whom it named is registered in the same act: pressed twice, or again after a fault, each is registered once.</summary>
    public Task<Refusal?> Confirm(ApplicationRecord record, string site, CancellationToken stop) => Change(record.Application.Id, record.Activity.Id, site, async (turn, activity, application, _) =>
    {
        if (activity.RefusesPlaces(clock.Today(activity.TimeZone)) is { } off) return off;
        if (application.State is not ApplicationState.Confirmed)
        {
            if (await door.AsTold(application, stop) is not ApplicationState.Selected) return new Refusal("There is no place to confirm.");
            if (application.RefusesConfirmation(clock.GetUtcNow()) is { } no) return no;
            // Those who were handed in travel, whoever was typed into the form since.
            (application.Delegates, application.State) = ((await door.HandedIn(application, stop)).Delegates, ApplicationState.Confirmed);
            audit.Add("Confirmed a place", RecordKind.Application, application.Id, $"{application.Code}, {activity.Title}, {record.Company.Name}", onBehalfOf: door.ActsFor(record.Company.Id) ? new(record.Company.Name, record.Company.Id) : null, cluster: application.HomeClusterId);
            await db.SaveChangesAsync(stop);
        }

        return application.Delegates.Count == 0 ? null : (await people.Within(turn, activity.Id, [.. application.Delegates.Select(d => DelegatesOf.Draft(d, record) with { HasPlace = true })], access.Name, byOrganiser: true, site, stop)).Refusal;
    }, stop);

    /// <summary>
    /// The company does not come, or the organiser gives away a place that nobody confirmed. Reserves move up at once, and the
    /// registrations of the company's people end in the same act: whoever waits for a place at the activity gets theirs.
    /// </summary>
    public Task<Refusal?> Withdraw(ApplicationRecord record, string reason, bool byOrganiser, string site, CancellationToken stop) => Change(record.Application.Id, record.Activity.Id, site, async (_, activity, application, call) =>
    {
        if (Application.RefusesWithdrawal(byOrganiser ? application.State : await door.AsTold(application, stop)) is { } no) return no;
        var held = application.HoldsPlace;
        (application.State, application.WithdrawnBecause) = (ApplicationState.Withdrawn, reason.Trim());
        await letters.Forget(application, stop);
        if (byOrganiser && held) await letters.TellTakenBack(application, call, activity, site, stop);
        audit.Add("Withdrew an application", RecordKind.Application, application.Id, $"{application.Code}, {record.Activity.Title}, {record.Company.Name}", application.WithdrawnBecause, onBehalfOf: !byOrganiser && door.ActsFor(record.Company.Id) ? new(record.Company.Name, record.Company.Id) : null, cluster: application.HomeClusterId);
        await registrations.CancelOf(activity, application.Id, application.WithdrawnBecause, site, stop);
        return null;
    }, stop);

    /// <summary>A company that comes sends somebody else: the place stays with the company, the one is told, the other is registered.</summary>
    /// <param name="record">The application.</param>
    /// <param name="before">Who was named.</param>
    /// <param name="after">Who travels instead; the key is the form's, so that a form sent twice is one change.</param>
    /// <param name="site">Where this site is.</param>
    /// <param name="stop">Stops.</param>
    public async Task<Refusal?> Replace(ApplicationRecord record, Guid before, TravelDelegate after, string site, CancellationToken stop)
    {
        var activity = record.Activity;
        if (activity.EndsOn < clock.Today(activity.TimeZone) || !activity.IsOn) return new Refusal("The activity is over.");
        await using var turn = await Turn.Take(db, activity.Id, stop);
        var application = await db.Applications.SingleAsync(a => a.Id == record.Application.Id, stop);
        if (application.Delegates.Exists(d => d.Id == after.Id)) return null;
        if (application.Delegates.Find(d => d.Id == before) is not { } named || application.State is not ApplicationState.Confirmed) return new Refusal("This application is past this step. Look at it again.");
        var registered = await db.Registrations.Where(r => r.ActivityId == activity.Id && r.ApplicationId == application.Id && r.State != RegistrationState.Cancelled).ToListAsync(stop);
        var person = registered.Find(r => r.Id == before) ?? registered.Find(r => r.EmailKey == Registration.KeyOf(named.Email));
        if (person is not null && await registrations.Replace(turn, activity, person, RegisterPeople.Of(activity.Id, DelegatesOf.Draft(after, record), access.Name, clock.GetUtcNow(), record.Company.HomeClusterId), site, stop) is { } no) return no;
        application.Delegates = [.. application.Delegates.Select(d => d.Id == before ? after : d)];
        audit.Add("Named another person for a trip", RecordKind.Application, application.Id, $"{application.Code}, {activity.Title}, {record.Company.Name}", $"{named.Name} → {after.Name}", onBehalfOf: door.ActsFor(record.Company.Id) ? new(record.Company.Name, record.Company.Id) : null, cluster: application.HomeClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        // Who was named before gave the place up already: the new one asks for a place like everybody.
        return person is not null ? null : (await people.Run(activity.Id, [DelegatesOf.Draft(after, record)], access.Name, byOrganiser: true, site, stop)).Refusal;
    }

    private async Task<Refusal?> Change(Guid id, Guid activityId, string site, Func<Turn, Activity, Application, Call, Task<Refusal?>> act, CancellationToken stop)
    {
        using var house = db.AsTheHouse("A place that is given back goes to the next in line, whoever that is.");
        for (var attempt = 1; ; attempt++)
        {
            // Places of the call and places of the activity change hands one after the other.
            await using var turn = await Turn.Take(db, activityId, stop);
            var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == activityId, stop);
            var application = await db.Applications.SingleAsync(a => a.Id == id, stop);
            var call = await db.Calls.SingleAsync(c => c.Id == application.CallId, stop);
            try
            {
                if (await act(turn, activity, application, call) is { } no) return no;
                call.Turn++;
                await MoveUp(call, activity, site, stop);
                await db.SaveChangesAsync(stop);
                await turn.Done(stop);
                return null;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another place changed hands at the same moment: look again at who is there.
            }
        }
    }

    /// <summary>Fills the places that are free from the reserve list, within the caller's turn; the caller saves.</summary>
    public async Task MoveUp(Call call, Activity activity, string site, CancellationToken stop)
    {
        // Nobody is told of a place in what is off or over.
        if (call.DecidedAt is null || activity.RefusesPlaces(clock.Today(activity.TimeZone)) is not null) return;
        var all = await db.Applications.Where(a => a.CallId == call.Id && a.Rank != null).ToListAsync(stop);
        var now = clock.GetUtcNow();
        foreach (var id in Selection.MoveUp(all.Select(a => new Standing(a.Id, a.HomeClusterId, a.Rank!.Value, a.State)), call.Rules))
        {
            var application = all.Single(a => a.Id == id);
            (application.State, application.MovedUpAt) = (ApplicationState.Selected, now);
            audit.Add("Moved up from the reserve list", RecordKind.Application, id, $"{application.Code}, {activity.Title}", cluster: application.HomeClusterId);
            await letters.TellMovedUp(application, call, activity, site, stop);
        }
    }
}

/// <summary>Whom a company named, as people who are registered.</summary>
internal static class DelegatesOf
{
    /// <summary>The registration of a named person; the key is the same.</summary>
    public static RegistrationDraft Draft(TravelDelegate d, ApplicationRecord record) => new(d.Id, d.Name, RegistrationRole.Delegate)
    {
        LatinName = d.LatinName,
        Email = d.Email,
        Language = d.Language is "" ? "en" : d.Language,
        OrganisationId = record.Company.Id,
        OrganisationName = record.Company.Name,
        Country = record.Company.Country,
        ApplicationId = record.Application.Id,
    };
}
