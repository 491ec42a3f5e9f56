using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Privacy;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>Where the data of a person went.</summary>
public sealed partial class ReadHeld
{
    private async Task<HeldSection> Recipients(DataSubject person, int most, CancellationToken stop)
    {
        List<object?[]> rows = [];
        var (places, profiles) = (person.Participants, person.Profiles);
        var events = await (from p in db.Participants
                            where places.Contains(p.Id)
                            join e in db.Events on p.EventId equals e.Id
                            join o in db.Organisations on e.LeadClusterId equals o.Id
                            select new { e.Title, e.StartsOn, e.Country, o.Name, e.Publication }).ToListAsync(stop);
        foreach (var e in events)
        {
            rows.Add([e.Name, texts["Ran the event {0}: the whole entry", Text(e.Title)].Value, e.StartsOn]);
            if (e.Publication is not Publication.Draft && EuropeanArea.IsOutside(e.Country))
                rows.Add([texts["Hosts in {0}, outside the EU", Texts.Country(e.Country)].Value, texts["Name and organisation, for the event {0}", Text(e.Title)].Value, e.StartsOn]);
        }

        var met = await (from m in db.Meetings
                         where (places.Contains(m.FirstId) || places.Contains(m.SecondId)) && m.PublishedStart != null
                         join p in db.Participants on places.Contains(m.FirstId) ? m.SecondId : m.FirstId equals p.Id
                         orderby m.PublishedStart
                         select new { p.Name, p.Country, m.PublishedStart }).Take(most + 1).ToListAsync(stop);
        rows.AddRange(met.Select(m => (object?[])[EuropeanArea.IsOutside(m.Country) ? texts["{0}, {1}, outside the EU", m.Name, Texts.Country(m.Country)].Value : m.Name, texts["Met you: name, country, what is looked for"].Value, m.PublishedStart]));

        await AddActivities(rows, person, stop);
        var shown = await db.CompanyProfiles.Where(p => profiles.Contains(p.OrganisationId)).Join(db.Organisations, p => p.OrganisationId, o => o.Id, (p, o) => new { o.Name, p.Public, p.PublicSince }).ToListAsync(stop);
        rows.AddRange(shown.Where(p => p.Public.HasFlag(PublicFields.Contact)).Select(p => (object?[])[texts["Everybody"].Value, texts["The public entry of {0}: name, e-mail, telephone", p.Name].Value, p.PublicSince]));
        var shared = await db.ProfileShares.Where(s => profiles.Contains(s.OrganisationId)).Select(s => new { s.For, s.Shows, s.MadeAt }).ToListAsync(stop);
        rows.AddRange(shared.Where(s => s.Shows.HasFlag(PublicFields.Contact)).Select(s => (object?[])[s.For is "" ? texts["Whoever was given the link"].Value : s.For, texts["A link that shows the profile: name, e-mail, telephone"].Value, s.MadeAt]));

        var own = person.PersonId;
        var opened = await (from a in db.AuditEvents
                            where a.Action == "Opened evidence" || a.Action == "Opened a contract"
                            join d in db.BusinessDeals on a.RecordId equals d.Id
                            where own != null && d.ReportedById == own && a.ActorId != own
                            orderby a.Sequence descending
                            select new { a.Actor, d.Number, a.At }).Take(most + 1).ToListAsync(stop);
        rows.AddRange(opened.Select(a => (object?[])[a.Actor, texts["Opened the contract {0} or its files", $"C-{a.Number:00}"].Value, a.At]));
        var ids = person.Ids;
        var care = await db.AuditEvents.Where(a => a.Action == "Opened diet or access needs" && ids.Contains(a.RecordId)).OrderByDescending(a => a.Sequence).Select(a => new { a.Actor, a.At }).Take(most + 1).ToListAsync(stop);
        rows.AddRange(care.Select(a => (object?[])[a.Actor, texts["Opened what you told of diet and access"].Value, a.At]));
        if (person.HasOwnAddress)
        {
            var mails = await MailsTo(person).CountAsync(m => m.SentAt != null, stop);
            if (mails > 0) rows.Add([texts["The mail service of the platform"].Value, texts.Count(mails, "{0} message to you|{0} messages to you"), null]);
        }

        return Made("whereItWent", "Where it went", "Whoever got something of yours, or saw it.", ["Who", "What", "When"], rows, most);
    }
}
