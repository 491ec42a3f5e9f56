using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Platform.Files;

namespace Paceline.Features.Imports;

/// <summary>Keeps an uploaded file and works out what it would make, without making it.</summary>
public sealed class PreviewImport(PacelineDb db, FileStore files, TimeProvider clock)
{
    /// <summary>Keeps a file that can be read at all; otherwise says why it cannot, and keeps nothing.</summary>
    public async Task<(ImportBatch? Batch, IReadOnlyList<ImportProblem> Problems)> Keep(MatchmakingEvent @event, Guid id, string name, byte[] content, Guid by, CancellationToken stop)
    {
        if (await Find(@event, id, stop) is { } sent) return (sent, []);
        var read = ReadFile.Of(name, content, Timetable.Of(@event));
        if (read.IsUnreadable || read.Participants.Count + read.Meetings.Count == 0 && read.Problems.Any(p => p is { IsNotice: false, Line: null })) return (null, read.Problems);
        var file = await files.Add(name, ReadFile.MediaType(content), content, stop);
        var batch = new ImportBatch { Id = id, EventId = @event.Id, FileId = file.Id, FileName = file.Name, ById = by, At = clock.GetUtcNow() };
        db.ImportBatches.Add(batch);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // The same form sent twice at once: the other one was first.
            db.ChangeTracker.Clear();
            if (await Find(@event, id, stop) is not { } first) throw;
            return (first, []);
        }

        return (batch, []);
    }

    /// <summary>The content of a kept file, and what it would make of the event as it is now.</summary>
    public async Task<(ImportContent Content, ImportPlan Plan)> Plan(MatchmakingEvent @event, ImportBatch batch, IReadOnlySet<int> anyway, CancellationToken stop)
    {
        var file = await files.Find(batch.FileId, stop) ?? throw new InvalidOperationException("The file of an import is kept as long as the import.");
        return await Plan(@event, batch.Id, file.File.Name, file.Content, anyway, stop);
    }

    /// <summary>The same for a file that is not kept.</summary>
    public async Task<(ImportContent Content, ImportPlan Plan)> Plan(MatchmakingEvent @event, Guid batch, string name, byte[] bytes, IReadOnlySet<int> anyway, CancellationToken stop)
    {
        var content = ReadFile.Of(name, bytes, Timetable.Of(@event));
        var participants = await db.Participants.Where(p => p.EventId == @event.Id).OrderBy(p => p.Number).Select(p => new ExistingParticipant(p.Id, p.Number, p.Code, p.Name, p.Email, p.UnavailableSlots)).ToListAsync(stop);
        var meetings = await db.Meetings.Where(m => m.EventId == @event.Id && m.State != MeetingState.Cancelled).Select(m => new ExistingMeeting(m.Number, m.FirstId, m.SecondId)).ToListAsync(stop);
        var last = await db.Meetings.Where(m => m.EventId == @event.Id).MaxAsync(m => (int?)m.Number, stop) ?? 0;
        var organisations = await db.Organisations.Select(o => new KnownOrganisation(o.Id, o.Name, o.Country, o.HomeClusterId)).ToListAsync(stop);
        return (content, ImportPlan.Of(content, new EventContents(@event.Id, batch, participants, meetings, last, organisations), anyway));
    }

    private Task<ImportBatch?> Find(MatchmakingEvent @event, Guid id, CancellationToken stop) => db.ImportBatches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id && b.EventId == @event.Id, stop);
}
