using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Paceline.Tests.Access;

/// <summary>
/// Every route, opened by every kind of visitor, as a table that is reviewed like a document (matrix.txt). The records belong to one
/// cluster and one of its companies; the strangers have the same roles in another cluster. A route that is not in the table fails.
/// </summary>
public sealed partial class MatrixTests(SqliteEngine engine) : IClassFixture<SqliteEngine>
{
    [Fact]
    public async Task Every_route_answers_every_visitor_as_the_table_says()
    {
        var world = await MatrixWorld.Make(engine.App);
        var routes = engine.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal);
        var width = 76;
        var table = new StringBuilder("# Made of the answers to GET. in = led to sign-in, on = led on, others are statuses; - = not asked.\n");
        table.Append("route".PadRight(width)).Append(string.Join(' ', world.Visitors.Select(v => v.Name.PadRight(8))).TrimEnd()).Append('\n');
        foreach (var route in routes)
        {
            var line = new StringBuilder(route.PadRight(width));
            foreach (var visitor in world.Visitors) line.Append((await Answer(world, visitor, route)).PadRight(9));
            table.Append(line.ToString().TrimEnd()).Append('\n');
        }

        var written = await File.ReadAllTextAsync(Path.Combine(Text.SourceTree.Root, "tests", "Paceline.Tests", "Access", "matrix.txt"));
        var (expected, actual) = (written.ReplaceLineEndings("\n"), table.ToString());
        if (expected != actual) Assert.Fail("The table and the product differ. Lines of the product that the table lacks:\n" + string.Join('\n', actual.Split('\n').Except(expected.Split('\n'))) + "\nLines of the table that the product lacks:\n" + string.Join('\n', expected.Split('\n').Except(actual.Split('\n'))));
    }

    [Fact]
    public async Task What_belongs_to_a_cluster_opens_for_somebody_and_never_for_its_strangers()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Text.SourceTree.Root, "tests", "Paceline.Tests", "Access", "matrix.txt"));
        string[] owned = ["/activities/{activity:guid}/e", "/activities/{activity:guid}/p", "/activities/{activity:guid}/s", "/contracts/{deal", "/events/{event", "/agenda/{who}", "/organisations/{id:guid}/size", "/organisations/{id:guid}/memberships", "/organisations/{id:guid}/people", "/organisations/{id:guid}/edit", "/organisations/{id:guid}/profile ", "/organisations/{id:guid}/profile/w", "/organisations/{id:guid}/profile/contact", "/organisations/{id:guid}/share", "/members/import/{", "/members/duplicates/{"];
        foreach (var line in lines.Where(l => owned.Any(o => l.StartsWith(o, StringComparison.Ordinal))))
        {
            var cells = Blanks().Split(line);
            Assert.True(cells.Any(c => c is "200" or "on"), line);
            // The positions of the strangers in the table's heading.
            Assert.True(cells[6] is "404" or "403" && cells[8] is "404" or "403", line);
        }
    }

    private static async Task<string> Answer(MatrixWorld world, MatrixVisitor visitor, string route)
    {
        if (visitor.IsGuest && !route.Contains("{who}", StringComparison.Ordinal)) return "-";
        var response = await visitor.Http.GetAsync(new Uri(world.Path(route, visitor), UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode switch
        {
            HttpStatusCode.Redirect or HttpStatusCode.Found or HttpStatusCode.MovedPermanently or HttpStatusCode.SeeOther => response.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal) ? "in" : "on",
            var status => ((int)status).ToString(CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex(@"\s{1,}", RegexOptions.ExplicitCapture)]
    private static partial Regex Blanks();
}
