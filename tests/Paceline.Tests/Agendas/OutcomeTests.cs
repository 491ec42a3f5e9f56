using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Agendas;

public sealed class OutcomesOnSqlite(SqliteEngine engine) : Outcomes(engine), IClassFixture<SqliteEngine>;

public sealed class OutcomesOnPostgres(PostgresEngine engine) : Outcomes(engine), IClassFixture<PostgresEngine>;

public abstract class Outcomes
{
    private static readonly (string, string)[] Quote = [("Input.Presence", "Held"), ("Input.Result", "SampleOrQuote"), ("Input.When", "InTwoWeeks")];
    private readonly Engine _engine;

    protected Outcomes(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Both_sides_say_held_and_each_has_its_own_next_step()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        await Tell(guest, token, fair.WithBuyer, Quote);
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);
        Assert.Equal(MeetingState.Scheduled, (await fair.Now(fair.WithBuyer)).State);
        var step = Assert.Single(await Steps(fair.WithBuyer));
        Assert.Equal("Send sample or quote", step.Step);
        Assert.Equal(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId(TimeProvider.System.GetUtcNow(), "Europe/Brussels").DateTime).AddDays(14), step.DueOn);

        var member = await fair.Member(fair.Company);
        await Tell(member, fair.Company.Id.ToString(), fair.WithBuyer, ("Input.Presence", "Held"), ("Input.Result", "Negotiation"), ("Input.When", "ThisWeek"), ("Input.Step", "Send the price list, 北京"));
        Assert.Equal(MeetingState.Held, (await fair.Now(fair.WithBuyer)).State);
        var mine = Assert.Single(await Steps(fair.WithBuyer), s => s.ParticipantId == fair.Company.Id);
        Assert.Equal(("Send the price list, 北京", fair.Company.OrganisationId, fair.Cluster.Id), (mine.Step, mine.OrganisationId, mine.HomeClusterId));
        var noted = await _engine.App.Db(db => db.AuditEvents.Where(a => a.RecordId == fair.WithBuyer.Id).OrderBy(a => a.Id).ToListAsync());
        Assert.Equal(["Boise Cycle Supply", null], noted.Select(a => a.OnBehalfOf));
    }

    [Fact]
    public async Task Nobody_came_is_one_tap_and_makes_a_no_show_without_a_step()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        var page = await Tell(guest, token, fair.WithBuyer, ("Input.Presence", "TheyWereMissing"));
        Assert.Equal($"/agenda/{token}", new Uri(page.Url).AbsolutePath);
        Assert.Equal(MeetingState.NoShow, (await fair.Now(fair.WithBuyer)).State);
        Assert.Empty(await Steps(fair.WithBuyer));
        Assert.Contains("Not held", page.QuerySelector(".timed")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_meeting_is_told_from_the_agenda_itself()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Company);
        var page = await guest.Go($"/agenda/{token}");
        Assert.Contains("Cimes Harnais", page.QuerySelector("form.taps h2")!.TextContent, StringComparison.Ordinal);
        page = await guest.Submit(page, "form.taps", Quote);
        Assert.Contains("Boise Cycle Supply", page.QuerySelector("form.taps h2")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await Steps(fair.BetweenCompanies));
    }

    [Fact]
    public async Task A_double_tap_saves_once()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        var page = await guest.Go(Path(token, fair.WithBuyer));
        await guest.Submit(page, "form.taps", Quote);
        await guest.Submit(page, "form.taps", Quote);
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);
        Assert.Single(await Steps(fair.WithBuyer));
        Assert.Equal(1, await _engine.App.Db(db => db.AuditEvents.CountAsync(a => a.RecordId == fair.WithBuyer.Id)));
    }

    [Fact]
    public async Task Both_sides_at_once_are_both_kept_and_the_meeting_is_held()
    {
        for (var round = 0; round < 3; round++)
        {
            var fair = await AFair.Held(_engine.App);
            var (buyer, buyersToken) = await fair.Guest(fair.Buyer);
            var (company, companysToken) = await fair.Guest(fair.Company);
            var pages = (await buyer.Go(Path(buyersToken, fair.WithBuyer)), await company.Go(Path(companysToken, fair.WithBuyer)));
            await Task.WhenAll(buyer.Submit(pages.Item1, "form.taps", Quote), company.Submit(pages.Item2, "form.taps", Quote));
            Assert.Equal(MeetingState.Held, (await fair.Now(fair.WithBuyer)).State);
            Assert.Equal(2, (await Steps(fair.WithBuyer)).Count);
        }
    }

    [Fact]
    public async Task The_second_of_two_people_of_one_side_is_shown_both_answers_and_may_replace_the_first()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        var old = await guest.Go(Path(token, fair.WithBuyer));
        await Tell(guest, token, fair.WithBuyer, Quote);
        var page = await guest.Submit(old, "form.taps", ("Input.Presence", "Held"), ("Input.Result", "NoInterest"), ("Input.When", "NothingToDo"), ("Input.Note", "Mine <i>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, guest.Last.StatusCode);
        Assert.Contains("Sample or quote", page.QuerySelector(".taps .note.warn[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.True(((IHtmlInputElement)page.QuerySelector("input[value=NoInterest]")!).IsChecked);
        Assert.Equal("Mine <i>", ((IHtmlTextAreaElement)page.QuerySelector("#note")!).Value);
        await guest.Submit(page, "form.taps");
        var outcome = await _engine.App.Db(db => db.MeetingOutcomes.SingleAsync(o => o.MeetingId == fair.WithBuyer.Id));
        Assert.Equal((MeetingResult.NoInterest, "Mine <i>"), (outcome.Result!.Value, outcome.Note));
        Assert.Equal(FollowUpState.Dropped, Assert.Single(await Steps(fair.WithBuyer)).State);
    }

    [Fact]
    public async Task An_answer_is_changed_later_and_moves_its_step()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        await Tell(guest, token, fair.WithBuyer, Quote);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(40);
        await Tell(guest, token, fair.WithBuyer, ("Input.Result", "Negotiation"), ("Input.Step", "Call them"), ("Input.Day", day.ToString("yyyy-MM-dd", null)));
        var step = Assert.Single(await Steps(fair.WithBuyer));
        Assert.Equal(("Call them", day), (step.Step, step.DueOn));
    }

    [Fact]
    public async Task What_is_missing_is_said_at_its_place_and_nothing_typed_is_lost()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Buyer);
        foreach (var (values, message) in new[]
        {
            (Array.Empty<(string, string)>(), "Say whether you met."),
            ([("Input.Presence", "Held")], "Say what came of the meeting."),
            ([("Input.Presence", "Held"), ("Input.Result", "Information")], "Say when you take the next step, or that there is nothing to do."),
            ([("Input.Presence", "Held"), ("Input.Result", "Information"), ("Input.When", "AnotherDay")], "Choose the day of the next step."),
            ([("Input.Presence", "Held"), ("Input.Result", "Information"), ("Input.When", "AnotherDay"), ("Input.Day", "2001-01-01")], "Choose today or a later day."),
            ([("Input.Presence", "Held"), ("Input.Result", "NoInterest"), ("Input.When", "ThisWeek")], "Say what the next step is."),
            ([.. Quote, ("Input.Step", new string('x', 301))], "Use at most 300 characters."),
        })
        {
            var page = await Tell(guest, token, fair.WithBuyer, [.. values, ("Input.Step", values.FirstOrDefault(v => v.Item1 == "Input.Step").Item2 ?? "")]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, guest.Last.StatusCode);
            Assert.Contains(message, page.QuerySelectorAll(".taps .error").Select(e => e.TextContent.Trim()));
        }

        Assert.Empty(await _engine.App.Db(db => db.MeetingOutcomes.Where(o => o.MeetingId == fair.WithBuyer.Id).ToListAsync()));
    }

    [Fact]
    public async Task Nothing_is_told_before_a_meeting_or_of_a_cancelled_one()
    {
        var fair = await AFair.Held(_engine.App, daysFromNow: 2);
        var (guest, token) = await fair.Guest(fair.Buyer);
        Assert.Null((await guest.Go(Path(token, fair.WithBuyer))).QuerySelector("form.taps"));
        var past = await AFair.Held(_engine.App);
        (guest, token) = await past.Guest(past.Buyer);
        var page = await guest.Go(Path(token, past.WithBuyer));
        await past.Change(past.WithBuyer.Id, (m, _) => { m.Cancel(); m.Publish(null); });
        await guest.Submit(page, "form.taps", Quote);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, guest.Last.StatusCode);
        Assert.Empty(await Steps(past.WithBuyer));
    }

    [Fact]
    public async Task Who_only_looks_on_cannot_tell_and_sees_no_note()
    {
        var fair = await AFair.Held(_engine.App);
        var (guest, token) = await fair.Guest(fair.Company);
        await Tell(guest, token, fair.WithBuyer, [.. Quote, ("Input.Note", "Only for us")]);
        Assert.Contains("Only for us", (await guest.Go(Path(token, fair.WithBuyer))).Body!.TextContent, StringComparison.Ordinal);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, fair.Cluster.Id);
        var page = await manager.Go(Path(fair.Company.Id.ToString(), fair.WithBuyer));
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        Assert.Null(page.QuerySelector("form.taps"));
        Assert.DoesNotContain("Only for us", page.Body!.TextContent, StringComparison.Ordinal);
        var (other, theirs) = await fair.Guest(fair.Buyer);
        Assert.DoesNotContain("Only for us", (await other.Go(Path(theirs, fair.WithBuyer))).Body!.TextContent, StringComparison.Ordinal);
    }

    private static string Path(string who, Meeting meeting) => $"/agenda/{who}/meetings/{meeting.Id}";

    private static async Task<IHtmlDocument> Tell(Visitor visitor, string who, Meeting meeting, params (string, string)[] values) =>
        await visitor.Submit(await visitor.Go(Path(who, meeting)), "form.taps", values);

    private Task<List<FollowUpAction>> Steps(Meeting meeting) => _engine.App.Db(db => db.FollowUpActions.AsNoTracking().Where(a => a.MeetingId == meeting.Id).ToListAsync());
}
