using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.TheDirectory;

public sealed class ProfileOnSqlite(SqliteEngine engine) : ProfileTests(engine), IClassFixture<SqliteEngine>;

public sealed class ProfileOnPostgres(PostgresEngine engine) : ProfileTests(engine), IClassFixture<PostgresEngine>;

public abstract class ProfileTests
{
    private readonly Engine _engine;

    protected ProfileTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task A_buyer_reads_what_the_company_agreed_to_show_and_nothing_else()
    {
        var id = await Company(PublicFields.Card | PublicFields.Description | PublicFields.Markets);
        var visitor = new Visitor(_engine.App);
        var page = await visitor.Go($"/organisations/{id}");
        Assert.Equal("Plain Rims", page.QuerySelector("h1 bdi")!.TextContent);
        var text = page.DocumentElement.OuterHtml;
        foreach (var shown in new[] { "Hubs and rims", "Made in Kortrijk", "China", "Belgium" }) Assert.Contains(shown, text, StringComparison.Ordinal);
        foreach (var hidden in new[] { "Wheel building", "distributor", "ISO 9001", "Secret Street", "buyers@example.org", "Ada Demo", "EUR 2 to 10 million", "BE0123456789" }) Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_companies_see_more_the_company_itself_and_the_staff_see_all()
    {
        var cluster = (await _engine.App.ACluster()).Id;
        var id = await Company(PublicFields.None, cluster);
        Assert.Equal(HttpStatusCode.NotFound, (await new Visitor(_engine.App).Http.GetAsync(new Uri($"/organisations/{id}", UriKind.Relative))).StatusCode);

        var other = await _engine.App.AVisitor(Role.CompanyMember, cluster, (await _engine.App.ACompany(cluster)).Id);
        var theirs = (await other.Go($"/organisations/{id}")).DocumentElement.OuterHtml;
        Assert.Contains("Wheel building", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("buyers@example.org", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("/share", theirs, StringComparison.Ordinal);

        foreach (var insider in new[] { await _engine.App.AVisitor(Role.CompanyMember, cluster, id), await _engine.App.AVisitor(Role.PartnerManager, cluster) })
        {
            var all = (await insider.Go($"/organisations/{id}")).DocumentElement.OuterHtml;
            Assert.Contains("buyers@example.org", all, StringComparison.Ordinal);
            Assert.Contains($"/organisations/{id}/share", all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_size_is_named_only_where_it_was_validated_and_has_not_run_out()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var (checked_, old, declared) = (await Company(PublicFields.All), await Company(PublicFields.All), await Company(PublicFields.All));
        await _engine.App.Add(Declaration(checked_, SmeDeclarationState.Validated, today.AddDays(30)), Declaration(old, SmeDeclarationState.Validated, today.AddDays(-1)), Declaration(declared, SmeDeclarationState.Declared, today.AddDays(30)));
        var visitor = new Visitor(_engine.App);
        Assert.Contains("Small enterprise", (await visitor.Go($"/organisations/{checked_}")).DocumentElement.TextContent, StringComparison.Ordinal);
        foreach (var id in new[] { old, declared }) Assert.DoesNotContain("enterprise", (await visitor.Go($"/organisations/{id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_and_what_is_archived_are_not_there_and_a_merged_record_leads_to_the_one_that_carries_on()
    {
        var cluster = (await _engine.App.ACluster()).Id;
        var (kept, merged, draft, archived) = (await Company(PublicFields.All, cluster), await Company(PublicFields.All, cluster), await Company(PublicFields.All, cluster), await Company(PublicFields.All, cluster));
        await _engine.App.Db(async db =>
        {
            var all = await db.Organisations.Where(o => o.HomeClusterId == cluster).ToDictionaryAsync(o => o.Id);
            (all[merged].State, all[merged].MergedIntoId, all[draft].State, all[archived].State) = (OrganisationState.Merged, kept, OrganisationState.Draft, OrganisationState.Archived);
            return await db.SaveChangesAsync();
        });
        var visitor = new Visitor(_engine.App);
        await visitor.Go($"/organisations/{merged}");
        Assert.EndsWith($"/organisations/{kept}", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        foreach (var id in new[] { draft, archived, Guid.CreateVersion7() }) Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(new Uri($"/organisations/{id}", UriKind.Relative))).StatusCode);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, cluster);
        foreach (var id in new[] { draft, archived }) Assert.NotNull((await manager.Go($"/organisations/{id}")).QuerySelector(".note.warn"));
        var stranger = await _engine.App.AVisitor(Role.PartnerManager, (await _engine.App.ACluster("Another cluster")).Id);
        await stranger.Go($"/organisations/{draft}");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
    }

    [Fact]
    public async Task Texts_come_in_the_readers_language_and_say_in_which_they_are()
    {
        var id = await Company(PublicFields.All);
        var french = new Visitor(_engine.App);
        french.Http.DefaultRequestHeaders.Add("Accept-Language", "fr");
        var page = await french.Go($"/organisations/{id}");
        Assert.Equal("fr", page.QuerySelector(".pitch")!.GetAttribute("lang"));
        Assert.Equal("Moyeux et jantes.", page.QuerySelector(".pitch")!.TextContent);
        Assert.Equal("en", page.QuerySelectorAll(".prose").Single(p => p.TextContent.StartsWith("Made in", StringComparison.Ordinal)).GetAttribute("lang"));
    }

    [Fact]
    public async Task A_public_entry_describes_itself_to_machines_without_anything_hidden_or_executable()
    {
        var id = await Company(PublicFields.Card, name: "</script><script>alert(1)</script>");
        var page = await new Visitor(_engine.App).Go($"/organisations/{id}");
        var data = page.QuerySelector("script[type='application/ld+json']")!.TextContent;
        using var json = System.Text.Json.JsonDocument.Parse(data);
        Assert.Equal("</script><script>alert(1)</script>", json.RootElement.GetProperty("name").GetString());
        Assert.False(json.RootElement.TryGetProperty("email", out _));
        Assert.Equal($"/organisations/{id}", new Uri(page.QuerySelector("meta[property='og:url']")!.GetAttribute("content")!).AbsolutePath);
        Assert.DoesNotContain(page.Scripts, s => s.Text.StartsWith("alert", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_shows_what_the_company_chose_until_it_is_ended()
    {
        var cluster = (await _engine.App.ACluster()).Id;
        var id = await Company(PublicFields.None, cluster);
        var company = await _engine.App.AVisitor(Role.CompanyMember, cluster, id);
        var form = await company.Go($"/organisations/{id}/share");
        foreach (var box in form.QuerySelectorAll("input[name='Input.Shows'][checked]")) box.RemoveAttribute("checked");
        var made = await company.Submit(form, "form.stack", ("Input.For", "A buyer in Ogden"), ("Input.Days", "10"), ("Input.Shows", "Contact"));
        var address = new Uri(made.QuerySelector("a.address")!.GetAttribute("href")!).AbsolutePath;

        var stranger = new Visitor(_engine.App);
        var page = await stranger.Go(address);
        Assert.Contains("buyers@example.org", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Wheel building", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("A buyer in Ogden", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("noindex", stranger.Last.Headers.GetValues("X-Robots-Tag").Single());
        Assert.Contains("1", (await company.Go($"/organisations/{id}/share")).QuerySelector(".sharing small:nth-of-type(2)")!.TextContent, StringComparison.Ordinal);

        await company.Submit(await company.Go($"/organisations/{id}/share"), "form[action*=End]");
        await stranger.Go(address);
        Assert.Equal(HttpStatusCode.Gone, stranger.Last.StatusCode);
        await stranger.Go(address[..^1] + (address[^1] == 'A' ? 'B' : 'A'));
        Assert.Equal(HttpStatusCode.Gone, stranger.Last.StatusCode);
    }

    [Fact]
    public async Task A_link_is_not_made_for_anothers_company_nor_for_ever_and_a_second_send_makes_no_second_one()
    {
        var (cluster, another) = ((await _engine.App.ACluster()).Id, (await _engine.App.ACluster("Another cluster")).Id);
        var id = await Company(PublicFields.All, cluster);
        var stranger = await _engine.App.AVisitor(Role.PartnerManager, another);
        await stranger.Go($"/organisations/{id}/share");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, cluster);
        var form = await manager.Go($"/organisations/{id}/share");
        await manager.Submit(form, "form.stack", ("Input.Days", "4000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        await manager.Submit(form, "form.stack");
        await manager.Submit(form, "form.stack");
        Assert.Equal(1, await _engine.App.Db(db => db.ProfileShares.CountAsync(s => s.OrganisationId == id)));

        // What is public of a company is chosen, of a cluster it is given: each leads to where it is seen.
        foreach (var of in new[] { id, cluster })
        {
            await manager.Go((await manager.Go($"/organisations/{of}/share")).QuerySelector("main .head p a")!.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        }
    }

    [Fact]
    public async Task The_map_counts_by_region_and_every_circle_opens_the_list_that_it_counts()
    {
        await Company(PublicFields.All, name: "Mapped One", nuts: "ES51");
        await Company(PublicFields.All, name: "Mapped Two", nuts: "ES51");
        await Company(PublicFields.All, name: "Mapped Three", nuts: "BE2");
        await Company(PublicFields.All, name: "Mapped Four");
        await Company(PublicFields.All, name: "Mapped Five", country: "CN");
        await Company(PublicFields.None, name: "Mapped Hidden", nuts: "ES51");
        var visitor = new Visitor(_engine.App);
        var map = await visitor.Go("/directory/map?q=mapped");
        var spots = map.QuerySelectorAll("a.spot").Select(a => (Url: a.GetAttribute("href")!, Count: int.Parse(a.GetAttribute("aria-label")!.Split(": ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.Equal([1, 1, 1, 2], spots.Select(s => s.Count).Order());
        foreach (var (url, count) in spots) Assert.Equal(count, (await visitor.Go(url)).QuerySelectorAll(".entries > li").Length);
        Assert.Equal(5, map.QuerySelectorAll("tbody .num").Sum(n => int.Parse(n.TextContent, System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static SmeDeclaration Declaration(Guid company, SmeDeclarationState state, DateOnly until) =>
        new() { OrganisationId = company, FinancialYear = 2025, Category = SmeCategory.Small, State = state, ValidFrom = until.AddDays(-60), ValidTo = until };

    private async Task<Guid> Company(PublicFields agreed, Guid? cluster = null, string name = "Plain Rims", string country = "BE", string nuts = "")
    {
        var company = new Organisation
        {
            Name = name,
            Kind = OrganisationKind.Company,
            Country = country,
            Nuts = nuts,
            HomeClusterId = cluster,
            VatNumber = "BE0123456789",
            Street = "Secret Street 1",
            Summary = new LocalizedText { ["en"] = "Wheels.", ["fr"] = "Moyeux et jantes." },
            Description = new("Made in Kortrijk since 1998."),
        };
        var profile = new CompanyProfile
        {
            OrganisationId = company.Id,
            Public = agreed,
            Products = new("Hubs and rims"),
            Offers = new("Wheel building"),
            Needs = new("A distributor"),
            CurrentMarkets = ["CN"],
            Certifications = ["ISO 9001"],
            Turnover = TurnoverBand.UpToTenMillion,
            ContactName = "Ada Demo",
            ContactEmail = "buyers@example.org",
        };
        await _engine.App.Add(company, profile);
        return company.Id;
    }
}
