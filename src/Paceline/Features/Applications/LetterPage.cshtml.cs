using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>One letter as its reader gets it; changed and sent from here while it has not left.</summary>
[Requires(Can.ManageActivity)]
public sealed class LetterPageModel(PacelineDb db, CallDoor door, WriteLetters act, AuditTrail audit) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        [StringLength(1000, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? To { get; init; }
        [Required(ErrorMessage = "This is needed."), StringLength(200, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Subject { get; init; } = "";
        [Required(ErrorMessage = "This is needed."), StringLength(10000, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Text { get; init; } = "";
    }

    [BindProperty] public Form Input { get; set; } = new();
    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public Letter Letter { get; private set; } = null!;
    public string Company { get; private set; } = "";

    public async Task<IActionResult> OnGet(Guid activity, Guid letter, CancellationToken stop)
    {
        if (!await Load(activity, letter, stop)) return NotFound();
        Input = new Form { Version = Letter.Version, To = Letter.To, Subject = Letter.Subject, Text = Letter.Text };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, Guid letter, string? then, CancellationToken stop)
    {
        if (!await Load(activity, letter, stop)) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        if (Letter.SentAt is not null) return this.Refused("", new Refusal("This letter has left. It stays as it was sent."));
        var to = (Input.To ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (to.Any(a => !new EmailAddressAttribute().IsValid(a))) return this.Refused("Input.To", new Refusal("Write e-mail addresses, separated by commas."));
        if (then is "send" && to.Length == 0) return this.Refused("Input.To", new Refusal("Write e-mail addresses, separated by commas."));
        db.Entry(Letter).Property(l => l.Version).OriginalValue = Input.Version;
        (Letter.To, Letter.Subject, Letter.Text) = (string.Join(", ", to), Input.Subject.Trim(), Input.Text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim());
        audit.Add("Changed a letter to an applicant", RecordKind.Application, Letter.ApplicationId, Company, Letter.Subject, cluster: Activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return this.Refused("", new Refusal("Somebody else saved this a moment ago. Open it anew to compare."));
        }

        if (then is not "send")
        {
            this.Say("Saved.");
            return LocalRedirect(Urls.Letter(activity, letter));
        }

        if (await act.Send(Activity, Call, letter, stop) == 0) return this.Refused("", new Refusal("This letter was not sent: it has left already, or what it says is no longer so. Look at the selection."));
        this.Say("The letter is on its way.");
        return LocalRedirect(Urls.Letters(activity));
    }

    private async Task<bool> Load(Guid activity, Guid letter, CancellationToken stop)
    {
        if (await door.Manage(activity, stop) is not var (found, call) || call is null || await db.Letters.FirstOrDefaultAsync(l => l.Id == letter && l.ActivityId == activity, stop) is not { } here) return false;
        (Activity, Call, Letter) = (found, call, here);
        Company = await (from a in db.Applications where a.Id == here.ApplicationId join o in db.Organisations on a.CompanyId equals o.Id select o.Name).SingleAsync(stop);
        return true;
    }
}
