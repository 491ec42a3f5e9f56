using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Data.Isolation;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Tests.Access;

public sealed class SecretsOnSqlite(SqliteEngine engine) : Secrets(engine), IClassFixture<SqliteEngine>;

public sealed class SecretsOnPostgres(PostgresEngine engine) : Secrets(engine), IClassFixture<PostgresEngine>;

/// <summary>
/// A word of its own stands in every text of another cluster's records. The manager, the company and the guest of this cluster walk
/// all routes and send all forms, their own records and the other's in address and fields; pages, exports, answers to forms and mails
/// are read: the words come back only where secrets.txt lets them. And whatever the other cluster adds, no number changes here.
/// </summary>
public abstract partial class Secrets
{
    private static readonly Type[] AlsoPlanted = [typeof(Person), typeof(Platform.Files.StoredFile), typeof(Platform.Mail.OutgoingMail), typeof(Platform.Audit.AuditEvent)];

    // Two readings in a row differ: they show who read them, how often a link was opened, or the minute.
    private static readonly string[] Unsteady = ["/account/second-factor", "/my-data", "/my-data/erase", "/my-data/my-data.zip", "/agenda/{who}/my-data", "/agenda/{who}/my-data/erase", "/agenda/{who}/my-data/my-data.zip", "/events/{event:guid}/participants/{participant:guid}/links", "/reports/{id:guid}/report.{format}", "/activities/{activity:guid}/check-in"];

    private readonly Engine _engine;

    protected Secrets(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task What_another_cluster_wrote_comes_back_on_no_page_and_in_no_export_but_where_the_list_lets_it()
    {
        var (ours, theirs, planted) = await TwoWorlds();
        HashSet<string> found = [];
        var asked = 0;
        foreach (var visitor in Ours(ours).Append(ours.Visitors.Single(v => v.Name is "nobody")))
        {
            foreach (var route in Routes().Where(r => !visitor.IsGuest || r.Contains("{who}", StringComparison.Ordinal)))
            {
                foreach (var path in Paths(ours, theirs, visitor, route))
                {
                    using var response = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative));
                    asked++;
                    Note(found, planted, $"{visitor.Name} {route}", Whole(response, await response.Content.ReadAsByteArrayAsync()));
                }
            }
        }

        Assert.True(asked > 300, $"{asked} addresses");
        await Compare("secrets.txt", found);
    }

    [Fact]
    public async Task What_another_cluster_wrote_comes_back_in_no_answer_to_a_form_and_in_no_mail()
    {
        await using var fresh = _engine.Fresh();
        var (ours, theirs, planted) = await TwoWorlds(fresh);
        HashSet<string> found = [];
        var sent = 0;
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var visitor in Ours(ours)) tokens[visitor.Name] = await Posts.Token(ours, visitor);
        using var kept = await DataKept.Of(fresh);
        var mailed = await Mails(fresh);
        foreach (var handler in await Posts.All(fresh.App))
        {
            foreach (var visitor in Ours(ours).Where(v => !v.IsGuest || handler.Route.Contains("{who}", StringComparison.Ordinal)))
            {
                // The other's record in the address, in the fields, and one of the other's among one's own.
                List<HttpRequestMessage> requests =
                [
                    Posts.Request(theirs, theirs, visitor with { IsGuest = false }, handler, tokens[visitor.Name]), Posts.Request(ours, theirs, visitor, handler, tokens[visitor.Name]),
                    .. ours.Mixed(theirs, handler.Route, visitor).Select(at => Posts.Request(ours, ours, visitor, handler, tokens[visitor.Name], at)),
                ];
                foreach (var request in requests)
                {
                    using var browser = Posts.Browser(fresh.App, visitor);
                    using var response = await browser.SendAsync(request);
                    sent++;
                    Note(found, planted, $"{visitor.Name} POST {handler.Key}", Whole(response, await response.Content.ReadAsByteArrayAsync()));
                    request.Dispose();
                    if (await kept.Difference() is null) continue;
                    foreach (var mail in (await Mails(fresh)).Except(mailed)) Note(found, planted, $"{visitor.Name} POST {handler.Key} mail", mail);
                    await kept.PutBack();
                }
            }
        }

        Assert.True(sent > 400, $"{sent} forms");
        await Compare("secrets-forms.txt", found);
    }

    [Fact]
    public async Task Whatever_another_cluster_adds_no_number_changes_here()
    {
        await using var fresh = _engine.Fresh();
        // From a morning on: a midnight between two readings would change numbers by itself.
        var (clock, now) = (fresh.App.Services.GetRequiredService<Clock>(), TimeProvider.System.GetUtcNow().UtcDateTime);
        clock.Offset = now.Date.AddDays(1).AddHours(9) - now;
        var ours = await MatrixWorld.Make(fresh.App);
        // The first reading makes what a reading makes, the second is compared with the third.
        await Read();
        var before = await Read();
        var theirs = await MatrixWorld.Make(fresh.App);
        // What is on today is everybody's: the newest programme stays the one that it was.
        await fresh.App.Db(db => db.Programmes.Where(p => p.Id == theirs.Programme).ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsOn, new DateOnly(2001, 1, 1))));
        var after = await Read();
        List<string> moved = [.. before.Keys.Where(place => after[place] != before[place])];
        Assert.True(before.Count > 150, $"{before.Count} pages");
        if (Environment.GetEnvironmentVariable("PACELINE_WRITE_MATRIX") is { } folder) await File.WriteAllLinesAsync(Path.Combine(folder, "counts-why.txt"), moved.Select(m => $"{m}\n  {before[m]}\n  {after[m]}"));
        await Compare("counts.txt", moved);

        async Task<Dictionary<string, string>> Read()
        {
            Dictionary<string, string> numbers = new(StringComparer.Ordinal);
            foreach (var visitor in Ours(ours))
            {
                foreach (var route in Routes().Except(Unsteady).Where(r => !visitor.IsGuest || r.Contains("{who}", StringComparison.Ordinal)))
                {
                    using var response = await visitor.Http.GetAsync(new Uri(ours.Path(route, visitor), UriKind.Relative));
                    if (response.StatusCode is HttpStatusCode.OK) numbers[$"{visitor.Name} {route}"] = string.Join(' ', Number().Matches(Unlike().Replace(Whole(response, await response.Content.ReadAsByteArrayAsync()), "")).Select(m => m.Value));
                }
            }

            return numbers;
        }
    }

    private static IEnumerable<MatrixVisitor> Ours(MatrixWorld ours) => ours.Visitors.Where(v => v.Name is "manager" or "company" or "guest");

    private List<string> Routes() => [.. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal)];

    private static void Note(HashSet<string> found, List<string> planted, string where, string text)
    {
        foreach (Match word in Word().Matches(text).Where(w => planted.Contains(w.Value, StringComparer.OrdinalIgnoreCase))) found.Add($"{where} {word.Value.ToLowerInvariant()}");
    }

    private async Task Compare(string list, IReadOnlyCollection<string> found)
    {
        var file = Path.Combine(Text.SourceTree.Root, "tests", "Paceline.Tests", "Access", list);
        if (Environment.GetEnvironmentVariable("PACELINE_WRITE_MATRIX") is { } folder) await File.WriteAllLinesAsync(Path.Combine(folder, (_engine is PostgresEngine ? "postgres-" : "") + list), found.Order(StringComparer.Ordinal));
        var allowed = File.Exists(file) ? (await File.ReadAllLinesAsync(file)).Where(l => l.Length > 0 && l[0] is not '#').ToList() : [];
        var (leaks, gone) = (found.Except(allowed).Order(StringComparer.Ordinal).ToList(), allowed.Except(found).ToList());
        Assert.True(leaks.Count == 0 && gone.Count == 0, "Came back and may not:\n" + string.Join('\n', leaks) + "\nIn the list and not seen:\n" + string.Join('\n', gone));
    }

    private async Task<(MatrixWorld Ours, MatrixWorld Theirs, List<string> Planted)> TwoWorlds(Engine? of = null)
    {
        var engine = of ?? _engine;
        var ours = await MatrixWorld.Make(engine.App);
        var before = await Keys(engine);
        var theirs = await MatrixWorld.Make(engine.App);
        await Tell(engine.App, theirs);
        var planted = await Plant(engine, before);
        Assert.Contains(planted, p => p.StartsWith("Zqparticipantsname", StringComparison.Ordinal));
        Assert.True(planted.Count > 30, string.Join(' ', planted));
        await Meet(engine.App, ours, theirs);
        return (ours, theirs, planted);
    }

    private static async Task<List<string>> Mails(Engine engine) => await engine.App.Db(async db => (await db.Mails.OrderBy(m => m.Id).Select(m => new { m.Id, m.To, m.Subject, m.Text, m.Calendar }).ToListAsync()).ConvertAll(m => $"{m.Id} {m.To} {m.Subject} {m.Text} {m.Calendar}"));

    // The own address, the other's, the other's record below one's own, and what a search would find.
    private static IEnumerable<string> Paths(MatrixWorld ours, MatrixWorld theirs, MatrixVisitor visitor, string route)
    {
        HashSet<string> paths = [ours.Path(route, visitor), theirs.Path(route, visitor with { IsGuest = false })]; // another guest's link would be that guest's key
        foreach (var mixed in ours.Mixed(theirs, route, visitor)) paths.Add(mixed);
        foreach (var format in (string[])["csv", "xlsx", "json", "ics"]) if (route.Contains("{format}", StringComparison.Ordinal)) paths.Add(ours.Path(route.Replace("{format}", format, StringComparison.Ordinal), visitor));
        if (!route.Contains('{', StringComparison.Ordinal)) paths.Add(route + "?q=Zq&search=Zq&text=Zq&filter=All");
        return paths;
    }

    // What the world has none of: an answer after a meeting, a check, a consent.
    private static async Task Tell(AppFactory app, MatrixWorld theirs)
    {
        var company = Guid.Parse(theirs.Field("company")!);
        var cluster = (await app.Db(db => db.Organisations.Where(o => o.Id == company).Select(o => o.HomeClusterId).SingleAsync()))!.Value;
        await app.Add(
            new MeetingOutcome { MeetingId = Guid.Parse(theirs.Field("meeting")!), ParticipantId = Guid.Parse(theirs.Field("participant")!), Presence = Presence.Held, Note = "A note", RecordedAt = DateTimeOffset.UnixEpoch },
            new Verification { RecordKind = RecordKind.BusinessDeal, RecordId = Guid.Parse(theirs.Field("deal")!), Result = VerificationResult.Returned, Level = EvidenceLevel.Documented, Comment = "A word", ById = Ids.New(), By = "An officer", At = DateTimeOffset.UnixEpoch },
            new ActingConsent { CompanyId = company, ClusterId = cluster, GivenBy = "A director", How = ConsentGivenBy.Word, GivenOn = new DateOnly(2020, 1, 1), RecordedBy = "A manager", From = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.UnixEpoch.AddDays(1) });
    }

    // One meeting across: our company meets one of theirs, so that the agenda has to name somebody.
    private static async Task Meet(AppFactory app, MatrixWorld ours, MatrixWorld theirs)
    {
        var (seller, @event, other) = (Guid.Parse(ours.Field("participant")!), Guid.Parse(ours.Field("event")!), Guid.Parse(theirs.Field("participant")!));
        var start = await app.Db(db => db.Meetings.Where(m => m.EventId == @event).Select(m => m.PublishedStart).FirstAsync());
        var (meeting, from) = (new Meeting { EventId = @event, Number = 77, FirstId = seller, SecondId = other }, start!.Value.AddHours(1));
        await app.Add(meeting);
        await app.Db(db => db.Meetings.Where(m => m.Id == meeting.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MeetingState.Held).SetProperty(x => x.PublishedStart, from).SetProperty(x => x.PublishedEnd, from.AddMinutes(20))));
    }

    private static async Task<Dictionary<string, HashSet<string>>> Keys(Engine engine)
    {
        await using var connection = await DataKept.Open(engine);
        Dictionary<string, HashSet<string>> keys = new(StringComparer.Ordinal);
        foreach (var entity in await engine.App.Db(db => Task.FromResult(Planted(db).ToList())))
            keys[entity.GetTableName()!] = [.. await DataKept.Ask(connection, $"SELECT \"{entity.FindPrimaryKey()!.Properties[0].GetColumnName()}\" FROM {entity.GetTableName()}")];
        return keys;
    }

    private static IEnumerable<IEntityType> Planted(PacelineDb db) => OwnedRows.Owned.Select(o => o.Entity).Concat(AlsoPlanted).Select(t => db.Model.FindEntityType(t)!);

    /// <summary>Appends to each text of the new rows a word that names its column; where a column is too short, its end makes room.</summary>
    private static Task<List<string>> Plant(Engine engine, Dictionary<string, HashSet<string>> before) => engine.App.Db(async db =>
    {
        List<string> words = [];
        await using var connection = await DataKept.Open(engine);
        await DataKept.Do(connection, engine is PostgresEngine ? "SET session_replication_role = replica" : "DROP TRIGGER IF EXISTS audit_events_no_update");
        foreach (var entity in Planted(db))
        {
            var (table, key) = (entity.GetTableName()!, entity.FindPrimaryKey()!.Properties[0].GetColumnName());
            var known = string.Join(',', before[table].Select(k => $"'{k}'"));
            foreach (var property in entity.GetProperties().Where(p => p.ClrType == typeof(string) && !p.IsKey() && !p.IsForeignKey() && Plain(p)))
            {
                var word = "Zq" + (table + property.GetColumnName()).Replace("_", "", StringComparison.Ordinal) + "q";
                var (column, longest) = (property.GetColumnName(), property.GetMaxLength() ?? 100_000);
                if (word.Length + 1 >= longest) continue;
                var which = known is "" ? "" : $" WHERE \"{key}\" NOT IN ({known})";
                if (await DataKept.Do(connection, $"UPDATE {table} SET \"{column}\" = substr(coalesce(\"{column}\", ''), 1, {longest - word.Length - 1}) || ' {word}'{which}") > 0) words.Add(word);
            }
        }

        return words;
    });

    // Not what a machine reads: an address that mail goes to, a hash, notes as JSON.
    private static bool Plain(IProperty property) => property.Name is not ("SecurityStamp" or "ConcurrencyStamp" or "PasswordHash" or "Sha256" or "Hash" or "Seals" or "Language" or "Best" or "Curve" or "Before" or "After" or "Currency" or "Country" or "CounterpartCountry" or "NormalizedEmail" or "NormalizedUserName" or "MediaType" or "Changes" or "Action" or "Fields" or "Network")
        && !property.GetColumnType().Contains("json", StringComparison.OrdinalIgnoreCase);

    // Head lines and body; what is packed is unpacked.
    private static string Whole(HttpResponseMessage response, byte[] body)
    {
        var text = new StringBuilder(WebUtility.HtmlDecode(Encoding.UTF8.GetString(body)));
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers)) text.Append(CultureInfo.InvariantCulture, $"\n{name}: {Uri.UnescapeDataString(string.Join(' ', values))}");
        if (body is not [(byte)'P', (byte)'K', ..]) return text.ToString();
        using var zip = new ZipArchive(new MemoryStream(body));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    [GeneratedRegex("Zq[a-z0-9]+q(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w-])\d+(?:[.,\u202F\u00A0]\d+)*(?![\w-])", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    // Times, ids, tokens: what no two readings have alike.
    [GeneratedRegex("""value="[^"]*"|\b\d\d?:\d\d\b|<time[^>]*>[^<]*</time>|datetime="[^"]*"|DTSTAMP[^\n]*|\n(?:Date|Set-Cookie|Traceparent|Content-Length|Last-Modified|ETag)[^\n]*|[0-9a-f]{8}-[0-9a-f-]{27}""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Unlike();
}
