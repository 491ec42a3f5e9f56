using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Contracts;

public sealed class ReportOnSqlite(SqliteEngine engine) : Report(engine), IClassFixture<SqliteEngine>;

public sealed class ReportOnPostgres(PostgresEngine engine) : Report(engine), IClassFixture<PostgresEngine>;

public abstract class Report
{
    private const string Form = "main form.contractform";
    private readonly AppFactory _app;

    protected Report(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    [Fact]
    public async Task A_company_reports_a_contract_out_of_its_meeting_with_a_file()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        var form = await company.Go(market.ReportPage);
        Assert.Equal("Beijing Velo City", form.QuerySelector<IHtmlInputElement>("#Input-Counterpart")!.Value);
        var page = await company.Upload(form, Form, [("Input.File", "contract.exe", Market.Pdf)], market.Typed());
        Assert.Equal(HttpStatusCode.OK, company.Last.StatusCode);
        Assert.Contains("Evidenced", page.Body!.TextContent, StringComparison.Ordinal);
        var deal = await Only(market);
        Assert.Equal((1, 1_250_050L, "EUR", DealState.Evidenced, market.Company.Id, market.Cluster.Id, market.Meeting.Id), (deal.Number, deal.ValueCents!.Value, deal.Currency, deal.State, deal.CompanyId, deal.HomeClusterId!.Value, deal.MeetingId!.Value));
        var item = await _app.Db(db => db.EvidenceItems.SingleAsync(e => e.RecordId == deal.Id));
        Assert.Equal("contract.exe.pdf", item.FileName);
        Assert.True(await _app.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == deal.Id && a.Action == "Reported a contract")));

        var file = await company.Http.GetAsync(new Uri($"/agenda/{market.Seller.Id}/contracts/{deal.Id}/evidence/{item.Id}", UriKind.Relative));
        Assert.Equal(Market.Pdf, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(("application/pdf", "attachment", "nosniff"), (file.Content.Headers.ContentType!.ToString(), file.Content.Headers.ContentDisposition!.DispositionType, file.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.True(await _app.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == item.Id && a.Action == "Opened evidence")));
    }

    [Fact]
    public async Task A_guest_reports_by_a_link_and_its_company_enters_the_directory()
    {
        var market = await Market.Open(_app);
        var token = await market.Link(market.Buyer);
        var guest = new Visitor(_app);
        var choice = await guest.Go($"/agenda/{token}/contracts/new");
        var form = await guest.Go(choice.QuerySelector<IHtmlAnchorElement>("main .lines a.btn")!.PathName + $"?meeting={market.Meeting.Id}");
        Assert.Equal("Nordvelo Components", form.QuerySelector<IHtmlInputElement>("#Input-Counterpart")!.Value);
        await guest.Submit(form, Form, market.Typed(("Input.ValueAs", "Undisclosed"), ("Input.Counterpart", "Nordvelo Components"), ("Input.Country", "BE")));
        var deal = await Only(market);
        var company = await _app.Db(db => db.Organisations.SingleAsync(o => o.Id == deal.CompanyId));
        Assert.Equal(("Beijing Velo City", "CN", true, DealState.Announced), (company.Name, company.Country, company.IsFictional, deal.State));
        Assert.Equal((null, "Beijing Velo City"), (deal.ReportedById, deal.ReportedBy));
        Assert.Equal(company.Id, await _app.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).Select(p => p.OrganisationId).SingleAsync()));

        // A file is added later; then it waits for the verifier.
        var own = await guest.Go($"/agenda/{token}/contracts/{deal.Id}");
        await guest.Upload(own, "main form[enctype]", [("Input.File", "order.pdf", Market.Pdf)], ("Input.FileKind", "Contract"));
        Assert.Equal(DealState.Evidenced, (await Only(market)).State);
        Assert.Contains(deal.Code, (await guest.Go($"/agenda/{token}/contracts")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_contract()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        var form = await company.Go(market.ReportPage);
        await company.Submit(form, Form, market.Typed());
        var first = company.Last.RequestMessage!.RequestUri;
        await company.Submit(form, Form, market.Typed());
        Assert.Equal(first, company.Last.RequestMessage!.RequestUri);
        await Only(market);
    }

    [Fact]
    public async Task Forms_sent_at_the_same_moment_get_numbers_of_their_own()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        var forms = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => company.Go(market.ReportPage)));
        await Task.WhenAll(forms.Select(f => Task.Run(async () =>
        {
            var hand = await market.TheCompany();
            await hand.Submit(await hand.Go(market.ReportPage), Form, market.Typed());
        })));
        Assert.Equal([1, 2, 3, 4], await _app.Db(db => db.BusinessDeals.Where(d => d.ProgrammeId == market.Programme.Id).OrderBy(d => d.Number).Select(d => d.Number).ToListAsync()));
    }

    [Fact]
    public async Task Days_that_cannot_be_are_refused_and_what_was_typed_stays()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        var form = await company.Go(market.ReportPage);
        foreach (var day in new[] { market.Met.AddDays(-1), Market.Today.AddDays(2) })
        {
            var page = await company.Submit(form, Form, market.Typed(("Input.SignedOn", day.ToString("O", null))));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, company.Last.StatusCode);
            Assert.NotNull(page.QuerySelector("#Input-SignedOn-error"));
            Assert.Equal("12 500,50", page.QuerySelector<IHtmlInputElement>("#Input-Amount")!.Value);
        }

        Assert.False(await _app.Db(db => db.BusinessDeals.AnyAsync(d => d.ProgrammeId == market.Programme.Id)));
    }

    [Fact]
    public async Task A_file_is_kept_while_the_form_is_put_right()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        var wrong = await company.Upload(await company.Go(market.ReportPage), Form, [("Input.File", "合同.pdf", Market.Pdf)], market.Typed(("Input.Amount", "a lot")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, company.Last.StatusCode);
        Assert.NotNull(wrong.QuerySelector("#Input-Amount-error"));
        Assert.Contains("合同.pdf", wrong.Body!.TextContent, StringComparison.Ordinal);
        await company.Submit(wrong, Form, ("Input.Amount", "100"));
        var deal = await Only(market);
        Assert.Equal("合同.pdf", await _app.Db(db => db.EvidenceItems.Where(e => e.RecordId == deal.Id).Select(e => e.FileName).SingleAsync()));
    }

    [Fact]
    public async Task A_kept_file_of_another_form_is_not_attached()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        var wrong = await company.Upload(await company.Go(market.ReportPage), Form, [("Input.File", "a.pdf", Market.Pdf)], market.Typed(("Input.Amount", "a lot")));
        var token = wrong.QuerySelector<IHtmlInputElement>("[name='Input.Kept']")!.Value;
        await company.Submit(await company.Go(market.ReportPage), Form, market.Typed(("Input.Kept", token)));
        Assert.Equal(DealState.Announced, (await Only(market)).State);
    }

    [Theory]
    [InlineData("page.pdf", "<!doctype html><script>alert(1)</script>")]
    [InlineData("contract.pdf", "#!/bin/sh\nrm -rf /")]
    [InlineData("contract.pdf", "PK\u0003\u0004 broken")]
    [InlineData("nothing.pdf", "")]
    public async Task Files_that_are_not_what_they_say_are_refused_in_words(string name, string content)
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        var page = await company.Upload(await company.Go(market.ReportPage), Form, [("Input.File", name, System.Text.Encoding.UTF8.GetBytes(content))], market.Typed());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, company.Last.StatusCode);
        Assert.NotNull(page.QuerySelector("#Input-File-error"));
    }

    [Fact]
    public async Task Names_are_kept_exactly_or_refused_clearly()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        const string name = "<b>北京</b> شركة 🚲 O'Neil";
        var page = await company.Submit(await company.Go(market.ReportPage), Form, market.Typed(("Input.Counterpart", name)));
        Assert.Equal(name, page.QuerySelector("h1")!.TextContent);
        foreach (var bad in new[] { new string('a', 10_000), "nul\0nul", " " })
        {
            var again = await company.Upload(await company.Go(market.ReportPage), Form, [("Input.File", "c.pdf", Market.Pdf)], market.Typed(("Input.Counterpart", bad)));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, company.Last.StatusCode);
            Assert.NotNull(again.QuerySelector("#Input-Counterpart-error"));
        }
    }

    [Fact]
    public async Task Nobody_reports_for_another_company()
    {
        var market = await Market.Open(_app);
        var stranger = await _app.AVisitor(Role.CompanyMember, company: (await _app.ACompany(market.OtherCluster.Id, "Another")).Id);
        await stranger.Go(market.ReportPage);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        await stranger.Go($"/agenda/{market.Seller.Id}/contracts");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        var evaluator = await _app.AVisitor(Role.Evaluator);
        await evaluator.Go(market.ReportPage);
        Assert.Equal(HttpStatusCode.Forbidden, evaluator.Last.StatusCode);
        var guest = new Visitor(_app);
        await guest.Go($"/agenda/{await market.Link(market.Buyer)}/contracts/new?meeting={Ids.New()}");
        Assert.Equal(HttpStatusCode.NotFound, guest.Last.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_meeting_brings_no_contract()
    {
        var market = await Market.Open(_app);
        await _app.Db(db => db.Meetings.Where(m => m.Id == market.Meeting.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MeetingState.Cancelled)));
        var company = await market.TheCompany();
        await company.Submit(await company.Go(market.ReportPage), Form, market.Typed());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, company.Last.StatusCode);
    }

    private Task<BusinessDeal> Only(Market market) => _app.Db(db => db.BusinessDeals.AsNoTracking().SingleAsync(d => d.ProgrammeId == market.Programme.Id));
}
