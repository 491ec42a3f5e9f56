using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using static Microsoft.Playwright.Assertions;

namespace Paceline.Browser.Tests;

/// <summary>Two phones at the desk of a hall without a network, and what becomes of their taps.</summary>
public sealed class DeskWithoutNetwork(Site site)
{
    [Fact]
    public async Task Two_phones_keep_their_taps_without_a_network_and_merge_them_when_it_is_back()
    {
        var activity = await site.Db(db => db.Activities.AsNoTracking().SingleAsync(a => a.Kind == ActivityKind.ProjectMeeting && a.State == ActivityState.Running));
        var people = await site.Db(db => db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity.Id && r.State == RegistrationState.Confirmed).OrderBy(r => r.Number).ToListAsync());
        var path = $"/activities/{activity.Id}/check-in";
        var (first, second) = (await Phone(path), await Phone(path));
        await first.Context.SetOfflineAsync(true);
        await second.Context.SetOfflineAsync(true);

        await Tap(first, people[0]);
        await Tap(first, people[1]);
        await Tap(second, people[1]);
        await Tap(second, people.Single(p => p.LatinName == "Wang Yanshi"), "yanshi");
        await first.Locator("[data-walkin] summary").ClickAsync();
        await first.Locator("#w-name").FillAsync("Wanda Walker");
        await first.Locator("#w-org").FillAsync("Walker BV");
        await first.Locator("#w-from").FillAsync("Leuven");
        await first.GetByRole(AriaRole.Button, new() { Name = "Add and check in" }).ClickAsync();
        await Expect(first.Locator("[data-desk]")).ToHaveAttributeAsync("data-waits", "3");
        Assert.Equal(0, await site.Db(db => db.AttendanceRecords.CountAsync(a => a.RegistrationId == people[0].Id)));

        // The phone is put away and taken out again: the page and the taps are still there.
        await first.ReloadAsync();
        await Expect(first.Locator("[data-desk]")).ToHaveAttributeAsync("data-waits", "3");
        await Expect(first.Locator("[data-waiting]")).ToContainTextAsync("3 wait to be sent");

        await first.Context.SetOfflineAsync(false);
        await second.Context.SetOfflineAsync(false);
        await Expect(first.Locator("[data-desk]")).ToHaveAttributeAsync("data-waits", "0");
        await Expect(second.Locator("[data-desk]")).ToHaveAttributeAsync("data-waits", "0");
        var records = await site.Db(db => db.AttendanceRecords.AsNoTracking().Where(a => a.ActivityId == activity.Id && a.On == activity.StartsOn).ToListAsync());
        Assert.Single(records, r => r.RegistrationId == people[0].Id);
        Assert.Single(records, r => r.RegistrationId == people[1].Id);
        Assert.Single(records, r => r.OrganisationAtTheTime == "Walker BV");
        Assert.Equal(2, await site.Db(db => db.CheckInEvents.CountAsync(e => e.RegistrationId == people[1].Id)));
    }

    [Fact]
    public async Task The_page_that_a_phone_kept_yesterday_receives_people_today()
    {
        var activity = await site.Db(db => db.Activities.AsNoTracking().SingleAsync(a => a.Kind == ActivityKind.ProjectMeeting && a.State == ActivityState.Running));
        var person = await site.Db(db => db.Registrations.AsNoTracking().FirstAsync(r => r.ActivityId == activity.Id && r.Number == 1));
        string Words(int days) => activity.StartsOn.AddDays(days).ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        var page = await Phone($"/activities/{activity.Id}/check-in");
        await Expect(page.Locator("[data-dayname]")).ToContainTextAsync(Words(0));
        await Expect(page.Locator("[data-list] li", new() { HasText = person.Name })).ToHaveClassAsync("there");

        // Left open over midnight, and then opened again from what the phone kept.
        await page.Context.SetOfflineAsync(true);
        await page.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1));
        await page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await Expect(page.Locator("[data-dayname]")).ToContainTextAsync(Words(1));
        await page.ReloadAsync();
        await Expect(page.Locator("[data-dayname]")).ToContainTextAsync(Words(1));
        await Expect(page.Locator("[data-counted]")).ToContainTextAsync("0 of");
        await Tap(page, person);
        await Expect(page.Locator("[data-desk]")).ToHaveAttributeAsync("data-waits", "1");
        var day = await page.EvaluateAsync<string>("id => new Promise(done => { indexedDB.open('desk-' + id).onsuccess = e => { e.target.result.transaction('queue').objectStore('queue').getAll().onsuccess = r => done(r.target.result[0].day); }; })", activity.Id.ToString());
        Assert.Equal(activity.StartsOn.AddDays(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture), day);
    }

    private async Task<IPage> Phone(string path)
    {
        var page = await site.As("manager", width: 390);
        await page.GotoAsync(path);
        // Kept: the worker holds the page, the phone holds the list.
        await page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; for (let n = 0; n < 200 && !(await (await caches.open('desk')).match(location.pathname)); n++) await new Promise(r => setTimeout(r, 50)); }");
        await Expect(page.Locator("[data-waiting]")).ToHaveTextAsync("Everything is sent");
        return page;
    }

    private static async Task Tap(IPage page, Registration person, string? by = null)
    {
        await page.Locator("#q").FillAsync(by ?? person.Name);
        await page.Locator("[data-list] li", new() { HasText = person.Name }).GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("#q")).ToHaveValueAsync("");
    }
}
