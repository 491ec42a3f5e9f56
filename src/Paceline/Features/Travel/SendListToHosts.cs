using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
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
        fields |= ListFields.Name;
        var included = Gates.Included(view.Facts).ToHashSet();
        var people = view.Travellers.Where(t => included.Contains(t.Id)).ToList();
        var withheld = view.Travellers.Count - people.Count;
        var recipients = view.Hosts.Where(h => hosts.Contains(h.Id)).Select(h => h.Name).ToArray();
        var file = await files.Add($"delegation-{view.Activity.StartsOn:yyyy-MM-dd}.csv", "text/csv", Write(people, fields, withheld), stop);
        var list = new ListTransfer
        {
            Id = id,
            ActivityId = view.Activity.Id,
            LeadClusterId = view.Activity.LeadClusterId,
            Recipients = recipients,
            Country = view.Facts.Country!,
            Fields = fields,
            People = [.. people.Select(p => view.BasisOf(p.Id) is { } basis ? new TransferredPerson(p.Id, basis.Basis, basis.Decision) : new TransferredPerson(p.Id, null, ""))],
            Withheld = withheld,
            At = clock.GetUtcNow(),
            By = access.Name,
            FileId = file.Id,
            MeasuresDate = view.Newest!.ListDate,
        };
        db.ListTransfers.Add(list);
        audit.Add("Sent a list of the delegation to hosts", RecordKind.ListTransfer, list.Id, view.Activity.Title.ToString(), $"{string.Join(", ", recipients)}: {people.Count} ({fields}); {withheld}", cluster: view.Activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return null;
    }

    private byte[] Write(IReadOnlyList<Traveller> people, ListFields fields, int withheld)
    {
        List<(string Heading, Func<Traveller, string> Value)> columns = [];
        if (fields.HasFlag(ListFields.Name)) columns.AddRange([(texts["Name"].Value, p => p.Name), (texts["In Latin letters"].Value, p => p.LatinName)]);
        if (fields.HasFlag(ListFields.Organisation)) columns.Add((texts["Organisation"].Value, p => p.Organisation));
        if (fields.HasFlag(ListFields.JobTitle)) columns.Add((texts["Job title"].Value, p => p.JobTitle));
        if (fields.HasFlag(ListFields.Email)) columns.Add((texts["E-mail"].Value, p => p.MailTo));
        if (fields.HasFlag(ListFields.Phone)) columns.Add((texts["Phone"].Value, p => p.Phone));
        if (fields.HasFlag(ListFields.Offer)) columns.Add((texts["Offers"].Value, p => p.Offer.In(Texts.Language).Text));
        var rows = people.Select(p => (IReadOnlyList<object?>)[.. columns.Select(c => c.Value(p))]).ToList();
        if (withheld > 0) rows.Add([texts["withheld ({0})", withheld].Value, .. Enumerable.Repeat<object?>("", columns.Count - 1)]);
        return CsvText.Write([.. columns.Select(c => c.Heading)], rows);
    }
}
