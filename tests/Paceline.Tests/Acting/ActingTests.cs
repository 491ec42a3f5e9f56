using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;
using Paceline.Tests.Agendas;

namespace Paceline.Tests.Acting;

public sealed class ActingOnSqlite(SqliteEngine engine) : ActingPages(engine), IClassFixture<SqliteEngine>;

public sealed class ActingOnPostgres(PostgresEngine engine) : ActingPages(engine), IClassFixture<PostgresEngine>;

public abstract class ActingPages
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(TimeProvider.System.GetUtcNow(), "Europe/Brussels").DateTime);
    private readonly Engine _engine;

    protected ActingPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Without_consent_a_manager_looks_on_and_with_it_acts_until_the_company_takes_it_back()
    {
        var fair = await AFair.Held(_engine.App);
        var step = new FollowUpAction { MeetingId = fair.WithBuyer.Id, ParticipantId = fair.Company.Id, OrganisationId = fair.Company.OrganisationId, HomeClusterId = fair.Cluster.Id, Step = "Send it", DueOn = Today };
        await _engine.App.Add(step);
        var (manager, member) = (await _engine.App.AVisitor(Role.PartnerManager, fair.Cluster.Id), await fair.Member(fair.Company));
        var contracts = $"/agenda/{fair.Company.Id}/contracts";
        Assert.Empty((await manager.Go("/follow-up")).QuerySelectorAll("main .stepacts"));
        await manager.Go(contracts);
        Assert.Equal(HttpStatusCode.Forbidden, manager.Last.StatusCode);

        await member.Submit(await member.Go("/my-cluster"), ("Input.Until", Today.AddMonths(6).ToString("yyyy-MM-dd", null)));
        Assert.Equal(HttpStatusCode.OK, member.Last.StatusCode);
        Assert.Contains("Nordvelo Components", (await manager.Go("/acting")).QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        await manager.Go(contracts);
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        await manager.Submit(await manager.Go($"/agenda/{fair.Company.Id}/contracts/new?meeting={fair.WithBuyer.Id}"),
            ("Input.SignedOn", Today.ToString("yyyy-MM-dd", null)), ("Input.Counterpart", "Boise Cycle Supply"), ("Input.Country", "US"), ("Input.Kind", "Sales"), ("Input.Amount", ""), ("Input.Band", "Undisclosed"));
        await manager.Submit(await manager.Go("/follow-up"), "main .stepacts form", ("act", "Done"));
        Assert.Equal(FollowUpState.Done, await _engine.App.Db(db => db.FollowUpActions.Where(a => a.Id == step.Id).Select(a => a.State).SingleAsync()));
        Assert.Equal(["Nordvelo Components"], await _engine.App.Db(db => db.AuditEvents.Where(a => a.RecordId == step.Id).Select(a => a.OnBehalfOf).ToListAsync()));

        var seen = await member.Go("/my-cluster");
        Assert.Contains("Did a next step", seen.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await member.Submit(seen, "form[action*=Withdraw]");
        await manager.Go(contracts);
        Assert.Equal(HttpStatusCode.Forbidden, manager.Last.StatusCode);
        Assert.Contains("Did a next step", (await member.Go("/my-cluster")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_a_name_that_is_borrowed_nor_one_that_is_changed_moves_what_was_done()
    {
        var fair = await AFair.Held(_engine.App);
        await fair.Consent(fair.Company);
        var step = new FollowUpAction { MeetingId = fair.WithBuyer.Id, ParticipantId = fair.Company.Id, OrganisationId = fair.Company.OrganisationId, HomeClusterId = fair.Cluster.Id, Step = "Send it", DueOn = Today };
        await _engine.App.Add(step);
        var (person, member, competitor) = (await _engine.App.APerson(Role.PartnerManager, fair.Cluster.Id), await fair.Member(fair.Company), await fair.Member(fair.OtherCompany));
        var manager = await new Visitor(_engine.App).SignIn(person.Email!);
        await manager.Submit(await manager.Go("/follow-up"), "main .stepacts form", ("act", "Done"));
        Assert.Equal((Guid?)fair.Company.OrganisationId, await _engine.App.Db(db => db.AuditEvents.Where(a => a.RecordId == step.Id).Select(a => a.OnBehalfOfId).SingleAsync()));

        // The competitor takes the name, the company gets another one, and the manager becomes one of its people.
        await _engine.App.Db(db => db.Organisations.Where(o => o.Id == fair.OtherCompany.OrganisationId).ExecuteUpdateAsync(o => o.SetProperty(x => x.Name, "Nordvelo Components")));
        await _engine.App.Db(db => db.Organisations.Where(o => o.Id == fair.Company.OrganisationId).ExecuteUpdateAsync(o => o.SetProperty(x => x.Name, "Renamed")));
        await _engine.App.Db(db => db.Participants.Where(p => p.Id == fair.Company.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Name, "Renamed")));
        await _engine.App.Add(new RoleGrant { PersonId = person.Id, Role = Role.CompanyMember, OrganisationId = fair.Company.OrganisationId });
        Assert.DoesNotContain("Did a next step", (await competitor.Go("/my-cluster")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Did a next step", (await member.Go("/my-cluster")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_manager_writes_down_the_company_is_told_and_another_cluster_gains_nothing()
    {
        var fair = await AFair.Held(_engine.App);
        var member = await _engine.App.APerson(Role.CompanyMember, company: fair.Company.OrganisationId);
        var (manager, other) = (await _engine.App.AVisitor(Role.PartnerManager, fair.Cluster.Id), await _engine.App.AVisitor(Role.PartnerManager, fair.OtherCluster.Id));
        (string, string)[] filled = [("Input.Company", fair.Company.OrganisationId.ToString()!), ("Input.GivenBy", "Nils <b>"), ("Input.How", "Word"), ("Input.Until", Today.AddMonths(3).ToString("yyyy-MM-dd", null))];
        var form = await manager.Go("/acting");
        foreach (var (name, value, error) in ((string, string, string)[])[("Input.Until", Today.AddYears(3).ToString("yyyy-MM-dd", null), "#Input-Until-error"), ("Input.GivenOn", Today.AddDays(2).ToString("yyyy-MM-dd", null), "#Input-GivenOn-error"), ("Input.Company", fair.OtherCompany.OrganisationId.ToString()!, "#Input-Company-error"), ("Input.How", "OwnPage", "#Input-How-error")])
        {
            var refused = await manager.Submit(form, [.. filled.Where(f => f.Item1 != name), (name, value)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
            Assert.NotNull(refused.QuerySelector(error));
        }

        await manager.Submit(form, filled);
        await manager.Submit(form, filled);
        Assert.Equal(1, await _engine.App.Db(db => db.ActingConsents.CountAsync(c => c.CompanyId == fair.Company.OrganisationId)));
        Assert.True(await _engine.App.Db(db => db.Mails.AnyAsync(m => m.To == member.Email)));
        await other.Go($"/agenda/{fair.Company.Id}/contracts");
        Assert.Equal(HttpStatusCode.Forbidden, other.Last.StatusCode);
        Assert.Contains("Nils <b>", (await (await new Visitor(_engine.App).SignIn(member.Email!)).Go("/my-cluster")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_that_moves_to_another_cluster_takes_its_consent_along()
    {
        var fair = await AFair.Held(_engine.App);
        await fair.Consent(fair.Company);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, fair.Cluster.Id);
        await manager.Go($"/agenda/{fair.Company.Id}/contracts");
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        await _engine.App.Db(db => db.Organisations.Where(o => o.Id == fair.Company.OrganisationId).ExecuteUpdateAsync(o => o.SetProperty(x => x.HomeClusterId, fair.OtherCluster.Id)));
        await manager.Go($"/agenda/{fair.Company.Id}/contracts");
        Assert.Equal(HttpStatusCode.Forbidden, manager.Last.StatusCode);
    }

    [Fact]
    public async Task A_company_decides_only_for_itself()
    {
        var fair = await AFair.Held(_engine.App);
        await fair.Consent(fair.OtherCompany);
        var member = await fair.Member(fair.Company);
        var form = await member.Go("/my-cluster");
        await member.Submit(form, ("Input.Company", fair.OtherCompany.OrganisationId.ToString()!));
        Assert.Equal(HttpStatusCode.NotFound, member.Last.StatusCode);
        Assert.DoesNotContain("Cimes", form.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}
