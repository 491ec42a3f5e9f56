using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>What activities hold about a person: from the invitation to the briefing pack.</summary>
public sealed partial class ReadHeld
{
    private async Task ReadActivities(Shelf shelf, DataSubject person)
    {
        var (found, account, stop) = (person.Activities, person.PersonId, shelf.Stop);
        var (own, invited, reads) = (found.Registrations, found.Invitations, found.Readers);
        await Put(shelf, "invitations", "Invitations to activities", ForActivities, ["Activity", "Name", "E-mail", "Role", "Sent"],
            db.Invitations.Where(i => invited.Contains(i.Id)).Join(db.Activities, i => i.ActivityId, a => a.Id, (i, a) => new { a.Title, i.Name, i.Email, i.Role, i.SentAt }).OrderBy(i => i.SentAt), i => [Text(i.Title), i.Name, i.Email, i.Role, i.SentAt]);
        var books = await db.RegistrationBooks.AsNoTracking().Where(b => db.Registrations.Any(r => own.Contains(r.Id) && r.ActivityId == b.ActivityId)).ToDictionaryAsync(b => b.ActivityId, stop);
        await Put(shelf, "registrations", "Registrations for activities", ForActivities, ["Activity", "Name", "In Latin letters", "E-mail", "Telephone", "Organisation", "Place of departure", "Role", "State", "Registered", "Registered by", "Answers", "Has evaluated"],
            db.Registrations.AsNoTracking().Where(r => own.Contains(r.Id)).Join(db.Activities, r => r.ActivityId, a => a.Id, (r, a) => new { a.Title, Row = r }).OrderBy(r => r.Row.RegisteredAt),
            r => [Text(r.Title), r.Row.Name, r.Row.LatinName, r.Row.Email, r.Row.Phone, r.Row.OrganisationName, r.Row.PlaceOfDeparture, r.Row.Role, r.Row.State, r.Row.RegisteredAt, r.Row.RegisteredBy, Answers(r.Row, books.GetValueOrDefault(r.Row.ActivityId)), YesNo(r.Row.HasEvaluated)]);
        await Put(shelf, "presence", "Presence at activities", ForReports, ["Activity", "Day", "How it is known", "Organisation", "Place of departure", "Signed sheet"],
            db.AttendanceRecords.Where(p => p.RegistrationId != null && own.Contains(p.RegistrationId.Value)).Join(db.Activities, p => p.ActivityId, a => a.Id, (p, a) => new { a.Title, p.On, p.Method, p.OrganisationAtTheTime, p.PlaceOfDeparture, p.EvidenceId }).OrderBy(p => p.On),
            p => [Text(p.Title), p.On, p.Method, p.OrganisationAtTheTime, p.PlaceOfDeparture, YesNo(p.EvidenceId is not null)]);
        await Put(shelf, "desk", "What was done at the desk", ForReports, ["Activity", "What", "When"],
            db.CheckInEvents.Where(e => own.Contains(e.RegistrationId)).Join(db.Activities, e => e.ActivityId, a => a.Id, (e, a) => new { a.Title, e.Act, e.At }).OrderBy(e => e.At), e => [Text(e.Title), e.Act, e.At]);
        await Applications(shelf, person);
        await Put(shelf, "letters", "Letters to applicants that went to you", ForSelection, ["Activity", "Subject", "Text", "Sent"],
            LettersTo(person).Join(db.Activities, l => l.ActivityId, a => a.Id, (l, a) => new { a.Title, l.Subject, l.Text, l.SentAt }).OrderBy(l => l.SentAt), l => [Text(l.Title), l.Subject, l.Text, l.SentAt]);
        await Put(shelf, "assessments", "Applications that you scored", ForSelection, ["Activity", "Why", "Too close, because", "Done"],
            db.Assessments.Where(s => account != null && s.AssessorId == account).Join(db.Activities, s => s.ActivityId, a => a.Id, (s, a) => new { a.Title, s.Comment, s.Conflict, s.DoneAt }).OrderBy(s => s.DoneAt), s => [Text(s.Title), s.Comment, s.Conflict, s.DoneAt]);
        await Put(shelf, "packLinks", "Briefing packs that you read by a link", ForMissions, ["Activity", "Name", "E-mail", "Language", "Ended"],
            db.BriefingReaders.Where(r => reads.Contains(r.Id)).Join(db.Activities, r => r.ActivityId, a => a.Id, (r, a) => new { a.Title, r.Name, r.Email, r.Language, r.EndedAt }), r => [Text(r.Title), r.Name, r.Email, r.Language, r.EndedAt]);
        Put(shelf, "packs", "Briefing packs that name you", ForMissions, ["Activity", "Version", "Name", "Job title", "E-mail", "Telephone", "Published"],
            [.. (await PacksNaming(person, stop)).SelectMany(v => v.Content.People.Where(p => person.Travellers.Contains(p.Id)).Select(p => (object?[])[Text(v.Content.Title), v.Number, p.Name, p.JobTitle, p.Email, p.Phone, v.PublishedAt]))]);
        var travellers = person.Travellers;
        await Put(shelf, "transferBases", "What allows your data to go to hosts", ForMissions, ["Activity", "Country", "Basis", "Decision", "Recorded", "Taken back"],
            db.TransferBases.Where(b => travellers.Contains(b.TravellerId)).Join(db.Activities, b => b.ActivityId, a => a.Id, (b, a) => new { a.Title, b.Country, b.Basis, b.Decision, b.RecordedAt, b.WithdrawnAt }).OrderBy(b => b.RecordedAt), b => [Text(b.Title), Texts.Country(b.Country), b.Basis, b.Decision, b.RecordedAt, b.WithdrawnAt]);
    }

    private async Task Applications(Shelf shelf, DataSubject person)
    {
        var (ids, delegates) = (person.Activities.Applications, person.Activities.Delegates);
        var naming = await db.Applications.AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.Id).Take(shelf.Most + 1)
            .Join(db.Activities, a => a.ActivityId, a => a.Id, (a, activity) => new { activity.Title, Row = a }).Join(db.Organisations, a => a.Row.CompanyId, o => o.Id, (a, o) => new { a.Title, a.Row, o.Name, IsTold = db.Letters.Any(l => l.ApplicationId == a.Row.Id && l.SentAt != null) }).ToListAsync(shelf.Stop);
        Put(shelf, "applications", "Applications that name you as a traveller", ForSelection, ["Activity", "Company", "Name", "In Latin letters", "E-mail", "Language", "Role", "State"],
            [.. naming.SelectMany(a => a.Row.Delegates.Where(d => delegates.Contains(d.Id)).Select(d => (object?[])[Text(a.Title), a.Name, d.Name, d.LatinName, d.Email, d.Language, d.Role, a.IsTold || a.Row.State is ApplicationState.Draft or ApplicationState.Confirmed or ApplicationState.Withdrawn ? a.Row.State : ApplicationState.Submitted]))]);
        await Put(shelf, "handedIn", "What companies handed in with your name", ForSelection, ["Activity", "Company", "Number", "When", "SHA-256"],
            from v in db.ApplicationVersions
            where ids.Contains(v.ApplicationId)
            join a in db.Applications on v.ApplicationId equals a.Id
            join c in db.Activities on a.ActivityId equals c.Id
            join o in db.Organisations on a.CompanyId equals o.Id
            orderby v.At
            select new { c.Title, o.Name, v.Number, v.At, v.Sha256 }, v => [Text(v.Title), v.Name, v.Number, v.At, v.Sha256]);
    }

    // What somebody agreed to for a company: its public entry, and that the cluster acts for it.
    private async Task ForCompanies(Shelf shelf, DataSubject person)
    {
        if (person.PersonId is not { } account) return;
        var stop = shelf.Stop;
        List<object?[]> rows = [];
        foreach (var p in await db.CompanyProfiles.Where(p => p.PublicById == account && p.PublicSince != null).Join(db.Organisations, p => p.OrganisationId, o => o.Id, (p, o) => new { o.Name, p.Public, p.PublicSince }).OrderBy(p => p.PublicSince).ToListAsync(stop))
            rows.Add([p.Name, texts["Public entry"].Value + ": " + Chosen(p.Public), texts[PublicConsent.Sentence].Value, p.PublicSince, null, null]);
        var names = await NamesOf(db, person, stop);
        var companies = db.RoleGrants.Where(g => g.PersonId == account && g.OrganisationId != null).Select(g => g.OrganisationId!.Value);
        foreach (var c in await (from c in db.ActingConsents
                                 where companies.Contains(c.CompanyId) && names.Contains(c.GivenBy)
                                 join company in db.Organisations on c.CompanyId equals company.Id
                                 join cluster in db.Organisations on c.ClusterId equals cluster.Id
                                 orderby c.From
                                 select new { company.Name, Cluster = cluster.Name, c.GivenOn, c.How, c.Until, c.WithdrawnAt }).ToListAsync(stop))
            rows.Add([c.Name, texts["{0} may act for {1}", c.Cluster, c.Name].Value, texts.Word(c.How), c.GivenOn, c.Until, c.WithdrawnAt]);
        Put(shelf, "consentsForCompanies", "Consents that you gave for a company", "To prove what you agreed to.", ["Company", "Purpose", "What was shown", "Given", "Until", "Taken back"], rows);
    }

    private async Task AddActivities(List<object?[]> rows, DataSubject person, CancellationToken stop)
    {
        var (own, ids, travellers) = (person.Activities.Registrations, person.Activities.Applications, person.Travellers);
        var ran = await (from r in db.Registrations
                         where own.Contains(r.Id)
                         join a in db.Activities on r.ActivityId equals a.Id
                         join o in db.Organisations on a.LeadClusterId equals o.Id
                         orderby a.StartsOn
                         select new { a.Title, a.StartsOn, o.Name }).ToListAsync(stop);
        rows.AddRange(ran.Select(a => (object?[])[a.Name, texts["Ran the activity {0}: the whole registration", Text(a.Title)].Value, a.StartsOn]));
        var chose = await (from p in db.Applications
                           where ids.Contains(p.Id) && p.SubmittedAt != null
                           join a in db.Activities on p.ActivityId equals a.Id
                           join o in db.Organisations on a.LeadClusterId equals o.Id
                           orderby p.SubmittedAt
                           select new { a.Title, p.SubmittedAt, o.Name }).ToListAsync(stop);
        rows.AddRange(chose.Select(a => (object?[])[a.Name, texts["Chose who takes part in {0}: the application that names you", Text(a.Title)].Value, a.SubmittedAt]));
        foreach (var (list, title) in await ListsWith(person, stop))
        {
            var basis = list.People.First(p => travellers.Contains(p.TravellerId)).Basis is { } named ? texts.Word(named) : texts["within the EU and the EEA"].Value;
            rows.Add([string.Join(", ", list.Recipients.Append(Texts.Country(list.Country))), texts["A list of the delegation of {0}: {1}. Basis: {2}", Text(title), Chosen(list.Fields), basis].Value, list.At]);
        }

        rows.AddRange((await PacksNaming(person, stop)).Select(v => (object?[])[texts["The delegation of {0}", Text(v.Content.Title)].Value, texts["Briefing pack, version {0}", v.Number].Value, v.PublishedAt]));
    }

    // A letter that has not left yet says what nobody knows yet.
    internal IQueryable<Letter> LettersTo(DataSubject person)
    {
        var address = !person.HasOwnAddress ? "" : person.Email.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        return db.Letters.Where(l => address != "" && l.SentAt != null && (", " + l.To + ", ").ToLower().Contains(", " + address + ", "));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    /// <summary>Lists for hosts that a person stands on; there are few, and their people lie in one column.</summary>
    internal async Task<List<(ListTransfer List, LocalizedText Title)>> ListsWith(DataSubject person, CancellationToken stop)
    {
        var travellers = person.Travellers.ToHashSet();
        if (travellers.Count == 0) return [];
        var lists = await db.ListTransfers.AsNoTracking().Join(db.Activities, t => t.ActivityId, a => a.Id, (t, a) => new { List = t, a.Title }).ToListAsync(stop);
        return [.. lists.Where(l => l.List.People.Exists(p => travellers.Contains(p.TravellerId))).OrderBy(l => l.List.At).Select(l => (l.List, l.Title))];
    }

    internal async Task<List<BriefingVersion>> PacksNaming(DataSubject person, CancellationToken stop)
    {
        List<BriefingVersion> found = [];
        foreach (var traveller in person.Travellers)
            found.AddRange((await FindSubject.Packs(db, traveller.ToString()).AsNoTracking().ToListAsync(stop)).Where(v => v.Content.People.Any(p => p.Id == traveller)));
        return [.. found.DistinctBy(v => v.Id).OrderBy(v => v.PublishedAt)];
    }

    /// <summary>The names under which an account has acted: the one that it bears, and earlier ones.</summary>
    internal static async Task<IReadOnlyList<string>> NamesOf(Data.PacelineDb db, DataSubject person, CancellationToken stop)
    {
        if (person.PersonId is not { } account) return [person.Name];
        var names = await db.AuditEvents.Where(a => a.ActorId == account && a.Actor != "").Select(a => a.Actor).Distinct().ToListAsync(stop);
        return [.. names.Append(person.Name).Where(n => n is not "").Distinct(StringComparer.Ordinal)];
    }

    private static string Answers(Registration person, RegistrationBook? book) =>
        string.Join("; ", (book?.Questions ?? []).Where(q => person.Answers.GetValueOrDefault(q.Id) is { Length: > 0 }).Select(q => $"{Text(q.Text)}: {person.Answers[q.Id]}"));

    private string Chosen<T>(T flags) where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Where(f => System.Numerics.BitOperations.IsPow2(Convert.ToInt64(f, System.Globalization.CultureInfo.InvariantCulture)) && flags.HasFlag(f)).Select(f => texts.Word(f)));

    private string YesNo(bool value) => value ? texts["yes"].Value : texts["no"].Value;
}
