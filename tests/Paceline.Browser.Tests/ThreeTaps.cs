using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Agendas;
using static Microsoft.Playwright.Assertions;

namespace Paceline.Browser.Tests;

/// <summary>A guest with a phone and a link tells what came of its meetings.</summary>
public sealed class ThreeTaps(Site site)
{
    [Fact]
    public async Task Three_taps_on_the_agenda_save_an_answer_with_a_next_step()
    {
        var (who, path, meeting) = await AGuest("SEO");
        var page = await site.Browser(390, 844, touch: true);
        await page.GotoAsync(path);
        await Keep(page, "taps-1");
        var taps = 0;
        foreach (var choice in new[] { "We met", "Sample or quote", "In two weeks" })
        {
            var button = page.Locator(".taps label:visible", new() { HasTextString = choice });
            Assert.True((await button.BoundingBoxAsync())!.Height >= 44, $"{choice} is too small for a thumb");
            await button.TapAsync();
            taps++;
            if (taps == 2) await Keep(page, "taps-3");
        }

        await Expect(page.GetByText("Saved. Thank you for telling us.")).ToBeVisibleAsync();
        Assert.Equal(3, taps);
        var step = await site.Db(db => db.FollowUpActions.SingleAsync(a => a.MeetingId == meeting && a.ParticipantId == who));
        Assert.Equal("Send sample or quote", step.Step);
        await page.GotoAsync(path + "/follow-up");
        await Keep(page, "steps");
    }

    [Fact]
    public async Task When_nobody_came_one_tap_is_enough()
    {
        var (who, path, meeting) = await AGuest("TEH");
        var page = await site.Browser(360, 780, touch: true);
        await page.GotoAsync($"{path}/meetings/{meeting}");
        await page.Locator(".taps label:visible", new() { HasTextString = "They were missing" }).TapAsync();
        await Expect(page.GetByText("Saved: the meeting did not take place.")).ToBeVisibleAsync();
        Assert.Equal(Presence.TheyWereMissing, await site.Db(db => db.MeetingOutcomes.Where(o => o.MeetingId == meeting && o.ParticipantId == who).Select(o => o.Presence).SingleAsync()));
    }

    [Fact]
    public async Task Without_a_network_the_answer_is_kept_on_the_phone_and_sent_when_it_is_back()
    {
        var (who, path, meeting) = await AGuest("HAR");
        var page = await site.Browser(390, 844, touch: true);
        await page.GotoAsync($"{path}/meetings/{meeting}");
        await page.Context.SetOfflineAsync(true);
        await page.Locator(".taps label:visible", new() { HasTextString = "We met" }).TapAsync();
        await page.Locator(".taps label:visible", new() { HasTextString = "Information" }).TapAsync();
        await page.Locator("#step").FillAsync("Send the certificate");
        await page.Locator(".taps label:visible", new() { HasTextString = "In a month" }).TapAsync();
        await Expect(page.GetByText("Kept on this phone until the network is back.")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-kept]")).ToHaveTextAsync("Off line, 1 saved here");
        await Keep(page, "offline");
        Assert.False(await site.Db(db => db.MeetingOutcomes.AnyAsync(o => o.MeetingId == meeting && o.ParticipantId == who)));
        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("You told us")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-kept]")).ToBeHiddenAsync();
        Assert.Equal("Send the certificate", await site.Db(db => db.FollowUpActions.Where(a => a.MeetingId == meeting && a.ParticipantId == who).Select(a => a.Step).SingleAsync()));
    }

    [Fact]
    public async Task Keys_choose_without_saving_and_the_form_works_without_scripts()
    {
        var (who, path, meeting) = await AGuest("POR");
        var page = await site.Browser(390, 844);
        await page.GotoAsync($"{path}/meetings/{meeting}");
        await page.Locator("input[value=Held]").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("input[value=TheyWereMissing]")).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save" })).ToBeVisibleAsync();
        Assert.False(await site.Db(db => db.MeetingOutcomes.AnyAsync(o => o.MeetingId == meeting && o.ParticipantId == who)));

        page = await site.Browser(390, 844, script: false);
        await page.GotoAsync($"{path}/meetings/{meeting}");
        await Keep(page, "no-script");
        await page.Locator("input[value=Held]").CheckAsync();
        await page.Locator("input[value=NoInterest]").CheckAsync();
        await page.Locator("input[value=NothingToDo]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved. Thank you for telling us.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_guests_pages_have_nothing_serious_for_axe_and_fit_a_small_phone()
    {
        var (_, path, meeting) = await AGuest("TAI");
        var page = await site.Browser(360, 780);
        var findings = new List<string>();
        foreach (var at in new[] { path, $"{path}/meetings/{meeting}", $"{path}/follow-up", $"{path}/follow-up?show=done" })
        {
            await page.GotoAsync(at);
            if (await page.Locator(".stepacts summary").CountAsync() > 0) await page.Locator(".stepacts summary").First.ClickAsync();
            if (at.Contains("/meetings/", StringComparison.Ordinal)) foreach (var choice in new[] { "Held", "Information" }) await page.Locator($"input[value={choice}]").CheckAsync();
            findings.AddRange((await page.Serious(Axe.Everything)).Select(f => $"{at}: {f}"));
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0) findings.Add($"{at}: {overflow} px too wide");
            await Keep(page, "guest-" + (at.Contains("/meetings/", StringComparison.Ordinal) ? "meeting" : at.EndsWith("follow-up", StringComparison.Ordinal) ? "steps" : at == path ? "agenda" : "done"));
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public async Task In_Persian_the_agenda_is_read_and_answered_from_right_to_left_on_a_phone_without_scripts()
    {
        var (who, path, meeting) = await AGuest("TEH");
        var page = await site.Browser(390, 844, locale: "fa-IR", script: false, touch: true);
        foreach (var at in new[] { path, $"{path}/follow-up", $"{path}/meetings/{meeting}" })
        {
            await page.GotoAsync(at);
            await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "fa");
            Assert.Equal("rtl", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).direction"));
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            Assert.Matches("[\\u0600-\\u06FF]", await page.Locator("main").InnerTextAsync());
            // Every button of the page speaks Persian; a language is named in itself.
            foreach (var button in await page.Locator("main button:visible:not([lang])").AllInnerTextsAsync()) Assert.DoesNotMatch("[A-Za-z]{3}", button);
            await Keep(page, "persian-" + (at == path ? "agenda" : at.EndsWith("follow-up", StringComparison.Ordinal) ? "steps" : "meeting"));
        }

        await page.Locator("input[value=Held]").CheckAsync();
        await page.Locator("input[value=NoInterest]").CheckAsync();
        await page.Locator("input[value=NothingToDo]").CheckAsync();
        await page.Locator("form.taps button:visible").Last.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/meetings/", StringComparison.Ordinal));
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        Assert.Equal(MeetingResult.NoInterest, await site.Db(db => db.MeetingOutcomes.Where(o => o.MeetingId == meeting && o.ParticipantId == who).Select(o => o.Result).SingleAsync()));
    }

    [Fact]
    public async Task In_Persian_a_guest_agrees_reads_its_agenda_and_takes_its_consent_back_on_a_phone_without_scripts()
    {
        var (who, path, _) = await AGuest("TEH");
        await site.Db(db => db.Consents.Where(c => c.SubjectId == who).ExecuteDeleteAsync());
        var page = await site.Browser(390, 844, locale: "fa-IR", script: false, touch: true);
        await page.GotoAsync(path);
        await Reads("consent-1-agenda");
        // From the agenda by its own link, and back again.
        await page.Locator($"a[href='{path}/my-data']").First.ClickAsync();
        await Reads("consent-2-my-data");
        var consents = page.Locator("#consents li");
        var asked = await consents.CountAsync();
        Assert.True(asked > 0);
        await Expect(consents.Locator("form[action*=Give]")).ToHaveCountAsync(asked);
        await consents.Locator("form[action*=Give] button").First.TapAsync();
        await Expect(page.Locator("#consents form[action*=Withdraw]")).ToHaveCountAsync(1);
        await Reads("consent-3-given");
        var given = await site.Db(db => db.Consents.SingleAsync(c => c.SubjectId == who && c.WithdrawnAt == null));
        Assert.Equal("fa", given.Language);

        await page.Locator("nav.crumbs a").First.ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith(path, StringComparison.Ordinal));
        await Reads("consent-4-agenda");
        await Expect(page.Locator("main ol.timed li").First).ToBeVisibleAsync();
        await page.Locator($"a[href='{path}/my-data']").First.ClickAsync();
        await page.Locator("#consents form[action*=Withdraw] button").TapAsync();
        await Expect(page.Locator("#consents form[action*=Withdraw]")).ToHaveCountAsync(0);
        await Reads("consent-5-taken-back");
        Assert.NotNull(await site.Db(db => db.Consents.Where(c => c.Id == given.Id).Select(c => c.WithdrawnAt).SingleAsync()));

        async Task Reads(string name)
        {
            await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "fa");
            // Right to left in fact: what begins a line stands at the right.
            Assert.Equal("rtl", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).direction"));
            Assert.True(await page.EvaluateAsync<bool>("(() => { const r = document.createRange(); r.selectNodeContents(document.querySelector('h1')); const b = r.getBoundingClientRect(); return b.right > innerWidth / 2; })()"));
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            foreach (var button in await page.Locator("main button:visible:not([lang])").AllInnerTextsAsync()) Assert.DoesNotMatch("[A-Za-z]{3}", button);
            await Keep(page, name);
        }
    }

    [Fact]
    public async Task The_print_pack_and_the_follow_up_are_seen()
    {
        var @event = await site.Db(db => db.Events.Where(e => e.Country == "BE" && e.IsFictional).Select(e => e.Id).SingleAsync());
        var page = await site.As("coordinator");
        var findings = new List<string>();
        foreach (var (path, name) in new[] { ($"/events/{@event}/print", "print-participants"), ($"/events/{@event}/print?what=tables", "print-tables"), ($"/events/{@event}/print?what=door&from=draft", "print-door"), ("/follow-up", "follow-up"), ("/agenda", "agendas") })
        {
            await page.GotoAsync(path);
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            findings.AddRange((await page.Serious(Axe.Everything)).Select(f => $"{path}: {f}"));
            await Keep(page, name);
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
        await page.GotoAsync($"/events/{@event}/print");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator(".rail").IsHiddenAsync());
        Assert.Equal("page", await page.Locator(".leaf").First.EvaluateAsync<string>("e => getComputedStyle(e).breakAfter"));
        await Expect(page.Locator(".leaf .band").First).ToBeVisibleAsync();
    }

    /// <summary>The link of a buyer at the Belgian event, and a meeting that it has not told of.</summary>
    private async Task<(Guid Participant, string Path, Guid Meeting)> AGuest(string code)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("What a test finds in place.");
        var @event = await db.Events.SingleAsync(e => e.Country == "BE" && e.IsFictional);
        var who = await db.Participants.Where(p => p.EventId == @event.Id && p.Code == code).Select(p => p.Id).SingleAsync();
        var meeting = await db.Meetings.Where(m => (m.FirstId == who || m.SecondId == who) && m.PublishedStart != null && !m.IsWithdrawn).OrderByDescending(m => m.PublishedStart).Select(m => m.Id).FirstAsync();
        await db.FollowUpActions.Where(a => a.MeetingId == meeting && a.ParticipantId == who).ExecuteDeleteAsync();
        await db.MeetingOutcomes.Where(o => o.MeetingId == meeting && o.ParticipantId == who).ExecuteDeleteAsync();
        var token = await scope.ServiceProvider.GetRequiredService<AgendaLinks>().Agenda(who, @event);
        await db.SaveChangesAsync();
        return (who, $"/agenda/{token}", meeting);
    }

    // For the eye, where a folder is named.
    private static async Task Keep(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PACELINE_SHOTS") is { } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = name is not "print-participants" });
    }
}
