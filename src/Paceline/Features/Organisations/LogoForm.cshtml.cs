using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Organisations;

/// <summary>Where a logo is chosen.</summary>
[Requires(Can.EditOrganisation)]
public sealed class LogoFormModel(OrganisationDoor door, ChangeLogo change) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Choose a picture.")] public IFormFile? Picture { get; set; }

    public Organisation Organisation { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop) => await Load(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        if (await change.Run(Organisation, Picture!, stop) is { } refusal) return this.Refused("Picture", refusal);
        this.Say("The logo is saved.");
        return LocalRedirect(Urls.ChangeLogo(id));
    }

    public async Task<IActionResult> OnPostRemove(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop)) return NotFound();
        await change.Remove(Organisation, stop);
        this.Say("The logo is removed.");
        return LocalRedirect(Urls.ChangeLogo(id));
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await door.Find(id, Can.EditOrganisation, stop) is not { } found) return false;
        Organisation = found;
        return true;
    }
}
