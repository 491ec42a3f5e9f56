using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;

namespace Paceline.Features.Privacy;

/// <summary>
/// By which words a person is looked for in the texts of others. Whoever erases itself may have typed anybody's name into its own
/// fields: only what is the person's own name or address is looked for, only near the person, and no name that others bear.
/// </summary>
public sealed partial class ErasePerson
{
    /// <summary>What the person has to do with.</summary>
    /// <param name="IsEverywhere">It worked for the whole alliance.</param>
    private sealed record Ties(bool IsEverywhere, IReadOnlySet<Guid> Clusters, IReadOnlySet<Guid> Organisations, IReadOnlySet<Guid> Activities, IReadOnlySet<Guid> Records)
    {
        public bool Has(AuditEvent entry) => IsEverywhere || Records.Contains(entry.RecordId) || entry.ClusterId is { } cluster && Clusters.Contains(cluster);
    }

    /// <summary>By what a person is found.</summary>
    /// <param name="Addresses">Its addresses, in small letters: the one it has, and those that it had.</param>
    /// <param name="Spellings">Every spelling of its name, also those too short to be looked for inside texts.</param>
    /// <param name="Alone">Those of them that nobody else bears.</param>
    /// <param name="Near">What is looked for in texts that have to do with it.</param>
    private sealed record Traces(IReadOnlyList<string> Addresses, IReadOnlySet<string> Spellings, IReadOnlySet<string> Alone, NamesInText Near, Ties Ties);

    /// <summary>A name as a row has it, with its Latin spelling.</summary>
    private sealed record Spelled(string Name, string Latin = "", string Email = "", string Phone = "");

    private async Task<Traces> TracesOf(DataSubject person, CancellationToken stop)
    {
        var (rows, addresses, ties) = (await RowsOf(person, stop), await AddressesOf(person, stop), await TiesOf(person, stop));
        HashSet<string> own = new(person.PersonId is null ? [person.Name] : await ReadHeld.NamesOf(db, person, stop), StringComparer.OrdinalIgnoreCase);
        own.UnionWith(await db.Participants.Where(p => person.Participants.Contains(p.Id) && p.OrganisationId == null).Select(p => p.Name).ToListAsync(stop));
        // A place of an organisation bears its name, which is nobody's.
        if (person.Subject.Kind is SubjectKind.Participant && !rows.Exists(r => string.Equals(r.Name, person.Name, StringComparison.Ordinal))) own.Remove(person.Name);
        HashSet<string> spellings = new(own, StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows.Where(r => own.Any(n => NamesInText.AreAkin(n, r.Name))).ToList())
        {
            spellings.Add(row.Name);
            if (row.Latin is not "" && (!row.Name.Any(char.IsAsciiLetter) || own.Any(n => NamesInText.AreAkin(n, row.Latin)))) spellings.Add(row.Latin);
        }

        foreach (var row in rows.Where(r => own.Any(n => NamesInText.AreAkin(n, r.Latin)))) spellings.UnionWith([row.Latin, row.Name]);
        spellings.Remove("");
        var others = await NamesOfOthers(person, own, addresses, stop);
        var alone = spellings.Where(n => !IsBorneBy(n, others.Names)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var phones = rows.Select(r => r.Phone).Where(p => NamesInText.IsPhone(p) && !IsBorneBy(p, others.Phones));
        return new Traces(addresses, spellings, alone, new NamesInText(alone.Where(NamesInText.IsName).Concat(phones).Concat(addresses)), ties);
    }

    private static bool IsBorneBy(string word, IReadOnlyCollection<string> others)
    {
        var search = new NamesInText([word]);
        return others.Any(n => string.Equals(n, word, StringComparison.OrdinalIgnoreCase) || search.IsIn(n));
    }

    private static TrailSearch SearchOf(DataSubject person, Traces traces) => new(new NamesInText(person.HasOwnAddress ? traces.Addresses : []), traces.Near, traces.Spellings, traces.Ties.Has);

    // A company's name is nobody's.
    private async Task<List<Spelled>> RowsOf(DataSubject person, CancellationToken stop)
    {
        var (places, contacts, profiles, found) = (person.Participants, person.Contacts, person.Profiles, person.Activities);
        List<Spelled> rows =
        [
            .. await db.Participants.Where(p => places.Contains(p.Id) && p.ContactName != "").Select(p => new Spelled(p.ContactName, "", p.Email, "")).ToListAsync(stop),
            .. await db.Participants.Where(p => places.Contains(p.Id) && p.OrganisationId == null).Select(p => new Spelled(p.Name, "", p.Email, "")).ToListAsync(stop),
            .. await db.Contacts.Where(c => contacts.Contains(c.Id)).Select(c => new Spelled(c.Name, c.LatinName, c.Email, c.Phone)).ToListAsync(stop),
            .. await db.CompanyProfiles.Where(p => profiles.Contains(p.OrganisationId)).Select(p => new Spelled(p.ContactName, "", p.ContactEmail, p.ContactPhone)).ToListAsync(stop),
            .. await db.Registrations.Where(r => found.Registrations.Contains(r.Id)).Select(r => new Spelled(r.Name, r.LatinName, r.Email, r.Phone)).ToListAsync(stop),
            .. await db.Invitations.Where(i => found.Invitations.Contains(i.Id)).Select(i => new Spelled(i.Name, "", i.Email, "")).ToListAsync(stop),
            .. await db.BriefingReaders.Where(r => found.Readers.Contains(r.Id)).Select(r => new Spelled(r.Name, "", r.Email, "")).ToListAsync(stop),
        ];
        rows.AddRange((await db.Applications.AsNoTracking().Where(a => found.Applications.Contains(a.Id)).ToListAsync(stop)).SelectMany(a => a.Delegates).Where(d => found.Delegates.Contains(d.Id)).Select(d => new Spelled(d.Name, d.LatinName, d.Email)));
        return rows;
    }

    // Those that an account had before count too: each was its own when messages went there.
    private async Task<IReadOnlyList<string>> AddressesOf(DataSubject person, CancellationToken stop)
    {
        List<string> addresses = [person.Email];
        if (person.PersonId is { } account)
        {
            addresses.AddRange(await db.EmailChanges.Where(c => c.PersonId == account).Select(c => c.OldEmail).ToListAsync(stop));
            addresses.AddRange((await db.AuditEvents.AsNoTracking().Where(a => a.RecordKind == RecordKind.Person && a.RecordId == account).Select(a => a.Changes).ToListAsync(stop)).SelectMany(c => c).Where(c => c.Field is "Email").Select(c => c.Before ?? ""));
        }

        return [.. addresses.Select(a => a.Trim().ToLowerInvariant()).Where(NamesInText.IsAddress).Distinct(StringComparer.Ordinal)];
    }

    private async Task<Ties> TiesOf(DataSubject person, CancellationToken stop)
    {
        var (account, places, contacts, found) = (person.PersonId, person.Participants, person.Contacts, person.Activities);
        var grants = await db.RoleGrants.AsNoTracking().Where(g => account != null && g.PersonId == account).ToListAsync(stop);
        HashSet<Guid> organisations = [.. grants.Select(g => g.OrganisationId).OfType<Guid>(), .. person.Profiles, .. await db.Contacts.Where(c => contacts.Contains(c.Id)).Select(c => c.OrganisationId).ToListAsync(stop)];
        var companies = organisations.ToList();
        HashSet<Guid> clusters = [.. grants.Select(g => g.ClusterId).OfType<Guid>(), .. (await db.Organisations.Where(o => companies.Contains(o.Id)).Select(o => new { o.Id, o.Kind, o.HomeClusterId }).ToListAsync(stop)).Select(o => o.HomeClusterId ?? o.Id)];
        organisations.UnionWith(clusters);
        var near = clusters.ToList();
        HashSet<Guid> activities =
        [
            .. grants.Select(g => g.ActivityId).OfType<Guid>(),
            .. await db.Activities.Where(a => near.Contains(a.LeadClusterId)).Select(a => a.Id).ToListAsync(stop),
            .. await TookPartIn(person, stop),
        ];
        HashSet<Guid> records =
        [
            .. person.Ids, .. organisations, .. activities, .. found.Applications, .. await DealsOf(person).Select(d => d.Id).ToListAsync(stop),
            .. await db.Meetings.Where(m => places.Contains(m.FirstId) || places.Contains(m.SecondId)).Select(m => m.Id).ToListAsync(stop),
        ];
        return new Ties(grants.Exists(g => g is { ClusterId: null, OrganisationId: null, ActivityId: null }), clusters, organisations, activities, records);
    }

    // Wherever the person has a place, is registered, invited, named as a traveller, or reads the pack.
    private async Task<HashSet<Guid>> TookPartIn(DataSubject person, CancellationToken stop)
    {
        var (places, found) = (person.Participants, person.Activities);
        return
        [
            .. await db.Participants.Where(p => places.Contains(p.Id)).Select(p => p.EventId).ToListAsync(stop),
            .. await db.Registrations.Where(r => found.Registrations.Contains(r.Id)).Select(r => r.ActivityId).ToListAsync(stop),
            .. await db.Invitations.Where(i => found.Invitations.Contains(i.Id)).Select(i => i.ActivityId).ToListAsync(stop),
            .. await db.BriefingReaders.Where(r => found.Readers.Contains(r.Id)).Select(r => r.ActivityId).ToListAsync(stop),
            .. await db.Applications.Where(a => found.Applications.Contains(a.Id)).Select(a => a.ActivityId).ToListAsync(stop),
        ];
    }

    // Rows without an address that bear the very name are taken for the person's: somebody typed it in and nothing more.
    private async Task<(List<string> Names, List<string> Phones)> NamesOfOthers(DataSubject person, HashSet<string> own, IReadOnlyList<string> addresses, CancellationToken stop)
    {
        var (account, places, contacts, registrations) = (person.PersonId, person.Participants, person.Contacts, person.Activities.Registrations);
        List<Spelled> rows =
        [
            .. await db.Contacts.Where(c => !contacts.Contains(c.Id)).Select(c => new Spelled(c.Name, c.LatinName, c.Email, c.Phone)).ToListAsync(stop),
            .. await db.Participants.Where(p => !places.Contains(p.Id)).Select(p => new Spelled(p.ContactName == "" ? p.Name : p.ContactName, "", p.Email, "")).ToListAsync(stop),
            .. await db.Registrations.Where(r => !registrations.Contains(r.Id)).Select(r => new Spelled(r.Name, r.LatinName, r.Email, r.Phone)).ToListAsync(stop),
        ];
        rows.RemoveAll(r => r.Email is "" ? own.Contains(r.Name) : addresses.Contains(r.Email.Trim().ToLowerInvariant()));
        var people = await db.Users.Where(p => p.Id != account).Select(p => new Spelled(p.DisplayName, "", p.Email ?? "", "")).ToListAsync(stop);
        rows.AddRange(people.Where(p => account is not null || !addresses.Contains(p.Email.ToLowerInvariant())));
        rows.AddRange((await db.Organisations.Select(o => new { o.Name, o.ShortName, o.LatinName, o.EnglishName }).ToListAsync(stop)).SelectMany(o => new[] { new Spelled(o.Name, o.LatinName), new Spelled(o.ShortName, o.EnglishName) }));
        return ([.. rows.SelectMany(r => new[] { r.Name, r.Latin }).Where(n => n is not "").Distinct(StringComparer.OrdinalIgnoreCase)], [.. rows.Select(r => r.Phone).Where(p => p is not "").Distinct(StringComparer.Ordinal)]);
    }

    // An address that nobody has proved may be anybody's: then only what was written about the activity is the person's.
    private IQueryable<OutgoingMail> MailsTo(DataSubject person, IReadOnlyList<string> addresses)
    {
        var (own, places, registrations, readers) = (person.HasOwnAddress, person.Participants, person.Activities.Registrations, person.Activities.Readers);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        return db.Mails.Where(m => addresses.Contains(m.To.ToLower()) && (own || m.ActivityId != null && (db.Participants.Any(p => places.Contains(p.Id) && p.EventId == m.ActivityId) || db.Registrations.Any(r => registrations.Contains(r.Id) && r.ActivityId == m.ActivityId) || db.BriefingReaders.Any(r => readers.Contains(r.Id) && r.ActivityId == m.ActivityId))));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    // Lines of the trail about messages to the person, also about those that are long gone.
    private async Task<List<Guid>> MailEntries(DataSubject person, IReadOnlyList<string> addresses, CancellationToken stop)
    {
        var mails = await MailsTo(person, addresses).Select(m => m.Id).ToListAsync(stop);
        if (!person.HasOwnAddress) return mails;
        foreach (var address in addresses)
        {
            var failed = address + ":";
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
            mails.AddRange(await db.AuditEvents.Where(a => a.RecordKind == RecordKind.Mail && (a.Details.ToLower() == address || a.Details.ToLower().StartsWith(failed))).Select(a => a.RecordId).ToListAsync(stop));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        return mails;
    }
}
