using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Contracts;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>The paper round trip: pages to sign, and their scans.</summary>
[Requires(Can.ManageActivity)]
public sealed class SheetsModel(PacelineDb db, RegistrationDoor door, PrintSheets print, AttachScan attach, KeptFiles kept, SiteAddress site, Texts texts) : OrganiserPage(door, site)
{
    public sealed record Row(Guid Id, string Name);

    public sealed class ScanForm
    {
        public Guid Form { get; set; }
        public string? Kept { get; set; }
        [Required(ErrorMessage = "Type the number that stands in the corner of the sheet."), StringLength(20, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Code { get; set; }
        public string? Day { get; set; }
        [Range(1, 999, ErrorMessage = "Use a number from {1} to {2}.")] public int Page { get; set; } = 1;
        public IFormFile? File { get; set; }
        public List<Guid> Absent { get; set; } = [];
        /// <summary>Walk-ins who signed below.</summary>
        public List<Guid> Below { get; set; } = [];
        public bool Sure { get; set; }
        public Guid? Seen { get; set; }
    }

    [BindProperty] public ScanForm Input { get; set; } = new();

    public IReadOnlyList<DateOnly> Days { get; private set; } = [];
    public IReadOnlyList<AttendanceSheet> Sheets { get; private set; } = [];
    public int People { get; private set; }
    public KeptFile? Taken { get; private set; }
    /// <summary>Who is on the sheet that was named.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    /// <summary>Walk-ins who may have signed its empty rows.</summary>
    public IReadOnlyList<Row> WalkIns { get; private set; } = [];
    public bool Doubted { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input.Form = Ids.New();
        return Page();
    }

    public async Task<IActionResult> OnPostMake(Guid activity, string? day, CancellationToken stop)
    {
        if (!await Load(activity, stop) || !DateOnly.TryParse(day, CultureInfo.InvariantCulture, out var on) || !Days.Contains(on)) return NotFound();
        var sheets = await print.Run(Activity, on, stop);
        return Redirect($"{Urls.Sheets(activity)}/print?from={sheets[0].Number}&to={sheets[^1].Number}");
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        // The file is looked at first and kept whatever else is wrong: a browser would not send it again.
        (Taken, var unfit) = await kept.Take(Input.File, Input.Kept, Input.Form, stop);
        if (unfit is not null) ModelState.AddModelError("Input.File", texts.Of(unfit));
        else if (Taken is null) ModelState.AddModelError("Input.File", texts["Choose the scan."].Value);
        if (!DateOnly.TryParse(Input.Day, CultureInfo.InvariantCulture, out var day)) ModelState.AddModelError("Input.Day", texts["Choose the day."].Value);
        if (!ModelState.IsValid) return this.Invalid();
        var sheet = AttendanceSheet.Read(activity, Input.Code!) is { } number ? Sheets.FirstOrDefault(s => s.Number == number) : null;
        var doubt = AttendanceSheet.Doubt(sheet, day, Input.Page);
        if (sheet is null) return this.Refused("Input.Code", doubt!);
        await Name(sheet, stop);
        if (doubt is not null && !Input.Sure)
        {
            Doubted = true;
            return this.Refused("Input.Code", doubt);
        }

        // First the names are shown: who did not sign is left out.
        if (Input.Seen != sheet.Id) return Confirm(sheet);
        var (rows, refusal) = await attach.Run(activity, sheet.Id, Taken!, Input.Page, Input.Absent, Input.Below, stop);
        if (refusal is not null) return this.Refused("", refusal);
        this.Say("The scan is attached to {0} rows of sheet {1}.", rows, sheet.Code);
        return Redirect(Urls.Sheets(activity));
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Confirm(AttendanceSheet sheet)
    {
        (Input.Seen, Doubted) = (sheet.Id, Input.Sure);
        return this.Invalid();
    }

    private async Task Name(AttendanceSheet sheet, CancellationToken stop)
    {
        var names = await db.Registrations.Where(r => sheet.Rows.Contains(r.Id)).Select(r => new Row(r.Id, r.Name)).ToDictionaryAsync(r => r.Id, stop);
        Rows = [.. sheet.Rows.Where(names.ContainsKey).Select(id => names[id])];
        if (sheet.FreeRows > 0) WalkIns = await attach.WalkIns(sheet).OrderBy(r => r.Number).Select(r => new Row(r.Id, r.Name)).ToListAsync(stop);
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (!await Open(activity, stop)) return false;
        Days = [.. Enumerable.Range(0, Math.Min(31, Activity.EndsOn.DayNumber - Activity.StartsOn.DayNumber + 1)).Select(n => Activity.StartsOn.AddDays(n))];
        Sheets = await db.AttendanceSheets.AsNoTracking().Where(s => s.ActivityId == activity).OrderBy(s => s.Number).ToListAsync(stop);
        People = await db.Registrations.CountAsync(r => r.ActivityId == activity && r.State != RegistrationState.Cancelled && r.State != RegistrationState.Waitlisted, stop);
        return true;
    }
}
