using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Features.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Organisations;

public sealed class MembersOnSqlite(SqliteEngine engine) : Members(engine), IClassFixture<SqliteEngine>;

public sealed class MembersOnPostgres(PostgresEngine engine) : Members(engine), IClassFixture<PostgresEngine>;

public abstract class Members
{
    private readonly Engine _engine;

    protected Members(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);

    [Fact]
    public async Task A_manager_enters_a_member_which_its_cluster_counts_from_today()
    {
        var (cluster, manager) = await APartner();
        var page = await manager.Submit(await manager.Go("/members/new"), ("Input.Name", "Élan Neu 登山"), ("Input.Country", "FR"), ("Input.VatNumber", "FR 32 123 456 789"));
        var made = await App.Db(db => db.Organisations.AsNoTracking().SingleAsync(o => o.Name == "Élan Neu 登山" && o.HomeClusterId == cluster));
        Assert.EndsWith($"/organisations/{made.Id}/edit", page.Url, StringComparison.Ordinal);
        Assert.Equal("FR32123456789", made.VatNumber);
        Assert.True(await App.Db(db => db.Memberships.AnyAsync(m => m.OrganisationId == made.Id && m.ClusterId == cluster && m.HomeProgrammeId != null)));
    }

    [Fact]
    public async Task The_same_form_sent_twice_enters_one()
    {
        var (cluster, manager) = await APartner();
        var page = await manager.Go("/members/new");
        await manager.Submit(page, ("Input.Name", "Twice"), ("Input.Country", "FR"));
        await manager.Submit(page, ("Input.Name", "Twice"), ("Input.Country", "FR"));
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        Assert.Equal(1, await App.Db(db => db.Organisations.CountAsync(o => o.HomeClusterId == cluster)));
    }

    [Theory]
    [InlineData("NORDVELO  components B.V.", "", "", "It has the same name.")]
    [InlineData("Other", "be 0123.456.749", "", "It has the same VAT number.")]
    [InlineData("Other", "", "www.likely.example/fr", "It has the same website.")]
    public async Task What_probably_exists_is_shown_first_and_entered_only_when_said_so(string name, string vat, string website, string why)
    {
        var (cluster, manager) = await APartner();
        var mark = cluster.ToString("N")[^8..];
        await App.Add(new Organisation { Name = $"Nordvelo Components {mark}", Kind = OrganisationKind.Company, Country = "BE", VatNumber = "BE0123456749", Website = "https://likely.example" });
        var page = await manager.Submit(await manager.Go("/members/new"), ("Input.Name", name is "Other" ? $"Other {mark}" : $"NORDVELO  components {mark} B.V."), ("Input.Country", "BE"), ("Input.VatNumber", vat), ("Input.Website", website));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains(why, page.QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await App.Db(db => db.Organisations.CountAsync(o => o.HomeClusterId == cluster)));
        await manager.Submit(page, ("Input.Anyway", "true"));
        Assert.Equal(1, await App.Db(db => db.Organisations.CountAsync(o => o.HomeClusterId == cluster)));
    }

    [Fact]
    public async Task A_company_has_one_home_and_another_clusters_manager_cannot_take_it()
    {
        var (programme, first, second) = (await App.AProgramme(), await App.ACluster("First"), await App.ACluster("Second"));
        await App.Add(Partner(programme, first, 1), Partner(programme, second, 2));
        var company = new Organisation { Name = "Taken", Kind = OrganisationKind.Company, Country = "BE", HomeClusterId = first.Id };
        await App.Add(company);
        await App.Add(new ClusterMembership { OrganisationId = company.Id, ClusterId = first.Id, From = new(2020, 1, 1), HomeProgrammeId = programme.Id });
        var taker = await App.AVisitor(Role.PartnerManager, second.Id);
        await taker.Go($"/organisations/{company.Id}/memberships");
        Assert.Equal(HttpStatusCode.NotFound, taker.Last.StatusCode);

        var coordinator = await App.AVisitor(Role.Coordinator);
        var page = await coordinator.Submit(await coordinator.Go($"/organisations/{company.Id}/memberships"), ("Input.ClusterId", second.Id.ToString()), ("Input.IsHome", "true"), ("Input.From", $"{Today:yyyy-MM-dd}"));
        Assert.Contains("one home cluster at a time", page.GetElementById("Input-From-error")!.TextContent, StringComparison.Ordinal);
        await coordinator.Submit(await coordinator.Go($"/organisations/{company.Id}/memberships"), ("Input.ClusterId", second.Id.ToString()), ("Input.IsHome", "false"), ("Input.From", $"{Today:yyyy-MM-dd}"));
        Assert.Equal(first.Id, await Home(company.Id));

        // Ended and counted elsewhere: the home moves, and the trail says so.
        var old = await App.Db(db => db.Memberships.AsNoTracking().SingleAsync(m => m.OrganisationId == company.Id && m.ClusterId == first.Id));
        var beside = await App.Db(db => db.Memberships.AsNoTracking().SingleAsync(m => m.OrganisationId == company.Id && m.ClusterId == second.Id));
        await coordinator.Submit(await coordinator.Go($"/organisations/{company.Id}/memberships/{old.Id}"), ("Input.To", $"{Today.AddDays(-2):yyyy-MM-dd}"));
        Assert.Null(await Home(company.Id));
        await coordinator.Submit(await coordinator.Go($"/organisations/{company.Id}/memberships/{beside.Id}"), ("Input.From", $"{Today.AddDays(-1):yyyy-MM-dd}"), ("Input.IsHome", "true"));
        Assert.Equal(second.Id, await Home(company.Id));
        Assert.Equal(["First → –", "– → Second"], await App.Db(db => db.AuditEvents.Where(a => a.RecordId == company.Id && a.Action == "Moved a company to another home cluster").OrderBy(a => a.Id).Select(a => a.Details).ToListAsync()));
        await taker.Go($"/organisations/{company.Id}/memberships");
        Assert.Equal(HttpStatusCode.OK, taker.Last.StatusCode);
    }

    [Fact]
    public async Task A_home_that_begins_later_is_followed_on_its_day()
    {
        var (programme, cluster) = (await App.AProgramme(), await App.ACluster());
        await App.Add(Partner(programme, cluster, 1));
        var company = new Organisation { Name = "Later", Kind = OrganisationKind.Company, Country = "BE" };
        await App.Add(company);
        var coordinator = await App.AVisitor(Role.Coordinator);
        await coordinator.Submit(await coordinator.Go($"/organisations/{company.Id}/memberships"), ("Input.ClusterId", cluster.Id.ToString()), ("Input.IsHome", "true"), ("Input.From", $"{Today.AddDays(30):yyyy-MM-dd}"));
        Assert.Null(await Home(company.Id));
        var payload = JsonSerializer.Serialize(company.Id);
        var job = await App.Db(db => db.Jobs.AsNoTracking().SingleAsync(j => j.Kind == FollowHome.Kind && j.Payload == payload));
        Assert.True(job.DueAt > TimeProvider.System.GetUtcNow().AddDays(28).ToUnixTimeMilliseconds());

        await App.Db(db => db.Memberships.Where(m => m.OrganisationId == company.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.From, Today.AddDays(-1))));
        await App.Run(async services =>
        {
            await services.GetRequiredService<FollowHome>().Run(payload, default);
            return true;
        });
        Assert.Equal(cluster.Id, await Home(company.Id));
    }

    [Fact]
    public async Task People_are_added_corrected_and_kept_when_they_leave()
    {
        var (cluster, manager) = await APartner();
        var company = await App.ACompany(cluster);
        var form = await manager.Go($"/organisations/{company.Id}/people/new");
        await manager.Submit(form, ("Input.Name", "شیرین 👩‍🚀"), ("Input.LatinName", "Shirin"), ("Input.Email", "s@a.example"), ("Input.Language", "fa"));
        await manager.Submit(form, ("Input.Name", "شیرین 👩‍🚀"), ("Input.Language", "fa"));
        var person = await App.Db(db => db.Contacts.AsNoTracking().SingleAsync(c => c.OrganisationId == company.Id));
        Assert.Equal(("شیرین 👩‍🚀", "Shirin", "fa"), (person.Name, person.LatinName, person.Language));

        var address = $"/organisations/{company.Id}/people/{person.Id}";
        var (first, second) = (await manager.Go(address), await manager.Go(address));
        await manager.Submit(first, ("Input.JobTitle", "Owner"));
        var page = await manager.Submit(second, ("Input.JobTitle", "Sales"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("Owner", page.QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(await manager.Go(address), ("Input.Email", "none"), ("Input.Name", ""));
        Assert.NotNull(page.GetElementById("Input-Email-error"));
        Assert.NotNull(page.GetElementById("Input-Name-error"));

        page = await manager.Submit(await manager.Go(address), "form[action*='handler=Left']");
        Assert.NotNull(page.QuerySelector(".status.off"));
        var other = await App.ACompany(cluster);
        await manager.Go($"/organisations/{other.Id}/people/{person.Id}");
        Assert.Equal(HttpStatusCode.NotFound, manager.Last.StatusCode);
        // The trail is never cleared, so it names nobody.
        Assert.DoesNotContain("شیرین", string.Join(' ', await App.Db(db => db.AuditEvents.Where(a => a.RecordId == person.Id).Select(a => a.Subject + a.Details).ToListAsync())), StringComparison.Ordinal);
    }

    private Task<Guid?> Home(Guid company) => App.Db(db => db.Organisations.Where(o => o.Id == company).Select(o => o.HomeClusterId).SingleAsync());

    private static ConsortiumPartner Partner(Programme programme, Organisation cluster, int number) => new() { ProgrammeId = programme.Id, OrganisationId = cluster.Id, Number = number, Role = PartnerRole.Beneficiary };

    private async Task<(Guid Cluster, Visitor Manager)> APartner()
    {
        var (programme, cluster) = (await App.AProgramme(), await App.ACluster());
        await App.Add(Partner(programme, cluster, 1));
        return (cluster.Id, await App.AVisitor(Role.PartnerManager, cluster.Id));
    }
}
