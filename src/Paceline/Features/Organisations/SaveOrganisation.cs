using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>Writes what was typed about an organisation on one page.</summary>
public sealed class SaveOrganisation(PacelineDb db, AuditTrail audit, Texts texts)
{
    /// <summary>Saves; false when somebody else was faster.</summary>
    public async Task<bool> Run<TInput>(OrganisationRecord record, TInput input, CancellationToken stop) where TInput : OrganisationInput, new()
    {
        var organisation = record.Organisation;
        if (organisation.Version != input.Version || record.ProfileVersion != input.ProfileVersion) return false;
        var before = new TInput();
        before.Fill(record);
        input.Apply(record);
        var after = new TInput();
        after.Fill(record);
        var changes = before.Words(texts).Zip(after.Words(texts)).Where(p => p.First.Text != p.Second.Text).ToList();
        if (changes.Count == 0) return true;

        if (record.Company is { } company && db.Entry(company).State is EntityState.Detached) db.Add(company);
        if (record.Cluster is { } cluster && db.Entry(cluster).State is EntityState.Detached) db.Add(cluster);
        audit.Add("Changed an organisation", RecordKind.Organisation, organisation.Id, organisation.Name, Shortened(string.Join("; ", changes.Select(c => $"{c.First.Label}: {c.First.Text} → {c.Second.Text}"))), cluster: OrganisationDoor.ScopeOf(organisation).Cluster);
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException)
        {
            // Changed by somebody else, or the profile was begun twice at the same moment.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private static string Shortened(string text) => text.Length <= 1800 ? text : text[..1799] + "…";
}
