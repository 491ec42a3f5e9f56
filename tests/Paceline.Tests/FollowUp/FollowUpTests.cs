using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;
using Paceline.Tests.Agendas;

namespace Paceline.Tests.FollowUp;

public sealed class FollowUpOnSqlite(SqliteEngine engine) : FollowUpPages(engine), IClassFixture<SqliteEngine>;

public sealed class FollowUpOnPostgres(PostgresEngine engine) : FollowUpPages(engine), IClassFixture<PostgresEngine>;

public abstract class FollowUpPages
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(TimeProvider.System.GetUtcNow(), "Europe/Brussels").DateTime);
    private readonly Engine _engine;

    protected FollowUpPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task A_participant_sees_its_own_steps_the_late_ones_first_and_marks_one_done()
    {
        var fair = await AFair.Held(_engine.App);
        await Step(fair, "Later", 30);
        await Step(fair, "Late", -12);
        await _engine.App.Add(new FollowUpAction { MeetingId = fair.WithBuyer.Id, ParticipantId = fair.Buyer.Id, Step = "The buyer's", DueOn = Today });
        var (guest, token) = await fair.Guest(fair.Company);
        var page = await guest.Go($"/agenda/{token}/follow-up");
        Assert.Equal(["Late", "Later"], page.QuerySelectorAll(".steplist b").Select(b => b.TextContent));
        Assert.Contains("12 days late", page.QuerySelector(".steplist li")!.TextContent, StringComparison.Ordinal);
        page = await guest.Submit(page, ".steplist li form", ("act", "Done"));
        Assert.Equal(["Later"], page.QuerySelectorAll(".steplist b").Select(b => b.TextContent));
        page = await guest.Go($"/agenda/{token}/follow-up?show=done");
        Assert.Equal(["Late"], page.QuerySelectorAll(".steplist b").Select(b => b.TextContent));
        page = await guest.Submit(page, ".steplist li form", ("act", "Reopen"));
        Assert.Empty(page.QuerySelectorAll(".steplist b"));
        Assert.Equal(["Boise Cycle Supply", "Did a next step", "Took a next step up again"], [fair.Buyer.Name, .. await _engine.App.Db(db => db.AuditEvents.Where(a => a.OnBehalfOf == "Nordvelo Components" && a.ClusterId == fair.Cluster.Id).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync())]);
    }

    [Fact]
    public async Task A_step_is_moved_a_week_or_to_a_day_but_not_into_the_past()
    {
        var fair = await AFair.Held(_engine.App);
        var step = await Step(fair, "Send it", -12);
        var member = await fair.Member(fair.Company);
        var page = await member.Go("/follow-up");
        page = await member.Submit(page, "details form");
        Assert.Equal(Today.AddDays(7), (await Now(step)).DueOn);
        page = await member.Submit(page, "details form", ("to", "2001-01-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.Contains("Choose today or a later day.", page.QuerySelector("details[open] .error")!.TextContent, StringComparison.Ordinal);
        page = await member.Submit(page, "details form", ("to", "not a day"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        await member.Submit(page, "details form", ("to", Today.AddDays(3).ToString("yyyy-MM-dd", null)));
        Assert.Equal(Today.AddDays(3), (await Now(step)).DueOn);
    }

    [Fact]
    public async Task A_step_is_dropped_only_with_a_reason_and_the_reason_typed_is_not_lost()
    {
        var fair = await AFair.Held(_engine.App);
        var step = await Step(fair, "Send it", 3);
        var member = await fair.Member(fair.Company);
        var page = await member.Submit(await member.Go("/follow-up"), "details form:last-of-type", ("reason", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.NotNull(page.QuerySelector("input[name=reason][aria-invalid]"));
        page = await member.Submit(page, "details form:last-of-type", ("reason", new string('x', 301)));
        Assert.Equal(301, ((IHtmlInputElement)page.QuerySelector("input[name=reason]")!).Value.Length);
        await member.Submit(page, "details form:last-of-type", ("reason", "They chose another supplier"));
        Assert.Equal((FollowUpState.Dropped, "They chose another supplier"), ((await Now(step)).State, (await Now(step)).Reason));
    }

    [Fact]
    public async Task The_second_of_two_is_told_what_the_first_did_and_a_double_tap_is_harmless()
    {
        var fair = await AFair.Held(_engine.App);
        await Step(fair, "Send it", 3);
        var member = await fair.Member(fair.Company);
        var page = await member.Go("/follow-up");
        await member.Submit(page, "main .stepacts form", ("act", "Done"));
        await member.Submit(page, "main .stepacts form", ("act", "Done"));
        Assert.Equal(HttpStatusCode.OK, member.Last.StatusCode);
        await member.Submit(page, "main .stepacts form", ("act", "Drop"), ("reason", "No"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
    }

    [Fact]
    public async Task A_manager_sees_the_own_companies_and_acts_for_those_that_agree_and_another_manager_sees_nothing()
    {
        var fair = await AFair.Held(_engine.App);
        await fair.Consent(fair.Company);
        var step = await Step(fair, "Send it", -2);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, fair.Cluster.Id);
        var page = await manager.Go("/follow-up");
        Assert.Equal(["Nordvelo Components"], page.QuerySelectorAll("main .part h2").Select(h => h.TextContent));
        // The host of the event is not the home cluster of its guests.
        var other = await _engine.App.AVisitor(Role.PartnerManager, fair.OtherCluster.Id);
        Assert.NotNull((await other.Go("/follow-up")).QuerySelector(".empty"));
        await other.Submit(page, "main .stepacts form", ("act", "Done"), ("__RequestVerificationToken", Token(await other.Go("/account/security"))));
        Assert.Equal(HttpStatusCode.NotFound, other.Last.StatusCode);
        await other.Go($"/agenda/{fair.Company.Id}/follow-up");
        Assert.Equal(HttpStatusCode.NotFound, other.Last.StatusCode);
        await manager.Submit(page, "main .stepacts form", ("act", "Done"));
        Assert.Equal(FollowUpState.Done, (await Now(step)).State);
        var noted = await _engine.App.Db(db => db.AuditEvents.SingleAsync(a => a.RecordId == step.Id));
        Assert.Equal(("Test Person", "Nordvelo Components"), (noted.Actor, noted.OnBehalfOf));
    }

    [Fact]
    public async Task The_coordinator_sees_all_and_settles_none()
    {
        var fair = await AFair.Held(_engine.App);
        await Step(fair, "Send it", -2);
        var page = await (await _engine.App.AVisitor(Role.Coordinator)).Go("/follow-up?show=late");
        Assert.Contains("Send it", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main .stepacts"));
    }

    [Fact]
    public async Task The_filters_count_and_show_what_they_say()
    {
        var fair = await AFair.Held(_engine.App);
        await Step(fair, "Late", -1);
        await Step(fair, "Today", 0);
        await Step(fair, "Later", 20);
        var member = await fair.Member(fair.Company);
        var page = await member.Go("/follow-up");
        Assert.Equal(["3", "1", "1", "1", "0"], page.QuerySelectorAll(".tabs span").Select(s => s.TextContent));
        foreach (var (filter, shown) in new[] { ("late", "Late"), ("week", "Today"), ("later", "Later") })
            Assert.Equal([shown], (await member.Go($"/follow-up?show={filter}")).QuerySelectorAll(".steptable tbody th[scope=row]").Select(h => h.TextContent.Trim()));
        Assert.NotNull((await member.Go("/follow-up?show=done")).QuerySelector(".empty"));
    }

    private static string Token(IHtmlDocument page) => ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value;

    private async Task<FollowUpAction> Step(AFair fair, string text, int days)
    {
        var step = new FollowUpAction { MeetingId = fair.WithBuyer.Id, ParticipantId = fair.Company.Id, OrganisationId = fair.Company.OrganisationId, HomeClusterId = fair.Cluster.Id, Step = text, DueOn = Today.AddDays(days) };
        await _engine.App.Add(step);
        return step;
    }

    private Task<FollowUpAction> Now(FollowUpAction step) => _engine.App.Db(db => db.FollowUpActions.AsNoTracking().SingleAsync(a => a.Id == step.Id));
}
