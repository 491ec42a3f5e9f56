using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;

namespace Paceline.Features.Travel;

/// <summary>A member of a delegation: somebody who is registered for the activity, by the key of that registration. E-mail and telephone are what may be shown to the others; the address for mails is not.</summary>
public sealed record Traveller(Guid Id, string Name, string LatinName, string JobTitle, Guid? OrganisationId, string Organisation, string Email, string Phone, string MailTo, string Language, LocalizedText Offer);

/// <summary>Who travels: the one place that says so.</summary>
public sealed class ReadDelegation(PacelineDb db)
{
    /// <summary>The registrations of those who travel: delegates who have a place or were there.</summary>
    public static IQueryable<Registration> Travelling(IQueryable<Registration> people, Guid activity) =>
        people.Where(r => r.ActivityId == activity && r.Role == RegistrationRole.Delegate && (r.State == RegistrationState.Confirmed || r.State == RegistrationState.CheckedIn));

    /// <summary>The delegation of an activity, by organisation and name.</summary>
    public async Task<IReadOnlyList<Traveller>> Of(Guid activity, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Whoever leads a mission knows who travels, of whichever cluster; the page asks first whose mission it is.");
        var people = await Travelling(db.Registrations.AsNoTracking(), activity).ToListAsync(stop);
        var ids = people.Select(p => p.OrganisationId).OfType<Guid>().Distinct().ToList();
        // The name of the directory: the company may have another one since the registration.
        var names = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        var contacts = (await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.OrganisationId) && !c.HasLeft).OrderBy(c => c.Id).ToListAsync(stop)).ToLookup(c => c.OrganisationId);
        var profiles = await db.CompanyProfiles.AsNoTracking().Where(p => ids.Contains(p.OrganisationId)).ToDictionaryAsync(p => p.OrganisationId, stop);
        var order = CultureInfo.CurrentCulture.CompareInfo.GetStringComparer(CompareOptions.None);
        return [.. people.Select(Seen).OrderBy(t => t.Organisation, order).ThenBy(t => t.Name, order).ThenBy(t => t.Id)];

        Traveller Seen(Registration person)
        {
            var profile = person.OrganisationId is { } id ? profiles.GetValueOrDefault(id) : null;
            var contact = ContactOf(person, person.OrganisationId is { } at ? contacts[at] : []);
            // Others of the delegation see how to reach a person only where the company shows it to everybody.
            var isOpen = profile?.Public.HasFlag(PublicFields.Contact) is true;
            var phone = person.Phone is "" ? contact?.Phone ?? "" : person.Phone;
            var mail = person.Email is "" ? contact?.Email ?? "" : person.Email;
            return new Traveller(person.Id, person.Name, person.LatinName is "" ? contact?.LatinName ?? "" : person.LatinName, contact?.JobTitle ?? "", person.OrganisationId, person.OrganisationId is { } one ? names.GetValueOrDefault(one, person.OrganisationName) : person.OrganisationName,
                isOpen ? mail : "", isOpen ? phone : "", mail, person.Language, profile?.Offers ?? []);
        }
    }

    /// <summary>Whether a company takes part: one of its people travels, or it is known from a list of before.</summary>
    public async Task<bool> TakesPart(Guid activity, IReadOnlyCollection<Guid> companies, CancellationToken stop) =>
        await Travelling(db.Registrations, activity).AnyAsync(r => r.OrganisationId != null && companies.Contains(r.OrganisationId.Value), stop)
        || await db.AttendanceRecords.AnyAsync(a => a.ActivityId == activity && a.OrganisationId != null && companies.Contains(a.OrganisationId.Value), stop);

    /// <summary>The contact of the company that is the same person: the same account, the same address, or the same name.</summary>
    private static Contact? ContactOf(Registration person, IEnumerable<Contact> contacts)
    {
        var of = contacts.ToList();
        return of.Find(c => person.PersonId is { } account && c.PersonId == account)
            ?? of.Find(c => person.EmailKey is { } key && Registration.KeyOf(c.Email) == key)
            ?? (of.FindAll(c => Spelling.Key(c.Name) == Spelling.Key(person.Name)) is [var one] && (person.EmailKey is null || one.Email is "") ? one : null);
    }

    /// <summary>The hosts of an activity: those named with it and those of its itinerary; at a matchmaking event, whoever comes from beyond the European Economic Area.</summary>
    public async Task<IReadOnlyList<Organisation>> Hosts(Activity activity, CancellationToken stop)
    {
        List<Guid> ids = [.. (activity.Details as MissionDetails)?.HostIds ?? [], .. await db.ProgrammeItems.Where(i => i.ActivityId == activity.Id && i.HostId != null).Select(i => i.HostId!.Value).ToListAsync(stop)];
        if (activity.Kind is ActivityKind.MatchmakingEvent) ids.AddRange(await db.Participants.Where(p => p.EventId == activity.Id && p.OrganisationId != null).Select(p => p.OrganisationId!.Value).ToListAsync(stop));
        var hosts = await db.Organisations.AsNoTracking().Where(o => ids.Contains(o.Id)).OrderBy(o => o.Name).ToListAsync(stop);
        return activity.Kind is ActivityKind.MatchmakingEvent ? [.. hosts.Where(o => !Domain.Activities.Travel.TransferCountries.IsInside(o.Country, activity.StartsOn))] : hosts;
    }
}
