using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>What is asked of an organisation before it is entered.</summary>
public sealed class NewInput
{
    public Guid Id { get; set; }
    public OrganisationKind Kind { get; set; } = OrganisationKind.Company;

    [Required(ErrorMessage = "This is needed."), StringLength(Organisation.LongestName, ErrorMessage = "Use at most {1} characters.")] public string? Name { get; set; }
    [Required(ErrorMessage = "Choose a country.")] public string? Country { get; set; }
    [StringLength(40, ErrorMessage = "Use at most {1} characters.")] public string? VatNumber { get; set; }
    [StringLength(60, ErrorMessage = "Use at most {1} characters.")] public string? RegistrationNumber { get; set; }
    public string? Website { get; set; }
    public Guid? ClusterId { get; set; }
    /// <summary>The likely ones were looked at, and it is none of them.</summary>
    public bool Anyway { get; set; }
}

/// <summary>A new member, or another organisation.</summary>
[Requires(Can.ManageMembers)]
public sealed class NewModel(CurrentAccess access, ChangeMembership memberships, FindLikely likely, CreateOrganisation create, Texts texts) : PageModel
{
    [BindProperty] public NewInput Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Clusters { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];
    public IReadOnlyList<LikelyOrganisation> Likely { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        await Load(stop);
        Input = new NewInput { Id = Ids.New(), ClusterId = Clusters is [var only] ? Guid.Parse(only.Value) : null };
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        var country = Input.Country ?? "";
        if (country is not "" && Countries.CodeOf(country) != country) ModelState.AddModelError("Input.Country", texts["Choose a country from the list."].Value);
        if (VatNumbers.Check(Input.VatNumber ?? "", country) is { } vat) ModelState.AddModelError("Input.VatNumber", texts.Of(vat));
        if (WebAddresses.Check(Input.Website) is { } web) ModelState.AddModelError("Input.Website", texts.Of(web));
        if (Kinds.All(k => k.Value != Input.Kind.ToString())) ModelState.AddModelError("Input.Kind", texts["Choose a kind from the list."].Value);
        if (Input.Id == Guid.Empty) ModelState.AddModelError("", texts["This form is out of date. Open it anew."].Value);
        if (!ModelState.IsValid) return this.Invalid();
        if (!Input.Anyway)
        {
            Likely = [.. (await likely.Run(Input.Name!, country, Input.VatNumber ?? "", Input.RegistrationNumber ?? "", Input.Website, stop)).Where(l => l.Id != Input.Id)];
            if (Likely.Count > 0) return this.Invalid();
        }

        var (id, field, refusal) = await create.Run(Input, stop);
        if (refusal is not null) return this.Refused(field, refusal);
        this.Say("Entered. Add what is known.");
        return LocalRedirect(Urls.EditOrganisation(id!.Value));
    }

    private async Task Load(CancellationToken stop)
    {
        Clusters = [.. (await memberships.Clusters().OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(stop)).Select(c => new SelectListItem(c.Name, c.Id.ToString()))];
        // A cluster's manager enters members; only whoever reaches every record enters what belongs to no cluster.
        var kinds = access.Reach(Can.ManageMembers).Everywhere ? Enum.GetValues<OrganisationKind>() : [OrganisationKind.Company];
        Kinds = [.. kinds.Select(k => new SelectListItem(texts.Word(k), k.ToString()))];
    }
}
