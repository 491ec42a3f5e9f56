using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;

namespace Paceline.Tests.Contracts;

public sealed class VerifyOnSqlite(SqliteEngine engine) : Verify(engine), IClassFixture<SqliteEngine>;

public sealed class VerifyOnPostgres(PostgresEngine engine) : Verify(engine), IClassFixture<PostgresEngine>;

public abstract class Verify
{
    private readonly AppFactory _app;

    protected Verify(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    [Fact]
    public async Task An_officer_finds_what_waits_and_accepts_it()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal();
        var officer = await market.AnOfficer();
        var list = await officer.Go("/contracts?state=Evidenced");
        Assert.Contains("1 waits for you", list.Body!.TextContent, StringComparison.Ordinal);
        var page = await officer.Submit(await officer.Go($"/contracts/{deal.Id}"), "#check form", ("Input.Result", "Accepted"), ("Input.Comment", "Fits."));
        Assert.Contains("Verified", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#check"));
        Assert.Equal(DealState.Verified, await StateOf(deal));
        Assert.True(await _app.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == deal.Id && a.Action == "Verified a contract")));
        // Reported by an account: the message goes to that account.
        Assert.True(await _app.Db(db => db.Mails.AnyAsync(m => m.Subject.Contains("C-01") && m.Text.Contains($"/agenda/{market.Seller.Id}/contracts/{deal.Id}"))));
    }

    [Fact]
    public async Task A_return_needs_a_reason_which_the_company_sees_and_answers()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal();
        var officer = await market.AnOfficer();
        var page = await officer.Submit(await officer.Go($"/contracts/{deal.Id}"), "#check form", ("Input.Result", "Returned"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Last.StatusCode);
        Assert.NotNull(page.QuerySelector("#Input-Comment-error"));
        await officer.Submit(page, "#check form", ("Input.Result", "Returned"), ("Input.Comment", "The signature page is missing."));
        Assert.Equal(DealState.Returned, await StateOf(deal));

        var company = await market.TheCompany();
        var own = await company.Go($"/agenda/{market.Seller.Id}/contracts/{deal.Id}");
        Assert.Contains("The signature page is missing.", own.Body!.TextContent, StringComparison.Ordinal);
        await company.Upload(own, "main form[enctype]", [("Input.File", "page.pdf", [.. Market.Pdf, 1])], ("Input.Answer", "Here it is."));
        Assert.Equal(DealState.Evidenced, await StateOf(deal));
        Assert.Contains("Here it is.", (await officer.Go($"/contracts/{deal.Id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_author_never_verifies()
    {
        var market = await Market.Open(_app);
        var both = await _app.APerson(Role.MonitoringOfficer);
        await _app.Add(new RoleGrant { PersonId = both.Id, Role = Role.CompanyMember, OrganisationId = market.Company.Id });
        var author = await new Visitor(_app).SignIn(both.Email!);
        await author.Upload(await author.Go(market.ReportPage), "main form.contractform", [("Input.File", "c.pdf", Market.Pdf)], market.Typed());
        var deal = await _app.Db(db => db.BusinessDeals.SingleAsync(d => d.ProgrammeId == market.Programme.Id));
        await author.Submit(await author.Go($"/contracts/{deal.Id}"), "#check form", ("Input.Result", "Accepted"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, author.Last.StatusCode);
        Assert.Equal(DealState.Evidenced, await StateOf(deal));
    }

    [Fact]
    public async Task Whoever_added_evidence_once_never_verifies()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal(withFile: false);
        var both = await _app.APerson(Role.MonitoringOfficer);
        var grant = new RoleGrant { PersonId = both.Id, Role = Role.CompanyMember, OrganisationId = market.Company.Id };
        await _app.Add(grant);
        var helper = await new Visitor(_app).SignIn(both.Email!);
        await helper.Upload(await helper.Go($"/agenda/{market.Seller.Id}/contracts/{deal.Id}"), "main form[enctype]", [("Input.File", "c.pdf", Market.Pdf)]);
        Assert.Equal(DealState.Evidenced, await StateOf(deal));
        // Even after having left the company.
        await _app.Db(db => db.RoleGrants.Where(g => g.Id == grant.Id).ExecuteDeleteAsync());
        await helper.Submit(await helper.Go($"/contracts/{deal.Id}"), "#check form", ("Input.Result", "Accepted"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, helper.Last.StatusCode);
        Assert.Equal(DealState.Evidenced, await StateOf(deal));
    }

    [Fact]
    public async Task The_second_of_two_officers_is_told_and_loses_nothing()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal();
        var (first, second) = (await market.AnOfficer(), await market.AnOfficer());
        var late = await second.Go($"/contracts/{deal.Id}");
        await first.Submit(await first.Go($"/contracts/{deal.Id}"), "#check form", ("Input.Result", "Accepted"));
        var page = await second.Submit(late, "#check form", ("Input.Result", "Returned"), ("Input.Comment", "Page 3 is missing."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Last.StatusCode);
        Assert.Contains("Somebody else saved this a moment ago", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Page 3 is missing.", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(DealState.Verified, await StateOf(deal));
    }

    [Fact]
    public async Task A_file_added_meanwhile_is_seen_before_a_decision()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal();
        var officer = await market.AnOfficer();
        var late = await officer.Go($"/contracts/{deal.Id}");
        var company = await market.TheCompany();
        await company.Upload(await company.Go($"/agenda/{market.Seller.Id}/contracts/{deal.Id}"), "main form[enctype]", [("Input.File", "order.pdf", [.. Market.Pdf, 2])], ("Input.FileKind", "PurchaseOrder"));
        var page = await officer.Submit(late, "#check form", ("Input.Result", "Accepted"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Last.StatusCode);
        Assert.Equal(DealState.Evidenced, await StateOf(deal));
        // The same form, now with the file in sight, goes through.
        await officer.Submit(page, "#check form", ("Input.Result", "Accepted"));
        Assert.Equal(DealState.Verified, await StateOf(deal));
    }

    [Fact]
    public async Task A_statement_alone_is_not_enough()
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal(typed: [("Input.FileKind", "Statement")]);
        var officer = await market.AnOfficer();
        await officer.Submit(await officer.Go($"/contracts/{deal.Id}"), "#check form", ("Input.Result", "Accepted"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Last.StatusCode);
        Assert.Equal(DealState.Evidenced, await StateOf(deal));
    }

    [Theory]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Evaluator)]
    public async Task Only_officers_verify(Role role)
    {
        var market = await Market.Open(_app);
        var deal = await market.ADeal();
        var visitor = await _app.AVisitor(role);
        var page = await visitor.Go($"/contracts/{deal.Id}");
        Assert.Null(page.QuerySelector("#check"));
        var token = (await visitor.Go("/sign-out")).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Input.Version", "0"), new("Input.Result", "Accepted")]);
        var answer = await visitor.Http.PostAsync(new Uri($"/contracts/{deal.Id}", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(DealState.Evidenced, await StateOf(deal));
    }

    private Task<DealState> StateOf(BusinessDeal deal) => _app.Db(db => db.BusinessDeals.Where(d => d.Id == deal.Id).Select(d => d.State).SingleAsync());
}
