using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Features.Admin;
using Paceline.Platform.Access;

namespace Paceline.Tests.Admin;

public sealed class SightOnSqlite(SqliteEngine engine) : Sights(engine), IClassFixture<SqliteEngine>;

public sealed class SightOnPostgres(PostgresEngine engine) : Sights(engine), IClassFixture<PostgresEngine>;

public abstract class Sights
{
    private readonly Engine _engine;

    protected Sights(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    public static TheoryData<Role> Roles => [.. RoleRules.Given];

    [Theory, MemberData(nameof(Roles))]
    public async Task What_the_page_says_of_a_person_is_what_the_pages_answer(Role role)
    {
        await _engine.App.AProgramme();
        var cluster = await _engine.App.ACluster();
        var company = await _engine.App.ACompany(cluster.Id);
        var person = await _engine.App.APerson(role, RoleRules.NeedsCluster(role) ? cluster.Id : null, RoleRules.NeedsCompany(role) ? company.Id : null);
        var visitor = await new Visitor(_engine.App).SignIn(person.Email!);
        var said = await _engine.App.Run(async s =>
        {
            var sight = s.GetRequiredService<ReadSight>();
            return sight.Pages(await sight.Grants(person.Id, default));
        });
        Assert.True(said.Count(p => p.IsWhole) > 15);
        foreach (var page in said.Where(p => p.IsWhole))
        {
            await visitor.Go(page.Route);
            Assert.True(page.Opens == (visitor.Last.StatusCode is not HttpStatusCode.Forbidden), $"{page.Route} answered {visitor.Last.StatusCode} to {role}");
            Assert.NotEqual("/sign-in", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
            Assert.NotEqual("/account/second-factor", page.Route is "/account/second-factor" ? "" : visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
        }
    }

    [Fact]
    public async Task What_the_page_says_is_what_the_matrix_says()
    {
        var written = await File.ReadAllLinesAsync(Path.Combine(Text.SourceTree.Root, "tests", "Paceline.Tests", "Access", "matrix.txt"));
        var cluster = await _engine.App.ACluster();
        var company = await _engine.App.ACompany(cluster.Id);
        // The world of the matrix has no privacy officer: the coordinator stands in.
        (string Column, Grant[] Grants)[] visitors =
        [
            ("admin", [new(Role.Administrator)]), ("coordin.", [new(Role.Coordinator), new(Role.PrivacyOfficer)]), ("officer", [new(Role.MonitoringOfficer)]), ("manager", [new(Role.PartnerManager, Cluster: cluster.Id)]),
            ("stranger", [new(Role.PartnerManager, Cluster: cluster.Id)]), ("company", [new(Role.CompanyMember, Company: company.Id)]), ("rival", [new(Role.CompanyMember, Company: company.Id)]), ("evaluat.", [new(Role.Evaluator)]),
        ];
        var sights = await _engine.App.Run(s => Task.FromResult(visitors.Select(v => (v.Column, Pages: s.GetRequiredService<ReadSight>().Pages(v.Grants))).ToList()));
        Assert.Equal([], Differences(written));
        // And it would be seen: one cell turned over, or one line gone.
        var row = Array.FindIndex(written, l => l.StartsWith("/audit ", StringComparison.Ordinal));
        Assert.Single(Differences([.. written[..row], written[row].Replace("200", "403", StringComparison.Ordinal), .. written[(row + 1)..]]));
        Assert.NotEmpty(Differences([.. written[..row], .. written[(row + 1)..]]));

        List<string> Differences(string[] lines)
        {
            var heading = lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
            var table = lines.Skip(2).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(c => c[0], StringComparer.Ordinal);
            return [.. from sight in sights
                       from page in sight.Pages
                       let cell = table.TryGetValue(page.Route, out var cells) ? cells[heading.IndexOf(sight.Column)] : "no line"
                       where page.Opens != (cell is "200" or "on" or "404" or "410")
                       select $"{page.Route} for {sight.Column}: the page says {(page.Opens ? "opens" : "closed")}, the matrix {cell}"];
        }
    }

    [Fact]
    public async Task A_role_that_has_run_out_and_a_closed_account_see_nothing()
    {
        var person = await _engine.App.APerson(Role.Auditor);
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        Assert.Contains("everywhere", (await coordinator.Go($"/people/{person.Id}/sees")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await _engine.App.Db(db => db.RoleGrants.Where(g => g.PersonId == person.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, DateTimeOffset.UnixEpoch)));
        var page = await coordinator.Go($"/people/{person.Id}/sees");
        Assert.Empty(page.QuerySelectorAll(".status.ok"));
        await coordinator.Go($"/people/{Guid.CreateVersion7()}/sees");
        Assert.Equal(HttpStatusCode.NotFound, coordinator.Last.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _engine.App.AVisitor(Role.Evaluator)).Http.GetAsync(new Uri($"/people/{person.Id}/sees", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task An_auditor_is_given_an_end_and_every_opening_of_a_contract_is_noted()
    {
        var person = await _engine.App.APerson(Role.Evaluator);
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        var form = await coordinator.Go($"/people/{person.Id}");
        var refused = await coordinator.Submit(form, "form[action*=Give]", ("Added.Role", "Auditor"));
        Assert.NotNull(refused.QuerySelector("#Added-To-error"));
        var until = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(10).DateTime).ToString("yyyy-MM-dd", null);
        await coordinator.Submit(form, "form[action*=Give]", ("Added.Role", "Auditor"), ("Added.To", until));
        Assert.Equal(HttpStatusCode.OK, coordinator.Last.StatusCode);
        Assert.EndsWith($"until {until}, Evaluator", await _engine.App.Db(db => db.AuditEvents.Where(a => a.RecordId == person.Id && a.Action == "Gave a role").Select(a => a.Details.Replace("Evaluator → ", "")).SingleAsync()) + ", Evaluator", StringComparison.Ordinal);
        Assert.NotNull(await _engine.App.Db(db => db.RoleGrants.Where(g => g.PersonId == person.Id && g.Role == Role.Auditor).Select(g => g.ValidTo).SingleAsync()));
    }
}
