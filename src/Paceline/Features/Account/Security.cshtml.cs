using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Errors;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>How one signs in, and where one is signed in.</summary>
[Requires(Can.UseAccount)]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SecurityModel(PacelineDb db, UserManager<Person> people, PeopleSignIn signIn, ChangePassword change, ChangeEmail mail, ComeFromElsewhere elsewhere, OutsideDirectory directory, SecondFactors factors, SiteAddress site, CurrentAccess access, AuditTrail audit, TimeProvider clock) : PageModel
{
    private const int LongestKeyName = 60;

    // A cookie lives as long; who has not come back since is not signed in.
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(14);

    public sealed record Passwords
    {
        [Required(ErrorMessage = "This is needed.")] public string OldPassword { get; init; } = "";
        [Required(ErrorMessage = "This is needed."), StringLength(PasswordRule.Longest, ErrorMessage = "This is too long. Use at most {1} characters.")] public string NewPassword { get; init; } = "";
    }

    public sealed record NewMail
    {
        [Required(ErrorMessage = "This is needed."), EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(256, ErrorMessage = "This is too long. Use at most {1} characters.")] public string Email { get; init; } = "";
        [Required(ErrorMessage = "This is needed.")] public string Password { get; init; } = "";
    }

    /// <summary>A passkey in the list.</summary>
    public sealed record Key(string Id, string Name, DateTimeOffset AddedAt);

    /// <summary>A device in the list.</summary>
    public sealed record Device(Guid Id, string Words, string? Network, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, SignInMethod Method, bool IsHere);

    [BindProperty] public Passwords Input { get; set; } = new();
    [BindProperty] public NewMail Mail { get; set; } = new();
    public string Email { get; private set; } = "";
    public string? WaitingEmail { get; private set; }
    /// <summary>Name of the alliance's directory, where the account opens from it.</summary>
    public string? Elsewhere { get; private set; }
    public bool HasApp { get; private set; }
    public int CodesLeft { get; private set; }
    public IReadOnlyList<Key> Passkeys { get; private set; } = [];
    public IReadOnlyList<Device> Devices { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => await Show(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var person = await Show(stop);
        if (!Checked(nameof(Input))) return this.Invalid();
        if (await change.Run(person, Input.OldPassword, Input.NewPassword, stop) is var (field, no)) return this.Refused(field, no);
        this.Say("Your password is changed. Other devices are signed out.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostEmail(CancellationToken stop)
    {
        var person = await Show(stop);
        if (!Checked(nameof(Mail))) return this.Invalid();
        if (await mail.Ask(person, Mail.Email, Mail.Password, await site.Of(Request, stop), stop) is var (field, no)) return this.Refused(field, no);
        this.Say("Two messages are on their way, to both addresses. Once both are confirmed, the address changes.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostPasskeyOptions()
    {
        var person = await Me();
        return Content(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.Email!, DisplayName = person.DisplayName }), "application/json");
    }

    public async Task<IActionResult> OnPostPasskey([FromForm] string? credential, [FromForm] string? name, CancellationToken stop)
    {
        ModelState.Clear();
        var person = await Show(stop);
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

    public async Task<IActionResult> OnPostDisconnect(CancellationToken stop)
    {
        await elsewhere.Disconnect(await Me(), stop);
        this.Say("Disconnected. Your account opens with {0} no more.", directory.Name);
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostEnd([FromForm] Guid session, CancellationToken stop)
    {
        var person = await Me();
        // The own ones only; one that has ended already is what was wanted.
        if (await db.SignInSessions.FirstOrDefaultAsync(s => s.Id == session && s.PersonId == person.Id && s.EndedAt == null, stop) is { } found)
        {
            found.EndedAt = clock.GetUtcNow();
            audit.Add("Signed a device out", RecordKind.Person, person.Id, person.DisplayName, found.Device);
            await db.SaveChangesAsync(stop);
        }

        this.Say("The device is signed out.");
        return LocalRedirect(Urls.Security);
    }

    public async Task<IActionResult> OnPostEverywhere(CancellationToken stop)
    {
        var person = await Me();
        await using (var together = await db.Database.BeginTransactionAsync(stop))
        {
            await Sessions.EndOthers(db, person.Id, null, clock.GetUtcNow(), stop);
            audit.Add("Signed out everywhere", RecordKind.Person, person.Id, person.DisplayName);
            await people.UpdateSecurityStampAsync(person);
            await together.CommitAsync(stop);
        }

        await signIn.SignOutAsync();
        return LocalRedirect(Urls.SignIn);
    }

    private async Task<Person> Me() => await people.FindByIdAsync(access.PersonId.ToString()!) ?? throw new InvalidOperationException("The rule book let nobody in.");

    private async Task<Person> Show(CancellationToken stop)
    {
        var person = await Me();
        (Email, Elsewhere) = (person.Email!, await elsewhere.IsConnected(person.Id, stop) ? directory.Name : null);
        WaitingEmail = (await mail.Waiting(person.Id, stop))?.NewEmail;
        (HasApp, CodesLeft) = (await factors.Has(person.Id, stop), await factors.CodesLeft(person.Id, stop));
        Passkeys = [.. (await people.GetPasskeysAsync(person)).OrderBy(k => k.CreatedAt).Select(k => new Key(Base64Url.EncodeToString(k.CredentialId), k.Name ?? "", k.CreatedAt))];
        var since = clock.GetUtcNow() - CookieLife;
        Devices = [.. (await db.SignInSessions.AsNoTracking().Where(s => s.PersonId == person.Id && s.EndedAt == null && s.LastSeenAt > since).ToListAsync(stop))
            .Select(s => new Device(s.Id, s.Device, s.Network, s.StartedAt, s.LastSeenAt, s.Method, s.Id == access.SessionId)).OrderByDescending(d => d.IsHere).ThenByDescending(d => d.LastSeenAt)];
        return person;
    }

    // Two forms stand on the page; what the other one lacks does not matter.
    private bool Checked(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => !k.StartsWith(form + ".", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
        return ModelState.IsValid;
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
