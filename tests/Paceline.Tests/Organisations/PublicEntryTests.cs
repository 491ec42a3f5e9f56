using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Organisations;

public sealed class PublicEntriesOnSqlite(SqliteEngine engine) : PublicEntries(engine), IClassFixture<SqliteEngine>;

public sealed class PublicEntriesOnPostgres(PostgresEngine engine) : PublicEntries(engine), IClassFixture<PostgresEngine>;

public abstract class PublicEntries
{
    private readonly Engine _engine;

    protected PublicEntries(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    private static readonly byte[] Png = Picture(64, 48);

    [Fact]
    public async Task A_company_agrees_to_what_everybody_sees_and_withdraws_as_easily()
    {
        var (company, member, person) = await ACompanyWithMember();
        var address = $"/organisations/{company}/public";
        var page = await member.Submit(await member.Go(address), ("Input.Fields", "Card"), ("Input.Fields", "Markets"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
        Assert.Contains("Tick that you agree", page.Body!.TextContent, StringComparison.Ordinal);
        page = await member.Submit(await member.Go(address), ("Input.Fields", "Markets"), ("Input.Agreed", "true"));
        Assert.Contains("Tick the card too", page.Body!.TextContent, StringComparison.Ordinal);
        page = await member.Submit(await member.Go(address), ("Input.Fields", "Card"), ("Input.Fields", "Contact"), ("Input.Agreed", "true"));
        Assert.Contains("There is no contact for buyers yet", page.Body!.TextContent, StringComparison.Ordinal);

        page = await member.Submit(await member.Go(address), ("Input.Fields", "Card"), ("Input.Fields", "Markets"), ("Input.Agreed", "true"));
        var profile = await Profile(company);
        Assert.Equal((PublicFields.Card | PublicFields.Markets, person), (profile.Public, profile.PublicById!.Value));
        Assert.NotNull(profile.PublicSince);
        var trail = await App.Db(db => db.AuditEvents.SingleAsync(a => a.RecordId == company && a.Action == "Agreed to a public entry"));
        Assert.Contains(PublicConsent.Sentence, trail.Details, StringComparison.Ordinal);

        await member.Submit(page, "#withdraw");
        Assert.Equal((PublicFields.None, (Guid?)null), ((await Profile(company)).Public, (await Profile(company)).PublicById));
    }

    [Fact]
    public async Task The_preview_shows_what_is_ticked_without_saving_it()
    {
        var (company, member, _) = await ACompanyWithMember();
        var page = await member.Submit(await member.Go($"/organisations/{company}/public"), ("Input.Fields", "Card"), ("act", "preview"));
        Assert.False(page.QuerySelector("[data-part=Card]")!.HasAttribute("hidden"));
        Assert.True(page.QuerySelector("[data-part=Contact]")!.HasAttribute("hidden"));
        Assert.Null(await App.Db(db => db.CompanyProfiles.FirstOrDefaultAsync(p => p.OrganisationId == company)));
    }

    [Fact]
    public async Task A_logo_is_what_its_bytes_are_and_is_seen_by_those_who_may_see_the_company()
    {
        var (company, member, _) = await ACompanyWithMember();
        var form = $"/organisations/{company}/logo/change";
        async Task<string> Try(string name, byte[] content)
        {
            var answer = await member.Upload(await member.Go(form), "form[enctype]", [("Picture", name, content)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, member.Last.StatusCode);
            return answer.GetElementById("Picture-error")!.TextContent;
        }

        Assert.Contains("An SVG can run", await Try("logo.png", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")), StringComparison.Ordinal);
        Assert.Contains("PNG, JPEG or WebP", await Try("logo.png", Encoding.UTF8.GetBytes("%PDF-1.7 and more")), StringComparison.Ordinal);
        Assert.Contains("60000", await Try("bomb.png", Picture(60_000, 60_000)), StringComparison.Ordinal);
        Assert.Contains("broken", await Try("cut.png", Png[..12]), StringComparison.Ordinal);
        Assert.Contains("at most 2 MB", await Try("large.png", [.. Png, .. new byte[2 * 1024 * 1024]]), StringComparison.Ordinal);

        await member.Upload(await member.Go(form), "form[enctype]", [("Picture", "../../evil.html", Png)]);
        var stranger = new Visitor(App);
        await stranger.Go($"/organisations/{company}/logo");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        await member.Go($"/organisations/{company}/logo");
        Assert.Equal(("image/png", "nosniff"), (member.Last.Content.Headers.ContentType!.MediaType, member.Last.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(Png, await member.Last.Content.ReadAsByteArrayAsync());

        await member.Submit(await member.Go($"/organisations/{company}/public"), ("Input.Fields", "Card"), ("Input.Agreed", "true"));
        await stranger.Go($"/organisations/{company}/logo");
        Assert.Equal(HttpStatusCode.OK, stranger.Last.StatusCode);
        await member.Submit(await member.Go(form), "form[action*='handler=Remove']");
        await member.Go($"/organisations/{company}/logo");
        Assert.Equal(HttpStatusCode.NotFound, member.Last.StatusCode);
    }

    private Task<CompanyProfile> Profile(Guid id) => App.Db(db => db.CompanyProfiles.AsNoTracking().SingleAsync(p => p.OrganisationId == id));

    private static byte[] Picture(int width, int height) =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8,
        (byte)(width >> 24), (byte)(width >> 16), (byte)(width >> 8), (byte)width, (byte)(height >> 24), (byte)(height >> 16), (byte)(height >> 8), (byte)height, 8, 2, 0, 0, 0, 0, 0, 0, 0,
    ];

    private async Task<(Guid Company, Visitor Member, Guid Person)> ACompanyWithMember()
    {
        var company = await App.ACompany((await App.ACluster()).Id);
        var person = await App.APerson(Role.CompanyMember, company: company.Id);
        return (company.Id, await new Visitor(App).SignIn(person.Email!), person.Id);
    }
}
