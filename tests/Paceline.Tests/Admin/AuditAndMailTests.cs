using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Admin;

public sealed class AuditAndMailOnSqlite(SqliteEngine engine) : AuditAndMail(engine), IClassFixture<SqliteEngine>;

public sealed class AuditAndMailOnPostgres(PostgresEngine engine) : AuditAndMail(engine), IClassFixture<PostgresEngine>;

public abstract class AuditAndMail
{
    private readonly Engine _engine;

    protected AuditAndMail(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task The_trail_is_read_newest_first_page_by_page_and_filtered()
    {
        var record = Ids.New();
        var noon = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 60; i++)
            await App.Add(new AuditEvent { At = noon.AddDays(i), Actor = "Tester", Action = "Moved a meeting", RecordKind = RecordKind.Meeting, RecordId = record, Subject = $"Nr {i}", Details = i == 7 ? "Needle ZÜRICH" : "", OnBehalfOf = i == 7 ? "Cimes" : null });
        var visitor = await App.AVisitor(Role.Coordinator);

        var first = await visitor.Go($"/audit?record={record}");
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Nr 59", first.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        var rest = await visitor.Go("/audit" + new Uri(new Uri("http://localhost"), first.QuerySelector("a[href*=before]")!.GetAttribute("href")).Query);
        Assert.Equal(10, rest.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Nr 9", rest.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);

        var needle = Assert.Single((await visitor.Go("/audit?text=needle")).QuerySelectorAll("tbody tr"));
        Assert.Contains("Cimes", needle.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await visitor.Go($"/audit?record={record}&from=2026-03-02&to=2026-03-03")).QuerySelectorAll("tbody tr").Length);
        Assert.NotNull((await visitor.Go($"/audit?record={record}&kind=Person")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task The_coordinator_finds_who_opened_a_contract_and_its_file()
    {
        var market = await Market.Open(App);
        var deal = await market.ADeal();
        var item = await App.Db(db => db.EvidenceItems.Where(e => e.RecordId == deal.Id).Select(e => e.Id).SingleAsync());
        var (reader, stranger) = (await App.APerson(Role.PartnerManager, market.Cluster.Id, name: "Petra Reader"), await App.APerson(Role.PartnerManager, market.OtherCluster.Id, name: "Sol Stranger"));
        foreach (var person in new[] { reader, stranger })
        {
            var visitor = await new Visitor(App).SignIn(person.Email!);
            await visitor.Go($"/contracts/{deal.Id}");
            await visitor.Go($"/contracts/{deal.Id}/evidence/{item}");
        }

        var coordinator = await App.AVisitor(Role.Coordinator);
        // From the contract itself, by one link; and by words.
        var contract = await coordinator.Go($"/contracts/{deal.Id}");
        var whole = await coordinator.Go(contract.QuerySelector("main a[href^='/audit?']")!.GetAttribute("href")!);
        var opened = Assert.Single(whole.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("Petra Reader", StringComparison.Ordinal) && r.TextContent.Contains("Opened a contract", StringComparison.Ordinal));
        Assert.Contains(deal.Code, opened.TextContent, StringComparison.Ordinal);
        Assert.NotNull(opened.QuerySelector("time"));
        var byName = await coordinator.Go("/audit?text=petra+reader");
        Assert.Equal(["Opened evidence", "Opened a contract"], byName.QuerySelectorAll("tbody tr").Select(r => new[] { "Opened evidence", "Opened a contract", "Signed in" }.FirstOrDefault(a => r.TextContent.Contains(a, StringComparison.Ordinal))).Where(a => a is not "Signed in"));
        // Who was refused opened nothing.
        Assert.DoesNotContain((await coordinator.Go("/audit?text=sol+stranger")).QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("Opened", StringComparison.Ordinal));
        Assert.Contains("Petra Reader", await coordinator.Http.GetStringAsync(new Uri($"/audit.csv?record={deal.Id}&text=Opened", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_download_neutralises_formulas()
    {
        await App.Add(new AuditEvent { At = DateTimeOffset.UnixEpoch, Actor = "=cmd()", Action = "Did", RecordKind = RecordKind.Person, RecordId = Ids.New(), Subject = "+1+1 formula" });
        var visitor = await App.AVisitor(Role.Coordinator);
        var csv = await visitor.Http.GetStringAsync(new Uri("/audit.csv?text=formula", UriKind.Relative));
        Assert.Contains("'=cmd()", csv, StringComparison.Ordinal);
        Assert.Contains("'+1+1 formula", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/audit", Role.Administrator)]
    [InlineData("/audit.csv", Role.PartnerManager)]
    [InlineData("/mail", Role.Coordinator)]
    [InlineData("/platform", Role.Coordinator)]
    [InlineData("/people", Role.MonitoringOfficer)]
    public async Task Others_are_refused(string path, Role role)
    {
        var visitor = await App.AVisitor(role, cluster: role is Role.PartnerManager ? (await App.ACluster()).Id : null);
        await visitor.Go(path);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Last.StatusCode);
    }

    [Fact]
    public async Task The_outbox_shows_each_message_but_no_link_that_would_act_for_its_reader()
    {
        var mail = new OutgoingMail { To = "a@example.org", Subject = "Hello 王", Text = "Open it:\nhttps://host.example/choose-password/SECRET\nBye", QueuedAt = DateTimeOffset.UnixEpoch };
        await App.Add(mail);
        var visitor = await App.AVisitor(Role.Administrator);
        Assert.Contains("Hello 王", (await visitor.Go("/mail")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var page = await visitor.Go($"/mail/{mail.Id}");
        Assert.Contains("Open it:", page.QuerySelector(".letter")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await visitor.Go($"/mail/{Ids.New()}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Last.StatusCode);
    }

    [Fact]
    public async Task The_state_of_the_installation_is_said_part_by_part()
    {
        var visitor = await App.AVisitor(Role.Administrator);
        var page = await visitor.Go("/platform");
        Assert.Contains(_engine is PostgresEngine ? "PostgreSQL" : "SQLite", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelectorAll("tbody tr").Length >= 6);
    }
}
