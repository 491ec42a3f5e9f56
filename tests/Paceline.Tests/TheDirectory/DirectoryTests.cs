using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.TheDirectory;

public sealed class DirectoryOnSqlite(SqliteEngine engine) : DirectoryTests(engine), IClassFixture<SqliteEngine>;

public sealed class DirectoryOnPostgres(PostgresEngine engine) : DirectoryTests(engine), IClassFixture<PostgresEngine>;

public abstract class DirectoryTests
{
    private readonly Engine _engine;

    protected DirectoryTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Theory]
    [InlineData("turf", "Tessel Velden")]
    [InlineData("TURF infill", "Tessel Velden")]
    [InlineData("torf", "Tessel Velden")]
    [InlineData("lihgting", "Veldstroom")]
    [InlineData("lightin", "Veldstroom")]
    [InlineData("neve", "Névé Outillage")]
    [InlineData("Névé", "Névé Outillage")]
    [InlineData("outilage", "Névé Outillage")]
    [InlineData("窗户", "晴天窗户厂")]
    [InlineData("窗", "晴天窗户厂")]
    [InlineData("ورزشگاه", "ورزشگاه تهران")]
    [InlineData("تهران", "ورزشگاه تهران")]
    [InlineData("كيش", "ورزشگاه تهران")]
    [InlineData("windproof", "Tramuntana")]
    [InlineData("wind-proof", "Tramuntana")]
    [InlineData("ISO 9001", "Veldstroom")]
    [InlineData("Pays-Bas lighting", "Veldstroom")]
    public async Task A_visitor_finds_what_somebody_wrote_in_any_script_with_and_without_errors(string words, string name)
    {
        await Market();
        var page = await new Visitor(_engine.App).Go($"/directory?q={Uri.EscapeDataString(words)}");
        Assert.Equal(name, page.QuerySelector(".entries h3 a")?.TextContent.Trim());
    }

    [Fact]
    public async Task A_word_that_nobody_writes_is_read_as_the_nearest_one_and_that_is_said()
    {
        await Market();
        var page = await new Visitor(_engine.App).Go("/directory?q=torf");
        Assert.Contains("turf", page.QuerySelector(".remark")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Turf", page.QuerySelector(".entries mark")!.TextContent);
    }

    [Fact]
    public async Task Where_nobody_has_all_the_words_those_with_most_of_them_are_shown_and_that_is_said()
    {
        await Market();
        var page = await new Visitor(_engine.App).Go("/directory?q=turf+infill+submarine");
        Assert.Equal(["Tessel Velden"], Names(page));
        Assert.Contains("2", page.QuerySelector(".remark")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_found_the_nearest_word_is_offered()
    {
        await Market();
        var page = await new Visitor(_engine.App).Go("/directory?q=tarv");
        Assert.Empty(Names(page));
        var offered = page.QuerySelectorAll<IHtmlAnchorElement>(".empty a").First(a => a.TextContent == "turf");
        Assert.Equal(["Tessel Velden"], Names(await new Visitor(_engine.App).Go(new Uri(offered.Href).PathAndQuery)));
    }

    [Fact]
    public async Task A_field_that_is_not_shown_finds_nothing_corrects_nothing_and_counts_for_nothing()
    {
        var cluster = await _engine.App.ACluster();
        var company = await Company("Quiet Ltd", PublicFields.Card, c => { c.Products = new("xylophonic mats"); c.CurrentMarkets = ["ZW"]; c.ContactName = "Hidden Person"; });
        var visitor = new Visitor(_engine.App);
        foreach (var words in new[] { "xylophonic", "xilophonic", "xylopho", "Zimbabwe" }) Assert.DoesNotContain("Quiet Ltd", Names(await visitor.Go($"/directory?q={words}")));
        var page = await visitor.Go("/directory?q=xylophoniq");
        Assert.DoesNotContain("xylophonic", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await visitor.Go("/directory")).QuerySelector("[id='f-sellsIn-ZW']"));
        Assert.Empty(Names(await visitor.Go("/directory?sellsIn=ZW")));
        Assert.Equal(["Quiet Ltd"], Names(await visitor.Go("/directory?q=quiet")));

        var manager = await _engine.App.AVisitor(Role.PartnerManager, cluster.Id);
        Assert.Equal(["Quiet Ltd"], Names(await manager.Go("/directory?q=xylophonic")));
        Assert.Equal(["Quiet Ltd"], Names(await manager.Go("/directory?sellsIn=ZW")));
        Assert.Equal(company, Guid.Parse((await manager.Go("/directory?q=quiet")).QuerySelector(".entries h3 a")!.GetAttribute("href")!.Split('/')[^1]));
    }

    [Fact]
    public async Task Visitors_find_only_those_who_agreed_and_nobody_finds_what_is_not_in_use()
    {
        await Company("Openly Zebra", PublicFields.All);
        await Company("Closed Zebra", PublicFields.None);
        await Company("Leaky Zebra", PublicFields.All & ~PublicFields.Card);
        foreach (var state in new[] { OrganisationState.Draft, OrganisationState.Archived, OrganisationState.Merged }) await Company($"{state} Zebra", PublicFields.All, state: state);
        Assert.Equal(["Openly Zebra"], Names(await new Visitor(_engine.App).Go("/directory?q=zebra")));
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        Assert.Equal(["Closed Zebra", "Leaky Zebra", "Openly Zebra"], Names(await coordinator.Go("/directory?q=zebra")).Order());
    }

    [Fact]
    public async Task A_change_made_at_one_instance_is_found_at_the_next_request_to_another()
    {
        var other = new Visitor(_engine.Start(("Paceline:Worker", "false")));
        Assert.Empty(Names(await other.Go("/directory?q=okapi")));
        var id = await Company("Okapi", PublicFields.All);
        Assert.Equal(["Okapi"], Names(await other.Go("/directory?q=okapi")));
        await _engine.App.Db(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == id)).Name = "Giraffe";
            return await db.SaveChangesAsync();
        });
        Assert.Empty(Names(await other.Go("/directory?q=okapi")));
        await _engine.App.Db(async db =>
        {
            (await db.CompanyProfiles.SingleAsync(p => p.OrganisationId == id)).Public = PublicFields.None;
            return await db.SaveChangesAsync();
        });
        Assert.Empty(Names(await other.Go("/directory?q=giraffe")));
    }

    [Fact]
    public async Task Narrowing_works_by_a_plain_form_and_the_numbers_say_what_would_be_left()
    {
        await Company("Lemur One", PublicFields.All, c => { c.Segment = ValueChainSegment.SportEvents; c.TargetMarkets = ["CN"]; }, country: "BE");
        await Company("Lemur Two", PublicFields.All, c => { c.Segment = ValueChainSegment.SportFacilities; c.TargetMarkets = ["CN", "US"]; }, country: "NL");
        await Company("Lemur Three", PublicFields.All, c => c.Segment = ValueChainSegment.SportFacilities, country: "NL");
        var visitor = new Visitor(_engine.App);
        var page = await visitor.Go("/directory?q=lemur&country=NL");
        Assert.Equal(["Lemur Three", "Lemur Two"], Names(page).Order());
        // Countries are counted as if none were chosen; the others under the country chosen.
        Assert.Equal("1", Count(page, "country", "BE"));
        Assert.Equal("2", Count(page, "country", "NL"));
        Assert.Equal("1", Count(page, "wantsIn", "CN"));
        Assert.Null(page.QuerySelector("[id='f-segment-SportEvents']"));
        var box = page.QuerySelector<IHtmlInputElement>("[id='f-country-NL']")!;
        Assert.True(box.IsChecked);
        Assert.Equal("search", box.GetAttribute("form"));
        Assert.Equal(["Lemur Two"], Names(await visitor.Go("/directory?q=lemur&country=NL&country=BE&wantsIn=US")));
    }

    [Fact]
    public async Task A_script_gets_the_list_alone()
    {
        var visitor = new Visitor(_engine.App);
        visitor.Http.DefaultRequestHeaders.Add("X-Fragment", "found");
        var part = await visitor.Http.GetStringAsync(new Uri("/directory?q=nothing", UriKind.Relative));
        Assert.StartsWith("<div class=\"finding\"", part.TrimStart(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/directory?page=99999")]
    [InlineData("/directory?page=0")]
    [InlineData("/directory?page=a&order=7&size=Huge&country=%3Cb%3E&region=XX&cluster=1")]
    [InlineData("/directory?q=%22%27%3Cscript%3E%25_%5C")]
    [InlineData("/directory?q=%F0%9F%9A%B4+!!+%EF%BF%BD")]
    public async Task Whatever_stands_in_the_address_the_page_answers(string path)
    {
        var visitor = new Visitor(_engine.App);
        Assert.NotNull((await visitor.Go(path)).QuerySelector("h1"));
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(new Uri("/directory?q=" + new string('x', 3000), UriKind.Relative))).StatusCode);
    }

    [Theory, InlineData("csv"), InlineData("xlsx")]
    public async Task A_file_holds_the_list_that_is_seen_in_its_order_with_its_columns_explained(string format)
    {
        var tag = "Numbat" + format;
        for (var i = 0; i < 25; i++) await Company($"{tag} {(char)('Z' - i)}", PublicFields.All, c => { c.Products = new($"=HYPERLINK({i})"); c.ContactEmail = "buyers@example.org"; }, country: i % 2 == 0 ? "BE" : "ES");
        foreach (var visitor in new[] { new Visitor(_engine.App), await _engine.App.AVisitor(Role.Coordinator) })
        {
            var query = $"?q={tag}&country=BE&order=Name";
            var seen = Names(await visitor.Go("/directory" + query));
            var bytes = await visitor.Http.GetByteArrayAsync(new Uri($"/directory/organisations.{format}{query}", UriKind.Relative));
            var table = (format is "csv" ? CsvText.Read(bytes, TableLimits.Default) : Workbook.Read(bytes, TableLimits.Default)).Table!;
            Assert.Equal(seen, table.Rows.Select(r => r.Cells[0]));
            Assert.Equal(13, table.Rows.Count);
            Assert.Contains(table.Rows[0].Cells, c => c.StartsWith("=HYPERLINK", StringComparison.Ordinal));
        }
    }

    private async Task Market()
    {
        if (await _engine.App.Db(db => db.Organisations.AnyAsync(o => o.Name == "Tessel Velden"))) return;
        await Company("Tessel Velden", PublicFields.All, c => { c.Products = new("Turf that needs no infill"); });
        await Company("Veldstroom", PublicFields.All, c => { c.Products = new("Lighting for pitches"); c.Certifications = ["ISO 9001:2015"]; }, country: "NL");
        await Company("Névé Outillage", PublicFields.All, country: "FR");
        await Company("晴天窗户厂", PublicFields.All, country: "CN");
        await Company("ورزشگاه تهران", PublicFields.All, c => c.Offers = new LocalizedText { ["fa"] = "سالن‌های کیش" }, country: "IR");
        await Company("Tramuntana", PublicFields.All, c => c.Products = new("Wind-proof running wear"), country: "ES");
    }

    private async Task<Guid> Company(string name, PublicFields agreed, Action<CompanyProfile>? fill = null, OrganisationState state = OrganisationState.Active, string country = "BE")
    {
        var company = new Organisation { Name = name, Kind = OrganisationKind.Company, Country = country, State = state };
        var profile = new CompanyProfile { OrganisationId = company.Id, Public = agreed };
        fill?.Invoke(profile);
        await _engine.App.Add(company, profile);
        return company.Id;
    }

    private static string[] Names(IHtmlDocument page) => [.. page.QuerySelectorAll(".entries h3 a").Select(a => a.TextContent.Trim())];

    private static string? Count(IHtmlDocument page, string facet, string value) => page.QuerySelector($"[id='f-{facet}-{value}']")?.ParentElement!.QuerySelector(".n")!.TextContent;
}
