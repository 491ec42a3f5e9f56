using System.Text;
using System.Text.RegularExpressions;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using static Microsoft.Playwright.Assertions;

namespace Paceline.Browser.Tests;

/// <summary>The directory while somebody types, and an organisation on paper.</summary>
public sealed partial class DirectoryInTheBrowser(Site site)
{
    [Fact]
    public async Task The_list_follows_what_is_typed_and_a_choice_keeps_its_place()
    {
        var tag = await Company("Wombat Ropes", "Ropes for climbing");
        var page = await site.Browser();
        await page.GotoAsync("/directory");
        await page.Locator("#q").PressSequentiallyAsync("wombta rope");
        await Expect(page.Locator(".entries h3").First).ToHaveTextAsync("Wombat Ropes");
        await Expect(page).ToHaveURLAsync(new Regex("q=wombta", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator("[data-live]")).ToHaveTextAsync("1 organisation");
        await page.Locator("[id='f-country-BE']").CheckAsync();
        await Expect(page).ToHaveURLAsync(new Regex("country=BE", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator("[id='f-country-BE']")).ToBeFocusedAsync();
        await page.Locator(".entries a").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(tag.ToString(), RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Without_a_script_the_same_list_comes_by_the_form()
    {
        await Company("Quokka Nets", "Nets for goals");
        var page = await site.Browser(script: false);
        await page.GotoAsync("/directory");
        await page.Locator("#q").FillAsync("quoka");
        await page.Locator("#search button").ClickAsync();
        await Expect(page.Locator(".entries h3").First).ToHaveTextAsync("Quokka Nets");
        await page.Locator("[id='f-country-BE']").CheckAsync();
        await page.Locator(".facets button").ClickAsync();
        await Expect(page.Locator(".chips .tag")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task However_long_its_texts_are_an_organisation_prints_on_one_page()
    {
        var page = await site.Browser();
        foreach (var id in new[] { await Company("Short Sheet", "Nets"), await Company("Long Sheet " + new string('x', 200), string.Concat(Enumerable.Repeat("A long text about nets and goals.\n", 150))) })
        {
            await page.GotoAsync($"/organisations/{id}");
            var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));
            Assert.Single(PageOfPdf().Matches(pdf));
        }
    }

    private async Task<Guid> Company(string name, string text)
    {
        var company = new Organisation { Name = name, Kind = OrganisationKind.Company, Country = "BE", Nuts = "BE25", IsFictional = true, Summary = new(text[..Math.Min(200, text.Length)]), Description = new(text) };
        await site.Db(async db =>
        {
            db.AddRange(company, new CompanyProfile { OrganisationId = company.Id, Public = PublicFields.All, Products = new(text), Offers = new(text), Needs = new(text), Certifications = ["ISO 9001"], CurrentMarkets = ["CN"] });
            return await db.SaveChangesAsync();
        });
        return company.Id;
    }

    [GeneratedRegex("/Type */Page\\b", RegexOptions.None, 1000)]
    private static partial Regex PageOfPdf();
}
