using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain.Activities;
using Paceline.Features.Travel;
using static Microsoft.Playwright.Assertions;

namespace Paceline.Browser.Tests;

/// <summary>A briefing pack on a phone whose network has gone.</summary>
public sealed class BriefingOffline(Site site)
{
    [Fact]
    public async Task The_pack_opens_without_a_connection_says_so_and_keeps_nothing_else()
    {
        var (mission, reader) = await site.Db(async db =>
        {
            var found = await db.Activities.AsNoTracking().SingleAsync(a => a.Kind == ActivityKind.TradeMission && a.Country == "CN");
            return (found, await db.BriefingReaders.AsNoTracking().FirstAsync(r => r.ActivityId == found.Id && r.TravellerId != null));
        });
        await using var scope = site.Services.CreateAsyncScope();
        var link = "/briefing/" + await scope.ServiceProvider.GetRequiredService<PublishBriefing>().LinkOf(mission, reader, default);
        var phone = await site.Browser(390, 844, touch: true);
        await phone.GotoAsync(link);
        await Expect(phone.Locator("[data-saved]")).ToContainTextAsync("Saved on this phone");
        await phone.Context.SetOfflineAsync(true);
        await phone.ReloadAsync();
        await Expect(phone.Locator("[data-saved]")).ToContainTextAsync("No connection");
        await Expect(phone.Locator("#itinerary")).ToContainTextAsync("Visit: forty shops, one warehouse");
        // It looks as it did: its styles came along. And the driver can be shown where to go.
        Assert.NotEqual("none", await phone.Locator(".itinerary").First.EvaluateAsync<string>("e => getComputedStyle(e).listStyleType === 'none' ? 'styled' : 'none'"));
        await phone.Locator("a[href^='#driver-']").First.TapAsync();
        await Expect(phone.Locator(".driver:target .big")).ToContainTextAsync("北京");
        // Nothing else was kept.
        await Assert.ThrowsAnyAsync<Exception>(() => phone.GotoAsync("/directory"));
    }
}
