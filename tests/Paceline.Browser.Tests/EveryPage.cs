using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;

namespace Paceline.Browser.Tests;

/// <summary>What holds on every page, as each role, on a phone and on a desk.</summary>
public sealed class EveryPage(Site site)
{
    public static TheoryData<string> Roles => ["coordinator", "manager", "company", "assessor", "officer", "evaluator", "admin", "privacy", "visitor"];

    // What a narrow screen can break after everything held on a wide one: bars that only phones have, folded tables, targets that move together.
    private static readonly object OnPhones = new { type = "rule", values = (string[])["target-size", "scrollable-region-focusable", "link-name", "button-name", "label", "select-name", "aria-hidden-focus", "duplicate-id-aria", "list", "listitem", "definition-list", "summary-name"] };

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
            findings.AddRange((await page.Serious(Axe.Everything)).Select(f => $"{path}: {f}"));
            await page.SetViewportSizeAsync(360, 780);
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0) findings.Add($"{path}: {overflow} px wider than a phone of 360 px");
            findings.AddRange((await page.Serious(OnPhones)).Select(f => $"{path} at 360 px: {f}"));
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
        var mission = await site.Db(db => db.Activities.Where(a => a.Country == "CN" && a.Kind == Domain.Activities.ActivityKind.TradeMission).OrderBy(a => a.StartsOn).Select(a => a.Id).FirstAsync());
        var contract = await site.Db(db => db.BusinessDeals.Where(d => d.Number == 9).Select(d => d.Id).SingleAsync());
        var company = await site.Db(db => db.Organisations.Where(o => o.Name == "Nordvelo Components").Select(o => o.Id).SingleAsync());
        var cluster = await site.Db(db => db.Organisations.Where(o => o.Name.StartsWith("Flanders")).Select(o => o.Id).SingleAsync());
        var contact = await site.Db(db => db.Contacts.Where(c => c.OrganisationId == company).Select(c => c.Id).FirstAsync());
        var membership = await site.Db(db => db.Memberships.Where(m => m.OrganisationId == company).Select(m => m.Id).FirstAsync());
        string[] profile = [$"/organisations/{company}/edit", .. ((string[])["", "/who", "/what", "/offers", "/markets", "/proof", "/contact"]).Select(s => $"/organisations/{company}/profile{s}"), $"/organisations/{company}/public", $"/organisations/{company}/logo/change", $"/organisations/{company}/people", $"/organisations/{company}/people/new", $"/organisations/{company}/people/{contact}"];
        string[] members = ["/members", "/members?show=archived", "/members/import", "/members/duplicates", "/members/new", $"/organisations/{company}/memberships", $"/organisations/{company}/memberships/{membership}", $"/organisations/{cluster}/profile/cluster", $"/organisations/{cluster}/edit"];
        var open = await site.Db(db => db.CompanyProfiles.Where(p => p.Public == PublicFields.All || p.Public == (PublicFields.All & ~PublicFields.Size)).Select(p => p.OrganisationId).Take(1).ToListAsync());
        string[] travel = [$"/activities/{mission}/briefing", $"/activities/{mission}/mails", $"/activities/{mission}/gates", $"/activities/{mission}/gates/list", $"/activities/{mission}/briefing/publish"];
        string[] directory = ["/directory", "/directory?q=turv", "/directory?q=lighting&country=NL", "/directory?q=qqqqqq", "/directory/map", .. open.Select(id => $"/organisations/{id}")];
        var conference = await site.Db(db => db.Activities.Where(a => a.Kind == Domain.Activities.ActivityKind.Conference).Select(a => a.Id).SingleAsync());
        var meetingToday = await site.Db(db => db.Activities.Where(a => a.Kind == Domain.Activities.ActivityKind.ProjectMeeting && a.State == Domain.Activities.ActivityState.Running).Select(a => a.Id).SingleAsync());
        var training = await site.Db(db => db.Activities.Where(a => a.Kind == Domain.Activities.ActivityKind.TrainingSession).OrderBy(a => a.StartsOn).ThenBy(a => a.Id).Select(a => a.Id).FirstAsync());
        var guest = await site.Db(db => db.Registrations.Where(r => r.ActivityId == meetingToday).Select(r => r.Id).FirstAsync());
        string[] runList = [.. ((string[])["", "/several", "/invitations", "/settings", "/desk", "/sheets", "/badges", "/evaluation", "/evaluation/questions", "/care", $"/{guest}"]).Select(p => $"/activities/{meetingToday}/registrations{p}"), $"/activities/{meetingToday}/check-in"];
        var study = await site.Db(db => db.Activities.Where(a => a.Kind == Domain.Activities.ActivityKind.MarketStudy).OrderBy(a => a.StartsOn).ThenBy(a => a.Id).Select(a => a.Id).FirstAsync());
        var held = await site.Db(db => db.Activities.Where(a => a.State == Domain.Activities.ActivityState.Held && a.Kind == Domain.Activities.ActivityKind.Webinar).OrderBy(a => a.StartsOn).ThenBy(a => a.Id).Select(a => a.Id).FirstAsync());
        string[] organise = ["/activities", "/activities/new", "/activities/new?kind=TradeMission", "/activities/new?kind=MarketStudy", $"/activities/new?copy={mission}", $"/activities/{held}/evidence"];
        string[] lead = [$"/activities/{conference}/edit", $"/activities/{conference}/programme", $"/activities/{conference}/programme/new", $"/activities/{conference}/step?move=Cancel"];
        string[] visit = ["/public/calendar", "/public/calendar?when=past", "/public/calendar?view=month&month=2017-11", $"/public/activities/{conference}"];
        string[] alliance = ["/", "/programme", "/calendar", "/calendar?view=month&month=2017-02", $"/activities/{study}", $"/activities/{conference}", $"/activities/{mission}", "/events", "/scoreboard", "/scoreboard/R-06", "/scoreboard/O-13", "/account/security", "/my-data", "/my-data/erase", "/privacy"];
        string[] seeEvent = [$"/events/{@event}", $"/events/{@event}/schedule", $"/events/{@event}/participants"];
        string[] runEvent = [.. seeEvent, "/events/new", $"/events/{@event}/edit", $"/events/{@event}/import", $"/events/{@event}/print", $"/agenda/{participant}", "/follow-up", "/contracts", $"/contracts/{contract}", "/reports"];
        var reverse = await site.Db(db => db.Activities.Where(a => a.Country == "KR").Select(a => a.Id).SingleAsync());
        var application = await site.Db(db => db.Applications.Where(a => a.CompanyId == company && a.ActivityId == mission).Select(a => a.Id).SingleAsync());
        var letter = await site.Db(db => db.Letters.Where(l => l.ActivityId == mission).Select(l => l.Id).FirstAsync());
        var question = (await site.Db(db => db.Calls.SingleAsync(c => c.ActivityId == reverse))).Questions[0].Id;
        // One of the assessor's own, of the call for which the role still holds; another test may have handed all in, and what is handed in can still be read.
        var scored = await site.Db(db => db.Assessments.Where(a => db.Users.Any(p => p.Id == a.AssessorId && p.Email == "assessor@demo.example" && db.RoleGrants.Any(g => g.PersonId == p.Id && g.ActivityId == a.ActivityId))).OrderBy(a => a.DoneAt != null).ThenBy(a => a.Id).Select(a => a.ApplicationId).FirstAsync());
        string[] calls = ["/calls", .. ((string[])["", "/edit", "/questions", $"/questions/{question}", "/assessors", "/companies"]).Select(p => $"/activities/{reverse}/call{p}"), .. ((string[])["/selection", $"/selection/{application}", "/letters", $"/letters/{letter}"]).Select(p => $"/activities/{mission}/call{p}")];
        return role switch
        {
            "assessor" => ["/", "/calls", "/applications/assess", $"/applications/{scored}/score"],
            "coordinator" => [.. calls, .. alliance, .. organise, .. lead, .. runEvent, .. runList, $"/activities/{conference}/registrations", $"/activities/{conference}/registrations/badges", $"/activities/{training}/registrations/evaluation", $"/organisations/{company}/share", "/audit", "/people", $"/events/{@event}/care", .. members, .. travel, $"/activities/{@event}/gates", "/restrictive-measures", "/follow-up/check-ins", "/mail/templates", "/mail/templates/AgendaLink/fr"],
            "manager" => [.. alliance, .. organise, .. directory, $"/organisations/{company}", .. runEvent, .. members],
            "company" => [.. alliance, $"/activities/{conference}/register", "/my-trips", $"/activities/{reverse}/call", $"/applications/{application}", "/directory", $"/organisations/{company}", .. profile, travel[0], "/follow-up/check-ins", "/agenda", $"/agenda/{participant}", $"/agenda/{participant}/meetings/{meeting}", $"/agenda/{participant}/follow-up", $"/agenda/{participant}/contracts", $"/agenda/{participant}/contracts/new?meeting={meeting}", "/follow-up", "/contracts", $"/contracts/{contract}"],
            "officer" => [.. alliance, "/activities", $"/activities/{held}/evidence", .. seeEvent, "/contracts", "/contracts?state=Evidenced", $"/contracts/{contract}", "/reports", $"/organisations/{company}/size"],
            "evaluator" => [.. alliance, .. seeEvent, "/contracts", $"/contracts/{contract}", "/reports"],
            "privacy" => ["/", "/my-data", "/privacy/requests", "/privacy/requests/new", "/privacy/retention", "/privacy/holds", "/privacy/register"],
            "admin" => [.. alliance, "/people", "/mail", "/platform"],
            _ => ["/sign-in", "/privacy", $"/activities/{conference}/register", .. visit, .. directory],
        };
    }
}
