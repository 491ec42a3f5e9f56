using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;

namespace Paceline.Features.Registrations;

/// <summary>A file stops being the proof of rows: what the desk said of them stands again, or nothing. Within the caller's turn; the caller saves.</summary>
public sealed class ReleaseScan(PacelineDb db)
{
    /// <summary>All that a file proves: it is taken away.</summary>
    public async Task Of(Guid activity, Guid evidence, CancellationToken stop)
    {
        foreach (var sheet in await db.AttendanceSheets.Where(s => s.ActivityId == activity && s.EvidenceId == evidence).ToListAsync(stop)) sheet.Release();
        await Rows(activity, await db.AttendanceRecords.Where(a => a.ActivityId == activity && a.EvidenceId == evidence).ToListAsync(stop), stop);
    }

    /// <summary>What one sheet proves by the scan that it has: another one takes its place.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="still">Rows that the new scan proves: they pass over to it.</param>
    /// <param name="stop">Stops.</param>
    public async Task Of(AttendanceSheet sheet, IReadOnlyCollection<Guid> still, CancellationToken stop)
    {
        if (sheet.EvidenceId is not { } evidence) return;
        var left = sheet.Rows.Except(still).ToList();
        var page = sheet.EvidencePage;
        sheet.Release();
        await Rows(sheet.ActivityId, await db.AttendanceRecords.Where(a => a.ActivityId == sheet.ActivityId && a.On == sheet.Day && a.EvidenceId == evidence && a.EvidencePage == page && a.RegistrationId != null && left.Contains(a.RegistrationId.Value)).ToListAsync(stop), stop);
    }

    /// <summary>Some rows of what a file proves.</summary>
    public async Task Rows(Guid activity, IReadOnlyCollection<AttendanceRecord> records, CancellationToken stop)
    {
        var ids = records.Select(r => r.RegistrationId).OfType<Guid>().Distinct().ToList();
        var acts = (await db.CheckInEvents.AsNoTracking().Where(e => e.ActivityId == activity && ids.Contains(e.RegistrationId)).ToListAsync(stop)).ToLookup(e => (e.RegistrationId, e.Day));
        foreach (var record in records)
        {
            var stands = record.RegistrationId is { } id ? CheckIns.Standing(acts[(id, record.On)]).Act : null;
            if (stands is null && record.RegistrationId is not null) db.AttendanceRecords.Remove(record);
            else (record.EvidenceId, record.EvidencePage, record.VerifiedBy, record.Method, record.At) = (null, null, "", stands?.Method ?? AttendanceMethod.OrganiserConfirmation, stands?.At);
        }

        var days = await db.AttendanceRecords.Where(a => a.RegistrationId != null && ids.Contains(a.RegistrationId.Value)).ToListAsync(stop);
        var there = days.Where(a => db.Entry(a).State is not EntityState.Deleted).Select(a => a.RegistrationId).ToHashSet();
        foreach (var person in await db.Registrations.Where(r => ids.Contains(r.Id)).ToListAsync(stop))
            if (!there.Contains(person.Id)) person.TakeBack();
    }
}
