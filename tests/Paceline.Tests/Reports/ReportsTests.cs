using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Access;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Reports;

public sealed class ReportsOnSqlite(SqliteEngine engine) : FrozenReports(engine), IClassFixture<SqliteEngine>;

public sealed class ReportsOnPostgres(PostgresEngine engine) : FrozenReports(engine), IClassFixture<PostgresEngine>;

public abstract class FrozenReports
{
    private readonly AppFactory _app;

    protected FrozenReports(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    [Fact]
    public async Task A_frozen_report_does_not_change_with_the_records()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06", "R-07", "R-08", "O-01");
        await market.Accept(await market.ADeal());
        var coordinator = await _app.AVisitor(Role.Coordinator);
        var id = await Freeze(coordinator);
        var json = await Bytes(coordinator, $"/reports/{id}/report.json");
        var page = await coordinator.Go($"/reports/{id}");
        Assert.Contains("The figures stand as they were frozen", page.Body!.TextContent, StringComparison.Ordinal);

        await market.Accept(await market.ADeal());
        await _app.Db(db => db.Organisations.Where(o => o.Id == market.Company.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.Name, "Renamed")));
        await _app.Db(db => db.BusinessDeals.Where(d => d.ProgrammeId == market.Programme.Id).ExecuteUpdateAsync(d => d.SetProperty(x => x.Counterpart, "Somebody else")));
        Assert.Equal(json, await Bytes(coordinator, $"/reports/{id}/report.json"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(json));
        Assert.Equal(hash, await _app.Db(db => db.ReportSnapshots.Where(r => r.Id == id).Select(r => r.Sha256).SingleAsync()));

        var later = await coordinator.Go($"/reports/{id}");
        Assert.Equal(hash, string.Concat(later.QuerySelectorAll(".seal .hash span").Select(s => s.TextContent)));
        Assert.Contains("Nordvelo Components", later.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Renamed", later.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 then, 2 now", later.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_is_canonical_and_says_how_every_row_is_proved()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06", "R-08");
        var deal = await market.ADeal();
        await market.Accept(deal);
        var coordinator = await _app.AVisitor(Role.Coordinator);
        var json = await Bytes(coordinator, $"/reports/{await Freeze(coordinator)}/report.json");
        Assert.DoesNotContain((byte)'\r', json);
        Assert.Equal((byte)'\n', json[^1]);
        using var report = JsonDocument.Parse(json);
        var root = report.RootElement;
        Assert.Equal(("paceline.report", 1), (root.GetProperty("schema").GetString(), root.GetProperty("version").GetInt32()));
        var names = root.EnumerateObject().Select(p => p.Name).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        var figure = root.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("code").GetString() == "R-06");
        var row = Assert.Single(figure.GetProperty("rows").EnumerateArray());
        Assert.Equal(figure.GetProperty("total").GetInt64(), figure.GetProperty("byPeriod").EnumerateArray().Sum(p => p.GetInt64()));
        var sha = await _app.Db(db => db.EvidenceItems.Where(e => e.RecordId == deal.Id).Select(e => e.Sha256).SingleAsync());
        Assert.Equal(sha, row.GetProperty("evidence")[0].GetProperty("sha256").GetString());
        Assert.Equal("Test Person", row.GetProperty("verifiedBy").GetString());
    }

    [Fact]
    public async Task What_only_auditors_may_know_is_not_in_a_report()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06", "R-07", "R-08");
        await market.Accept(await market.ADeal(Confidentiality.AuditorOnly, typed: [("Input.Amount", "987654")]));
        var coordinator = await _app.AVisitor(Role.Coordinator);
        var id = await Freeze(coordinator);
        var texts = new[] { Encoding.UTF8.GetString(await Bytes(coordinator, $"/reports/{id}/report.json")), (await coordinator.Go($"/reports/{id}")).DocumentElement.OuterHtml, Words(await Bytes(coordinator, $"/reports/{id}/report.docx")) };
        foreach (var secret in new[] { "Nordvelo", "Beijing Velo City", "987654", "987\u202F654", "contract.pdf", market.Company.Id.ToString() })
            Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.Contains("C-01", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "Contracts", "Partners")]
    [InlineData("fr", "Contrats", "Partenaires")]
    public async Task The_document_is_valid_and_in_the_readers_language(string language, params string[] headings)
    {
        var market = await Market.Open(_app);
        await market.Define("R-06", "R-08", "O-04");
        await market.Accept(await market.ADeal(typed: [("Input.Counterpart", "北京 <b>شركة</b> 🚲")]));
        var coordinator = await _app.AVisitor(Role.Coordinator);
        var id = await Freeze(coordinator);
        coordinator.Http.DefaultRequestHeaders.Add("Accept-Language", language);
        var bytes = await Bytes(coordinator, $"/reports/{id}/report.docx");
        using var document = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => e.Description));
        var text = Words(bytes);
        Assert.All(headings, h => Assert.Contains(h, text, StringComparison.Ordinal));
        Assert.Contains("北京 <b>شركة</b> 🚲", text, StringComparison.Ordinal);
        Assert.Contains("Funded by the Union.", string.Concat(document.MainDocumentPart!.FooterParts.Select(f => f.RootElement!.InnerText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_report_and_the_database_refuses_to_change_it()
    {
        var market = await Market.Open(_app);
        await market.Define("R-06");
        var coordinator = await _app.AVisitor(Role.Coordinator);
        var form = await coordinator.Go("/reports/new");
        await coordinator.Submit(form);
        var first = coordinator.Last.RequestMessage!.RequestUri;
        await coordinator.Submit(form);
        Assert.Equal(first, coordinator.Last.RequestMessage!.RequestUri);
        Assert.Equal(1, await _app.Db(db => db.ReportSnapshots.CountAsync(r => r.ProgrammeId == market.Programme.Id)));
        await Assert.ThrowsAnyAsync<Exception>(() => _app.Db(db => db.ReportSnapshots.Where(r => r.ProgrammeId == market.Programme.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Sha256, "0"))));
        Assert.Contains("Figures as of", (await coordinator.Go("/reports")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.PartnerManager, HttpStatusCode.Forbidden)]
    [InlineData(Role.Evaluator, HttpStatusCode.Forbidden)]
    [InlineData(Role.MonitoringOfficer, HttpStatusCode.Forbidden)]
    public async Task Others_read_reports_and_freeze_none(Role role, HttpStatusCode answer)
    {
        var market = await Market.Open(_app);
        var reader = await _app.AVisitor(role, cluster: role is Role.PartnerManager ? market.OtherCluster.Id : null);
        var page = await reader.Go("/reports");
        Assert.Equal(HttpStatusCode.OK, reader.Last.StatusCode);
        Assert.Null(page.QuerySelector("a[href='/reports/new']"));
        await reader.Go("/reports/new");
        Assert.Equal(answer, reader.Last.StatusCode);
    }

    [Fact]
    public async Task A_company_sees_no_reports()
    {
        var market = await Market.Open(_app);
        var company = await market.TheCompany();
        await company.Go("/reports");
        Assert.Equal(HttpStatusCode.Forbidden, company.Last.StatusCode);
    }

    private static async Task<Guid> Freeze(Visitor coordinator)
    {
        await coordinator.Submit(await coordinator.Go("/reports/new"));
        return Guid.Parse(coordinator.Last.RequestMessage!.RequestUri!.Segments[^1]);
    }

    private static Task<byte[]> Bytes(Visitor visitor, string path) => visitor.Http.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    private static string Words(byte[] docx)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(docx), isEditable: false);
        return document.MainDocumentPart!.Document!.InnerText;
    }
}
