using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>Makes attendance of the connection log of an on-line meeting: the log is the proof.</summary>
public sealed class AttachLog(PacelineDb db, CurrentAccess access, AuditTrail audit, ReleaseScan release, TimeProvider clock)
{
    /// <summary>What a log says of those who registered, before anything is done.</summary>
    public async Task<ConnectionLog> Match(Guid activity, IReadOnlyCollection<ConnectionLine> lines, int least, CancellationToken stop) =>
        ConnectionLog.Match(lines, await db.Registrations.Where(r => r.ActivityId == activity && r.EmailKey != null && r.State != RegistrationState.Cancelled).ToDictionaryAsync(r => r.EmailKey!, r => r.Id, StringComparer.Ordinal, stop), least);

    /// <summary>Attaches; how many people. The same log for the same day, with another number of minutes, takes the place of itself.</summary>
    /// <param name="activityId">The activity.</param>
    /// <param name="file">The log, kept.</param>
    /// <param name="day">The day of the meeting.</param>
    /// <param name="least">Minutes that make somebody have been there.</param>
    /// <param name="lines">The log, read.</param>
    /// <param name="stop">Stops.</param>
    public async Task<(int People, Refusal? Refusal)> Run(Guid activityId, KeptFile file, DateOnly day, int least, IReadOnlyCollection<ConnectionLine> lines, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var activity = await db.Activities.SingleAsync(a => a.Id == activityId, stop);
        if ((ActivityLife.RefusesChange(activity) ?? CheckIns.Refuses(activity, day, clock.Today(activity.TimeZone))) is { } no) return (0, no);
        var there = (await Match(activityId, lines, least, stop)).There.Select(c => c.Registration).ToList();
        var item = await db.EvidenceItems.FirstOrDefaultAsync(e => e.RecordKind == RecordKind.Activity && e.RecordId == activityId && e.Sha256 == file.Sha256 && e.Kind == EvidenceKind.ConnectionLog, stop);
        if (item is null)
        {
            db.EvidenceItems.Add(item = new EvidenceItem { RecordKind = RecordKind.Activity, RecordId = activityId, Kind = EvidenceKind.ConnectionLog, FileId = file.Id, FileName = file.Name, Sha256 = file.Sha256, AddedBy = access.Name, AddedById = access.PersonId, AddedAt = clock.GetUtcNow() });
            db.Entry(activity).State = EntityState.Modified;
        }

        await release.Rows(activityId, await db.AttendanceRecords.Where(a => a.ActivityId == activityId && a.On == day && a.EvidenceId == item.Id && a.RegistrationId != null && !there.Contains(a.RegistrationId.Value)).ToListAsync(stop), stop);
        var people = await db.Registrations.Where(r => r.ActivityId == activityId && there.Contains(r.Id)).ToListAsync(stop);
        var records = await db.AttendanceRecords.Where(a => a.ActivityId == activityId && a.On == day && a.RegistrationId != null && there.Contains(a.RegistrationId.Value)).ToDictionaryAsync(a => a.RegistrationId!.Value, stop);
        var sizes = await db.SizesOf(people, stop);
        foreach (var person in people)
        {
            if (!records.TryGetValue(person.Id, out var record)) db.AttendanceRecords.Add(record = AttendanceRows.Of(person, day, sizes));
            person.Receive();
            // A signature says more than a connection does.
            if (record.EvidenceId is null) (record.Method, record.EvidenceId, record.VerifiedBy) = (AttendanceMethod.WebinarLog, item.Id, access.Name);
        }

        audit.Add("Attached a connection log", RecordKind.EvidenceItem, item.Id, activity.Title.ToString(), $"{file.Name}, SHA-256 {file.Sha256}, {day:O}: {people.Count}", cluster: activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (0, new Refusal("Somebody changed this activity a moment ago. Send it again."));
        }

        await turn.Done(stop);
        return (people.Count, null);
    }
}
