using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>Makes the list of a delegation for hosts: only chosen fields, only people with a basis, only when the gates are open. What left is kept.</summary>
public sealed class SendListToHosts(PacelineDb db, CurrentAccess access, AuditTrail audit, FileStore files, Texts texts, TimeProvider clock)
{
    /// <summary>Makes the list; the same form sent twice made one.</summary>
    public async Task<Refusal?> Run(GateView view, Guid id, IReadOnlyCollection<Guid> hosts, ListFields fields, CancellationToken stop)
    {
        if (await db.ListTransfers.AnyAsync(t => t.Id == id, stop)) return null;
        if (Gates.RefusesList(view.Facts, hosts) is { } refusal) return refusal;
        // One record for each country: what allowed it differs from one to the other.
        foreach (var country in Gates.CountriesOf(view.Facts, hosts))
        {
            List<Organisation> there = [.. view.Hosts.Where(h => hosts.Contains(h.Id) && h.Country == country)];
            var list = await Add(view, id, country, there, Gates.Included(view.Facts, country), fields, null, stop);
            audit.Add("Sent a list of the delegation to hosts", RecordKind.ListTransfer, list.Id, view.Activity.Title.ToString(), Said(list), cluster: view.Activity.LeadClusterId);
            id = Ids.New();
        }

        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Records in the caller's unit of work that a person of a host reads people in the briefing pack; the same people again are one record.</summary>
    public async Task Show(GateView view, BriefingReader reader, Organisation host, IReadOnlyList<Guid> people, CancellationToken stop)
    {
        var shown = await Shown(reader.Id, stop);
        if (shown is not null && shown.ToHashSet().SetEquals(people)) return;
        var list = await Add(view, Ids.New(), host.Country, [host], people, ListFields.Organisation | ListFields.JobTitle | ListFields.Email | ListFields.Phone | ListFields.Offer, reader.Id, stop);
        audit.Add("Showed the delegation to a host in the briefing pack", RecordKind.ListTransfer, list.Id, view.Activity.Title.ToString(), Said(list), cluster: view.Activity.LeadClusterId);
    }

    /// <summary>The people that a reader was shown last, as recorded; null where nobody was.</summary>
    public async Task<IReadOnlyList<Guid>?> Shown(Guid reader, CancellationToken stop) =>
        (await db.ListTransfers.AsNoTracking().Where(t => t.ReaderId == reader).OrderByDescending(t => t.At).ThenByDescending(t => t.Id).FirstOrDefaultAsync(stop))?.People.ConvertAll(p => p.TravellerId);

    private async Task<ListTransfer> Add(GateView view, Guid id, string country, IReadOnlyList<Organisation> hosts, IReadOnlyList<Guid> included, ListFields fields, Guid? reader, CancellationToken stop)
    {
        fields |= ListFields.Name;
        var people = view.Travellers.Where(t => included.Contains(t.Id)).ToList();
        var withheld = view.Travellers.Count - people.Count;
        var file = await files.Add($"delegation-{view.Activity.StartsOn:yyyy-MM-dd}.csv", "text/csv", Write(people, fields, withheld, reader is not null), stop);
        var list = new ListTransfer
        {
            Id = id,
            ActivityId = view.Activity.Id,
            LeadClusterId = view.Activity.LeadClusterId,
            Recipients = [.. hosts.Select(h => h.Name)],
            Country = country,
            Fields = fields,
            People = [.. people.Select(p => view.BasisOf(p.Id, country) is { } basis ? new TransferredPerson(p.Id, basis.Basis, basis.Decision) : new TransferredPerson(p.Id, null, ""))],
            Withheld = withheld,
            At = clock.GetUtcNow(),
            By = access.Name,
            FileId = file.Id,
            ReaderId = reader,
            MeasuresDate = view.Newest!.ListDate,
        };
        db.ListTransfers.Add(list);
        return list;
    }

    private static string Said(ListTransfer list) => $"{string.Join(", ", list.Recipients)}: {list.People.Count} ({list.Fields}); {list.Withheld}";

    // A briefing pack shows e-mail and telephone only where the company shows them to everybody; a list says what the organiser chose.
    private byte[] Write(IReadOnlyList<Traveller> people, ListFields fields, int withheld, bool asShown)
    {
        List<(string Heading, Func<Traveller, string> Value)> columns = [];
        if (fields.HasFlag(ListFields.Name)) columns.AddRange([(texts["Name"].Value, p => p.Name), (texts["In Latin letters"].Value, p => p.LatinName)]);
        if (fields.HasFlag(ListFields.Organisation)) columns.Add((texts["Organisation"].Value, p => p.Organisation));
        if (fields.HasFlag(ListFields.JobTitle)) columns.Add((texts["Job title"].Value, p => p.JobTitle));
        if (fields.HasFlag(ListFields.Email)) columns.Add((texts["E-mail"].Value, p => asShown ? p.Email : p.MailTo));
        if (fields.HasFlag(ListFields.Phone)) columns.Add((texts["Phone"].Value, p => p.Phone));
        if (fields.HasFlag(ListFields.Offer)) columns.Add((texts["Offers"].Value, p => p.Offer.In(Texts.Language).Text));
        var rows = people.Select(p => (IReadOnlyList<object?>)[.. columns.Select(c => c.Value(p))]).ToList();
        if (withheld > 0) rows.Add([texts["withheld ({0})", withheld].Value, .. Enumerable.Repeat<object?>("", columns.Count - 1)]);
        return CsvText.Write([.. columns.Select(c => c.Heading)], rows);
    }
}
