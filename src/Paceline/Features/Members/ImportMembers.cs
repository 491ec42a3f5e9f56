using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Imports;
using Paceline.Platform.Audit;

namespace Paceline.Features.Members;

/// <summary>Writes the members of a kept list: all of its good lines or nothing, in one go.</summary>
public sealed class ImportMembers(PacelineDb db, PreviewMembers preview, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Writes what the preview showed, worked out anew. Repeating it changes nothing.</summary>
    /// <param name="id">The upload.</param>
    /// <param name="choices">What was chosen for lines that may be duplicates; those without a choice are left out.</param>
    /// <param name="goodLinesOnly">Lines that are wrong are left out; otherwise a single one stops the import.</param>
    /// <param name="actor">Who asks, where it is no account.</param>
    /// <param name="by">The account, for what is noted about records.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Why nothing was written; null when the list is imported.</returns>
    public async Task<Refusal?> Run(Guid id, LineChoices choices, bool goodLinesOnly, string? actor, Guid by, CancellationToken stop)
    {
        var batch = await db.OrganisationImports.SingleAsync(b => b.Id == id, stop);
        if (batch.State is ImportState.Imported) return null;
        if (batch.State is ImportState.Undone) return new Refusal("This import was undone. Upload the file again to import it.");
        var sheet = await preview.Sheet(batch, stop);
        var (reading, plan) = await preview.Plan(batch, sheet, choices, toDo: true, stop);
        var wrong = plan.Count(LineOutcome.Invalid);
        var refusal = reading.Stops.FirstOrDefault() is { } stopper ? new Refusal(stopper.Sentence, stopper.Arguments)
            : wrong > 0 && !goodLinesOnly ? new Refusal("{0} lines are wrong. Mend the file, or import the good lines only.", wrong)
            : !plan.HasWork ? new Refusal("There is nothing new in this file.") : null;
        if (refusal is not null)
        {
            db.ChangeTracker.Clear();
            return refusal;
        }

        await Add(plan, by, stop);
        var (changes, changed) = (RowChanges.Of(db), plan.Count(LineOutcome.Changed));
        Note(batch, plan, changes);
        (batch.State, batch.DecidedAt, batch.Before) = (ImportState.Imported, clock.GetUtcNow(), RowChanges.Write(changes));
        (batch.Made, batch.Changed, batch.Contacts) = (plan.Made.Count, changed + plan.Count(LineOutcome.Joins), plan.Contacts.Count);
        await Remember(batch, stop);
        audit.Add("Imported companies and people", RecordKind.OrganisationImport, batch.Id, batch.FileName, string.Create(CultureInfo.InvariantCulture, $"{batch.Made} new, {batch.Changed} changed, {batch.Contacts} people, {wrong + plan.Count(LineOutcome.Waiting)} lines left out"), cluster: batch.ClusterId, actor: actor);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException)
        {
            // Somebody changed a record in the same moment, or sent the form twice: all of it is as it was.
            db.ChangeTracker.Clear();
            var state = await db.OrganisationImports.Where(b => b.Id == id).Select(b => b.State).SingleAsync(stop);
            return state is ImportState.Imported ? null : new Refusal("Somebody else changed one of these records at the same moment. Nothing was written. Look at the preview again, then import.");
        }
    }

    private async Task Add(MemberImportPlan plan, Guid by, CancellationToken stop)
    {
        foreach (var (organisation, profile) in plan.Made)
        {
            db.Organisations.Add(organisation);
            if (organisation.Kind is OrganisationKind.Company) db.CompanyProfiles.Add(profile);
        }

        db.Memberships.AddRange(plan.Memberships);
        db.Contacts.AddRange(plan.Contacts);
        foreach (var (first, second) in plan.Distinct)
            if (!await db.NotDuplicates.AnyAsync(n => n.FirstId == first && n.SecondId == second, stop)) db.NotDuplicates.Add(new NotADuplicate { FirstId = first, SecondId = second, ById = by, At = clock.GetUtcNow() });
        // A record that had no profile yet gets one with the first value for it.
        foreach (var record in plan.Touched.Where(r => r.Organisation.Kind is OrganisationKind.Company && db.Entry(r.Profile).State is EntityState.Detached)) db.CompanyProfiles.Add(record.Profile);
    }

    // Which fields, the trail itself finds out from the unit of work.
    private void Note(OrganisationImport batch, MemberImportPlan plan, List<RowChange> changes)
    {
        var names = plan.Touched.ToDictionary(r => r.Organisation.Id, r => r.Organisation.Name);
        foreach (var organisation in changes.Where(c => c.Entity is nameof(Organisation) or nameof(CompanyProfile)).Select(c => c.Id).Distinct())
            audit.Add("Changed by an import", RecordKind.Organisation, organisation, names.GetValueOrDefault(organisation, ""), batch.FileName, cluster: batch.ClusterId);
    }

    private async Task Remember(OrganisationImport batch, CancellationToken stop)
    {
        var remembered = await db.ColumnMappings.FirstOrDefaultAsync(m => m.ClusterId == batch.ClusterId, stop);
        if (remembered is null) db.ColumnMappings.Add(remembered = new ColumnMapping { ClusterId = batch.ClusterId });
        var fields = new Dictionary<string, string>(remembered.Fields, StringComparer.Ordinal);
        foreach (var (heading, meaning) in batch.Mapping) fields[Heading.Fold(heading)] = meaning;
        remembered.Fields = fields;
    }
}
