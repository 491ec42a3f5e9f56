using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;

namespace Paceline.Features.Programme;

/// <summary>One activity: when, where, who came, and who checked it.</summary>
[Requires(Can.ViewProgramme)]
public sealed class ActivityPageModel(PacelineDb db) : PageModel
{
    public sealed record CompanyRow(string Name, string Country, string Cluster, bool IsFictional);

    public Activity Activity { get; private set; } = null!;
    public string Lead { get; private set; } = "";
    public Activity? Whole { get; private set; }
    public IReadOnlyList<Activity> Parts { get; private set; } = [];
    public IReadOnlyList<CompanyRow> Companies { get; private set; } = [];
    public IReadOnlyList<Verification> Verifications { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity)
    {
        var stop = HttpContext.RequestAborted;
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == activity, stop) is not { } found) return NotFound();
        if (found.Kind is ActivityKind.MatchmakingEvent) return LocalRedirect(Urls.Event(activity));
        Activity = found;
        Lead = await db.Organisations.Where(o => o.Id == found.LeadClusterId).Select(o => o.Name).SingleAsync(stop);
        if (found.PartOfId is { } whole) Whole = await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == whole, stop);
        Parts = await db.Activities.AsNoTracking().Where(a => a.PartOfId == activity).OrderBy(a => a.StartsOn).ToListAsync(stop);
        Companies = await (from record in db.AttendanceRecords
                           join company in db.Organisations on record.OrganisationId equals company.Id
                           join cluster in db.Organisations on company.HomeClusterId equals cluster.Id
                           where record.ActivityId == activity
                           orderby company.Name
                           select new CompanyRow(company.Name, company.Country, cluster.Name, company.IsFictional)).ToListAsync(stop);
        Verifications = await db.Verifications.AsNoTracking().Where(v => v.RecordKind == RecordKind.Activity && v.RecordId == activity).OrderByDescending(v => v.At).ToListAsync(stop);
        return Page();
    }
}
