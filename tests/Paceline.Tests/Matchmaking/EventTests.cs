using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Matchmaking;

public sealed class EventsOnSqlite(SqliteEngine engine) : Events(engine), IClassFixture<SqliteEngine>;

public sealed class EventsOnPostgres(PostgresEngine engine) : Events(engine), IClassFixture<PostgresEngine>;

public abstract class Events
{
    private readonly Engine _engine;

    protected Events(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_coordinator_sets_up_an_event_and_a_second_send_makes_no_second_one()
    {
        await App.AProgramme();
        var lead = await App.ACluster();
        var visitor = await App.AVisitor(Role.Coordinator);
        var form = await visitor.Go("/events/new");
        var values = Typed("Days 北京 <b>", ("Input.LeadClusterId", lead.Id.ToString()), ("act", "save"));
        await visitor.Submit(form, values);
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        await visitor.Submit(form, values);
        var made = Assert.Single((await App.Db(db => db.Events.AsNoTracking().Where(e => e.LeadClusterId == lead.Id).ToListAsync())));
        Assert.Equal("Days 北京 <b>", made.Title.ToString());
        Assert.Equal((new DateOnly(2030, 5, 14), new DateOnly(2030, 5, 15)), (made.StartsOn, made.EndsOn));
        Assert.Equal(["Morning", "Afternoon"], made.Sessions.OrderBy(s => s.Date).Select(s => s.Name));
        Assert.EndsWith($"/events/{made.Id}", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(1, await App.Db(db => db.AuditEvents.CountAsync(a => a.RecordId == made.Id && a.Action == "Created a matchmaking event")));
    }

    [Fact]
    public async Task A_partner_manager_sets_up_events_of_the_own_cluster_only()
    {
        await App.AProgramme();
        var (mine, other) = (await App.ACluster("Mine"), await App.ACluster("Other"));
        var visitor = await App.AVisitor(Role.PartnerManager, mine.Id);
        var form = await visitor.Go("/events/new");
        await visitor.Submit(form, Typed("Foreign", ("Input.LeadClusterId", other.Id.ToString()), ("act", "save")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        await visitor.Submit(form, Typed("Own", ("Input.LeadClusterId", mine.Id.ToString()), ("act", "save")));
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        Assert.Equal(mine.Id, (await App.Db(db => db.Events.AsNoTracking().Where(e => e.LeadClusterId == mine.Id || e.LeadClusterId == other.Id).SingleAsync())).LeadClusterId);
    }

    [Theory]
    [InlineData("Input.SlotMinutes", "4", "Input-SlotMinutes-error")]
    [InlineData("Input.Tables", "0", "Input-Tables-error")]
    [InlineData("Input.TimeZone", "Europe/Atlantis", "Input-TimeZone-error")]
    [InlineData("Input.Name", "", "Input-Name-error")]
    [InlineData("Input.Name", "with\ttab", "Input-Name-error")]
    [InlineData("Input.Country", "XX", "Input-Country-error")]
    [InlineData("Input.Sessions[0].To", "08:00", "Input-Sessions-0--To-error")]
    [InlineData("Input.Sessions[1].Date", "2030-05-14", "Input-Sessions-1--To-error")]
    public async Task What_cannot_be_is_told_at_its_field_and_what_was_typed_stays(string field, string value, string error)
    {
        await App.AProgramme();
        var lead = await App.ACluster();
        var visitor = await App.AVisitor(Role.PartnerManager, lead.Id);
        // The afternoon overlaps the morning as soon as it lies on the same day.
        string[] replaced = [field, "Input.Sessions[1].From"];
        var values = Typed("Kept", ("act", "save")).Where(v => !replaced.Contains(v.Name)).Append(("Input.Sessions[1].From", "11:00")).Append((field, value));
        var page = await visitor.Submit(await visitor.Go("/events/new"), [.. values]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.NotNull(page.GetElementById(error));
        Assert.Equal("Kortrijk", page.QuerySelector("[name='Input.Place']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_name_of_ten_thousand_characters_is_answered()
    {
        await App.AProgramme();
        var visitor = await App.AVisitor(Role.PartnerManager, (await App.ACluster()).Id);
        var page = await visitor.Submit(await visitor.Go("/events/new"), Typed(new string('x', 10_000), ("act", "save")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains("200", page.GetElementById("Input-Name-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_added_and_taken_away_without_a_script_and_the_slots_are_counted()
    {
        await App.AProgramme();
        var visitor = await App.AVisitor(Role.PartnerManager, (await App.ACluster()).Id);
        var page = await visitor.Submit(await visitor.Go("/events/new"), Typed("Typed", ("act", "add-session")));
        Assert.Equal(3, page.QuerySelectorAll("[name$='.To'][name^='Input.Sessions']").Length);
        Assert.Equal("Typed", page.QuerySelector("[name='Input.Name']")!.GetAttribute("value"));
        page = await visitor.Submit(page, ("act", "remove-session:0"));
        Assert.Equal(2, page.QuerySelectorAll("[name$='.To'][name^='Input.Sessions']").Length);
        Assert.Equal("Afternoon", page.QuerySelector("[name='Input.Sessions[0].Name']")!.GetAttribute("value"));
        page = await visitor.Submit(await visitor.Go("/events/new"), Typed("Typed", ("act", "check")));
        Assert.Contains("18 slots in 2 sessions, 7 tables: room for 126 meetings.", page.GetElementById("room")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await App.Db(db => db.Events.CountAsync(e => e.Place == "Kortrijk" && e.Tables == 7 && e.SlotMinutes == 21)));
    }

    [Fact]
    public async Task An_event_is_nothing_to_another_cluster_and_only_shown_to_those_who_look_on()
    {
        var programme = await App.AProgramme();
        var (mine, other) = (await App.ACluster(), await App.ACluster());
        var e = await App.AnEvent(programme.Id, mine.Id);
        var stranger = await App.AVisitor(Role.PartnerManager, other.Id);
        foreach (var path in new[] { "", "/edit", "/participants", "/import" })
        {
            await stranger.Go($"/events/{e.Id}{path}");
            Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        }

        var evaluator = await App.AVisitor(Role.Evaluator);
        var page = await evaluator.Go($"/events/{e.Id}");
        Assert.Equal(HttpStatusCode.OK, evaluator.Last.StatusCode);
        Assert.Null(page.QuerySelector($"a[href='/events/{e.Id}/edit']"));
        await evaluator.Go($"/events/{e.Id}/edit");
        Assert.Equal(HttpStatusCode.Forbidden, evaluator.Last.StatusCode);
        var member = await App.AVisitor(Role.CompanyMember, company: (await App.ACompany(other.Id)).Id);
        Assert.NotNull((await member.Go("/events")).QuerySelector($"a[href='/activities/{e.Id}']"));
        Assert.NotNull((await (await App.AVisitor(Role.PartnerManager, mine.Id)).Go("/events")).QuerySelector($"a[href='/events/{e.Id}']"));
    }

    [Fact]
    public async Task A_timetable_that_strands_a_meeting_is_shown_first_and_done_with_consent()
    {
        var (e, meeting, visitor) = await AnEventWithAMeeting(slot: 6);
        var form = await visitor.Go($"/events/{e.Id}/edit");
        var page = await visitor.Submit(form, ("Input.Sessions[0].To", "10:40"), ("act", "save"));
        var consent = page.QuerySelector("[name='Input.Consent']")!.GetAttribute("value")!;
        Assert.Contains("1 meeting loses its slot", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(6, (await Meeting(meeting)).Slot);
        await visitor.Submit(page, ("Input.Consent", "0.0.0"));
        Assert.Equal(6, (await Meeting(meeting)).Slot);
        await visitor.Submit(page, ("Input.Consent", consent));
        Assert.Equal((null, MeetingState.Requested), ((await Meeting(meeting)).Slot, (await Meeting(meeting)).State));
        var change = await App.Db(db => db.ScheduleChanges.AsNoTracking().SingleAsync(c => c.EventId == e.Id));
        Assert.Equal((ScheduleChangeKind.TimetableChanged, 6), (change.Kind, change.Before[0].Slot));
        Assert.NotNull((await App.Db(db => db.Events.AsNoTracking().SingleAsync(x => x.Id == e.Id))).ScheduleChangedAt);
    }

    [Fact]
    public async Task Meetings_keep_their_time_when_the_day_starts_earlier()
    {
        var (e, meeting, visitor) = await AnEventWithAMeeting(slot: 2);
        await visitor.Submit(await visitor.Go($"/events/{e.Id}/edit"), ("Input.Sessions[0].From", "08:00"), ("act", "save"));
        Assert.EndsWith($"/events/{e.Id}", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(5, (await Meeting(meeting)).Slot);
    }

    [Fact]
    public async Task No_timetable_changes_under_a_running_search()
    {
        var (e, meeting, visitor) = await AnEventWithAMeeting(slot: 2);
        await App.Add(new SchedulingRun { EventId = e.Id, StartedById = Ids.New(), StartedAt = DateTimeOffset.UnixEpoch, BudgetSeconds = 60, State = RunState.Running });
        var page = await visitor.Submit(await visitor.Go($"/events/{e.Id}/edit"), ("Input.Sessions[0].From", "08:00"), ("act", "save"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.NotNull(page.QuerySelector("main [role=alert]"));
        Assert.Equal(2, (await Meeting(meeting)).Slot);
    }

    [Fact]
    public async Task The_second_of_two_who_edit_is_told_and_loses_nothing()
    {
        var (e, _, first) = await AnEventWithAMeeting(slot: 1);
        var second = await App.AVisitor(Role.Coordinator);
        var (one, two) = (await first.Go($"/events/{e.Id}/edit"), await second.Go($"/events/{e.Id}/edit"));
        // Only a session changes: that counts as a change of the event too.
        await first.Submit(one, ("Input.Sessions[0].Name", "Early"), ("act", "save"));
        var page = await second.Submit(two, ("Input.Place", "Ghent"), ("act", "save"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Last.StatusCode);
        Assert.Contains("Early", page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Ghent", page.QuerySelector("[name='Input.Place']")!.GetAttribute("value"));
        await second.Submit(page, ("act", "save"));
        Assert.Equal("Ghent", (await App.Db(db => db.Events.AsNoTracking().SingleAsync(x => x.Id == e.Id))).Place);
    }

    private Task<Meeting> Meeting(Guid id) => App.Db(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == id));

    private async Task<(MatchmakingEvent Event, Guid Meeting, Visitor Manager)> AnEventWithAMeeting(int slot)
    {
        var programme = await App.AProgramme();
        var lead = await App.ACluster();
        var e = await App.AnEvent(programme.Id, lead.Id);
        var (a, b) = (new Participant { EventId = e.Id, Number = 1, Code = "A", Name = "A" }, new Participant { EventId = e.Id, Number = 2, Code = "B", Name = "B" });
        var meeting = new Meeting { EventId = e.Id, Number = 1, FirstId = a.Id, SecondId = b.Id };
        meeting.Place(slot, 1);
        await App.Add(a, b);
        await App.Add(meeting);
        return (e, meeting.Id, await App.AVisitor(Role.PartnerManager, lead.Id));
    }

    private static (string Name, string Value)[] Typed(string name, params (string, string)[] more) =>
    [
        ("Input.Name", name), ("Input.Place", "Kortrijk"), ("Input.Country", "BE"), ("Input.TimeZone", "Europe/Brussels"), ("Input.SlotMinutes", "20"), ("Input.Tables", "7"),
        ("Input.Sessions[0].Name", "Morning"), ("Input.Sessions[0].Date", "2030-05-14"), ("Input.Sessions[0].From", "09:00"), ("Input.Sessions[0].To", "12:00"),
        ("Input.Sessions[1].Name", "Afternoon"), ("Input.Sessions[1].Date", "2030-05-15"), ("Input.Sessions[1].From", "13:00"), ("Input.Sessions[1].To", "16:00"),
        .. more,
    ];
}
