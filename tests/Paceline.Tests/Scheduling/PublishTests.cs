using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Documents;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;

namespace Paceline.Tests.Scheduling;

public sealed class PublishOnSqlite(SqliteEngine engine) : Publish(engine), IClassFixture<SqliteEngine>;

public sealed class PublishOnPostgres(PostgresEngine engine) : Publish(engine), IClassFixture<PostgresEngine>;

public abstract class Publish
{
    private readonly Engine _engine;

    protected Publish(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Publishing_tells_those_concerned_in_their_language_with_a_link_that_opens_their_agenda()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1), (2, 2, 1), (4, 3, 2));
        var page = await scene.Manager.Go($"{scene.Page}/publish");
        Assert.Contains("3 new, 0 moved, 0 withdrawn", page.QuerySelector("header.head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 meetings stay without a slot", page.QuerySelector("header.head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 participant has no e-mail address", page.QuerySelector("header.head")!.TextContent, StringComparison.Ordinal);
        page = await scene.Manager.Submit(page, ("Input.As", "Preliminary"));
        Assert.Contains("3 of 4 participants concerned are told by mail", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);

        var @event = await _engine.App.Db(db => db.Events.SingleAsync(e => e.Id == scene.Event.Id));
        Assert.Equal(Publication.Preliminary, @event.Publication);
        Assert.NotNull(@event.PublishedAt);
        var mails = (await Mails(scene)).OrderBy(m => m.To, StringComparer.Ordinal).ToList();
        Assert.Equal(["Ada", "Bo", "Cy"], Names(mails));
        Assert.Contains("table 2: Di Works", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("Bonjour", mails[2].Text, StringComparison.Ordinal);
        var links = await _engine.App.Db(db => db.AccessLinks.CountAsync(l => l.Purpose == LinkPurpose.Agenda && l.SubjectId == scene.People[0].Id));
        Assert.Equal(1, links);
        Assert.Matches("http://localhost/agenda/[A-Za-z0-9_-]{43}", mails[0].Text);
    }

    [Fact]
    public async Task Publishing_again_tells_only_what_changed_and_counts_it()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1), (2, 2, 1));
        await PublishAs(scene, "Preliminary");
        Assert.Equal((1, 1), ((await scene.Meeting(1)).Sequence, (await scene.Meeting(2)).Sequence));
        var told = (await Mails(scene)).Count;
        await scene.Move(scene.Manager, 2, "5.2");
        await PublishAs(scene, "Final");
        Assert.Equal((1, 2), ((await scene.Meeting(1)).Sequence, (await scene.Meeting(2)).Sequence));
        var news = (await Mails(scene)).Skip(told).OrderBy(m => m.To, StringComparer.Ordinal).ToList();
        Assert.Equal(["Ada", "Cy"], Names(news));
        Assert.Contains("Moved", news[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bo Works", news[0].Text, StringComparison.Ordinal);
        await PublishAs(scene, "Final");
        Assert.Equal(told + 2, (await Mails(scene)).Count);
    }

    [Fact]
    public async Task A_meeting_that_was_published_and_cancelled_is_withdrawn_once()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        await PublishAs(scene, "Final");
        await _engine.App.Db(async db =>
        {
            (await db.Meetings.SingleAsync(m => m.Id == scene.Meetings[0].Id)).Cancel();
            return await db.SaveChangesAsync();
        });
        var page = await PublishAs(scene, "Final");
        Assert.NotNull(page);
        var meeting = await scene.Meeting(1);
        Assert.Equal((true, 2), (meeting.IsWithdrawn, meeting.Sequence));
        Assert.NotNull(meeting.PublishedStart);
        Assert.Contains("Withdrawn", (await Mails(scene))[^1].Text, StringComparison.Ordinal);
        await PublishAs(scene, "Final");
        Assert.Equal(2, (await scene.Meeting(1)).Sequence);
    }

    [Fact]
    public async Task Who_publishes_what_has_changed_meanwhile_sees_the_new_figures_first()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        var page = await scene.Manager.Go($"{scene.Page}/publish");
        await scene.Move(scene.Manager, 2, "5.2");
        page = await scene.Manager.Submit(page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Manager.Last.StatusCode);
        Assert.Contains("2 new", page.QuerySelector("header.head")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await Mails(scene));
        await scene.Manager.Submit(page);
        Assert.Equal(1, (await scene.Meeting(2)).Sequence);
    }

    [Fact]
    public async Task The_schedule_is_taken_along_as_a_table_whose_formulas_are_only_text()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((2, 2, 1));
        await _engine.App.Db(db => db.Participants.Where(p => p.Id == scene.People[2].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Name, "=2+3")));
        var csv = await scene.Manager.Http.GetByteArrayAsync(new Uri($"{scene.Page}.csv", UriKind.Relative));
        Assert.Contains("'=2+3", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        var table = CsvText.Read(csv, new TableLimits()).Table!;
        Assert.Equal(["2", "09:20", "1"], [table.Cell(table.Rows[0], "Meeting")!, table.Cell(table.Rows[0], "Start")![..5], table.Cell(table.Rows[0], "Table")!]);
        Assert.Equal(5, table.Rows.Count);
        var xlsx = await scene.Manager.Http.GetByteArrayAsync(new Uri($"{scene.Page}.xlsx", UriKind.Relative));
        Assert.Equal("=2+3", Workbook.Read(xlsx, new TableLimits()).Table!.Rows[0].Cells[8]);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PublishAs(Scene scene, string how) => await scene.Manager.Submit(await scene.Manager.Go($"{scene.Page}/publish"), ("Input.As", how));

    private Task<List<OutgoingMail>> Mails(Scene scene) => _engine.App.Db(async db =>
    {
        var here = $"@{scene.Event.Id:N}.example.org";
        var mails = await db.Mails.AsNoTracking().Where(m => m.To.EndsWith(here)).ToListAsync();
        return mails.OrderBy(m => m.QueuedAt).ThenBy(m => m.To, StringComparer.Ordinal).ToList();
    });

    private static string[] Names(IEnumerable<OutgoingMail> mails) => [.. mails.Select(m => m.To[..m.To.IndexOf('@', StringComparison.Ordinal)])];
}
