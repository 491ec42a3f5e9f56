using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Domain;
using Paceline.Domain.Access;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>Sets up the authenticator app, shows recovery codes once, and takes both away again.</summary>
[Requires(Can.UseAccount)]
[OpenBeforeSecondFactor]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SecondFactorModel(UserManager<Person> people, PeopleSignIn signIn, SecondFactors factors, ChangeSecondFactor change, Door door, CurrentAccess access, Clock clock) : PageModel
{
    public sealed record NewApp
    {
        /// <summary>The proposed secret, sealed: nothing is kept before a code has proved that the app has it.</summary>
        public string Sealed { get; init; } = "";

        [Required(ErrorMessage = "This is needed."), StringLength(40, ErrorMessage = "This is too long. Use at most {1} characters.")]
        public string Code { get; init; } = "";

        /// <summary>The password, where an app is replaced.</summary>
        public string? Password { get; init; }
    }

    [BindProperty] public NewApp Input { get; set; } = new();

    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    /// <summary>The person has an app.</summary>
    public bool HasApp { get; private set; }

    /// <summary>A role asks for it.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>This session waits for it: nothing else is open.</summary>
    public bool IsWaiting => access.LacksSecondFactor;

    /// <summary>There is a passkey already, so it proves the person; an app of a stranger's is not set up with a password alone.</summary>
    public bool UsesPasskey { get; private set; }

    public bool IsDemo => clock.IsDemo;
    public int CodesLeft { get; private set; }
    public string Picture { get; private set; } = "";
    public string Secret { get; private set; } = "";
    public string Email { get; private set; } = "";

    /// <summary>Fresh recovery codes, on this one answer only.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public string Onward => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl! : Urls.Home;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        await Show(stop);
        if (!IsWaiting || !HasApp) return Page();
        // The app was set up on another device after this one was signed in: the door asks for its code.
        await signIn.SignOutAsync();
        return LocalRedirect(Urls.SignIn + QueryString.Create("returnUrl", Onward));
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var person = await Show(stop, Input.Sealed);
        if (UsesPasskey || IsWaiting && HasApp) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        var (codes, field, refusal) = await change.SetUp(person, Input.Sealed, Input.Code, HasApp ? Input.Password ?? "" : null, stop);
        if (refusal is not null) return this.Refused(field, refusal);
        return await Told(codes, stop);
    }

    public async Task<IActionResult> OnPostCodes([FromForm] string? password, CancellationToken stop)
    {
        ModelState.Clear();
        var person = await Show(stop);
        if (!HasApp || IsWaiting) return NotFound();
        var (codes, refusal) = await change.NewCodes(person, password ?? "", stop);
        return refusal is not null ? this.Refused("", refusal) : await Told(codes, stop);
    }

    public async Task<IActionResult> OnPostRemove([FromForm] string? password, CancellationToken stop)
    {
        ModelState.Clear();
        var person = await Show(stop);
        if (!HasApp || IsWaiting) return NotFound();
        if (IsNeeded && Passkeys == 0) return this.Refused("", new Refusal("Your role asks for a second factor. Add a passkey first, or set up another app."));
        if (await change.Remove(person, password ?? "", stop) is { } no) return this.Refused("", no);
        this.Say("The authenticator app is removed.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostPasskeyOptions() => Content(await signIn.MakePasskeyRequestOptionsAsync(await Me()), "application/json");

    public async Task<IActionResult> OnPostPasskey([FromForm] string? credential, CancellationToken stop)
    {
        ModelState.Clear();
        await Show(stop);
        if (string.IsNullOrEmpty(credential)) return this.Refused("", new Refusal("Passkeys need a script that did not run here. Use a code."));
        return (await door.ByPasskey(credential)).Refusal is { } no ? this.Refused("", no) : LocalRedirect(Onward);
    }

    private int Passkeys { get; set; }

    private async Task<Person> Me() => await people.FindByIdAsync(access.PersonId.ToString()!) ?? throw new InvalidOperationException("The rule book let nobody in.");

    private async Task<PageResult> Told(IReadOnlyList<string> codes, CancellationToken stop)
    {
        ModelState.Clear();
        await Show(stop);
        Codes = codes;
        return Page();
    }

    private async Task<Person> Show(CancellationToken stop, string? kept = null)
    {
        var person = await Me();
        Passkeys = (await people.GetPasskeysAsync(person)).Count;
        (Email, HasApp, CodesLeft) = (person.Email!, await factors.Has(person.Id, stop), await factors.CodesLeft(person.Id, stop));
        IsNeeded = await change.IsNeeded(person.Id, stop);
        UsesPasskey = IsWaiting && Passkeys > 0;
        var secret = factors.Open(kept);
        if (secret is null)
        {
            Input = new NewApp { Sealed = factors.Propose() };
            ModelState.Remove("Input.Sealed");
            secret = factors.Open(Input.Sealed)!;
        }

        Secret = TimeCode.Grouped(TimeCode.Spell(secret));
        Picture = Documents.QrCode.Svg(TimeCode.Address("Paceline", person.Email!, secret), Email);
        return person;
    }
}
