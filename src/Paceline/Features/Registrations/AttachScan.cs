using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>Ties the scan of a signed sheet to every row on it: those people were there, and this is the proof.</summary>
public sealed class AttachScan(PacelineDb db, CurrentAccess access, AuditTrail audit, ReleaseScan release, TimeProvider clock)
{
    /// <summary>Attaches; how many rows. People marked absent are left out, and what an earlier scan of the sheet proved is proved by this one alone.</summary>
    /// <param name="activityId">The activity.</param>
    /// <param name="sheetId">The sheet.</param>
    /// <param name="file">The scan, kept.</param>
    /// <param name="page">Its page, from 1.</param>
    /// <param name="absent">Rows without a signature.</param>
    /// <param name="below">Walk-ins who signed its empty rows.</param>
    /// <param name="stop">Stops.</param>
    public async Task<(int Rows, Refusal? Refusal)> Run(Guid activityId, Guid sheetId, KeptFile file, int page, IReadOnlyCollection<Guid> absent, IReadOnlyCollection<Guid> below, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activityId, stop);
        var activity = await db.Activities.SingleAsync(a => a.Id == activityId, stop);
        if (ActivityLife.RefusesChange(activity) is { } no) return (0, no);
        var sheet = await db.AttendanceSheets.SingleAsync(s => s.Id == sheetId && s.ActivityId == activity.Id, stop);
        var item = await db.EvidenceItems.FirstOrDefaultAsync(e => e.RecordKind == RecordKind.Activity && e.RecordId == activity.Id && e.Sha256 == file.Sha256 && e.Kind == EvidenceKind.AttendanceSheet, stop);
        if (item is null)
        {
            db.EvidenceItems.Add(item = new EvidenceItem { RecordKind = RecordKind.Activity, RecordId = activity.Id, Kind = EvidenceKind.AttendanceSheet, FileId = file.Id, FileName = file.Name, Sha256 = file.Sha256, AddedBy = access.Name, AddedById = access.PersonId, AddedAt = clock.GetUtcNow() });
            // A new file counts as a change of the activity, so that a verifier who has not seen it is told.
            db.Entry(activity).State = EntityState.Modified;
        }

        var walkIns = await WalkIns(sheet).Where(r => below.Contains(r.Id)).OrderBy(r => r.Number).Select(r => r.Id).ToListAsync(stop);
        if (walkIns.Count > sheet.FreeRows) return (0, new Refusal("Sheet {0} has {1} empty rows. Mark no more walk-ins than have signed there.", sheet.Code, sheet.FreeRows));
        if (walkIns.Count > 0) sheet.Rows = [.. sheet.Rows, .. walkIns];
        var signed = sheet.Rows.Except(absent).ToList();
        await release.Of(sheet, signed, stop);
        (sheet.EvidenceId, sheet.EvidencePage) = (item.Id, page);
        var people = await db.Registrations.Where(r => signed.Contains(r.Id) && r.ActivityId == activity.Id).ToListAsync(stop);
        var records = await db.AttendanceRecords.Where(a => a.ActivityId == activity.Id && a.On == sheet.Day && a.RegistrationId != null && signed.Contains(a.RegistrationId.Value)).ToDictionaryAsync(a => a.RegistrationId!.Value, stop);
        var sizes = await db.SizesOf(people, stop);
        foreach (var person in people)
        {
            if (!records.TryGetValue(person.Id, out var record)) db.AttendanceRecords.Add(record = AttendanceRows.Of(person, sheet.Day, sizes));
            (record.Method, record.EvidenceId, record.EvidencePage, record.VerifiedBy) = (AttendanceMethod.SignedSheet, item.Id, page, access.Name);
            person.Receive();
        }

        audit.Add("Attached a signed sheet", RecordKind.EvidenceItem, item.Id, activity.Title.ToString(), $"{sheet.Code}, {file.Name}, p. {page}: {people.Count}", cluster: activity.LeadClusterId);
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

    /// <summary>Walk-ins of a sheet's day who have not signed yet: one of them may be on its empty rows.</summary>
    public IQueryable<Registration> WalkIns(AttendanceSheet sheet) => db.Registrations.Where(r => r.ActivityId == sheet.ActivityId && r.Role == RegistrationRole.WalkIn && !sheet.Rows.Contains(r.Id)
        && db.AttendanceRecords.Any(a => a.RegistrationId == r.Id && a.On == sheet.Day && a.EvidenceId == null));
}
