using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>A kind of record that is held about a person.</summary>
/// <param name="Key">Name in the JSON file.</param>
/// <param name="Title">What it is.</param>
/// <param name="Why">What it is for.</param>
/// <param name="Columns">Headings; the part before the first capital of a value is its type.</param>
/// <param name="Rows">The records: texts, days, moments, numbers, words of enumerations.</param>
/// <param name="HasMore">There are more than were asked for.</param>
public sealed record HeldSection(string Key, LocalizedString Title, LocalizedString Why, IReadOnlyList<LocalizedString> Columns, IReadOnlyList<object?[]> Rows, bool HasMore);

/// <summary>Everything that is held about a person, and where it went.</summary>
public sealed record Held(DataSubject Person, DateTimeOffset At, IReadOnlyList<HeldSection> Sections, HeldSection WhereItWent);

/// <summary>Reads what is held about a person, record by record. What is empty is left out.</summary>
public sealed partial class ReadHeld(PacelineDb db, KeepNeeds needs, Texts texts, TimeProvider clock)
{
    private const string ForAccount = "So that you can sign in and nobody else can in your place.", ForEvents = "To plan the event, and to tell you of your meetings.", ForReports = "To report to the funder what came of the programme.", ForProof = "To show later who did what.", ForActivities = "To plan the activity and to receive you there.", ForMissions = "So that those who travel know each other, and hosts know who comes.", ForSelection = "To choose who takes part, and to tell why.";

    /// <summary>Reads it, up to a number of records of each kind.</summary>
    /// <param name="person">The person.</param>
    /// <param name="most">The most records of each kind.</param>
    /// <param name="withNeeds">The person reads it itself: then what it told of diet and access stands there too, otherwise only when.</param>
    /// <param name="stop">Stops.</param>
    public async Task<Held> Of(DataSubject person, int most, bool withNeeds, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Everything that is held of one person, shown to that person alone.");
        var sections = new List<HeldSection>();
        var shelf = new Shelf(sections, most, stop);
        var (ids, places, contacts, profiles) = (person.Ids, person.Participants, person.Contacts, person.Profiles);
        if (person.PersonId is { } account) await Account(account);
        await Section("contacts", "Contact of an organisation", "So that partners know whom to ask.", ["Organisation", "Name", "Job title", "E-mail", "Telephone", "Language"],
            db.Contacts.Where(c => contacts.Contains(c.Id)).Join(db.Organisations, c => c.OrganisationId, o => o.Id, (c, o) => new { o.Name, Person = c.Name, c.JobTitle, c.Email, c.Phone, c.Language }), c => [c.Name, c.Person, c.JobTitle, c.Email, c.Phone, c.Language]);
        await Section("publicContact", "Contact for buyers in a company’s profile", "So that partners know whom to ask.", ["Organisation", "Name", "E-mail", "Telephone"],
            db.CompanyProfiles.Where(p => profiles.Contains(p.OrganisationId)).Join(db.Organisations, p => p.OrganisationId, o => o.Id, (p, o) => new { o.Name, p.ContactName, p.ContactEmail, p.ContactPhone }), p => [p.Name, p.ContactName, p.ContactEmail, p.ContactPhone]);
        await Section("participations", "Places at events", ForEvents, ["Event", "Listed as", "Name", "E-mail", "Country", "What is looked for", "Language"],
            db.Participants.Where(p => places.Contains(p.Id)).Join(db.Events, p => p.EventId, e => e.Id, (p, e) => new { e.Title, p.Name, p.ContactName, p.Email, p.Country, p.About, p.Language }), p => [Text(p.Title), p.Name, p.ContactName, p.Email, Texts.Country(p.Country), p.About, p.Language]);
        await Section("meetings", "Meetings", ForEvents, ["With", "When", "Table", "State"],
            from m in db.Meetings
            where (places.Contains(m.FirstId) || places.Contains(m.SecondId)) && m.PublishedStart != null
            join p in db.Participants on places.Contains(m.FirstId) ? m.SecondId : m.FirstId equals p.Id
            orderby m.PublishedStart
            select new { p.Name, m.PublishedStart, m.PublishedTable, m.State }, m => [m.Name, m.PublishedStart, m.PublishedTable, m.State]);
        await Section("outcomes", "What came of meetings", ForReports, ["Presence", "Result", "Note", "When"],
            db.MeetingOutcomes.Where(o => places.Contains(o.ParticipantId)).OrderBy(o => o.RecordedAt).Select(o => new { o.Presence, o.Result, o.Note, o.RecordedAt }), o => [o.Presence, o.Result, o.Note, o.RecordedAt]);
        await Section("nextSteps", "Next steps", ForReports, ["Step", "Due", "State"],
            db.FollowUpActions.Where(a => places.Contains(a.ParticipantId)).OrderBy(a => a.DueOn).Select(a => new { a.Step, a.DueOn, a.State }), a => [a.Step, a.DueOn, a.State]);
        await ReadActivities(shelf, person);
        await Section("contracts", "Contracts that you reported", ForReports, ["Number", "Counterpart", "Kind", "Signed on", "State", "Reported"],
            db.BusinessDeals.Where(d => d.ReportedById == person.PersonId && d.ReportedById != null || d.ParticipantId != null && places.Contains(d.ParticipantId.Value) && d.ReportedById == null).OrderBy(d => d.Number).Select(d => new { d.Number, d.Counterpart, d.Kind, d.SignedOn, d.State, d.ReportedAt }), d => [$"C-{d.Number:00}", d.Counterpart, d.Kind, d.SignedOn, d.State, d.ReportedAt]);
        await Section("evidence", "Files that you added", ForReports, ["File", "Kind", "Added", "SHA-256"],
            db.EvidenceItems.Where(e => db.AuditEvents.Any(a => a.RecordKind == RecordKind.EvidenceItem && a.RecordId == e.Id && a.ActorId == person.PersonId && a.ActorId != null)).OrderBy(e => e.AddedAt).Select(e => new { e.FileName, e.Kind, e.AddedAt, e.Sha256 }), e => [e.FileName, e.Kind, e.AddedAt, e.Sha256]);
        await Section("consents", "Consents", "To prove what you agreed to.", ["Purpose", "What was shown", "Given", "Taken back"],
            db.Consents.Where(c => ids.Contains(c.SubjectId)).Join(db.ConsentTexts, c => c.TextId, t => t.Id, (c, t) => new { c.Purpose, t.Text, c.GivenAt, c.WithdrawnAt }).OrderBy(c => c.GivenAt), c => [c.Purpose, c.Text, c.GivenAt, c.WithdrawnAt]);
        await ForCompanies(shelf, person);
        await Section("requests", "Requests about your data", "To answer them in time.", ["Kind", "Text", "Received", "Due", "State", "Answer"],
            db.PrivacyRequests.Where(r => r.SubjectId != null && ids.Contains(r.SubjectId.Value)).OrderBy(r => r.ReceivedOn).Select(r => new { r.Kind, r.Text, r.ReceivedOn, r.DueOn, r.State, r.Answer }), r => [r.Kind, r.Text, r.ReceivedOn, r.DueOn, r.State, r.Answer]);
        if (person.HasOwnAddress)
            await Section("messages", "Messages to you", ForProof, ["Subject", "Text", "Sent"],
                MailsTo(person).OrderByDescending(m => m.QueuedAt).Select(m => new { m.Subject, m.Text, m.SentAt }), m => [m.Subject, WithoutKeys().Replace(m.Text, "…"), m.SentAt]);
        await Section("needs", "Diet and access needs", "So that the event suits you.", ["Told", "Kept until", "What you eat and do not eat", "What you need to take part"],
            db.SpecialCares.Where(c => ids.Contains(c.SubjectId)).Join(db.Activities, c => c.ActivityId, a => a.Id, (c, a) => new { c.ToldAt, c.Cipher, a.EndsOn }), c => Needed(c.ToldAt, SpecialCare.KeptUntil(c.EndsOn), withNeeds ? needs.Told(c.Cipher) : null));
        await Section("links", "Links", ForAccount, ["Purpose", "Until", "Opened", "Last opened", "Ended"],
            db.AccessLinks.Where(l => ids.Contains(l.SubjectId)).OrderBy(l => l.Id).Select(l => new { l.Purpose, l.ExpiresAt, l.Uses, l.LastUsedAt, l.RevokedAt }), l => [OpenedBy(l.Purpose), l.ExpiresAt, l.Uses, l.LastUsedAt, l.RevokedAt]);
        var own = person.PersonId;
        await Section("trail", "What you did, and what was done to your records", ForProof, ["When", "What", "Record", "By you", "Network"],
            db.AuditEvents.Where(a => a.ActorId == own && own != null || ids.Contains(a.RecordId)).OrderByDescending(a => a.Sequence).Select(a => new { a.At, a.Action, a.RecordKind, a.ActorId, a.Address }),
            a => [a.At, texts[a.Action].Value, a.RecordKind, a.ActorId == own && own != null ? texts["yes"].Value : texts["no"].Value, a.ActorId == own && own != null ? a.Address : null]);
        return new Held(person, clock.GetUtcNow(), sections, await Recipients(person, most, stop));

        async Task Account(Guid id)
        {
            await Section("account", "Account", ForAccount, ["Name", "E-mail", "Language", "Closed"], db.Users.Where(p => p.Id == id).Select(p => new { p.DisplayName, p.Email, p.Language, p.IsClosed }), p => [p.DisplayName, p.Email, p.Language, p.IsClosed ? texts["yes"].Value : texts["no"].Value]);
            await Section("roles", "Roles", ForAccount, ["Role", "For", "From", "Until"],
                from g in db.RoleGrants
                where g.PersonId == id
                join o in db.Organisations on g.OrganisationId ?? g.ClusterId equals (Guid?)o.Id into tied
                from o in tied.DefaultIfEmpty()
                select new { g.Role, Name = o == null ? "" : o.Name, g.ValidFrom, g.ValidTo }, g => [g.Role, g.Name, g.ValidFrom, g.ValidTo]);
            await Section("sessions", "Sign-ins", ForAccount, ["Device", "Network", "Began", "Last seen", "Ended"],
                db.SignInSessions.Where(s => s.PersonId == id).OrderByDescending(s => s.StartedAt).Select(s => new { s.Device, s.Network, s.StartedAt, s.LastSeenAt, s.EndedAt }), s => [s.Device, s.Network, s.StartedAt, s.LastSeenAt, s.EndedAt]);
            Put(shelf, "waysIn", "Ways to sign in", ForAccount, ["Kind", "Name", "Added", "Used"], await WaysIn(id, stop));
            await Section("emailChanges", "Changes of your e-mail address", ForAccount, ["From", "To", "When", "Confirmed", "Ended"],
                db.EmailChanges.Where(c => c.PersonId == id).OrderBy(c => c.AskedAt).Select(c => new { c.OldEmail, c.NewEmail, c.AskedAt, c.NewConfirmedAt, c.EndedAt }), c => [c.OldEmail, c.NewEmail, c.AskedAt, c.NewConfirmedAt, c.EndedAt]);
        }

        Task Section<T>(string key, string title, string why, string[] columns, IQueryable<T> query, Func<T, object?[]> values) => Put(shelf, key, title, why, columns, query, values);
    }

    private sealed record Shelf(List<HeldSection> Sections, int Most, CancellationToken Stop);

    private async Task Put<T>(Shelf shelf, string key, string title, string why, string[] columns, IQueryable<T> query, Func<T, object?[]> values) =>
        Put(shelf, key, title, why, columns, (await query.Take(shelf.Most + 1).ToListAsync(shelf.Stop)).ConvertAll(r => values(r)));

    private void Put(Shelf shelf, string key, string title, string why, string[] columns, List<object?[]> rows)
    {
        if (rows.Count > 0) shelf.Sections.Add(Made(key, title, why, columns, rows, shelf.Most));
    }

    // Tokens of links open doors: in a file that is carried about they have no place.
    [System.Text.RegularExpressions.GeneratedRegex("[A-Za-z0-9_-]{43}", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex WithoutKeys();

    private static string Text(LocalizedText title) => title.In(Texts.Language).Text;

    private HeldSection Made(string key, string title, string why, string[] columns, List<object?[]> rows, int most) =>
        new(key, texts[title], texts[why], [.. columns.Select(c => texts[c])], [.. rows.Take(most)], rows.Count > most);
}
