using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Access;

public sealed class ForgedOnSqlite(SqliteEngine engine) : Forged(engine), IClassFixture<SqliteEngine>;

public sealed class ForgedOnPostgres(PostgresEngine engine) : Forged(engine), IClassFixture<PostgresEngine>;

/// <summary>Another's ids where no form of the product puts them: in headers, cookies, names of files; and ids that were guessed.</summary>
public abstract partial class Forged
{
    private readonly Engine _engine;

    protected Forged(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task An_id_in_a_header_or_a_cookie_moves_no_answer()
    {
        var world = await MatrixWorld.Make(App);
        var (deal, company, @event, person) = (world.Field("deal")!, world.Field("company")!, world.Field("event")!, world.Field("person")!);
        var coordinator = world.Visitors.Single(v => v.Name is "coordin.");
        (string Name, string Value)[] headers =
        [
            ("X-Original-URL", $"/contracts/{deal}"), ("X-Rewrite-URL", $"/events/{@event}/participants"), ("X-Forwarded-Prefix", $"/events/{@event}"), ("X-Forwarded-Path", $"/contracts/{deal}"), ("X-HTTP-Method-Override", "DELETE"),
            ("Referer", $"http://localhost/contracts/{deal}"), ("X-Cluster", company), ("X-Cluster-Id", company), ("X-Company-Id", company), ("X-Tenant-Id", company), ("X-Organisation", company), ("X-Acting-For", company), ("X-Record-Id", deal),
            ("X-User-Id", person), ("X-Person", person), ("Remote-User", "coordinator@demo.example"), ("X-Remote-User", person), ("X-Forwarded-User", person), ("X-Forwarded-Email", "admin@demo.example"), ("X-Role", "Coordinator"), ("X-Roles", "Administrator,Coordinator"),
            ("X-Client-Cert", person), ("Authorization", $"Bearer {person}"), ("From", "coordinator@demo.example"), ("If-Match", deal), ("X-Paceline-Sight", "all"), ("paceline.sight", "all"),
        ];
        var routes = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal).ToList();
        using var bare = App.CreateDefaultClient(App.ClientOptions.BaseAddress);
        var (asked, closed) = (0, 0);
        foreach (var visitor in world.Visitors.Where(v => v.Name is "stranger" or "rival" or "nobody"))
        {
            foreach (var route in routes)
            {
                var plain = await Ask(visitor, route, false);
                var forged = await Ask(visitor, route, true);
                Assert.True(plain.Status == forged.Status, $"{visitor.Name} {route}: {plain.Status} without, {forged.Status} with");
                // A download bears its minute, and a secret for an authenticator app is a new one at each reading.
                if (plain.Status is HttpStatusCode.OK) Assert.True(!plain.IsPage || route is "/account/second-factor" || plain.Text == forged.Text, $"{visitor.Name} {route} reads otherwise with the headers");
                else closed++;
                asked++;
            }
        }

        Assert.True(asked > 400 && closed > 150, $"{asked} asked, {closed} closed");
        // The control: by its own cookie, the coordinator opens what the headers named.
        Assert.Equal(HttpStatusCode.OK, (await Ask(coordinator, "/contracts/{deal:guid}", false)).Status);

        async Task<(HttpStatusCode Status, bool IsPage, string Text)> Ask(MatrixVisitor visitor, string route, bool forging)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Path(route, visitor), UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Cookie", visitor.Browser.Cookies() + (forging ? $"; cluster={company}; company={company}; person={person}; role=Coordinator; sight=all; acting={company}" : ""));
            foreach (var (name, value) in forging ? headers : []) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await bare.SendAsync(request);
            return (response.StatusCode, response.Content.Headers.ContentType?.MediaType is "text/html", Changing().Replace(await response.Content.ReadAsStringAsync(), ""));
        }
    }

    [Theory]
    [InlineData("{file}.pdf")]
    [InlineData("{item}")]
    [InlineData("../../{deal}/contract.pdf")]
    [InlineData(@"..\\..\\{deal}\\contract.pdf")]
    [InlineData("/contracts/{deal}/evidence/{item}")]
    [InlineData("..%2f..%2f{deal}%2fcontract.pdf")]
    [InlineData("{sha}")]
    [InlineData("a.pdf%0d%0aX-Injected: yes")]
    [InlineData("C:\\\\clusters\\\\{company}\\\\contract.pdf")]
    [InlineData("contract.pdf\\\"; name=\\\"Input.Kept\\\"; x=\\\"{file}")]
    [InlineData("\u202Efdp.{file}.exe")]
    public async Task The_name_of_a_file_is_a_name_whatever_it_looks_like(string pattern)
    {
        var (theirs, ours) = (await Market.Open(App), await Market.Open(App));
        var deal = await theirs.ADeal();
        var item = await App.Db(db => db.EvidenceItems.AsNoTracking().SingleAsync(e => e.RecordId == deal.Id));
        var name = pattern.Replace("{file}", item.FileId.ToString(), StringComparison.Ordinal).Replace("{item}", item.Id.ToString(), StringComparison.Ordinal).Replace("{deal}", deal.Id.ToString(), StringComparison.Ordinal)
            .Replace("{sha}", item.Sha256, StringComparison.Ordinal).Replace("{company}", theirs.Company.Id.ToString(), StringComparison.Ordinal);
        var company = await ours.TheCompany();
        var form = await company.Go(ours.ReportPage);
        byte[] bytes = [.. Market.Pdf, .. Ids.New().ToByteArray()];
        var fields = form.QuerySelector<IHtmlFormElement>("main form.contractform")!;
        List<(string Name, string Value)> values = [("__RequestVerificationToken", Hidden("__RequestVerificationToken")), ("Input.Id", Hidden("Input.Id")), .. ours.Typed(), ("Input.Kept", item.FileId.ToString()), ("Input.FileId", item.FileId.ToString()), ($"files[{item.Id}]", "x")];
        using var body = Multipart(values, ("Input.File", name, bytes));
        var answer = await company.Http.PostAsync(new Uri(ours.ReportPage, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var own = await App.Db(db => db.BusinessDeals.SingleAsync(d => d.ProgrammeId == ours.Programme.Id));
        var mine = await App.Db(db => db.EvidenceItems.AsNoTracking().SingleAsync(e => e.RecordId == own.Id));
        Assert.NotEqual(item.FileId, mine.FileId);
        Assert.True(mine.FileName.Length is > 0 and < 130 && !mine.FileName.Any(c => char.IsControl(c) || c is '/' or '\\' or '"' or ':'), mine.FileName);
        var file = await company.Http.GetAsync(new Uri($"/agenda/{ours.Seller.Id}/contracts/{own.Id}/evidence/{mine.Id}", UriKind.Relative));
        Assert.Equal(bytes, await file.Content.ReadAsByteArrayAsync());
        Assert.False(file.Headers.Contains("X-Injected"));
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);

        // The other's file is there as it was, and not for us.
        Assert.Equal((item.FileId, item.FileName, item.Sha256), await App.Db(async db => (await db.EvidenceItems.Where(e => e.RecordId == deal.Id).Select(e => new { e.FileId, e.FileName, e.Sha256 }).SingleAsync()) is var e ? (e.FileId, e.FileName, e.Sha256) : default));
        await company.Go($"/agenda/{ours.Seller.Id}/contracts/{own.Id}/evidence/{item.Id}");
        Assert.Equal(HttpStatusCode.NotFound, company.Last.StatusCode);
        string Hidden(string field) => fields.Elements.OfType<IHtmlInputElement>().First(i => i.Name == field).Value;
    }

    [Fact]
    public async Task A_list_named_like_anothers_upload_is_an_upload_of_ones_own()
    {
        var (ours, theirs) = (await App.ACluster("Ours"), await App.ACluster("Theirs"));
        var programme = await App.AProgramme();
        await App.Add(new Domain.Programmes.ConsortiumPartner { ProgrammeId = programme.Id, OrganisationId = ours.Id, Number = 1, Role = Domain.Programmes.PartnerRole.Coordinator }, new Domain.Programmes.ConsortiumPartner { ProgrammeId = programme.Id, OrganisationId = theirs.Id, Number = 2, Role = Domain.Programmes.PartnerRole.Beneficiary });
        var (manager, rival) = (await App.AVisitor(Role.PartnerManager, ours.Id), await App.AVisitor(Role.PartnerManager, theirs.Id));
        var page = await rival.Upload(await rival.Go("/members/import"), "form[enctype]", [("Input.File", "theirs.csv", "Name;Country\nTheir company;BE\n"u8.ToArray())]);
        var batch = Guid.Parse(new Uri(page.Url).Segments[^1]);

        // Its id as the name of the file, and as the id of the form.
        foreach (var taken in new[] { Ids.New(), batch })
        {
            page = await manager.Upload(await manager.Go("/members/import"), "form[enctype]", [("Input.File", $"../{batch}.csv", "Name;Country\nOur company;BE\n"u8.ToArray())], ("Input.Id", taken.ToString()));
            Assert.DoesNotContain("Their company", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("theirs.csv", page.Body.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(("theirs.csv", theirs.Id), await App.Db(async db => await db.OrganisationImports.Where(i => i.Id == batch).Select(i => new { i.FileName, i.ClusterId }).SingleAsync() is var b ? (b.FileName, b.ClusterId) : default));
        Assert.All(await App.Db(db => db.OrganisationImports.Where(i => i.ClusterId == ours.Id).Select(i => i.FileName).ToListAsync()), name => Assert.Equal($"{batch}.csv", name));
        Assert.NotEqual(0, await App.Db(db => db.OrganisationImports.CountAsync(i => i.ClusterId == ours.Id)));
    }

    [Fact]
    public void No_record_is_named_by_a_number_that_can_be_counted_up()
    {
        var holes = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .SelectMany(e => e.RoutePattern.Parameters.Where(p => p.ParameterPolicies.All(c => c.Content is not "guid")).Select(p => p.Name)).Distinct().Order(StringComparer.Ordinal);
        // Words of the product, signed links, “new”, and the number of an error's page.
        Assert.Equal(["code", "contact", "format", "handler", "kind", "language", "point", "token", "who"], holes);
    }

    [Fact]
    public async Task Ids_and_links_guessed_one_by_one_find_nothing_and_learn_nothing()
    {
        var (theirs, ours) = (await Market.Open(App), await Market.Open(App));
        var deal = await theirs.ADeal();
        var own = await ours.ADeal();
        var company = await ours.TheCompany();
        var manager = await App.AVisitor(Role.PartnerManager, ours.Cluster.Id);
        Assert.Equal(HttpStatusCode.OK, (await Answer(manager, $"/contracts/{own.Id}")).Status);
        // Ids count the time: those just before and after one that is known, and the other's real one among them.
        var guesses = Enumerable.Range(1, 20).SelectMany(n => new[] { Near(own.Id, n), Near(own.Id, -n), Near(deal.Id, n) }).Append(deal.Id).ToList();
        foreach (var (visitor, path) in new[] { (manager, "/contracts/{0}"), (company, $"/agenda/{ours.Seller.Id}/contracts/{{0}}") })
        {
            var answers = new HashSet<(HttpStatusCode, string)>();
            foreach (var guess in guesses) answers.Add(await Answer(visitor, path.Replace("{0}", guess.ToString(), StringComparison.Ordinal)));
            Assert.Equal(HttpStatusCode.NotFound, Assert.Single(answers).Item1);
        }

        // A link with any one of its signs altered.
        var token = await theirs.Link(theirs.Seller);
        var stranger = new Visitor(App);
        var said = new HashSet<(HttpStatusCode, string)>();
        for (var at = 0; at < token.Length; at++) said.Add(await Answer(stranger, $"/agenda/{token[..at]}{(token[at] is 'x' ? 'q' : 'x')}{token[(at + 1)..]}"));
        Assert.Equal(HttpStatusCode.Gone, Assert.Single(said).Item1);
        Assert.Equal(0, await App.Db(db => db.AccessLinks.Where(l => l.SubjectId == theirs.Seller.Id).SumAsync(l => l.Uses)));
        Assert.Equal(HttpStatusCode.OK, (await Answer(stranger, $"/agenda/{token}")).Status);

        static async Task<(HttpStatusCode Status, string Text)> Answer(Visitor visitor, string path)
        {
            using var response = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative));
            return (response.StatusCode, response.StatusCode is HttpStatusCode.OK ? "" : Changing().Replace(await response.Content.ReadAsStringAsync(), ""));
        }
    }

    private static Guid Near(Guid id, int by)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        var end = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8));
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), end + by);
        return new Guid(bytes, bigEndian: true);
    }

    // By hand: a browser writes what its user's files are called, and others write what they like.
    private static ByteArrayContent Multipart(List<(string Name, string Value)> values, (string Field, string FileName, byte[] Bytes) file)
    {
        const string edge = "----forged";
        using var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        foreach (var (name, value) in values) Write($"--{edge}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        Write($"--{edge}\r\nContent-Disposition: form-data; name=\"{file.Field}\"; filename=\"{file.FileName}\"\r\nContent-Type: application/pdf\r\n\r\n");
        body.Write(file.Bytes);
        Write($"\r\n--{edge}--\r\n");
        return new ByteArrayContent(body.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=" + edge) } };
    }

    // Tokens of forms and pages, and the address itself.
    [GeneratedRegex("""value="[^"]*"|\b\d\d?:\d\d\b|nonce="[^"]*"|trace[^<]*|[0-9a-f]{8}-[0-9a-f-]{27}|/agenda/[A-Za-z0-9_.-]+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Changing();
}
