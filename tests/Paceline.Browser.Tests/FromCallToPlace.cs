using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Paceline.Domain.Activities.Calls;
using static Microsoft.Playwright.Assertions;

namespace Paceline.Browser.Tests;

/// <summary>From the call to the place: a company applies on its phone, an assessor scores, the organiser confirms, a letter arrives, one withdraws and the next moves up.</summary>
public sealed class FromCallToPlace(Site site)
{
    [Fact]
    public async Task A_company_applies_on_its_phone_and_what_it_types_is_saved_by_itself()
    {
        var mission = await site.Db(db => db.Activities.Where(a => a.Country == "KR").Select(a => a.Id).SingleAsync());
        var page = await site.As("company", 390);
        await page.GotoAsync("/my-trips");
        await page.GetByRole(AriaRole.Link, new() { Name = "Read the call" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply with the profile" }).ClickAsync();
        await page.Locator("textarea").First.FillAsync("We want to meet the importer of Seoul.");
        await page.GetByLabel("Yes", new() { Exact = true }).CheckAsync();
        // The answer asks for one more question at once, and everything is kept without a button.
        await Expect(page.GetByLabel("Its weight in kilograms")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-state]")).ToHaveTextAsync("Saved.");
        await page.ReloadAsync();
        await Expect(page.Locator("textarea").First).ToHaveValueAsync("We want to meet the importer of Seoul.");
        await page.GetByLabel("Its weight in kilograms").FillAsync("12");
        // The last answer is still being saved when the button is pressed: what is submitted carries the version that this save makes.
        await page.RouteAsync("**/*", async route =>
        {
            if (!route.Request.Headers.ContainsKey("x-fragment")) { await route.FallbackAsync(); return; }
            var answer = await route.FetchAsync();
            await Task.Delay(1500);
            await route.FulfillAsync(new() { Response = answer });
        });
        await page.RunAndWaitForRequestAsync(() => page.GetByLabel("We pay flight").CheckAsync(), request => request.Headers.ContainsKey("x-fragment"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit the application" }).ClickAsync();
        await Expect(page.GetByText("Submitted. The receipt is on this page and in your mail.")).ToBeVisibleAsync();
        Assert.True(await site.Db(db => db.ApplicationVersions.AnyAsync(v => db.Applications.Any(a => a.Id == v.ApplicationId && a.ActivityId == mission && a.Submissions == 1 && v.By == "Nils Demo"))));
    }

    [Fact]
    public async Task The_last_scores_come_in_the_ranking_is_confirmed_letters_leave_and_a_reserve_moves_up()
    {
        var visit = await site.Db(db => db.Activities.Where(a => a.Country == "DK").Select(a => a.Id).SingleAsync());
        var assessor = await site.As("assessor");
        for (var left = await Waiting(visit); left > 0; left--)
        {
            await assessor.GotoAsync("/applications/assess");
            await assessor.Locator("tbody tr:has(.status.wait) a").First.ClickAsync();
            foreach (var criterion in await assessor.Locator(".scale").AllAsync()) await criterion.Locator("label").Nth(4).ClickAsync();
            await assessor.GetByLabel("Why, in a sentence or two").FillAsync("A clear plan.");
            await assessor.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
            await assessor.WaitForURLAsync("**/applications/assess");
        }

        var organiser = await site.As("coordinator");
        await organiser.GotoAsync($"/activities/{visit}/call/selection");
        await organiser.GetByRole(AriaRole.Button, new() { Name = "Confirm the ranking and give the places" }).ClickAsync();
        await Expect(organiser.GetByText("Computed again from its inputs, the list is the same.")).ToBeVisibleAsync();
        await organiser.GotoAsync($"/activities/{visit}/call/letters");
        await organiser.GetByRole(AriaRole.Button, new() { Name = "Write 9 letters" }).ClickAsync();
        await organiser.GetByRole(AriaRole.Button, new() { Name = "Send 9 letters" }).ClickAsync();
        await Expect(organiser.GetByText("9 letters are on their way.")).ToBeVisibleAsync();

        // Somebody with a place gives it back; the organiser's page does it for a company that wrote.
        var selected = await site.Db(db => db.Applications.Where(a => a.ActivityId == visit && a.State == ApplicationState.Selected).OrderBy(a => a.Rank).Select(a => a.Id).FirstAsync());
        await organiser.GotoAsync($"/activities/{visit}/call/selection/{selected}");
        await organiser.GetByText("Give the place to the next one").ClickAsync();
        await organiser.Locator("#why").FillAsync("The company wrote that it cannot come.");
        await organiser.GetByRole(AriaRole.Button, new() { Name = "Take the place back" }).ClickAsync();
        await Expect(organiser.GetByText("The place is free, and the company is told with your reason. Reserves have moved up.")).ToBeVisibleAsync();
        Assert.True(await site.Db(db => db.Letters.AnyAsync(l => l.ActivityId == visit && l.Kind == LetterKind.MovedUpLetter && l.SentAt != null)));
        Assert.Equal(6, await site.Db(db => db.Applications.CountAsync(a => a.ActivityId == visit && a.State == ApplicationState.Selected)));
    }

    private Task<int> Waiting(Guid visit) => site.Db(db => db.Assessments.CountAsync(a => a.ActivityId == visit && a.DoneAt == null));
}
