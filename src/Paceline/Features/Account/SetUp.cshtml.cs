using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Errors;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Account;

/// <summary>Where the one-time link of an empty installation leads.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SetUpModel(SetUpAlliance setUp, TimeProvider clock) : PageModel
{
    private const string Needed = "This is needed.";
    private const string TooLong = "This is too long. Use at most {1} characters.";

    public sealed record Form
    {
        [Required(ErrorMessage = Needed), StringLength(120, ErrorMessage = TooLong)] public string Name { get; init; } = "";
        [Required(ErrorMessage = Needed), EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(256, ErrorMessage = TooLong)] public string Email { get; init; } = "";
        [Required(ErrorMessage = Needed)] public string Password { get; init; } = "";
        public bool Coordinates { get; init; } = true;
        [Required(ErrorMessage = Needed), StringLength(40, ErrorMessage = TooLong)] public string Acronym { get; init; } = "";
        [Required(ErrorMessage = Needed), StringLength(300, ErrorMessage = TooLong)] public string Title { get; init; } = "";
        [Required(ErrorMessage = Needed)] public DateOnly? StartsOn { get; init; }
        [Required(ErrorMessage = Needed), Range(1, 120, ErrorMessage = "Use a number from {1} to {2}.")] public int? Months { get; init; } = 24;
        [Required(ErrorMessage = Needed), Range(0, 1_000_000_000, ErrorMessage = "Use whole euros, from {1} to {2}.")] public long? GrantEuros { get; init; }
        [Required(ErrorMessage = Needed), StringLength(200, ErrorMessage = TooLong)] public string Cluster { get; init; } = "";
        [Required(ErrorMessage = Needed), StringLength(2, ErrorMessage = TooLong)] public string Country { get; init; } = "";
        [Required(ErrorMessage = Needed), StringLength(1000, ErrorMessage = TooLong)] public string FundingStatement { get; init; } = "";
        [Required(ErrorMessage = Needed), StringLength(2000, ErrorMessage = TooLong)] public string Disclaimer { get; init; } = "";
    }

    [BindProperty] public Form Input { get; set; } = new();

    public async Task<IActionResult> OnGet(string token, CancellationToken stop)
    {
        if (await setUp.Find(token, stop) is null) return StatusCode(StatusCodes.Status410Gone);
        var today = clock.Today("Europe/Brussels");
        Input = Input with
        {
            StartsOn = new DateOnly(today.Year, 1, 1),
            FundingStatement = "Co-funded by the European Union.",
            Disclaimer = "The content of this publication represents the views of the author only and is his/her sole responsibility; it cannot be considered to reflect the views of the Executive Agency for Small and Medium-sized Enterprises or any other body of the European Union. The European Commission and the Agency do not accept any responsibility for use that may be made of the information it contains.",
        };
        return Page();
    }

    public async Task<IActionResult> OnPost(string token, CancellationToken stop)
    {
        if (await setUp.Find(token, stop) is null) return StatusCode(StatusCodes.Status410Gone);
        if (Input.Country is not "" && Countries.CodeOf(Input.Country) is null) ModelState.AddModelError("Input.Country", "Choose a country.");
        if (!ModelState.IsValid) return this.Invalid();
        if (PasswordRule.Refuses(Input.Password, Input.Email, Input.Name) is { } refusal) return this.Refused("Input.Password", refusal);
        var email = Input.Email.Trim();
        var person = new Person { DisplayName = Input.Name.Trim(), UserName = email, Email = email, EmailConfirmed = true, Language = Texts.Language };
        var alliance = new NewAlliance(Input.Acronym.Trim(), Input.Title.Trim(), Input.StartsOn!.Value, Input.Months!.Value, Input.GrantEuros!.Value, Input.Cluster.Trim(), Input.Country, Input.FundingStatement.Trim(), Input.Disclaimer.Trim());
        if (!await setUp.Run(token, person, Input.Password, Input.Coordinates, alliance, stop)) return StatusCode(StatusCodes.Status410Gone);
        this.Say("Paceline is ready. Invite the others under “People”.");
        return LocalRedirect(Urls.Home);
    }
}
