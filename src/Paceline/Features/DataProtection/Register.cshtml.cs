using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Features.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Ui;

namespace Paceline.Features.DataProtection;

/// <summary>The register of processing (Article 30 GDPR), and what the public notice says of this alliance.</summary>
[Requires(Can.HandlePrivacyRequests)]
public sealed class RegisterModel(PacelineDb db, ReadNotice read, CurrentProgramme programme, AuditTrail audit) : PageModel
{
    public sealed record Form
    {
        [EmailAddress(ErrorMessage = "This is not an e-mail address."), StringLength(320, ErrorMessage = "This is too long.")] public string? Email { get; init; }
        [StringLength(200, ErrorMessage = "This is too long.")] public string? Authority { get; init; }
        [RegularExpression("https://[^\\s]+", ErrorMessage = "Begin with https://."), StringLength(400, ErrorMessage = "This is too long.")] public string? AuthorityUrl { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<JointController> Controllers { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        Controllers = await read.Controllers(stop);
        var contact = await read.Contact(stop);
        Input = new Form { Email = contact.Email, Authority = contact.Authority, AuthorityUrl = contact.AuthorityUrl };
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!ModelState.IsValid)
        {
            Controllers = await read.Controllers(stop);
            return this.Invalid();
        }

        foreach (var (key, value) in new[] { (ReadNotice.EmailSetting, Input.Email), (ReadNotice.AuthoritySetting, Input.Authority), (ReadNotice.AuthorityUrlSetting, Input.AuthorityUrl) })
        {
            if (await db.Settings.FindAsync([key], stop) is { } setting) setting.Value = value?.Trim() ?? "";
            else db.Settings.Add(new Setting { Key = key, Value = value?.Trim() ?? "" });
        }

        var current = await programme.Find(stop);
        audit.Add("Changed the privacy notice", RecordKind.Programme, current?.Id ?? Guid.Empty, current?.Acronym ?? "", Input.Authority ?? "");
        await db.SaveChangesAsync(stop);
        this.Say("Saved. The public page shows it now.");
        return LocalRedirect(Urls.ProcessingRegister);
    }
}
