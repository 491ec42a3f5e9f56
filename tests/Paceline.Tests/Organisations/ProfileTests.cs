using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Organisations;

public sealed class ProfilesOnSqlite(SqliteEngine engine) : Profiles(engine), IClassFixture<SqliteEngine>;

public sealed class ProfilesOnPostgres(PostgresEngine engine) : Profiles(engine), IClassFixture<PostgresEngine>;

public abstract class Profiles
{
    private readonly Engine _engine;

    protected Profiles(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_company_fills_its_profile_to_a_hundred_step_by_step()
    {
        var (company, member) = await ACompanyWithMember();
        var page = await member.Go("/my-company");
        Assert.Contains("0 % complete", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Buyers search by product.", page.Body!.TextContent, StringComparison.Ordinal);

        // Each line leads to its field.
        foreach (var link in page.QuerySelectorAll("a[href*='#Input-']").Select(a => a.GetAttribute("href")!.Split('#')))
            Assert.NotNull((await member.Go(link[0])).GetElementById(link[1]));
        page = await member.Go($"/organisations/{company}/profile/who");
        page = await member.Submit(page, ("Input.Country", "ES"), ("Input.Nuts", "ES51"), ("Input.Languages", "ca"), ("Input.Languages", "en"), ("Input.Website", "pirineu.example"), ("Input.Founded", "2010"), ("act", ""));
        Assert.EndsWith("/profile/what", page.Url, StringComparison.Ordinal);
        page = await member.Submit(page, ("Input.Segment", "ConsumerGoodsAndServices"), ("Input.CrossSectors", "FoodAndNutrition"), ("Input.Summary[en]", "Food."), ("Input.Products[fa]", "غذای ورزشی"), ("Input.Products[en]", "Bars 🥜 & <b>gels</b>"), ("Input.Description[zh]", "登山食品"), ("Input.Nace", "1086"), ("Input.Nace", "C10.89"), ("act", ""));
        page = await member.Submit(page, ("Input.Offers[en]", "Bars"), ("Input.Needs[en]", "Importers"), ("act", ""));
        page = await member.Submit(page, ("Input.Export", "WithinEurope"), ("Input.TargetMarkets", "CN"), ("Input.TargetMarkets", "US"), ("Input.HsCodes", "2106.90, 1704"), ("act", ""));
        page = await member.Submit(page, ("Input.Certifications", "ISO 22000\r\nIFS Food"), ("Input.Turnover", "UpToTwoMillion"), ("act", ""));
        page = await member.Submit(page, ("Input.Name", "Jordi"), ("Input.Email", "jordi@pirineu.example"), ("act", ""));
        Assert.Contains("100 % complete", page.Body!.TextContent, StringComparison.Ordinal);

        var (o, p) = await Saved(company);
        Assert.Equal(("ES51", "https://pirineu.example", "10.86"), (o.Nuts, o.Website, o.NaceMain));
        Assert.Equal(["10.89"], o.NaceOther);
        Assert.Equal(["ca", "en"], o.Languages);
        Assert.Equal(("غذای ورزشی", "Bars 🥜 & <b>gels</b>", "登山食品"), (p.Products["fa"], p.Products["en"], o.Description["zh"]));
        Assert.Equal(["210690", "1704"], p.HsCodes);
        Assert.Equal(["ISO 22000", "IFS Food"], p.Certifications);
        Assert.Equal(6, await App.Db(db => db.AuditEvents.CountAsync(a => a.RecordId == company && a.Action == "Changed an organisation")));

        await member.Submit(page, "form[action*='handler=Confirm']");
        Assert.NotNull((await Saved(company)).Organisation.ConfirmedAt);
    }

    [Fact]
    public async Task What_the_script_saves_answers_with_the_new_version_and_goes_on_from_it()
    {
        var (company, member) = await ACompanyWithMember();
        var page = await member.Go($"/organisations/{company}/profile/contact");
        member.Http.DefaultRequestHeaders.Add("X-Fragment", "save");
        await member.Submit(page, ("Input.Name", "Nuria"), ("Input.Email", "n@a.example"));
        var told = JsonDocument.Parse(await member.Last.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(6, told.GetProperty("percent").GetInt32());
        await member.Submit(page, ("Input.Name", "Núria"), ("Input.Version", told.GetProperty("version").ToString()), ("Input.ProfileVersion", told.GetProperty("profileVersion").ToString()));
        Assert.Equal(HttpStatusCode.OK, member.Last.StatusCode);
        Assert.Equal("Núria", (await Saved(company)).Profile.ContactName);
        await member.Submit(page, ("Input.Email", "no address"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.True(JsonDocument.Parse(await member.Last.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").TryGetProperty("Input.Email", out _));
    }

    [Fact]
    public async Task Without_a_script_codes_are_searched_by_a_button_and_nothing_typed_is_lost()
    {
        var (company, member) = await ACompanyWithMember();
        var page = await member.Submit(await member.Go($"/organisations/{company}/profile/what"), ("find.Nace", "sports goods"), ("Input.Products[en]", "half a sentence"), ("act", "find.Nace"));
        Assert.Equal(HttpStatusCode.OK, member.Last.StatusCode);
        Assert.NotNull(page.QuerySelector("input[type=checkbox][name='Input.Nace'][value='32.30']"));
        Assert.Equal("half a sentence", page.QuerySelector("[name='Input.Products[en]']")!.TextContent.Trim());
        Assert.Null(await App.Db(db => db.CompanyProfiles.FirstOrDefaultAsync(p => p.OrganisationId == company)));
        await member.Submit(page, ("Input.Nace", "32.30"), ("act", ""));
        Assert.Equal("32.30", (await Saved(company)).Organisation.NaceMain);
    }

    [Theory]
    [InlineData("who", "Input.Nuts", "FR82", "FR82 was replaced by FRL0.")]
    [InlineData("who", "Input.Nuts", "NL22", "NL22 is not in the country given.")]
    [InlineData("who", "Input.Languages", "xx", "There is no language with the code xx.")]
    [InlineData("who", "Input.Website", "javascript:alert(1)", "Write a web address like")]
    [InlineData("what", "Input.Nace", "99.98", "There is no activity with the code")]
    [InlineData("markets", "Input.TargetMarkets", "QQ", "There is no country with the code QQ.")]
    [InlineData("markets", "Input.HsCodes", "95", "is no code of goods")]
    [InlineData("proof", "Input.Trl", "12", "Choose a level from 1 to 9.")]
    public async Task What_cannot_be_is_said_at_its_field_and_nothing_is_saved(string step, string field, string value, string says)
    {
        var (company, member) = await ACompanyWithMember();
        var page = await member.Submit(await member.Go($"/organisations/{company}/profile/{step}"), (field, value), ("act", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.Contains(says, page.GetElementById(field.Replace('.', '-') + "-error")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await App.Db(db => db.CompanyProfiles.FirstOrDefaultAsync(p => p.OrganisationId == company)));
    }

    [Fact]
    public async Task Two_who_change_one_step_see_each_other()
    {
        var (company, one) = await ACompanyWithMember();
        var two = await App.AVisitor(Role.Coordinator);
        var (first, second) = (await one.Go($"/organisations/{company}/profile/offers"), await two.Go($"/organisations/{company}/profile/offers"));
        await one.Submit(first, ("Input.Offers[en]", "Theirs"), ("act", ""));
        var page = await two.Submit(second, ("Input.Offers[en]", "Mine"), ("act", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, two.Last.StatusCode);
        Assert.Contains("Theirs", page.QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
        await two.Submit(page, ("act", ""));
        Assert.Equal("Mine", (await Saved(company)).Profile.Offers["en"]);
    }

    [Fact]
    public async Task Another_clusters_company_does_not_exist_and_an_evaluator_changes_nothing()
    {
        var (company, _) = await ACompanyWithMember();
        var stranger = await App.AVisitor(Role.PartnerManager, (await App.ACluster()).Id);
        var other = await App.AVisitor(Role.CompanyMember, company: (await App.ACompany((await App.ACluster()).Id)).Id);
        string[] pages = ["edit", "profile", "profile/who", "profile/contact", "public", "people", "people/new", "logo/change"];
        foreach (var path in pages)
            foreach (var visitor in (Visitor[])[stranger, other])
            {
                await visitor.Go($"/organisations/{company}/{path}");
                Assert.Equal(HttpStatusCode.NotFound, visitor.Last.StatusCode);
            }

        var evaluator = await App.AVisitor(Role.Evaluator);
        await evaluator.Go($"/organisations/{company}/edit");
        Assert.Equal(HttpStatusCode.Forbidden, evaluator.Last.StatusCode);
    }

    [Fact]
    public async Task The_record_keeps_names_in_every_script_and_numbers_in_one_form()
    {
        var cluster = await App.ACluster();
        var company = await App.ACompany(cluster.Id);
        var manager = await App.AVisitor(Role.PartnerManager, cluster.Id);
        var name = "上海 " + new string('é', 290) + " 🎿";
        await manager.Submit(await manager.Go($"/organisations/{company.Id}/edit"), ("Input.Name", name), ("Input.VatNumber", "be 0123.456.749"), ("Input.Pic", "999 988 777"), ("Input.Nuts", "BE25"), ("Input.LatinName", "<script>"), ("act", ""));
        var (o, _) = await SavedRecord(company.Id);
        Assert.Equal((name, "BE0123456749", "999988777", "BE25", "<script>"), (o.Name, o.VatNumber, o.Pic, o.Nuts, o.LatinName));
        var page = await manager.Submit(await manager.Go($"/organisations/{company.Id}/edit"), ("Input.Name", new string('x', 301)), ("Input.VatNumber", "BE0123456740"), ("act", ""));
        Assert.NotNull(page.GetElementById("Input-Name-error"));
        Assert.Contains("check digits", page.GetElementById("Input-VatNumber-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_sees_line_by_line_whether_it_can_be_listed()
    {
        var cluster = await App.ACluster();
        var manager = await App.AVisitor(Role.PartnerManager, cluster.Id);
        var page = await manager.Go($"/organisations/{cluster.Id}/profile");
        Assert.Contains("0 of 4 conditions hold", page.Body!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(page, ("Input.Staff", "2.5"), ("Input.EnglishWebsite", "cluster.example/en"), ("Input.SmeMembers", "40"), ("Input.ResearchMembers", "3"), ("Input.Label", "Silver"), ("Input.LabelIssuer", "Esca"), ("Input.LabelValidTo", "2027-05-01"), ("Input.Services", "Training\nMissions"), ("act", ""));
        Assert.Contains("4 of 4 conditions hold", page.Body!.TextContent, StringComparison.Ordinal);
        var saved = await App.Db(db => db.ClusterProfiles.AsNoTracking().SingleAsync(p => p.OrganisationId == cluster.Id));
        Assert.Equal((2.5m, ClusterLabel.Silver, "https://cluster.example/en"), (saved.Staff, saved.Label, saved.EnglishWebsite));
        Assert.Equal(["Training", "Missions"], saved.Services);
        page = await manager.Submit(page, ("Input.LabelValidTo", ""), ("act", ""));
        Assert.NotNull(page.GetElementById("Input-LabelValidTo-error"));
    }

    [Fact]
    public async Task Codes_are_searched_by_those_who_have_an_account()
    {
        var (_, member) = await ACompanyWithMember();
        await member.Go("/codes/nuts?q=prov&country=BE");
        Assert.Contains("BE21", await member.Last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await member.Go("/codes/country?q=allemagne");
        Assert.Contains("\"DE\"", await member.Last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await member.Go("/codes/language?q=catal");
        Assert.Contains("\"ca\"", await member.Last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await member.Go("/codes/nonsense?q=a");
        Assert.Equal(HttpStatusCode.NotFound, member.Last.StatusCode);
        var stranger = new Visitor(App);
        Assert.Equal("/sign-in", new Uri((await stranger.Go("/codes/nuts?q=prov")).Url).AbsolutePath);
    }

    [Fact]
    public async Task Whoever_speaks_for_several_companies_chooses()
    {
        var (cluster, person) = (await App.ACluster(), await App.APerson(Role.CompanyMember));
        var (a, b) = (await App.ACompany(cluster.Id, "Alfa"), await App.ACompany(cluster.Id, "Beta"));
        await App.Add(new RoleGrant { PersonId = person.Id, Role = Role.CompanyMember, OrganisationId = a.Id }, new RoleGrant { PersonId = person.Id, Role = Role.CompanyMember, OrganisationId = b.Id });
        var page = await (await new Visitor(App).SignIn(person.Email!)).Go("/my-company");
        Assert.Equal(["Alfa", "Beta"], page.QuerySelectorAll("main .lines b bdi").Select(x => x.TextContent));
        Assert.Contains("You speak for no company here", (await (await App.AVisitor(Role.Evaluator)).Go("/my-company")).Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<(Organisation Organisation, CompanyProfile Profile)> Saved(Guid id) => ((await SavedRecord(id)).Organisation, (await SavedRecord(id)).Profile!);

    private Task<(Organisation Organisation, CompanyProfile? Profile)> SavedRecord(Guid id) => App.Db(async db => (await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == id), await db.CompanyProfiles.AsNoTracking().FirstOrDefaultAsync(p => p.OrganisationId == id)));

    private async Task<(Guid Company, Visitor Member)> ACompanyWithMember()
    {
        var company = await App.ACompany((await App.ACluster()).Id);
        return (company.Id, await App.AVisitor(Role.CompanyMember, company: company.Id));
    }
}
