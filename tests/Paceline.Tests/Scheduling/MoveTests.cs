using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Scheduling;

public sealed class MoveOnSqlite(SqliteEngine engine) : Move(engine), IClassFixture<SqliteEngine>;

public sealed class MoveOnPostgres(PostgresEngine engine) : Move(engine), IClassFixture<PostgresEngine>;

public abstract class Move
{
    private readonly Engine _engine;

    protected Move(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task A_chosen_meeting_shows_every_place_as_possible_or_with_the_reason_against_it()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1), (2, 2, 1), (3, 3, 2));
        var page = await scene.Manager.Go($"{scene.Page}?move=1");
        var cell = (int slot, int table) => page.QuerySelectorAll("table.plan tbody tr")[slot - 1].QuerySelectorAll("td")[table - 1];
        Assert.Contains("moving", cell(1, 1).ClassList);
        Assert.Contains("can", cell(4, 2).ClassList);
        Assert.NotNull(cell(4, 2).QuerySelector("button[name='Input.To'][value='4.2']"));
        Assert.Contains("cannot", cell(2, 2).ClassList);
        Assert.Contains("Ada Works meets Cy Works", cell(2, 2).QuerySelector("button")!.GetAttribute("title"), StringComparison.Ordinal);
        Assert.True(cell(2, 1).ClassList.Contains("swap"), "1 and 2 share Ada, so each may take the other's place");
        Assert.Contains("change places with Ada Works and Cy Works", cell(2, 1).QuerySelector("button")!.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_is_moved_and_the_trail_says_from_where_to_where()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        var page = await scene.Move(scene.Manager, 1, "4.2");
        Assert.Contains("now stands at 10:00, table 2", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        var meeting = await scene.Meeting(1);
        Assert.Equal((4, 2), (meeting.Slot, meeting.Table));
        var noted = await _engine.App.Db(db => db.AuditEvents.SingleAsync(a => a.RecordId == meeting.Id));
        Assert.Equal(("Moved a meeting", "09:00, table 1 → 10:00, table 2"), (noted.Action, noted.Details));
        Assert.NotNull((await _engine.App.Db(db => db.Events.SingleAsync(e => e.Id == scene.Event.Id))).ScheduleChangedAt);
    }

    [Fact]
    public async Task An_illegal_move_is_refused_with_every_rule_that_it_breaks()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1), (2, 2, 1));
        await _engine.App.Db(db => db.Participants.Where(p => p.Id == scene.People[3].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnavailableSlots, [2])));
        var page = await scene.Move(scene.Manager, 4, "2.1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Manager.Last.StatusCode);
        var said = page.QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("Ada Works meets Cy Works at that time.", said, StringComparison.Ordinal);
        Assert.Contains("Table 1 is taken by Ada Works and Cy Works.", said, StringComparison.Ordinal);
        Assert.Contains("Di Works is not available at that time.", said, StringComparison.Ordinal);
        Assert.Null((await scene.Meeting(4)).Slot);
        await scene.Move(scene.Manager, 4, "99.1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Manager.Last.StatusCode);
    }

    [Fact]
    public async Task Session_asked_slot_and_order_are_said_as_reasons()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 3, 1));
        await _engine.App.Db(async db =>
        {
            var all = await db.Meetings.Where(m => m.EventId == scene.Event.Id).ToListAsync();
            all.Single(m => m.Number == 5).After = [1];
            all.Single(m => m.Number == 3).FixedSlot = 5;
            all.Single(m => m.Number == 2).Session = 2;
            return await db.SaveChangesAsync();
        });
        Assert.Contains("It must come after Ada Works with Bo Works, at 09:40.", (await scene.Move(scene.Manager, 5, "2.1")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("asked for at 10:20 only", (await scene.Move(scene.Manager, 3, "2.1")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("must lie in the session", (await scene.Move(scene.Manager, 2, "1.1")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        await scene.Place((5, 5, 1));
        Assert.Contains("It must come before Bo Works with Di Works, at 10:20.", (await scene.Move(scene.Manager, 1, "6.1")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_meetings_change_places_in_one_step_and_come_back_in_one()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1), (2, 2, 1));
        await scene.Move(scene.Manager, 1, "2.1");
        Assert.Equal((2, 1), ((await scene.Meeting(1)).Slot, (await scene.Meeting(2)).Slot));
        await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Undo]");
        Assert.Equal((1, 2), ((await scene.Meeting(1)).Slot, (await scene.Meeting(2)).Slot));
    }

    [Fact]
    public async Task A_locked_meeting_stays_until_it_is_unlocked()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        await Press(scene, 1, "Lock");
        Assert.True((await scene.Meeting(1)).IsLocked);
        Assert.NotNull((await scene.Manager.Go(scene.Page)).QuerySelector("button[data-pin][value='1']"));
        Assert.Contains("locked at 09:00, table 1", (await scene.Move(scene.Manager, 1, "4.1")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        await Press(scene, 1, "Unlock");
        await scene.Move(scene.Manager, 1, "4.1");
        Assert.Equal(4, (await scene.Meeting(1)).Slot);
    }

    [Fact]
    public async Task A_meeting_taken_out_waits_and_is_placed_again()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        await Press(scene, 1, "Unplace");
        Assert.Equal(MeetingState.Requested, (await scene.Meeting(1)).State);
        await scene.Place((2, 2, 1));
        Assert.NotNull((await scene.Manager.Go(scene.Page)).QuerySelector("form[data-pick] button[name=move][value='1']"));
        await scene.Move(scene.Manager, 1, "5.2");
        Assert.Equal(MeetingState.Scheduled, (await scene.Meeting(1)).State);
    }

    [Fact]
    public async Task Changes_are_undone_one_after_the_other_the_newest_first()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        await scene.Move(scene.Manager, 1, "2.1");
        await scene.Move(scene.Manager, 1, "3.1");
        for (var slot = 2; slot >= 1; slot--)
        {
            await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Undo]");
            Assert.Equal(slot, (await scene.Meeting(1)).Slot);
        }

        Assert.Null((await scene.Manager.Go(scene.Page)).QuerySelector("form[action*=Undo]"));
    }

    [Fact]
    public async Task Undoing_is_refused_in_words_when_something_else_changed_since()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        await scene.Move(scene.Manager, 1, "2.1");
        var old = await scene.Manager.Go(scene.Page);
        await scene.Move(scene.Manager, 2, "5.1");
        Assert.Contains("Somebody else changed the schedule", (await scene.Manager.Submit(old, "form[action*=Undo]")).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);

        await _engine.App.Db(db => db.Participants.Where(p => p.Id == scene.People[0].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnavailableSlots, [1])));
        await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Undo]");
        var said = (await scene.Manager.Submit(await scene.Manager.Go(scene.Page), "form[action*=Undo]")).QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("no longer possible", said, StringComparison.Ordinal);
        Assert.Contains("Ada Works is not available", said, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.Meeting(1)).Slot);
    }

    [Fact]
    public async Task The_second_of_two_who_move_the_same_meeting_is_told_what_stands_now()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        var other = await _engine.App.AVisitor(Role.Coordinator);
        var seen = await other.Go($"{scene.Page}?move=1");
        await scene.Move(scene.Manager, 1, "4.2");
        var page = await other.Submit(seen, "form[data-grid]", ("Input.To", "5.1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Last.StatusCode);
        Assert.Contains("it now stands at 10:00, table 2", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, (await scene.Meeting(1)).Slot);
        await other.Submit(page, "form[data-grid]", ("Input.To", "5.1"));
        Assert.Equal(5, (await scene.Meeting(1)).Slot);
    }

    [Fact]
    public async Task Two_organisers_at_once_never_leave_an_illegal_schedule()
    {
        var scene = await Scene.Of(_engine.App);
        var visitors = new[] { scene.Manager, await _engine.App.AVisitor(Role.Coordinator) };
        foreach (var slot in new[] { 1, 2, 3 })
        {
            var forms = new[] { await visitors[0].Go($"{scene.Page}?move=2"), await visitors[1].Go($"{scene.Page}?move=5") };
            await Task.WhenAll(visitors[0].Submit(forms[0], "form[data-grid]", ("Input.To", $"{slot}.1")), visitors[1].Submit(forms[1], "form[data-grid]", ("Input.To", $"{slot}.1")));
            var there = await _engine.App.Db(db => db.Meetings.CountAsync(m => m.EventId == scene.Event.Id && m.Slot == slot && m.Table == 1));
            Assert.Equal(1, there);
        }
    }

    [Fact]
    public async Task A_cancelled_meeting_leaves_the_grid_and_its_reason_stays_in_the_trail()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        var form = await scene.Manager.Go($"{scene.Page}?move=1");
        await Press(scene, 1, "Cancel");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Manager.Last.StatusCode);
        await Press(scene, 1, "Cancel", ("Input.Reason", "The buyer fell ill"));
        Assert.Equal(MeetingState.Cancelled, (await scene.Meeting(1)).State);
        Assert.Contains("The buyer fell ill", (await _engine.App.Db(db => db.AuditEvents.SingleAsync(a => a.Action == "Cancelled a meeting" && a.RecordId == scene.Meetings[0].Id))).Details, StringComparison.Ordinal);
        Assert.NotNull(form);
    }

    [Fact]
    public async Task Those_who_look_on_see_the_grid_and_change_nothing()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1));
        var officer = await _engine.App.AVisitor(Role.MonitoringOfficer);
        var page = await officer.Go($"{scene.Page}?move=1");
        Assert.Contains("AD", page.QuerySelector("table.plan td[data-p]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("table.plan button"));
        Assert.Null(page.QuerySelector("form[action*=Start]"));
        var form = await scene.Manager.Go($"{scene.Page}?move=1");
        await officer.Http.GetAsync(new Uri(scene.Page, UriKind.Relative));
        var token = (await officer.Go("/sign-out")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var body = new FormUrlEncodedContent([new("Input.Number", "1"), new("Input.Version", "0"), new("Input.To", "4.1"), new("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Http.PostAsync(new Uri($"{scene.Page}?handler=Move", UriKind.Relative), body)).StatusCode);
        Assert.Equal(1, (await scene.Meeting(1)).Slot);
        Assert.NotNull(form);
    }

    [Fact]
    public async Task Another_clusters_event_is_not_found()
    {
        var scene = await Scene.Of(_engine.App);
        var stranger = await _engine.App.AVisitor(Role.PartnerManager, (await _engine.App.ACluster("Another")).Id);
        foreach (var path in new[] { scene.Page, $"{scene.Page}?handler=Run", $"{scene.Page}/publish", $"{scene.Page}.csv", $"{scene.Page}.xlsx", $"/events/{Guid.Empty}/schedule" })
        {
            await stranger.Go(path);
            Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        }

        var token = (await stranger.Go("/sign-out")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "Move", "Lock", "Unlock", "Unplace", "Cancel", "Undo", "Start", "Stop" })
        {
            using var body = new FormUrlEncodedContent([new("Input.Number", "1"), new("__RequestVerificationToken", token)]);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Http.PostAsync(new Uri($"{scene.Page}?handler={handler}", UriKind.Relative), body)).StatusCode);
        }
    }

    [Fact]
    public async Task Finding_somebody_marks_their_meetings_and_tells_how_their_day_looks()
    {
        var scene = await Scene.Of(_engine.App);
        await scene.Place((1, 1, 1), (2, 3, 1), (3, 6, 2));
        var page = await scene.Manager.Go($"{scene.Page}?show=ada");
        Assert.Equal(2, page.QuerySelectorAll("td.hit").Length);
        Assert.Equal("2 meetings, 4 free slots, 1 break, last one at 09:40", page.QuerySelector("[data-summary]")!.TextContent);
        Assert.Contains("Nobody is called that.", (await scene.Manager.Go($"{scene.Page}?show=zz")).QuerySelector("[data-summary]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".waits a"));
    }

    private static async Task Press(Scene scene, int number, string handler, params (string Name, string Value)[] values)
    {
        var page = await scene.Manager.Go($"{scene.Page}?move={number}");
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("form.acts")!;
        form.Action = page.QuerySelector($"form.acts button[formaction*='handler={handler}']")!.GetAttribute("formaction")!;
        await scene.Manager.Submit(page, "form.acts", values);
    }
}
