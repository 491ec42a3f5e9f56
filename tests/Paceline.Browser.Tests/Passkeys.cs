using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Paceline.Browser.Tests;

/// <summary>A passkey, kept by a virtual device of the browser.</summary>
public sealed class Passkeys(Site site)
{
    [Fact]
    public async Task A_passkey_opens_the_door_without_a_password()
    {
        var page = await site.As("evaluator");
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await page.GotoAsync("/account/security");
        await page.GetByLabel("Name of the new passkey").FillAsync("Test key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByText("Test key").First).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/$"));
        await page.GotoAsync("/account/security");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        Assert.EndsWith("/account/security", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_door_opens_by_keyboard_alone()
    {
        var page = await site.Browser();
        await page.GotoAsync("/sign-in");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(":focus")).ToHaveTextAsync("Skip to content");
        for (var i = 0; i < 20 && await page.EvaluateAsync<string>("document.activeElement.id") is not "Input-Email"; i++) await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("admin@demo.example");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Data.Demo.DemoAccounts.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("/$"));
    }
}
