using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Privacy;

namespace Paceline.Features.Privacy;

/// <summary>Finds where activities name a person. An address is compared as registrations compare it.</summary>
public sealed partial class FindSubject
{
    /// <summary>Somebody who bears an address and is known by nothing but an activity, or null: the latest registration, else the latest list.</summary>
    public async Task<Subject?> Known(string email, CancellationToken stop)
    {
        if (Registration.KeyOf(email) is not { } key) return null;
        if (await db.Registrations.Where(r => r.EmailKey == key).OrderByDescending(r => r.Id).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(stop) is { } registration) return new Subject(SubjectKind.Registration, registration);
        var found = await ActivitiesOf(email, null, [], stop);
        return found.Invitations.Concat(found.Readers).Concat(found.Delegates).Select(i => (Guid?)i).FirstOrDefault() is { } named ? new Subject(SubjectKind.Named, named) : null;
    }

    /// <summary>Applications whose people hold a word: an address or a key.</summary>
    internal static IQueryable<Application> Naming(PacelineDb db, string word) =>
        db.Applications.FromSqlRaw("SELECT * FROM applications WHERE lower(delegates) LIKE {0} ESCAPE '!'", Within(word));

    /// <summary>Briefing packs that hold a word: a key, a name or an address.</summary>
    internal static IQueryable<BriefingVersion> Packs(PacelineDb db, string word) =>
        db.BriefingVersions.FromSqlRaw("SELECT * FROM briefing_versions WHERE lower(content) LIKE {0} ESCAPE '!' OR lower(changes) LIKE {0} ESCAPE '!'", Within(word));

    /// <summary>Whether a delegate is the person with this address.</summary>
    internal static bool Is(TravelDelegate delegated, string? key) => key is not null && Registration.KeyOf(delegated.Email) == key;

    // Lists lie in one column as JSON: the column is searched as text, and what is found is read to be sure.
    private static string Within(string word) => "%" + JsonEncodedText.Encode(word.ToLowerInvariant(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%";

    private async Task<InActivities> ActivitiesOf(string email, Guid? account, IReadOnlyList<Guid> contacts, CancellationToken stop)
    {
        var (key, address) = (Registration.KeyOf(email), email.Trim().ToLowerInvariant());
        var registrations = await db.Registrations.Where(r => key != null && r.EmailKey == key || account != null && r.PersonId == account).OrderBy(r => r.Id).Select(r => new { r.Id, r.ApplicationId }).ToListAsync(stop);
        var ids = registrations.ConvertAll(r => r.Id);
        var invitations = await db.Invitations.Where(i => key != null && i.EmailKey == key || i.RegistrationId != null && ids.Contains(i.RegistrationId.Value)).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(stop);
        var travellers = ids.Concat(contacts).ToList();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var readers = await db.BriefingReaders.Where(r => key != null && r.Email.ToLower() == address || r.TravellerId != null && travellers.Contains(r.TravellerId.Value)).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(stop);
        var handedIn = key is null ? [] : await db.ApplicationVersions.Where(v => v.Content.ToLower().Contains(address)).Select(v => v.ApplicationId).Distinct().ToListAsync(stop);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        var came = registrations.Select(r => r.ApplicationId).OfType<Guid>().ToList();
        List<Application> naming = [.. await db.Applications.AsNoTracking().Where(a => came.Contains(a.Id)).ToListAsync(stop), .. key is null ? [] : await Naming(db, address).AsNoTracking().ToListAsync(stop)];
        // A delegate who was registered bears the key of the registration.
        var delegates = naming.DistinctBy(a => a.Id).SelectMany(a => a.Delegates.Where(d => Is(d, key) || ids.Contains(d.Id)).Select(d => (Application: a.Id, d.Id))).ToList();
        return new InActivities(ids, invitations, readers, [.. delegates.Select(d => d.Application).Concat(handedIn).Distinct()], [.. delegates.Select(d => d.Id).Distinct()]);
    }

    // The same address in the lists of the same event is the same person; of other activities the link knows nothing.
    private async Task<InActivities> AtEvent(Participant participant, CancellationToken stop)
    {
        if (Registration.KeyOf(participant.Email) is not { } key) return InActivities.Nowhere;
        var registrations = await db.Registrations.Where(r => r.ActivityId == participant.EventId && r.EmailKey == key).Select(r => r.Id).ToListAsync(stop);
        var invitations = await db.Invitations.Where(i => i.ActivityId == participant.EventId && i.EmailKey == key).Select(i => i.Id).ToListAsync(stop);
        return InActivities.Nowhere with { Registrations = registrations, Invitations = invitations };
    }

    // The registration, the invitation of which it came, and the application in which a company named it.
    private async Task<DataSubject?> RegisteredByLink(Guid id, CancellationToken stop)
    {
        if (await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } person) return null;
        var invitations = await db.Invitations.Where(i => i.RegistrationId == id || i.ActivityId == person.ActivityId && person.EmailKey != null && i.EmailKey == person.EmailKey).Select(i => i.Id).ToListAsync(stop);
        var readers = await db.BriefingReaders.Where(r => r.TravellerId == id).Select(r => r.Id).ToListAsync(stop);
        var named = await db.Applications.AsNoTracking().Where(a => a.Id == person.ApplicationId).ToListAsync(stop);
        var delegates = named.SelectMany(a => a.Delegates).Where(d => d.Id == id).Select(d => d.Id).ToList();
        return new DataSubject(new Subject(SubjectKind.Registration, id), person.Name, person.Email, person.Language, [], [], [])
        {
            IsByLink = true,
            Activities = new InActivities([id], invitations, readers, delegates.Count == 0 ? [] : [.. named.Select(a => a.Id)], delegates),
        };
    }

    private async Task<DataSubject?> ReaderByLink(Guid id, CancellationToken stop) =>
        await db.BriefingReaders.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is { } reader
            ? new DataSubject(new Subject(SubjectKind.Named, id), reader.Name, reader.Email, reader.Language, [], [], []) { IsByLink = true, Activities = InActivities.Nowhere with { Readers = [id] } }
            : null;

    private async Task<DataSubject?> Registered(Guid id, CancellationToken stop)
    {
        if (await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is not { } person) return null;
        var found = await With(new Subject(SubjectKind.Registration, id), person.Name, person.Email, person.Language, null, stop);
        return found.Activities.Registrations.Contains(id) ? found : found with { Activities = found.Activities with { Registrations = [id, .. found.Activities.Registrations] } };
    }

    private async Task<DataSubject?> Named(Guid id, CancellationToken stop)
    {
        var subject = new Subject(SubjectKind.Named, id);
        if (await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) is { } invited) return await With(subject, invited.Name is "" ? invited.Email : invited.Name, invited.Email, invited.Language, null, stop);
        if (await db.BriefingReaders.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) is { } reader) return await With(subject, reader.Name, reader.Email, reader.Language, null, stop);
        var naming = await Naming(db, id.ToString()).AsNoTracking().ToListAsync(stop);
        return naming.SelectMany(a => a.Delegates).FirstOrDefault(d => d.Id == id) is { } delegated ? await With(subject, delegated.Name, delegated.Email, delegated.Language, null, stop) : null;
    }
}
