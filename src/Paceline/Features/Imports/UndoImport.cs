using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Imports;

/// <summary>Takes an import back as a whole, with the draft places of its meetings, while nothing relies on it.</summary>
public sealed class UndoImport(PacelineDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Why it cannot be taken back; null when it is.</summary>
    public async Task<Refusal?> Run(MatchmakingEvent @event, ImportBatch batch, CancellationToken stop)
    {
        if (batch.State is not ImportState.Imported) return batch.State is ImportState.Undone ? null : new Refusal("This file was not imported yet.");
        if ((await Use(batch, stop)).Refusal is { } refusal) return refusal;
        var meetings = await db.Meetings.Where(m => m.ImportId == batch.Id).ToListAsync(stop);
        var participants = await db.Participants.Where(p => p.ImportId == batch.Id).ToListAsync(stop);
        var ids = participants.Select(p => p.Id).ToList();
        foreach (var link in await db.AccessLinks.Where(l => ids.Contains(l.SubjectId) && l.RevokedAt == null).ToListAsync(stop)) link.RevokedAt = clock.GetUtcNow();
        if (meetings.Any(m => m.Slot is not null)) @event.ScheduleChangedAt = clock.GetUtcNow();
        db.Meetings.RemoveRange(meetings);
        db.Participants.RemoveRange(participants);
        (batch.State, batch.DecidedAt) = (ImportState.Undone, clock.GetUtcNow());
        audit.Add("Undid an import", RecordKind.ImportBatch, batch.Id, batch.FileName, string.Create(CultureInfo.InvariantCulture, $"{participants.Count} participants, {meetings.Count} meetings"), cluster: @event.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException)
        {
            // Somebody scheduled or answered at the same moment, or undid it as well.
            db.ChangeTracker.Clear();
            var state = await db.ImportBatches.Where(b => b.Id == batch.Id).Select(b => b.State).SingleAsync(stop);
            return state is ImportState.Undone ? null : new Refusal("Somebody else changed this event at the same moment. Try again.");
        }
    }

    /// <summary>What relies on it by now.</summary>
    public async Task<ImportUse> Use(ImportBatch batch, CancellationToken stop)
    {
        using var house = db.AsTheHouse("An import is kept when anybody relies on it.");
        var meetings = db.Meetings.Where(m => m.ImportId == batch.Id);
        var participants = db.Participants.Where(p => p.ImportId == batch.Id).Select(p => p.Id);
        var outcomes = await db.MeetingOutcomes.CountAsync(o => meetings.Any(m => m.Id == o.MeetingId) || participants.Contains(o.ParticipantId), stop)
            + await db.FollowUpActions.CountAsync(f => meetings.Any(m => m.Id == f.MeetingId) || participants.Contains(f.ParticipantId), stop)
            + await db.BusinessDeals.CountAsync(d => meetings.Any(m => m.Id == d.MeetingId) || d.ParticipantId != null && participants.Contains(d.ParticipantId.Value), stop);
        return new ImportUse(
            await meetings.CountAsync(m => m.PublishedStart != null || m.State == MeetingState.Held || m.State == MeetingState.NoShow, stop),
            outcomes,
            await db.Meetings.CountAsync(m => m.ImportId != batch.Id && (participants.Contains(m.FirstId) || participants.Contains(m.SecondId)), stop),
            await db.SchedulingRuns.AnyAsync(r => r.EventId == batch.EventId && (r.State == RunState.Queued || r.State == RunState.Running), stop));
    }
}
