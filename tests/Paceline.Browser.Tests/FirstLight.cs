using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using static Microsoft.Playwright.Assertions;

namespace Paceline.Browser.Tests;

/// <summary>The whole thread, by pages, by each role: from an empty event to the contract in a frozen report.</summary>
public sealed class FirstLight(Site site)
{
    private const string Day = "2017-10-06";

    [Fact]
    public async Task From_a_list_of_meetings_to_a_signed_contract_in_the_report()
    {
        var coordinator = await site.As("coordinator");
        var @event = await NewEvent(coordinator, "First light", "13:00");

        await Import(coordinator, @event, "people.csv", "name,email,country\nMare Tessuti,mare@example.org,Italy\n北京骑行,beijing@example.org,China\nشرکت ورزش تهران,tehran@example.org,IR\n");
        await Import(coordinator, @event, "meetings.csv", "Participant A,Participant B\nMare Tessuti,北京骑行\nMare Tessuti,شرکت ورزش تهران\n北京骑行,شرکت ورزش تهران\n");
        await Schedule(coordinator, @event, meetings: 3);
        await Publish(coordinator, @event);

        var mare = await site.Db(db => db.Participants.Where(p => p.EventId == @event && p.Name == "Mare Tessuti").SingleAsync());
        await coordinator.GotoAsync($"/events/{@event}/participants/{mare.Id}");
        var link = await coordinator.Locator("#link").InputValueAsync();

        // The guest has a link and no account.
        var guest = await site.Browser(390, 844, touch: true);
        await guest.GotoAsync(link);
        await Expect(guest.GetByText("北京骑行").First).ToBeVisibleAsync();
        var meeting = await site.Db(db => db.Meetings.Where(m => m.FirstId == mare.Id).OrderBy(m => m.Number).FirstAsync());
        await guest.GotoAsync($"{link}/meetings/{meeting.Id}");
        foreach (var choice in new[] { "We met", "Sample or quote", "In two weeks" })
            await guest.Locator(".taps label:visible", new() { HasTextString = choice }).First.TapAsync();
        await Poll(() => site.Db(db => db.FollowUpActions.AnyAsync(a => a.MeetingId == meeting.Id)));

        // The contract, with its file.
        var before = await Contracts();
        await guest.GotoAsync($"{link}/contracts/new?meeting={meeting.Id}");
        await guest.Locator("#Input-SignedOn").FillAsync("2017-10-08");
        await guest.Locator("#Input-Kind").SelectOptionAsync(nameof(DealKind.PilotOrder));
        await guest.Locator("input[name='Input.ValueAs']").Last.CheckAsync();
        await guest.Locator("input[name='Input.Confidentiality'][value=Consortium]").CheckAsync();
        await guest.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "contract.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n") });
        await guest.Locator("main form button.primary").ClickAsync();
        await Poll(() => site.Db(db => db.BusinessDeals.AnyAsync(d => d.MeetingId == meeting.Id)));
        var deal = await site.Db(db => db.BusinessDeals.SingleAsync(d => d.MeetingId == meeting.Id));
        Assert.Equal(DealState.Evidenced, deal.State);
        Assert.Equal(before, await Contracts());

        // Somebody else verifies; the figure rises by one and opens to the contract.
        var officer = await site.As("officer");
        await officer.GotoAsync($"/contracts/{deal.Id}");
        await officer.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Accept") }).ClickAsync();
        await Poll(() => site.Db(db => db.BusinessDeals.AnyAsync(d => d.Id == deal.Id && d.State == DealState.Verified)));
        Assert.Equal(before + 1, await Contracts());
        await officer.GotoAsync("/scoreboard/R-06");
        await Expect(officer.GetByRole(AriaRole.Link, new() { Name = deal.Code, Exact = true })).ToBeVisibleAsync();

        // Frozen, it does not change any more.
        await coordinator.GotoAsync("/reports/new");
        await coordinator.Locator("#Input-Title").FillAsync("First light");
        await coordinator.Locator("main form button.primary").ClickAsync();
        await coordinator.WaitForURLAsync(new Regex("/reports/[0-9a-f-]{36}"));
        var report = await site.Db(db => db.ReportSnapshots.OrderByDescending(r => r.Number).FirstAsync());
        Assert.Contains(deal.Code, Encoding.UTF8.GetString(report.Content), StringComparison.Ordinal);
        await Expect(coordinator.GetByText(report.Sha256[..8]).First).ToBeVisibleAsync();

        async Task<long> Contracts()
        {
            var page = await site.As("evaluator");
            await page.GotoAsync("/scoreboard");
            var text = await page.Locator("#R-06 td").First.InnerTextAsync();
            return long.Parse(Regex.Match(text, @"\d+").Value, null);
        }
    }

    [Fact]
    public async Task A_real_brokerage_event_is_imported_scheduled_and_shown()
    {
        var file = new[] { Environment.GetEnvironmentVariable("PACELINE_SCHEDULING_DATA"), Path.Combine(Root(), "..", "shared", "scheduling") }
            .OfType<string>().Select(f => Path.Combine(f, "instances", "forum-14.original.dzn")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(file is null, "The published instances are not beside this checkout");
        var page = await site.As("manager");
        var @event = await NewEvent(page, "Forum 14", "18:00");
        await page.GotoAsync($"/events/{@event}/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(file!);
        await page.Locator("main form button.primary").ClickAsync();
        await page.WaitForURLAsync(new Regex("/import/[0-9a-f-]{36}"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the file’s grid" }).ClickAsync();
        await page.Locator("button[name=take]").First.ClickAsync();
        await Poll(() => site.Db(db => db.Meetings.CountAsync(m => m.EventId == @event).ContinueWith(t => t.GetAwaiter().GetResult() == 302, TaskScheduler.Default)));
        Assert.Equal(78, await site.Db(db => db.Participants.CountAsync(p => p.EventId == @event)));
        await Schedule(page, @event, meetings: 302);
        await page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "pictures", "forum-14.png") });
        Assert.Equal(22, await page.Locator("table.plan thead tr").First.Locator("th").CountAsync() - 1);
    }

    private static async Task<Guid> NewEvent(IPage page, string name, string until)
    {
        await page.GotoAsync("/events/new");
        await page.Locator("#Input-Name").FillAsync(name);
        await page.Locator("#Input-Place").FillAsync("Kortrijk");
        await page.Locator("#Input-Country").SelectOptionAsync("BE");
        var lead = page.Locator("select#Input-LeadClusterId");
        if (await lead.CountAsync() > 0) await lead.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var sessions = await page.Locator("fieldset:has([name^='Input.Sessions'])").CountAsync();
        for (var i = 0; i < sessions; i++) await page.Locator($"[name='Input.Sessions[{i}].Date']").FillAsync(Day);
        var breaks = await page.Locator("[name^='Input.Breaks'][name$='.Date']").CountAsync();
        for (var i = 0; i < breaks; i++) await page.Locator($"[name='Input.Breaks[{i}].Date']").FillAsync(Day);
        if (sessions == 1) await page.Locator("[name='Input.Sessions[0].To']").FillAsync(until);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the event" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/events/[0-9a-f-]{36}$"));
        return Guid.Parse(page.Url[^36..]);
    }

    private static async Task Import(IPage page, Guid @event, string name, string csv)
    {
        await page.GotoAsync($"/events/{@event}/import");
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await page.Locator("main form button.primary").ClickAsync();
        await page.WaitForURLAsync(new Regex("/import/[0-9a-f-]{36}"));
        await page.Locator("button[name=take]").First.ClickAsync();
        await Expect(page.GetByText("Imported:")).ToBeVisibleAsync();
    }

    private async Task Schedule(IPage page, Guid @event, int meetings)
    {
        await page.GotoAsync($"/events/{@event}/schedule");
        await page.Locator("select[name='Input.Budget'], select[name$=Budget], select[name=budget]").First.SelectOptionAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Schedule", Exact = true }).ClickAsync();
        await Poll(() => site.Db(db => db.SchedulingRuns.AnyAsync(r => r.EventId == @event && r.State == RunState.Done)));
        Assert.Equal(meetings, await site.Db(db => db.Meetings.CountAsync(m => m.EventId == @event && m.Slot != null)));
        await page.GotoAsync($"/events/{@event}/schedule");
        await Expect(page.Locator("table.plan").First).ToBeVisibleAsync();
    }

    private async Task Publish(IPage page, Guid @event)
    {
        await page.GotoAsync($"/events/{@event}/schedule/publish");
        await page.Locator("input[name='Input.As'][value=Final]").CheckAsync();
        await page.Locator("main form button.primary").First.ClickAsync();
        await Poll(() => site.Db(db => db.Events.AnyAsync(e => e.Id == @event && e.Publication == Publication.Final)));
    }

    /// <summary>Waits for a condition, not for a time; gives up after a minute and a half.</summary>
    private static async Task Poll(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 450; i++)
        {
            if (await condition()) return;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come true.");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Paceline.slnx"))) return folder.FullName;
        return AppContext.BaseDirectory;
    }
}
