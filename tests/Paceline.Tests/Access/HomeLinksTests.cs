using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Paceline.Data.Demo;
using Paceline.Platform.Access;

namespace Paceline.Tests.Access;

public sealed class HomeLinksOnSqlite(SqliteEngine engine) : HomeLinks(engine), IClassFixture<SqliteEngine>;

public sealed class HomeLinksOnPostgres(PostgresEngine engine) : HomeLinks(engine), IClassFixture<PostgresEngine>;

/// <summary>Every role finds at home what is for it, and no door there is closed to it.</summary>
public abstract partial class HomeLinks
{
    private readonly Engine _engine;

    protected HomeLinks(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Whatever_a_role_is_offered_at_home_opens()
    {
        Assert.True(await DemoProgramme.LoadIfEmpty(_engine.App.Services));
        Assert.Empty(RoleRules.Given.Except(DemoAccounts.All.Select(a => a.Role)));
        var closed = new List<string>();
        foreach (var account in DemoAccounts.All)
        {
            var visitor = new Visitor(_engine.App);
            var home = await visitor.Submit(await visitor.Go("/sign-in"), $"form:has(input[value='{account.Email}'])");
            Assert.Equal("/", new Uri(home.Url).AbsolutePath);
            // Its own: a heading beside the day, and something to do or to go to.
            Assert.True(home.QuerySelectorAll("main h2").Length > 0 && home.QuerySelectorAll("main a.btn, main .lines a, main .fig").Length > 0, $"{account.Role} finds nothing at home");
            var opened = new HashSet<string>(StringComparer.Ordinal);
            foreach (var place in Links(home)) await Open(place);
            if (_engine is PostgresEngine) continue; // the pages are the same ones
            // One step further: of each kind of record that a page of the rail lists, the first and the last.
            foreach (var place in home.QuerySelectorAll(".rail a").Select(a => a.GetAttribute("href")!).Distinct(StringComparer.Ordinal).ToList())
            {
                foreach (var kind in Links(await visitor.Go(place)).GroupBy(l => Ids().Replace(l, "*"), StringComparer.Ordinal).ToList())
                {
                    await Open(kind.First());
                    await Open(kind.Last());
                }
            }

            async Task Open(string path)
            {
                if (!opened.Add(path)) return;
                using var response = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
                if (response.StatusCode is not HttpStatusCode.OK || response.RequestMessage!.RequestUri!.AbsolutePath is "/sign-in" or "/status/403") closed.Add($"{account.Role} {account.Email}: {path} answers {(int)response.StatusCode}");
            }
        }

        Assert.True(closed.Count == 0, string.Join('\n', closed));
    }

    private static IEnumerable<string> Links(IHtmlDocument page) => page.QuerySelectorAll(".rail a, main a").Select(a => a.GetAttribute("href") ?? "")
        .Where(h => h.StartsWith('/') && !h.StartsWith("//", StringComparison.Ordinal) && !h.StartsWith("/set-up", StringComparison.Ordinal)).Select(h => h.Split('#')[0]).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|=[^&]*", RegexOptions.ExplicitCapture)]
    private static partial Regex Ids();
}
