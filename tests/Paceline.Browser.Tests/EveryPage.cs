using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;

namespace Paceline.Browser.Tests;

/// <summary>What holds on every page, as each role, on a phone and on a desk.</summary>
public sealed class EveryPage(Site site)
{
    public static TheoryData<string> Roles => ["coordinator", "manager", "company", "officer", "evaluator", "admin", "visitor"];

    [Theory, MemberData(nameof(Roles))]
    public async Task Nothing_serious_for_axe_nothing_from_elsewhere_and_no_sideways_scrolling(string role)
    {
        var page = role is "visitor" ? await site.Browser() : await site.As(role);
        var elsewhere = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal)) elsewhere.Add(request.Url);
        };
        var findings = new List<string>();
        foreach (var path in await Paths(role))
        {
            await page.SetViewportSizeAsync(1280, 900);
            var answer = await page.GotoAsync(path);
            if (answer!.Status != 200) findings.Add($"{path}: answered {answer.Status}");
            var policy = await answer.HeaderValueAsync("content-security-policy");
            if (policy?.StartsWith("default-src 'self'", StringComparison.Ordinal) != true) findings.Add($"{path}: no content security policy");
            var axe = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
            findings.AddRange(axe.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}: {v.Id}: {v.Help} ({v.Nodes[0].Html})"));
            await page.SetViewportSizeAsync(360, 780);
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0) findings.Add($"{path}: {overflow} px wider than a phone of 360 px");
            var small = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag22aa"] } });
            findings.AddRange(small.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path} at 360 px: {v.Id}: {v.Help} ({v.Nodes[0].Html})"));
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings));
        Assert.Empty(elsewhere);
    }

    /// <summary>The pages that a role may open; each is a real record of the demonstration.</summary>
    private async Task<IReadOnlyList<string>> Paths(string role)
    {
        var @event = await site.Db(db => db.Events.Where(e => e.Country == "BE" && e.IsFictional).Select(e => e.Id).SingleAsync());
        var participant = await site.Db(db => db.Participants.Where(p => p.EventId == @event && p.Code == "NRD").Select(p => p.Id).SingleAsync());
        var meeting = await site.Db(db => db.Meetings.Where(m => m.EventId == @event && m.FirstId == participant && m.State == MeetingState.Scheduled).Select(m => m.Id).FirstAsync());
        var mission = await site.Db(db => db.Activities.Where(a => a.Country == "CN" && a.Place == "Beijing").Select(a => a.Id).FirstAsync());
        var contract = await site.Db(db => db.BusinessDeals.Where(d => d.Number == 9).Select(d => d.Id).SingleAsync());
        var company = await site.Db(db => db.Organisations.Where(o => o.Name == "Nordvelo Components").Select(o => o.Id).SingleAsync());
        var cluster = await site.Db(db => db.Organisations.Where(o => o.Name.StartsWith("Flanders")).Select(o => o.Id).SingleAsync());
        var contact = await site.Db(db => db.Contacts.Where(c => c.OrganisationId == company).Select(c => c.Id).FirstAsync());
        var membership = await site.Db(db => db.Memberships.Where(m => m.OrganisationId == company).Select(m => m.Id).FirstAsync());
        string[] profile = [$"/organisations/{company}/edit", .. ((string[])["", "/who", "/what", "/offers", "/markets", "/proof", "/contact"]).Select(s => $"/organisations/{company}/profile{s}"), $"/organisations/{company}/public", $"/organisations/{company}/logo/change", $"/organisations/{company}/people", $"/organisations/{company}/people/new", $"/organisations/{company}/people/{contact}"];
        string[] members = ["/members", "/members?show=archived", "/members/import", "/members/duplicates", "/members/new", $"/organisations/{company}/memberships", $"/organisations/{company}/memberships/{membership}", $"/organisations/{cluster}/profile/cluster", $"/organisations/{cluster}/edit"];
        var open = await site.Db(db => db.CompanyProfiles.Where(p => p.Public == PublicFields.All || p.Public == (PublicFields.All & ~PublicFields.Size)).Select(p => p.OrganisationId).Take(1).ToListAsync());
        string[] directory = ["/directory", "/directory?q=turv", "/directory?q=lighting&country=NL", "/directory?q=qqqqqq", "/directory/map", .. open.Select(id => $"/organisations/{id}")];
        string[] alliance = ["/", "/programme", $"/activities/{mission}", "/events", "/scoreboard", "/scoreboard/R-06", "/scoreboard/O-13", "/account/security"];
        string[] seeEvent = [$"/events/{@event}", $"/events/{@event}/schedule", $"/events/{@event}/participants"];
        string[] runEvent = [.. seeEvent, "/events/new", $"/events/{@event}/edit", $"/events/{@event}/import", $"/events/{@event}/print", $"/agenda/{participant}", "/follow-up", "/contracts", $"/contracts/{contract}", "/reports"];
        return role switch
        {
            "coordinator" => [.. alliance, .. runEvent, $"/organisations/{company}/share", "/audit", "/people", .. members],
            "manager" => [.. alliance, .. directory, $"/organisations/{company}", .. runEvent, .. members],
            "company" => [.. alliance, "/directory", $"/organisations/{company}", .. profile, "/agenda", $"/agenda/{participant}", $"/agenda/{participant}/meetings/{meeting}", $"/agenda/{participant}/follow-up", $"/agenda/{participant}/contracts", $"/agenda/{participant}/contracts/new?meeting={meeting}", "/follow-up", "/contracts", $"/contracts/{contract}"],
            "officer" => [.. alliance, .. seeEvent, "/contracts", "/contracts?state=Evidenced", $"/contracts/{contract}", "/reports", $"/organisations/{company}/size"],
            "evaluator" => [.. alliance, .. seeEvent, "/contracts", $"/contracts/{contract}", "/reports"],
            "admin" => [.. alliance, "/people", "/mail", "/platform"],
            _ => ["/sign-in", .. directory],
        };
    }
}
