using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Platform.Audit;

namespace Paceline.Features.Imports;

/// <summary>Writes the participants and meetings of a kept file: all of its good lines or nothing, in one go.</summary>
public sealed class ImportParticipants(PacelineDb db, PreviewImport preview, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Writes what the preview showed, worked out anew. Repeating it changes nothing.</summary>
    /// <param name="event">The event.</param>
    /// <param name="batch">The upload, followed by the database.</param>
    /// <param name="anyway">Lines that are made although they look like duplicates.</param>
    /// <param name="goodLinesOnly">Lines that are wrong are left out; otherwise a single one stops the import.</param>
    /// <param name="actor">Who asks, where it is no account.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Why nothing was written; null when the file is imported.</returns>
    public async Task<Refusal?> Run(MatchmakingEvent @event, ImportBatch batch, IReadOnlySet<int> anyway, bool goodLinesOnly, string? actor, CancellationToken stop)
    {
        if (batch.State is ImportState.Imported) return null;
        if (batch.State is ImportState.Undone) return new Refusal("This import was undone. Upload the file again to import it.");
        var (_, plan) = await preview.Plan(@event, batch, anyway, stop);
        if (plan.IsRefused) return new Refusal("This file cannot be imported as it is. Mend it and upload it again.");
        if (plan.WrongLines.Count > 0 && !goodLinesOnly) return new Refusal("{0} lines are wrong. Mend the file, or import the good lines only.", plan.WrongLines.Count);
        if (!plan.HasWork) return new Refusal("There is nothing new in this file.");
        db.Participants.AddRange(plan.Participants);
        db.Meetings.AddRange(plan.Meetings);
        (batch.State, batch.Participants, batch.Meetings, batch.DecidedAt) = (ImportState.Imported, plan.Participants.Count, plan.Meetings.Count, clock.GetUtcNow());
        var details = string.Create(CultureInfo.InvariantCulture, $"{plan.Participants.Count} participants, {plan.Meetings.Count} meetings, {plan.WrongLines.Count} lines left out");
        audit.Add("Imported participants and meetings", RecordKind.ImportBatch, batch.Id, batch.FileName, details, cluster: @event.LeadClusterId, actor: actor);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException)
        {
            // Two imports at once want the same numbers: the second one looks again.
            db.ChangeTracker.Clear();
            var state = await db.ImportBatches.Where(b => b.Id == batch.Id).Select(b => b.State).SingleAsync(stop);
            return state is ImportState.Imported ? null : new Refusal("Somebody else changed this event at the same moment. Look at the preview again, then import.");
        }
    }
}
