using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Features.Admin;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>Who scores: asked for a time, each with the cluster whose companies stay hidden; and the dealing out.</summary>
[Requires(Can.ManageActivity)]
public sealed class AssessorsModel(PacelineDb db, CallDoor door, ChangeAssessors act, SiteAddress site, TimeProvider clock) : PageModel
{
    public sealed record Row(Guid Person, string Name, string Email, string Cluster, DateOnly? Until, bool IsOver, int Asked, int Done, int Conflicts);

    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        [Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "Write an e-mail address, for example name@company.eu."), StringLength(200, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Email { get; init; } = "";
        [Required(ErrorMessage = "This is needed."), StringLength(120, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Name { get; init; } = "";
        [Required(ErrorMessage = "This is needed.")] public Guid? Cluster { get; init; }
        [Required(ErrorMessage = "This is needed.")] public DateOnly? Until { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Clusters { get; private set; } = [];
    public int Eligible { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input = new Form { Until = clock.Today(Activity.TimeZone).AddDays(30) };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        if (Clusters.All(c => c.Value != Input.Cluster.ToString())) return this.Refused("Input.Cluster", new Refusal("Choose from the list."));
        if (await act.Invite(Activity, Input.Id, Input.Email.Trim(), Input.Name.Trim(), Input.Cluster!.Value, Input.Until!.Value, await site.Of(Request, stop), stop) is var (field, no)) return this.Refused(field, no);
        this.Say("Asked. The mail is on its way.");
        return LocalRedirect(Urls.Assessors(activity));
    }

    public async Task<IActionResult> OnPostAssign(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        try
        {
            var (added, lacking) = await act.Assign(Activity, Call, stop);
            if (lacking > 0) this.Say("{0} dealt out. {1} applications lack somebody of another cluster: ask more assessors.", added, lacking);
            else this.Say("{0} dealt out. Every application has two assessors.", added);
        }
        catch (DbUpdateException)
        {
            this.Say("Somebody else dealt out at the same moment. Look at it again.");
        }

        return LocalRedirect(Urls.Assessors(activity));
    }

    public async Task<IActionResult> OnPostTakeBack(Guid activity, [FromForm] Guid person, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        try
        {
            this.Say("{0} taken back. Deal out again, so that somebody else scores them.", await act.TakeBack(Activity, person, stop));
        }
        catch (DbUpdateConcurrencyException)
        {
            this.Say("Somebody else changed the selection a moment ago. Look at it again.");
        }

        return LocalRedirect(Urls.Assessors(activity));
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await door.Manage(activity, stop) is not var (found, call) || call is null) return false;
        (Activity, Call) = (found, call);
        var now = clock.GetUtcNow();
        Clusters = [.. (await (from p in db.ConsortiumPartners where p.ProgrammeId == found.ProgrammeId join o in db.Organisations on p.OrganisationId equals o.Id orderby o.Name select new { o.Id, o.Name }).ToListAsync(stop)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        var given = (await db.Assessments.AsNoTracking().Where(a => a.ActivityId == activity).Select(a => new { a.AssessorId, a.DoneAt, a.Conflict }).ToListAsync(stop)).ToLookup(a => a.AssessorId);
        var people = await (from g in db.RoleGrants where g.Role == Role.Assessor && g.ActivityId == activity join p in db.Users on g.PersonId equals p.Id join o in db.Organisations on g.ClusterId equals o.Id orderby p.DisplayName select new { p.Id, p.DisplayName, p.Email, Cluster = o.Name, g.ValidTo }).ToListAsync(stop);
        Rows = [.. people.Select(p => new Row(p.Id, p.DisplayName, p.Email ?? "", p.Cluster, RoleTime.LastDay(p.ValidTo, found.TimeZone), p.ValidTo <= now, given[p.Id].Count(g => g.Conflict is null), given[p.Id].Count(g => g.DoneAt is not null), given[p.Id].Count(g => g.Conflict is not null)))];
        Eligible = await db.Applications.CountAsync(a => a.CallId == call.Id && a.State == ApplicationState.Eligible, stop);
        return true;
    }
}
