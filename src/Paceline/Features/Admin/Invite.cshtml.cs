using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Paceline.Domain;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Admin;

/// <summary>A new account, by invitation.</summary>
[Requires(Can.ManagePeople)]
public sealed class InviteModel(InvitePerson invite, RoleWords words, SiteAddress site, CurrentProgramme programme) : PageModel
{
    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        [Required(ErrorMessage = "This is needed."), StringLength(120, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Name { get; init; } = "";
        [Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(256, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Email { get; init; } = "";
        [Required(ErrorMessage = "This is needed.")] public Role? Role { get; init; }
        public Guid? Cluster { get; init; }
        public Guid? Company { get; init; }
        public DateOnly? From { get; init; }
        public DateOnly? To { get; init; }
        public string? Language { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();

    public IEnumerable<SelectListItem> Roles => words.Roles();

    public IReadOnlyList<SelectListItem> Clusters { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Companies { get; private set; } = [];

    public Task OnGet(CancellationToken stop)
    {
        Input = Input with { Language = Texts.Language };
        return Show(stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Show(stop);
        if (!ModelState.IsValid) return this.Invalid();
        if (!Listed(Clusters, Input.Cluster)) return this.Refused("Input.Cluster", new Refusal("Choose from the list."));
        if (!Listed(Companies, Input.Company)) return this.Refused("Input.Company", new Refusal("Choose from the list."));
        var email = Input.Email.Trim();
        var person = new Person { Id = Input.Id, DisplayName = Input.Name.Trim(), UserName = email, Email = email, Language = Texts.Languages.FirstOrDefault(l => l == Input.Language) };
        if (await invite.Run(person, Input.Role!.Value, Input.Cluster, Input.Company, new RoleTime(Input.From, Input.To, (await programme.Find(stop))?.TimeZone ?? ChangeRoles.Zone), await site.Of(Request, stop), stop) is var (field, refusal)) return this.Refused(field, refusal);
        this.Say("The invitation to {0} is on its way.", person.Email);
        return LocalRedirect(Urls.Person(Input.Id));
    }

    private static bool Listed(IReadOnlyList<SelectListItem> choices, Guid? id) => id is null || choices.Any(c => c.Value == id.ToString());

    private async Task Show(CancellationToken stop) => (Clusters, Companies) = (await words.Clusters(stop), await words.Companies(stop));
}
