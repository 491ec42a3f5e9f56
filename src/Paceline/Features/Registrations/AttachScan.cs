using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Features.Contracts;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>Ties the scan of a signed sheet to every row on it: those people were there, and this is the proof.</summary>
public sealed class AttachScan(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Attaches; how many rows. People marked absent are left out.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="sheetId">The sheet.</param>
    /// <param name="file">The scan, kept.</param>
    /// <param name="page">Its page, from 1.</param>
    /// <param name="absent">Rows without a signature.</param>
    /// <param name="stop">Stops.</param>
    public async Task<int> Run(Activity activity, Guid sheetId, KeptFile file, int page, IReadOnlyCollection<Guid> absent, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activity.Id, stop);
        var sheet = await db.AttendanceSheets.SingleAsync(s => s.Id == sheetId && s.ActivityId == activity.Id, stop);
        var item = await db.EvidenceItems.FirstOrDefaultAsync(e => e.RecordKind == RecordKind.Activity && e.RecordId == activity.Id && e.Sha256 == file.Sha256 && e.Kind == EvidenceKind.AttendanceSheet, stop);
        if (item is null)
            db.EvidenceItems.Add(item = new EvidenceItem { RecordKind = RecordKind.Activity, RecordId = activity.Id, Kind = EvidenceKind.AttendanceSheet, FileId = file.Id, FileName = file.Name, Sha256 = file.Sha256, AddedBy = access.Name, AddedAt = clock.GetUtcNow() });
        (sheet.EvidenceId, sheet.EvidencePage) = (item.Id, page);
        var signed = sheet.Rows.Except(absent).ToList();
        var people = await db.Registrations.Where(r => signed.Contains(r.Id) && r.ActivityId == activity.Id).ToListAsync(stop);
        var records = await db.AttendanceRecords.Where(a => a.ActivityId == activity.Id && a.On == sheet.Day && a.RegistrationId != null && signed.Contains(a.RegistrationId.Value)).ToDictionaryAsync(a => a.RegistrationId!.Value, stop);
        var companies = people.Select(p => p.OrganisationId).OfType<Guid>().Distinct().ToList();
        var sizes = (await db.SmeDeclarations.AsNoTracking().Where(d => companies.Contains(d.OrganisationId) && d.State == SmeDeclarationState.Validated).ToListAsync(stop)).ToLookup(d => d.OrganisationId);
        foreach (var person in people)
        {
            if (!records.TryGetValue(person.Id, out var record))
            {
                db.AttendanceRecords.Add(record = new AttendanceRecord { ActivityId = activity.Id, RegistrationId = person.Id, OrganisationId = person.OrganisationId, On = sheet.Day, PlaceOfDeparture = person.PlaceOfDeparture, OrganisationAtTheTime = person.OrganisationName });
                if (person.OrganisationId is { } company) record.SmeStatusAtTheTime = sizes[company].FirstOrDefault(s => s.MakesSmeOn(sheet.Day))?.Category;
            }

            (record.Method, record.EvidenceId, record.EvidencePage, record.VerifiedBy) = (AttendanceMethod.SignedSheet, item.Id, page, access.Name);
            if (person.State is not RegistrationState.Cancelled) person.State = RegistrationState.CheckedIn;
        }

        audit.Add("Attached a signed sheet", RecordKind.EvidenceItem, item.Id, activity.Title.ToString(), $"{sheet.Code}, {file.Name}, p. {page}: {people.Count}", cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return people.Count;
    }
}
