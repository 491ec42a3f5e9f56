using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;

namespace Paceline.Features.Account;

/// <summary>Where the two links of a new address lead. Opening changes nothing; a button does.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class ConfirmEmailModel(ChangeEmail act) : PageModel
{
    public EmailChange Change { get; private set; } = null!;
    public bool IsNew { get; private set; }

    /// <summary>What has just happened; null while the page asks.</summary>
    public Outcome? Done { get; private set; }

    public enum Outcome
    {
        /// <summary>Both have said yes.</summary>
        Changed,
        /// <summary>The other mailbox has not said anything yet.</summary>
        OneMore,
        /// <summary>The old mailbox has said no.</summary>
        Refused,
    }

    public async Task<IActionResult> OnGet(string token, CancellationToken stop) => await Show(token, stop) is not null ? Page() : StatusCode(StatusCodes.Status410Gone);

    public async Task<IActionResult> OnPost(string token, CancellationToken stop)
    {
        if (await Show(token, stop) is not { } open || await act.Confirm(open, stop) is not { } changed) return StatusCode(StatusCodes.Status410Gone);
        Done = changed ? Outcome.Changed : Outcome.OneMore;
        return Page();
    }

    public async Task<IActionResult> OnPostRefuse(string token, CancellationToken stop)
    {
        if (await Show(token, stop) is not { IsNew: false } open) return StatusCode(StatusCodes.Status410Gone);
        await act.Refuse(open, stop);
        Done = Outcome.Refused;
        return Page();
    }

    private async Task<OpenEmailChange?> Show(string token, CancellationToken stop)
    {
        var open = await act.Find(token, stop);
        if (open is not null) (Change, IsNew) = (open.Change, open.IsNew);
        return open;
    }
}
