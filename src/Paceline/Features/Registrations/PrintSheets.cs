using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Registrations;

/// <summary>Makes the pages of an attendance sheet and keeps who is on which, so that the signed scan finds its rows again.</summary>
public sealed class PrintSheets(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The pages for a day, in the order of the names.</summary>
    public async Task<IReadOnlyList<AttendanceSheet>> Run(Activity activity, DateOnly day, CancellationToken stop)
    {
        await using var turn = await Turn.Take(db, activity.Id, stop);
        var people = (await db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity.Id && r.State != RegistrationState.Cancelled && r.State != RegistrationState.Waitlisted).Select(r => new { r.Id, r.Name, r.LatinName }).ToListAsync(stop))
            .OrderBy(r => r.LatinName is "" ? r.Name : r.LatinName, StringComparer.CurrentCulture).ThenBy(r => r.Id).Select(r => r.Id).ToList();
        var last = await db.AttendanceSheets.Where(s => s.ActivityId == activity.Id).MaxAsync(s => (int?)s.Number, stop) ?? 0;
        var pages = AttendanceSheet.Split(people);
        List<AttendanceSheet> sheets = [.. pages.Index().Select(p => new AttendanceSheet { ActivityId = activity.Id, Number = last + p.Index + 1, Day = day, Page = p.Index + 1, Pages = pages.Count, Rows = [.. p.Item], PrintedBy = access.Name, PrintedAt = clock.GetUtcNow() })];
        db.AttendanceSheets.AddRange(sheets);
        audit.Add("Made an attendance sheet", RecordKind.Activity, activity.Id, activity.Title.ToString(), $"{day:O}: {sheets[0].Code}–{sheets[^1].Code}", cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return sheets;
    }
}
