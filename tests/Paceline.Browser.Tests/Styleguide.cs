namespace Paceline.Browser.Tests;

/// <summary>The components, photographed in every scheme, width and direction; the pictures lie beside the tests for people to look at.</summary>
public sealed class Styleguide(Site site)
{
    [Theory]
    [InlineData("light", "en", 1280), InlineData("dark", "en", 1280), InlineData("light", "fa", 1280), InlineData("dark", "fa", 390), InlineData("light", "en", 390)]
    public async Task Every_component_stands_within_the_page(string scheme, string language, int width)
    {
        var page = await site.Browser(width);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme is "dark" ? Microsoft.Playwright.ColorScheme.Dark : Microsoft.Playwright.ColorScheme.Light });
        await page.GotoAsync($"/styleguide?ui-culture={language}");
        Assert.Equal(language is "fa" ? "rtl" : "ltr", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).direction"));
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
        var picture = await page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(AppContext.BaseDirectory, "pictures", $"styleguide-{scheme}-{language}-{width}.png") });
        Assert.True(picture.Length > 20_000);
    }
}
