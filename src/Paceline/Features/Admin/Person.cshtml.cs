using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Features.Account;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Admin;

/// <summary>One account: its roles, and whether it is open.</summary>
[Requires(Can.ManagePeople)]
public sealed class PersonModel(PacelineDb db, RoleWords words, ChangeRoles roles, ChangeAccount account, ChangeSecondFactor second, SecondFactors factors, SiteAddress site, CurrentProgramme programme, CurrentAccess access, TimeProvider clock) : PageModel
{
    /// <summary>A role held.</summary>
    /// <param name="From">First day; null for from the start.</param>
    /// <param name="To">Last day; null for no end.</param>
    public sealed record Held(Guid Id, Role Role, string Words, bool MayTake, DateOnly? From, DateOnly? To, DateOnly Today)
    {
        /// <summary>Over: it carries nothing any more.</summary>
        public bool IsOver => To < Today;

        /// <summary>Still to come.</summary>
        public bool IsAhead => From > Today;
    }

    public sealed record NewName
    {
        [Required(ErrorMessage = "This is needed."), StringLength(120, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Name { get; init; } = "";
        public string Stamp { get; init; } = "";
    }

    public sealed record NewRole
    {
        public Role? Role { get; init; }
        public Guid? Cluster { get; init; }
        public Guid? Company { get; init; }
        public DateOnly? From { get; init; }
        public DateOnly? To { get; init; }
    }

    [BindProperty] public NewName Input { get; set; } = new();
    [BindProperty] public NewRole Added { get; set; } = new();

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public bool IsClosed { get; private set; }
    public bool HasPassword { get; private set; }
    public bool HasSecondFactor { get; private set; }
    public string Zone { get; private set; } = ChangeRoles.Zone;
    public bool IsOwn { get; private set; }
    public bool IsChangedMeanwhile { get; private set; }
    public IReadOnlyList<Held> Grants { get; private set; } = [];
    public IEnumerable<SelectListItem> Roles => words.Roles();
    public IReadOnlyList<SelectListItem> Clusters { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Companies { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop) => await Show(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Show(id, stop, keepInput: true)) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        if (await account.Rename(id, Input.Name.Trim(), Input.Stamp, stop)) return Done(id, "Saved.");
        var typed = Input.Name;
        await Show(id, stop);
        ModelState.Clear();
        (Input, IsChangedMeanwhile) = (Input with { Name = typed }, true);
        return this.Refused("", new Refusal("Somebody else saved this a moment ago. The name is now “{0}”; you typed “{1}”. Save again to keep yours.", Name, typed));
    }

    public async Task<IActionResult> OnPostGive(Guid id, CancellationToken stop)
    {
        if (!await Show(id, stop)) return NotFound();
        ModelState.Clear();
        if (Added.Role is not { } role) return this.Refused("Added.Role", new Refusal("Choose a role."));
        var time = new RoleTime(Added.From, Added.To, Zone);
        if (RoleRules.Lasting(role, time.From, time.To, clock.Today(Zone)) is { } never) return this.Refused("Added.To", never);
        var field = RoleRules.NeedsCluster(role) ? "Added.Cluster" : RoleRules.NeedsCompany(role) ? "Added.Company" : "Added.Role";
        return await roles.Give(id, role, Added.Cluster, Added.Company, time, stop) is { } no ? this.Refused(field, no) : Done(id, "The role is given.");
    }

    public async Task<IActionResult> OnPostTake(Guid id, [FromForm] Guid grant, CancellationToken stop)
    {
        if (!await Show(id, stop)) return NotFound();
        ModelState.Clear();
        return await roles.Take(id, grant, stop) is { } no ? this.Refused("", no) : Done(id, "The role is taken away.");
    }

    public async Task<IActionResult> OnPostClose(Guid id, CancellationToken stop)
    {
        if (!await Show(id, stop)) return NotFound();
        ModelState.Clear();
        return await account.Close(id, stop) is { } no ? this.Refused("", no) : Done(id, "The account is closed. It opens nothing from now on.");
    }

    public async Task<IActionResult> OnPostReopen(Guid id, CancellationToken stop)
    {
        if (!await Show(id, stop)) return NotFound();
        ModelState.Clear();
        return await account.Reopen(id, stop) is { } no ? this.Refused("", no) : Done(id, "The account is open again.");
    }

    public async Task<IActionResult> OnPostLink(Guid id, CancellationToken stop)
    {
        if (!await Show(id, stop)) return NotFound();
        ModelState.Clear();
        return await account.SendLink(id, await site.Of(Request, stop), stop) is { } no ? this.Refused("", no) : Done(id, "The link is on its way. Earlier links have ended.");
    }

    public async Task<IActionResult> OnPostReset(Guid id, CancellationToken stop)
    {
        if (!await Show(id, stop)) return NotFound();
        ModelState.Clear();
        return await second.Reset(id, stop) is { } no ? this.Refused("", no) : Done(id, "The second factor is taken away. At the next sign-in a new one is set up.");
    }

    private LocalRedirectResult Done(Guid id, string said)
    {
        this.Say(said);
        return LocalRedirect(Urls.Person(id));
    }

    private async Task<bool> Show(Guid id, CancellationToken stop, bool keepInput = false)
    {
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } person) return false;
        (Id, Name, Email, IsClosed, HasPassword, IsOwn) = (id, person.DisplayName, person.Email!, person.IsClosed, person.PasswordHash is not null || await db.UserLogins.AnyAsync(l => l.UserId == id, stop), id == access.PersonId);
        HasSecondFactor = await factors.Has(id, stop) || await db.UserPasskeys.AnyAsync(k => k.UserId == id, stop);
        Zone = (await programme.Find(stop))?.TimeZone ?? Zone;
        if (!keepInput) Input = new NewName { Name = person.DisplayName, Stamp = person.ConcurrencyStamp ?? "" };
        var mine = RoleRules.GivenBy(access.Grants).ToHashSet();
        var held = await (from g in db.RoleGrants
                          where g.PersonId == id
                          join o in db.Organisations on g.ClusterId ?? g.OrganisationId equals o.Id into own
                          from o in own.DefaultIfEmpty()
                          select new { g.Id, g.Role, g.ValidFrom, g.ValidTo, Organisation = o == null ? null : o.Name }).ToListAsync(stop);
        var today = clock.Today(Zone);
        Grants = [.. held.OrderBy(g => g.Role).Select(g => new Held(g.Id, g.Role, words.Of(g.Role, g.Organisation), mine.Contains(g.Role), g.ValidFrom?.DayIn(Zone), RoleTime.LastDay(g.ValidTo, Zone), today))];
        (Clusters, Companies) = (await words.Clusters(stop), await words.Companies(stop));
        return true;
    }
}
