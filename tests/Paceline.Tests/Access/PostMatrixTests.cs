using System.Text;
using System.Text.RegularExpressions;

namespace Paceline.Tests.Access;

public sealed class PostMatrixOnSqlite(SqliteEngine engine) : PostMatrix(engine), IClassFixture<SqliteEngine>;

public sealed class PostMatrixOnPostgres(PostgresEngine engine) : PostMatrix(engine), IClassFixture<PostgresEngine>;

/// <summary>
/// Every handler that changes something, sent by every kind of visitor (posts.txt). Each is sent to the same records in the same
/// state; where the answer is a refusal, not one value of the database has changed.
/// </summary>
public abstract partial class PostMatrix
{
    // Nobody may, because of what the records are, not because of whose: the company is no cluster and names no enterprise, nothing is declared yet that could be decided on, the list is no workbook, nobody told of needs, no mission has been held.
    private static readonly string[] ForNobody = ["/organisations/{id:guid}/profile/cluster", "/organisations/{id:guid}/size/{declaration:guid}/{handler?} Decide", "/organisations/{id:guid}/size/{declaration:guid}/{handler?} Remove", "/members/import/{batch:guid} Sheet", "/events/{event:guid}/care", "/follow-up/check-ins"];

    private readonly Engine _engine;

    protected PostMatrix(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Every_handler_answers_every_visitor_as_the_table_says_and_a_refusal_changes_nothing()
    {
        var world = await MatrixWorld.Make(_engine.App);
        using var bare = _engine.App.CreateDefaultClient(_engine.App.ClientOptions.BaseAddress);
        Dictionary<string, string> tokens = [];
        foreach (var visitor in world.Visitors) tokens[visitor.Name] = await Posts.Token(world, visitor);
        using var kept = await DataKept.Of(_engine);

        var table = new StringBuilder("# Made of the answers to POST. in = led to sign-in, on = led on, others are statuses; - = not asked. 422: the form is looked at and refused.\n");
        const int width = 96;
        table.Append("route and handler".PadRight(width)).Append(string.Join(' ', world.Visitors.Select(v => v.Name.PadRight(8))).TrimEnd()).Append('\n');
        List<string> changedByRefusal = [];
        foreach (var handler in await Posts.All(_engine.App))
        {
            var line = new StringBuilder(handler.Key.PadRight(width));
            foreach (var visitor in world.Visitors)
            {
                if (visitor.IsGuest && !handler.Route.Contains("{who}", StringComparison.Ordinal))
                {
                    line.Append("-".PadRight(9));
                    continue;
                }

                var answer = await Posts.Send(bare, world, visitor, handler, tokens[visitor.Name]);
                line.Append(answer.PadRight(9));
                if (await kept.Difference() is not { } difference) continue;
                if (answer is "404" or "403" or "400" or "410" || answer is "in" && visitor.Name is "nobody") changedByRefusal.Add($"{handler.Key} by {visitor.Name}: {difference}");
                await kept.PutBack();
            }

            table.Append(line.ToString().TrimEnd()).Append('\n');
        }

        var path = Path.Combine(Text.SourceTree.Root, "tests", "Paceline.Tests", "Access", "posts.txt");
        var (expected, actual) = (File.Exists(path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : "", table.ToString());
        if (_engine is SqliteEngine && Environment.GetEnvironmentVariable("PACELINE_WRITE_MATRIX") is { } folder) await File.WriteAllTextAsync(Path.Combine(folder, "posts.txt"), actual);
        Assert.Empty(changedByRefusal);
        if (expected != actual) Assert.Fail("The table and the product differ. Lines of the product that the table lacks:\n" + string.Join('\n', actual.Split('\n').Except(expected.Split('\n'))) + "\nLines of the table that the product lacks:\n" + string.Join('\n', expected.Split('\n').Except(actual.Split('\n'))));
    }

    [Fact]
    public async Task No_handler_on_a_record_of_a_cluster_answers_its_strangers_and_each_answers_somebody()
    {
        string[] owned = ["/follow-up", "/members Archive", "/members/duplicates Two", "/contracts/{deal", "/events/{event", "/agenda/{who}", "/organisations/{id:guid}/", "/members/import/{", "/members/duplicates/{"];
        foreach (var line in (await File.ReadAllLinesAsync(Path.Combine(Text.SourceTree.Root, "tests", "Paceline.Tests", "Access", "posts.txt"))).Where(l => owned.Any(o => l.StartsWith(o, StringComparison.Ordinal))))
        {
            var cells = Blanks().Split(line).TakeLast(10).ToArray();
            if (!ForNobody.Any(f => line.StartsWith(f + " ", StringComparison.Ordinal))) Assert.True(cells.Any(c => c is "200" or "on" or "422" or "204"), "Nobody may: " + line);
            Assert.True(cells[5] is "404" or "403" && cells[7] is "404" or "403" && cells[0] is "in" or "404" or "410", line);
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture)]
    private static partial Regex Blanks();
}
