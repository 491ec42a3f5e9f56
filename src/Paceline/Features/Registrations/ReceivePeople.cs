using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>Somebody who came without having registered, as a device tells it; the key is the device's.</summary>
public sealed record WalkIn(string Name, string LatinName, string Organisation, string Country, string Departure, string Reason);

/// <summary>One thing that happened at a desk.</summary>
/// <param name="Id">Key of the device.</param>
/// <param name="Registration">The registration; for a walk-in the key that it gets.</param>
/// <param name="Act">What was done.</param>
/// <param name="Day">The day; null is the day of the moment.</param>
/// <param name="At">When, by the device's clock.</param>
/// <param name="Method">How.</param>
/// <param name="WalkIn">Set where the person is not on the list.</param>
public sealed record DeskItem(Guid Id, Guid Registration, DeskAct Act, DateOnly? Day, DateTimeOffset At, AttendanceMethod Method, WalkIn? WalkIn);

/// <summary>An item that could not be taken, with the reason.</summary>
public sealed record DeskRefusal(Guid Id, Refusal Why);

/// <summary>Takes what devices tell, once each, in whatever order and however often it arrives.</summary>
public sealed class ReceivePeople(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The most items at once.</summary>
    public const int Most = 500;

    /// <summary>Takes items; those that were taken before are taken again without effect.</summary>
    /// <param name="activityId">The activity.</param>
    /// <param name="device">The device.</param>
    /// <param name="sentAt">What its clock said while sending.</param>
    /// <param name="items">What happened.</param>
    /// <param name="stop">Stops.</param>
    public async Task<IReadOnlyList<DeskRefusal>> Run(Guid activityId, Guid device, DateTimeOffset sentAt, IReadOnlyList<DeskItem> items, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var activity = await db.Activities.AsNoTracking().SingleAsync(a => a.Id == activityId, stop);
        var now = clock.GetUtcNow();
        var ids = items.Select(i => i.Id).ToList();
        var known = (await db.CheckInEvents.Where(e => ids.Contains(e.Id)).Select(e => e.Id).ToListAsync(stop)).ToHashSet();
        var keys = items.Select(i => i.Registration).Distinct().ToList();
        var people = await db.Registrations.Where(r => r.ActivityId == activityId && keys.Contains(r.Id)).ToDictionaryAsync(r => r.Id, stop);
        var fresh = new List<CheckInEvent>();
        var refused = new List<DeskRefusal>();
        foreach (var item in items.DistinctBy(i => i.Id).Where(i => !known.Contains(i.Id)).OrderBy(i => i.At))
        {
            var at = CheckIns.Corrected(item.At, sentAt, now);
            var day = item.Day ?? at.DayIn(activity.TimeZone);
            var refusal = CheckIns.Refuses(activity, day, clock.Today(activity.TimeZone));
            var person = people.GetValueOrDefault(item.Registration);
            if (refusal is null && person is null && item.WalkIn is { } walkIn) (person, refusal) = await Add(activity, turn.Book, item, walkIn, at, day, stop);
            else if (refusal is null) refusal = person is null ? new Refusal("This person is not on the list of this activity.") : CheckIns.Refuses(person);
            if (refusal is not null)
            {
                refused.Add(new DeskRefusal(item.Id, refusal));
                continue;
            }

            people[item.Registration] = person!;
            fresh.Add(new CheckInEvent
            {
                Id = item.Id, ActivityId = activityId, RegistrationId = person!.Id, Act = item.Act, Day = day, Method = item.Method, At = at, DeviceAt = item.At,
                DeviceId = device, ReceivedAt = now, ById = access.PersonId, By = access.Name,
            });
        }

        if (fresh.Count == 0) return refused;
        db.CheckInEvents.AddRange(fresh);
        await Settle(activity, people, fresh, stop);
        audit.Add(fresh.Exists(e => e.Act is DeskAct.UndoCheckIn) ? "Undid check-ins" : "Checked people in", RecordKind.Activity, activity.Id, activity.Title.ToString(),
            string.Join(", ", fresh.Select(e => $"{(e.Act is DeskAct.UndoCheckIn ? "−" : "")}{people.Values.First(p => p.Id == e.RegistrationId).Code}")), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return refused;
    }

    // What stands after all acts that are known becomes the record of the day, or its absence.
    private async Task Settle(Activity activity, Dictionary<Guid, Registration> people, List<CheckInEvent> fresh, CancellationToken stop)
    {
        var touched = fresh.Select(e => (e.RegistrationId, e.Day)).Distinct().ToList();
        var ids = touched.Select(t => t.RegistrationId).Distinct().ToList();
        var before = (await db.CheckInEvents.AsNoTracking().Where(e => e.ActivityId == activity.Id && ids.Contains(e.RegistrationId)).ToListAsync(stop)).ToLookup(e => e.RegistrationId);
        var records = await db.AttendanceRecords.Where(a => a.RegistrationId != null && ids.Contains(a.RegistrationId.Value)).ToListAsync(stop);
        var sizes = await db.SizesOf(people.Values, stop);
        foreach (var (id, day) in touched)
        {
            var person = people.Values.First(p => p.Id == id);
            var stands = CheckIns.Standing(before[id].Concat(fresh.Where(e => e.RegistrationId == id)).Where(e => e.Day == day)).Act;
            var record = records.Find(r => r.RegistrationId == id && r.On == day);
            if (stands is null && record is { EvidenceId: null })
            {
                db.AttendanceRecords.Remove(record);
                records.Remove(record);
            }
            else if (stands is not null && record is null)
            {
                db.AttendanceRecords.Add(record = AttendanceRows.Of(person, day, sizes));
                records.Add(record);
            }

            // A signed sheet says more than a tap does.
            if (stands is not null && record!.EvidenceId is null) (record.At, record.Method) = (stands.At, stands.Method);
            if (records.Exists(r => r.RegistrationId == id)) person.Receive();
            else person.TakeBack();
        }
    }

    // The same person told by two desks is one walk-in: same name, same organisation.
    private async Task<(Registration? Person, Refusal? Refusal)> Add(Activity activity, RegistrationBook book, DeskItem item, WalkIn told, DateTimeOffset at, DateOnly day, CancellationToken stop)
    {
        if (CheckIns.RefusesWalkIn(activity, told.Name, told.Organisation, told.Departure, told.Reason, clock.Today(activity.TimeZone)) is { } refusal) return (null, refusal);
        if (told.Name.Length > Registration.LongestName || told.LatinName.Length > Registration.LongestName || told.Organisation.Length > 200 || told.Departure.Length > 200) return (null, new Refusal("Use at most {0} characters.", Registration.LongestName));
        var (name, organisation) = (Spelling.Key(told.Name), Spelling.Key(told.Organisation));
        var others = await db.Registrations.Where(r => r.ActivityId == activity.Id && r.Role == RegistrationRole.WalkIn).ToListAsync(stop);
        others.AddRange(db.Registrations.Local.Where(r => r.Role is RegistrationRole.WalkIn && !others.Contains(r)));
        if (others.Find(o => Spelling.Key(o.Name) == name && Spelling.Key(o.OrganisationName) == organisation) is { } same) return (same, null);
        var person = new Registration
        {
            Id = item.Registration,
            ActivityId = activity.Id,
            Number = ++book.LastNumber,
            Name = Spelling.Line(told.Name),
            LatinName = Spelling.Line(told.LatinName),
            OrganisationName = Spelling.Line(told.Organisation),
            Country = told.Country,
            PlaceOfDeparture = Spelling.Line(told.Departure),
            Role = RegistrationRole.WalkIn,
            State = RegistrationState.Confirmed,
            RegisteredBy = access.Name,
            RegisteredAt = at,
        };
        var key = OrganisationKeys.OfName(told.Organisation);
        var company = await db.Organisations.Where(o => o.NameKey == key && o.MergedIntoId == null).Select(o => new { o.Id, o.Country, o.HomeClusterId }).Take(2).ToListAsync(stop);
        if (company is [var one]) (person.OrganisationId, person.HomeClusterId, person.Country) = (one.Id, one.HomeClusterId, one.Country);
        person.SearchText = RegisterPeople.SearchText(person);
        db.Registrations.Add(person);
        audit.Add("Added a walk-in", RecordKind.Registration, person.Id, person.Name, string.Join(", ", new[] { person.OrganisationName, person.PlaceOfDeparture, day.ToString("O", CultureInfo.InvariantCulture), told.Reason }.Where(t => t is not "")), cluster: activity.LeadClusterId);
        return (person, null);
    }
}
