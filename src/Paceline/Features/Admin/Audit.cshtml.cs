using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Admin;

/// <summary>Who did what, when, on whose behalf.</summary>
[Requires(Can.ViewAudit)]
public sealed class AuditModel(PacelineDb db, AuditLines read, CurrentAccess access) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true, Name = "")] public AuditFilter Filter { get; set; } = new();

    /// <summary>Only lines older than this one: the page begins where the last one ended, whatever is written meanwhile.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Before { get; set; }

    public IReadOnlyList<AuditEvent> Lines { get; private set; } = [];
    public string TimeZone { get; private set; } = "";
    public Guid? Older { get; private set; }
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        (var lines, TimeZone) = await read.Of(Filter, stop);
        if (Before is { } before && await db.AuditEvents.Where(a => a.Id == before).Select(a => (DateTimeOffset?)a.At).FirstOrDefaultAsync(stop) is { } at)
            lines = lines.Where(a => a.At < at || a.At == at && a.Id.CompareTo(before) < 0);
        var found = await lines.Take(PageSize + 1).ToListAsync(stop);
        (Lines, Older) = (found.Take(PageSize).ToList(), found.Count > PageSize ? found[PageSize - 1].Id : null);
        People = [.. (await db.Users.OrderBy(p => p.DisplayName).Select(p => new { p.Id, p.DisplayName }).ToListAsync(stop)).Select(p => new SelectListItem(p.DisplayName, p.Id.ToString()))];
    }

    /// <summary>Where a record is shown, if it has a page that opens for the reader.</summary>
    public string? LinkTo(AuditEvent line) => line.RecordKind switch
    {
        RecordKind.Person when access.MaySomewhere(Can.ManagePeople) => Urls.Person(line.RecordId),
        RecordKind.Activity => Urls.Activity(line.RecordId),
        RecordKind.BusinessDeal => Urls.Contract(line.RecordId),
        RecordKind.ReportSnapshot => Urls.Report(line.RecordId),
        RecordKind.Organisation => Urls.Organisation(line.RecordId),
        _ => null,
    };
}
