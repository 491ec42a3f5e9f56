using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>How one signs in, and where one is signed in.</summary>
[Requires(Can.UseAccount)]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SecurityModel(UserManager<Person> people, PeopleSignIn signIn, CurrentAccess access, AuditTrail audit) : PageModel
{
    private const int LongestKeyName = 60;

    public sealed record Passwords
    {
        [Required(ErrorMessage = "This is needed.")] public string OldPassword { get; init; } = "";
        [Required(ErrorMessage = "This is needed.")] public string NewPassword { get; init; } = "";
    }

    /// <summary>A passkey in the list.</summary>
    public sealed record Key(string Id, string Name, DateTimeOffset AddedAt);

    [BindProperty] public Passwords Input { get; set; } = new();
    public string Email { get; private set; } = "";
    public IReadOnlyList<Key> Passkeys { get; private set; } = [];

    public async Task OnGet() => await Show();

    public async Task<IActionResult> OnPost()
    {
        var person = await Show();
        if (!ModelState.IsValid) return this.Invalid();
        if (PasswordRule.Refuses(Input.NewPassword, person.Email!, person.DisplayName) is { } refusal) return this.Refused("Input.NewPassword", refusal);
        if (!await people.CheckPasswordAsync(person, Input.OldPassword)) return this.Refused("Input.OldPassword", new Refusal("This is not your present password."));
        audit.Add("Changed the own password", RecordKind.Person, person.Id, person.DisplayName);
        await people.ChangePasswordAsync(person, Input.OldPassword, Input.NewPassword);
        await signIn.RefreshSignInAsync(person);
        this.Say("Your password is changed. Other devices are signed out.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostPasskeyOptions()
    {
        var person = await Me();
        return Content(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.Email!, DisplayName = person.DisplayName }), "application/json");
    }

    public async Task<IActionResult> OnPostPasskey([FromForm] string? credential, [FromForm] string? name)
    {
        ModelState.Clear();
        var person = await Show();
        if (string.IsNullOrEmpty(credential)) return this.Refused("", new Refusal("Passkeys need a script that did not run here. Your password goes on working."));
        var attestation = await Attest(credential);
        if (attestation is not { Succeeded: true }) return this.Refused("", new Refusal("This passkey could not be added. Try again."));
        attestation.Passkey.Name = KeyName(name);
        audit.Add("Added a passkey", RecordKind.Person, person.Id, person.DisplayName, attestation.Passkey.Name ?? "");
        await people.AddOrUpdatePasskeyAsync(person, attestation.Passkey);
        this.Say("The passkey is added. Next time it signs you in without a password.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostRename([FromForm] string? key, [FromForm] string? name)
    {
        var person = await Me();
        if (Decode(key) is not { } id || await people.GetPasskeyAsync(person, id) is not { } passkey) return NotFound();
        passkey.Name = KeyName(name);
        await people.AddOrUpdatePasskeyAsync(person, passkey);
        this.Say("The passkey has a new name.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostRemove([FromForm] string? key)
    {
        var person = await Me();
        // A second press finds nothing to remove, and that is what was wanted.
        if (Decode(key) is { } id && await people.GetPasskeyAsync(person, id) is { } passkey)
        {
            audit.Add("Removed a passkey", RecordKind.Person, person.Id, person.DisplayName, passkey.Name ?? "");
            await people.RemovePasskeyAsync(person, id);
        }

        this.Say("The passkey is removed. It signs nobody in any more.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostEverywhere()
    {
        var person = await Me();
        audit.Add("Signed out everywhere", RecordKind.Person, person.Id, person.DisplayName);
        await people.UpdateSecurityStampAsync(person);
        await signIn.SignOutAsync();
        return LocalRedirect(Urls.SignIn);
    }

    private async Task<Person> Me() => await people.FindByIdAsync(access.PersonId.ToString()!) ?? throw new InvalidOperationException("The rule book let nobody in.");

    private async Task<Person> Show()
    {
        var person = await Me();
        Email = person.Email!;
        Passkeys = [.. (await people.GetPasskeysAsync(person)).OrderBy(k => k.CreatedAt).Select(k => new Key(Base64Url.EncodeToString(k.CredentialId), k.Name ?? "", k.CreatedAt))];
        return person;
    }

    private async Task<PasskeyAttestationResult?> Attest(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            // The browser answers a question that was not asked in the last minutes.
            return null;
        }
    }

    private static string? KeyName(string? name) => name?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestKeyName)] : null;

    private static byte[]? Decode(string? key) => key is { Length: > 0 and < 2000 } && Base64Url.IsValid(key) ? Base64Url.DecodeFromChars(key) : null;
}
