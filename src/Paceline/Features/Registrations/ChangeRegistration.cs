using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>What the organiser changes in the list: yes, no, places, those who did not come. Whoever waits moves up at once.</summary>
public sealed class ChangeRegistration(PacelineDb db, AuditTrail audit, RegistrationLetters letters, TimeProvider clock)
{
    /// <summary>Cancels; a place that becomes free goes to whoever waits longest.</summary>
    /// <param name="activityId">The activity.</param>
    /// <param name="id">The registration.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="by">Who cancels, where nobody is signed in.</param>
    /// <param name="site">Where this site is.</param>
    /// <param name="stop">Stops.</param>
    public async Task<Refusal?> Cancel(Guid activityId, Guid id, string reason, string? by, string site, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == activityId, stop);
        var person = await db.Registrations.SingleAsync(r => r.Id == id && r.ActivityId == activityId, stop);
        if (person.State is RegistrationState.Cancelled) return null;
        if (person.Cancel(reason) is { } refusal) return refusal;
        await Forget([person.Id], stop);
        audit.Add("Cancelled a registration", RecordKind.Registration, person.Id, person.Name, person.CancelReason, cluster: activity.LeadClusterId, actor: by);
        await letters.Stands(activity, person, site, movedUp: false, null, stop);
        await MoveUp(activity, site, stop);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return null;
    }

    /// <summary>
    /// Cancels all people whom an application brought along, within the caller's turn and transaction: nothing is saved here.
    /// Who was there stays: what happened is not undone by giving a place back.
    /// </summary>
    /// <param name="activity">The activity.</param>
    /// <param name="application">The application.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="site">Where this site is.</param>
    /// <param name="stop">Stops.</param>
    public async Task CancelOf(Activity activity, Guid application, string reason, string site, CancellationToken stop)
    {
        var people = await db.Registrations.Where(r => r.ActivityId == activity.Id && r.ApplicationId == application && r.State != RegistrationState.Cancelled).OrderBy(r => r.Number).ToListAsync(stop);
        foreach (var person in people)
        {
            if (person.Cancel(reason.Length > 300 ? reason[..300] : reason) is not null) continue;
            audit.Add("Cancelled a registration", RecordKind.Registration, person.Id, person.Name, person.CancelReason, cluster: activity.LeadClusterId);
            await letters.Stands(activity, person, site, movedUp: false, null, stop);
        }

        await Forget([.. people.Where(p => p.State is RegistrationState.Cancelled).Select(p => p.Id)], stop);
        await MoveUp(activity, site, stop);
    }

    /// <summary>Somebody else comes in the place of a person, within the caller's turn: the place stays with whoever held it. The caller saves.</summary>
    public async Task<Refusal?> Replace(Turn turn, Activity activity, Registration before, Registration after, string site, CancellationToken stop)
    {
        var place = before.State;
        if (place is RegistrationState.Cancelled) return new Refusal("{0} has given up the place.", before.Name);
        if (after.EmailKey is { } key && await db.Registrations.AnyAsync(r => r.ActivityId == activity.Id && r.EmailKey == key && r.Id != before.Id && r.State != RegistrationState.Cancelled, stop))
            return new Refusal("Somebody else is registered with this address.");
        if (before.Cancel(after.Name) is { } refusal) return refusal;
        await Forget([before.Id], stop);
        // The two may share one address: the one leaves the list before the other enters it.
        await db.SaveChangesAsync(stop);
        (after.State, after.Number) = (place, ++turn.Book.LastNumber);
        after.SearchText = RegisterPeople.SearchText(after);
        db.Registrations.Add(after);
        audit.Add("Replaced a person", RecordKind.Registration, after.Id, after.Name, before.Name, cluster: activity.LeadClusterId);
        await letters.Stands(activity, before, site, movedUp: false, null, stop);
        await letters.Stands(activity, after, site, movedUp: false, null, stop);
        return null;
    }

    /// <summary>The organiser's yes to somebody who registered.</summary>
    public async Task<Refusal?> SayYes(Guid activityId, Guid id, string site, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == activityId, stop);
        var person = await db.Registrations.SingleAsync(r => r.Id == id && r.ActivityId == activityId, stop);
        if (person.State is RegistrationState.Confirmed) return null;
        if (person.State is not RegistrationState.Registered) return new Refusal("{0} does not wait for a yes.", person.Name);
        person.State = RegistrationState.Confirmed;
        audit.Add("Confirmed a registration", RecordKind.Registration, person.Id, person.Name, cluster: activity.LeadClusterId);
        await letters.Stands(activity, person, site, movedUp: false, null, stop);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return null;
    }

    /// <summary>Sets the number of places, and whether the organiser says yes to each. What it does was shown before.</summary>
    public async Task Seat(Guid activityId, int? capacity, bool needsYes, string site, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var activity = await db.Activities.SingleAsync(a => a.Id == activityId, stop);
        var before = activity.Capacity;
        (activity.Capacity, turn.Book.NeedsYes) = (capacity, needsYes);
        audit.Add("Changed the number of places", RecordKind.Activity, activity.Id, activity.Title.ToString(), $"{before} → {capacity}", cluster: activity.LeadClusterId);
        await MoveUp(activity, site, stop);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
    }

    /// <summary>After the last day: whoever had a place and was never received did not come. How many.</summary>
    public async Task<int> MarkNoShows(Guid activityId, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == activityId, stop);
        var missing = await db.Registrations.Where(r => r.ActivityId == activityId && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.Registered)).ToListAsync(stop);
        foreach (var person in missing) person.State = RegistrationState.NoShow;
        if (missing.Count > 0) audit.Add("Marked those who did not come", RecordKind.Activity, activity.Id, activity.Title.ToString(), string.Join(", ", missing.Select(m => m.Code)), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return missing.Count;
    }

    /// <summary>What another number of places would do.</summary>
    public async Task<CapacityImpact> Impact(Guid activityId, int? capacity, CancellationToken stop) => Seats.Change(capacity, await Holders(activityId, stop));

    // Of whoever does not come nobody needs to know what the person eats.
    private async Task Forget(List<Guid> people, CancellationToken stop) => db.SpecialCares.RemoveRange(await db.SpecialCares.Where(c => people.Contains(c.SubjectId)).ToListAsync(stop));

    /// <summary>Whoever waits gets the places that are free, within the caller's turn and transaction: nothing is saved here.</summary>
    public async Task MoveUp(Activity activity, string site, CancellationToken stop)
    {
        // What is off or over has no place to give: nobody is told of one.
        if (activity.RefusesPlaces(clock.Today(activity.TimeZone)) is not null) return;
        var book = await db.RegistrationBooks.SingleAsync(b => b.ActivityId == activity.Id, stop);
        var changed = db.ChangeTracker.Entries<Registration>().Where(e => e.State is EntityState.Modified).ToDictionary(e => e.Entity.Id, e => e.Entity.State);
        var holders = (await Holders(activity.Id, stop)).Select(h => changed.TryGetValue(h.Id, out var now) ? h with { State = now } : h).ToList();
        var rising = Seats.MovingUp(activity.Capacity, holders).Select(h => h.Id).ToList();
        foreach (var person in await db.Registrations.Where(r => rising.Contains(r.Id)).OrderBy(r => r.RegisteredAt).ToListAsync(stop))
        {
            person.State = Seats.PlaceOfRising(book.NeedsYes);
            audit.Add("Moved up from the waiting list", RecordKind.Registration, person.Id, person.Name, cluster: activity.LeadClusterId);
            await letters.Stands(activity, person, site, movedUp: true, null, stop);
        }
    }

    private Task<List<SeatHolder>> Holders(Guid activityId, CancellationToken stop) =>
        db.Registrations.AsNoTracking().Where(r => r.ActivityId == activityId && r.State != RegistrationState.Cancelled).Select(r => new SeatHolder(r.Id, r.Role, r.State, r.RegisteredAt, r.Number)).ToListAsync(stop);
}
