using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.SmeStatus;

public abstract class SmeStatusTests
{
    private readonly Engine _engine;

    protected SmeStatusTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_company_declares_its_size_with_a_partner_and_a_linked_enterprise_and_its_cluster_validates_it()
    {
        var (cluster, company, member) = await ACompanyMember();
        var page = await Begin(member, company);
        page = await member.Submit(page, Figures(("Last", "40", "6000000", "5000000"), ("Before", "38", "5 500 000", "4.900.000")));
        page = await AddEnterprise(member, page, "Holding Nord", "30", "20", "3000000", "2000000");
        page = await AddEnterprise(member, page, "Nordvelo Dochter", "80", "5", "1000000", "900000", holding: true);
        Assert.Contains("Holding Nord is a partner with 30 %", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nordvelo Dochter is linked, with 80 %", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("51", Cell(page, 1)); // 40 + 30 % of 20 + 5
        page = await member.Submit(page, ("then", "declare"));
        Assert.Contains("Waits for a check", page.Body!.TextContent, StringComparison.Ordinal);

        var manager = await App.AVisitor(Role.PartnerManager, cluster.Id);
        var check = await manager.Go(Path(page));
        check = await manager.Submit(check, "form[action$='/Decide']", ("Check.Result", "Accepted"));
        Assert.Contains("Validated", check.Body!.TextContent, StringComparison.Ordinal);
        var declaration = await App.Db(db => db.SmeDeclarations.SingleAsync(d => d.OrganisationId == company.Id));
        Assert.Equal((SmeDeclarationState.Validated, SmeCategory.Small), (declaration.State, declaration.Category)); // 51 people last year, 49 the year before
        Assert.NotEqual(declaration.DeclaredById, declaration.DecidedById);
        Assert.Equal(declaration.ValidFrom!.Value.AddMonths(24).AddDays(-1), declaration.ValidTo);
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == declaration.Id && a.Action == "Validated a declaration of size" && a.ClusterId == cluster.Id)));
        Assert.True(await App.Db(db => db.Mails.AnyAsync(m => m.Subject.Contains("validated"))));
    }

    [Fact]
    public async Task Nobody_validates_what_they_declared_themselves()
    {
        var cluster = await App.ACluster();
        var company = await App.ACompany(cluster.Id);
        var manager = await App.AVisitor(Role.PartnerManager, cluster.Id);
        // The company declares; its cluster does so only with the company's consent, and the company sees it.
        Assert.Null((await manager.Go($"/organisations/{company.Id}/size")).QuerySelector(".head form[method=post]"));
        var now = TimeProvider.System.GetUtcNow();
        await App.Add(new ActingConsent { CompanyId = company.Id, ClusterId = cluster.Id, GivenBy = "Nils", How = ConsentGivenBy.Writing, GivenOn = DateOnly.FromDateTime(now.DateTime), RecordedBy = "Petra", From = now.AddDays(-1), Until = now.AddYears(1) });
        var page = await manager.Submit(await Begin(manager, company), [.. Figures(("Last", "8", "1", "1")), ("then", "declare")]);
        Assert.Contains("You declared it yourself. Somebody else checks it.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$='/Decide']"));
        Assert.Contains("Declared a company’s size", (await (await App.AVisitor(Role.CompanyMember, company: company.Id)).Go("/my-cluster")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var officer = await App.AVisitor(Role.MonitoringOfficer);
        Assert.NotNull((await officer.Go(Path(page))).QuerySelector("form[action$='/Decide']"));
    }

    [Fact]
    public async Task Sent_back_it_is_mended_and_not_typed_anew()
    {
        var (cluster, company, member) = await ACompanyMember();
        var page = await member.Submit(await Begin(member, company), [.. Figures(("Last", "8", "1000", "1000")), ("then", "declare")]);
        var manager = await App.AVisitor(Role.PartnerManager, cluster.Id);
        var check = await manager.Go(Path(page));
        check = await manager.Submit(check, "form[action$='/Decide']", ("Check.Result", "Returned"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("Say what is wrong", check.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(check, "form[action$='/Decide']", ("Check.Result", "Returned"), ("Check.Comment", "The turnover is that of 2015."));
        var status = await member.Go($"/organisations/{company.Id}/size");
        Assert.Contains("Sent back", status.Body!.TextContent, StringComparison.Ordinal);
        var again = await member.Submit(status);
        Assert.Equal("8", ((IHtmlInputElement)again.QuerySelector("#Input-Last-Headcount")!).Value);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_at_its_field_and_kept()
    {
        var (_, company, member) = await ACompanyMember();
        var page = await member.Submit(await Begin(member, company), Figures(("Last", "twelve", "1,2,3", "12000")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.Equal("twelve", ((IHtmlInputElement)page.QuerySelector("#Input-Last-Headcount[aria-invalid=true]")!).Value);
        Assert.Equal("1,2,3", ((IHtmlInputElement)page.QuerySelector("#Input-Last-Turnover[aria-invalid=true]")!).Value);
        Assert.Equal("12000", ((IHtmlInputElement)page.QuerySelector("#Input-Last-BalanceSheet:not([aria-invalid])")!).Value);
    }

    [Fact]
    public async Task Missing_figures_of_an_enterprise_keep_it_from_being_declared()
    {
        var (_, company, member) = await ACompanyMember();
        var page = await member.Submit(await Begin(member, company), Figures(("Last", "8", "1000", "1000")));
        page = await AddEnterprise(member, page, "Unknown Owner", "60", "", "", "");
        page = await member.Submit(page, ("then", "declare"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.Contains("do not decide the size", page.Body!.TextContent, StringComparison.Ordinal);
        page = await member.Submit(page, "form[action$='/Remove']");
        page = await member.Submit(page, ("then", "declare"));
        Assert.Contains("Waits for a check", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_edit_one_draft_lose_nothing()
    {
        var (_, company, member) = await ACompanyMember();
        var page = await Begin(member, company);
        await member.Submit(page, Figures(("Last", "8", "1000", "1000")));
        var late = await member.Submit(page, Figures(("Last", "9", "2000", "2000")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.Contains("Somebody else saved this a moment ago", late.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("9", ((IHtmlInputElement)late.QuerySelector("#Input-Last-Headcount")!).Value);
        await member.Submit(late);
        Assert.Equal(HttpStatusCode.OK, member.Last.StatusCode);
        Assert.Equal(9m, (await App.Db(db => db.SmeDeclarations.SingleAsync(d => d.OrganisationId == company.Id))).Last.Headcount);
    }

    [Fact]
    public async Task Another_clusters_company_and_another_company_are_not_found()
    {
        var (_, company, member) = await ACompanyMember();
        var page = await member.Submit(await Begin(member, company), [.. Figures(("Last", "8", "1000", "1000")), ("then", "declare")]);
        var other = await App.ACluster("Another cluster");
        Visitor[] strangers = [await App.AVisitor(Role.PartnerManager, other.Id), await App.AVisitor(Role.CompanyMember, company: (await App.ACompany(other.Id)).Id)];
        foreach (var stranger in strangers)
            foreach (var path in new[] { Path(page), $"/organisations/{company.Id}/size", Path(page) + "/File", Path(page) + "/enterprise" })
            {
                await stranger.Go(path);
                // A manager for whom no company has given its consent declares nothing anywhere.
                Assert.True(stranger.Last.StatusCode is HttpStatusCode.NotFound || stranger.Last.StatusCode is HttpStatusCode.Forbidden && stranger == strangers[0] && path.EndsWith("/enterprise", StringComparison.Ordinal), path);
            }
    }

    [Fact]
    public async Task The_accounts_on_file_are_opened_by_those_who_check_and_each_opening_is_noted()
    {
        var (cluster, company, member) = await ACompanyMember();
        var page = await member.Upload(await Begin(member, company), "main form[enctype]", [("Input.File", "accounts.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"u8.ToArray())], [.. Figures(("Last", "8", "1000", "1000")), ("then", "declare")]);
        Assert.Equal(HttpStatusCode.OK, member.Last.StatusCode);
        var manager = await App.AVisitor(Role.PartnerManager, cluster.Id);
        await manager.Go(Path(page) + "/File");
        Assert.Equal("application/pdf", manager.Last.Content.Headers.ContentType!.MediaType);
        var id = Guid.Parse(Path(page).Split('/')[^1]);
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == id && a.Action == "Opened evidence")));
    }

    private async Task<(Organisation Cluster, Organisation Company, Visitor Member)> ACompanyMember()
    {
        var cluster = await App.ACluster();
        var company = await App.ACompany(cluster.Id, "Nordvelo Components");
        return (cluster, company, await App.AVisitor(Role.CompanyMember, company: company.Id));
    }

    private static async Task<IHtmlDocument> Begin(Visitor visitor, Organisation company) => await visitor.Submit(await visitor.Go($"/organisations/{company.Id}/size"));

    private static async Task<IHtmlDocument> AddEnterprise(Visitor visitor, IHtmlDocument page, string name, string capital, string people, string turnover, string balance, bool holding = false) =>
        await visitor.Submit(await visitor.Go(Path(page) + "/enterprise"),
        [
            ("Input.Name", name), ("Input.Country", "BE"), ("Input.IsHolding", holding ? "true" : "false"), ("Input.Capital", capital),
            .. Figures(("Last", people, turnover, balance), ("Before", people, turnover, balance)),
        ]);

    private static (string, string)[] Figures(params (string Year, string People, string Turnover, string Balance)[] years) =>
        [.. years.SelectMany(y => new[] { ($"Input.{y.Year}.Headcount", y.People), ($"Input.{y.Year}.Turnover", y.Turnover), ($"Input.{y.Year}.BalanceSheet", y.Balance) })];

    private static string Path(IHtmlDocument page) => string.Join('/', new Uri(page.Url).AbsolutePath.Split('/').Take(5));

    private static string Cell(IHtmlDocument page, int column) => page.QuerySelector($"table tbody tr td:nth-of-type({column})")!.TextContent.Trim();
}

public sealed class SmeStatusOnSqlite(SqliteEngine engine) : SmeStatusTests(engine), IClassFixture<SqliteEngine>;

public sealed class SmeStatusOnPostgres(PostgresEngine engine) : SmeStatusTests(engine), IClassFixture<PostgresEngine>;
