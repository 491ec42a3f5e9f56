using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;

namespace Paceline.Tests.Activities;

public sealed class ActivitiesOnSqlite(SqliteEngine engine) : ActivityPages(engine), IClassFixture<SqliteEngine>;

public sealed class ActivitiesOnPostgres(PostgresEngine engine) : ActivityPages(engine), IClassFixture<PostgresEngine>;

public abstract class ActivityPages
{
    private readonly Engine _engine;

    protected ActivityPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);

    private static (string, string)[] Typed(string title, params (string, string)[] more) =>
        [("Input.Title[en]", title), ("Input.StartsOn", "2030-03-20"), ("Input.EndsOn", "2030-03-21"), .. more];

    private async Task<(Programme Programme, Organisation Cluster, Visitor Manager)> Scene()
    {
        var programme = await App.AProgramme();
        var cluster = await App.ACluster();
        return (programme, cluster, await App.AVisitor(Role.PartnerManager, cluster.Id));
    }

    private async Task<Activity> Planned(Programme programme, Organisation lead, ActivityKind kind = ActivityKind.TrainingSession, ActivityState state = ActivityState.Planned)
    {
        var activity = new Activity { ProgrammeId = programme.Id, LeadClusterId = lead.Id, Kind = kind, Title = new LocalizedText("A training") { ["fr"] = "Une formation" }, StartsOn = new(2030, 3, 20), EndsOn = new(2030, 3, 21), State = state, Details = KindDetails.For(kind) };
        await App.Add(activity);
        return activity;
    }

    [Fact]
    public async Task Each_kind_is_planned_by_a_manager_of_the_lead_and_a_second_send_makes_no_second_one()
    {
        var (_, cluster, manager) = await Scene();
        foreach (var kind in Enum.GetValues<ActivityKind>().Where(k => k is not ActivityKind.MatchmakingEvent))
        {
            var form = await manager.Go($"/activities/new?kind={kind}");
            var values = Typed($"{kind} 北京 <b>", ("Input.Title[fr]", "En français"), ("Input.Spoken", "English, français"));
            await manager.Submit(form, "form.profileform", values);
            Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
            await manager.Submit(form, "form.profileform", values);
        }

        var made = await App.Db(db => db.Activities.AsNoTracking().Where(a => a.LeadClusterId == cluster.Id).ToListAsync());
        Assert.Equal(Enum.GetValues<ActivityKind>().Where(k => k is not ActivityKind.MatchmakingEvent), made.Select(a => a.Kind).Order());
        Assert.All(made, a => Assert.Equal(("En français", KindDetails.For(a.Kind).GetType(), ActivityState.Planned), (a.Title["fr"], a.Details.GetType(), a.State)));
        Assert.All(made, a => Assert.Equal(["en", "fr"], a.Languages));
        await manager.Go("/activities/new?kind=MatchmakingEvent");
        Assert.EndsWith("/events/new", manager.Last.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task The_parts_of_a_kind_are_kept_and_come_back_into_the_form()
    {
        var (_, cluster, manager) = await Scene();
        await manager.Submit(await manager.Go("/activities/new?kind=MarketStudy"), "form.profileform", Typed("Study",
            ("Input.Sections[Risks][en]", "Rules change."), ("Input.Sections[Risks][fa]", "قواعد"), ("Input.Edition", "2"), ("Input.PublishedOn", "2030-04-01"), ("Input.CarriesEmblem", "true"), ("Input.Readers", "Partners")));
        var study = await App.Db(db => db.Activities.AsNoTracking().SingleAsync(a => a.LeadClusterId == cluster.Id));
        var details = Assert.IsType<StudyDetails>(study.Details);
        Assert.Equal(("قواعد", "2", true, StudyReaders.Partners), (details.Sections[StudySection.Risks]["fa"], details.Edition, details.CarriesEmblem, details.Readers));
        var form = await manager.Go($"/activities/{study.Id}/edit");
        Assert.Equal("Rules change.", form.QuerySelector("[name='Input.Sections[Risks][en]']")!.TextContent.Trim());
        // Saved as it stands: nothing of it is lost.
        await manager.Submit(form, "form.profileform");
        Assert.Equal(details.Sections[StudySection.Risks], Assert.IsType<StudyDetails>(await App.Db(db => db.Activities.Where(a => a.Id == study.Id).Select(a => a.Details).SingleAsync())).Sections[StudySection.Risks]);
    }

    [Theory]
    [InlineData("Input.Title[en]", "", "Input-Title")]
    [InlineData("Input.EndsOn", "2030-03-19", "Input-EndsOn")]
    [InlineData("Input.StartsOn", "31 February", "Input-StartsOn")]
    [InlineData("Input.TimeZone", "Brussels", "Input-TimeZone")]
    [InlineData("Input.Spoken", "English, Klingonish", "Input-Spoken")]
    [InlineData("Input.Capacity", "0", "Input-Capacity")]
    [InlineData("Input.OnlineAddress", "javascript:alert(1)", "Input-OnlineAddress")]
    [InlineData("Input.Place", "a\0b", null)]
    public async Task Bad_input_is_told_at_its_field_and_nothing_typed_is_lost(string field, string value, string? at)
    {
        var (_, cluster, manager) = await Scene();
        var page = await manager.Submit(await manager.Go("/activities/new?kind=TrainingSession"), "form.profileform", [.. Typed("Kept").Where(v => v.Item1 != field), (field, value)]);
        Assert.True(manager.Last.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest);
        if (at is not null) Assert.NotNull(page.QuerySelector($"#{at}-error"));
        Assert.False(await App.Db(db => db.Activities.AnyAsync(a => a.LeadClusterId == cluster.Id)));
    }

    [Fact]
    public async Task Another_clusters_activity_is_read_by_all_and_changed_by_nobody_else()
    {
        var (programme, _, manager) = await Scene();
        var foreign = await Planned(programme, await App.ACluster("Other"));
        var page = await manager.Go($"/activities/{foreign.Id}");
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        Assert.DoesNotContain("Organise", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        foreach (var path in (string[])["edit", "programme", "programme/new", "evidence", "step?move=Cancel"])
        {
            await manager.Go($"/activities/{foreign.Id}/{path}");
            Assert.Equal(HttpStatusCode.NotFound, manager.Last.StatusCode);
        }
    }

    [Fact]
    public async Task A_change_of_days_says_what_it_does_first_and_moves_the_programme_along()
    {
        var (programme, cluster, manager) = await Scene();
        var activity = await Planned(programme, cluster);
        var company = await App.ACompany(cluster.Id);
        await App.APerson(Role.CompanyMember, company: company.Id);
        var point = new ProgrammeItem { ActivityId = activity.Id, Kind = ProgrammeItemKind.Talk, Title = new LocalizedText("Opening"), Date = activity.StartsOn, From = new(9, 0) };
        await App.Add(point, new AttendanceRecord { ActivityId = activity.Id, OrganisationId = company.Id, On = activity.StartsOn });
        var form = await manager.Go($"/activities/{activity.Id}/edit");
        var told = await manager.Submit(form, "form.profileform", ("Input.StartsOn", "2030-04-03"), ("Input.EndsOn", "2030-04-04"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        var said = told.QuerySelector(".note.warn")!.TextContent;
        Assert.Contains("Told of the new days: 1.", said, StringComparison.Ordinal);
        Assert.Contains("60 minutes earlier", said, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2030, 3, 20), await App.Db(db => db.Activities.Where(a => a.Id == activity.Id).Select(a => a.StartsOn).SingleAsync()));
        await manager.Submit(told, "form.profileform", ("Input.Consent", told.QuerySelector("button[name='Input.Consent']")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        Assert.Equal(new DateOnly(2030, 4, 3), await App.Db(db => db.ProgrammeItems.Where(p => p.Id == point.Id).Select(p => p.Date).SingleAsync()));
        var mail = await App.Db(db => db.Mails.SingleAsync(m => m.Text.Contains(activity.Id.ToString())));
        Assert.StartsWith("New days: A training", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20300403", mail.Calendar, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:1", mail.Calendar, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fewer_places_than_people_are_told_before()
    {
        var (programme, cluster, manager) = await Scene();
        var activity = await Planned(programme, cluster);
        foreach (var name in (string[])["A", "B"]) await App.Add(new Registration { ActivityId = activity.Id, Number = name[0], Name = name, Role = RegistrationRole.Delegate, State = RegistrationState.Confirmed, RegisteredAt = DateTimeOffset.UnixEpoch });
        var page = await manager.Submit(await manager.Go($"/activities/{activity.Id}/edit"), "form.profileform", ("Input.Capacity", "1"));
        Assert.Contains("Places taken: 2, places then: 1.", page.QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await App.Db(db => db.Activities.Where(a => a.Id == activity.Id).Select(a => a.Capacity).SingleAsync()));
    }

    [Fact]
    public async Task Who_saves_second_sees_both_versions()
    {
        var (programme, cluster, manager) = await Scene();
        var activity = await Planned(programme, cluster);
        var form = await manager.Go($"/activities/{activity.Id}/edit");
        await manager.Submit(await manager.Go($"/activities/{activity.Id}/edit"), "form.profileform", ("Input.Place", "Ghent"));
        var page = await manager.Submit(form, "form.profileform", ("Input.Place", "Leuven"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        var row = page.QuerySelector(".note.warn tbody tr")!.TextContent;
        Assert.Contains("Ghent", row, StringComparison.Ordinal);
        Assert.Contains("Leuven", row, StringComparison.Ordinal);
        await manager.Submit(page, "form.profileform");
        Assert.Equal("Leuven", await App.Db(db => db.Activities.Where(a => a.Id == activity.Id).Select(a => a.Place).SingleAsync()));
    }

    [Fact]
    public async Task A_copy_and_a_template_take_over_the_plan_and_nobody()
    {
        var (programme, cluster, manager) = await Scene();
        var activity = await Planned(programme, cluster, state: ActivityState.Verified);
        await App.Add(new ProgrammeItem { ActivityId = activity.Id, Kind = ProgrammeItemKind.Talk, Title = new LocalizedText("Opening"), Date = activity.StartsOn.AddDays(1), From = new(9, 0), Speakers = [new Speaker("Li", "", "", "")] },
            new AttendanceRecord { ActivityId = activity.Id, OrganisationId = (await App.ACompany(cluster.Id)).Id, On = activity.StartsOn });
        await manager.Submit(await manager.Go($"/activities/{activity.Id}"), "form[action*=Keep]", ("TemplateName", "Our training"));
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        var template = (await manager.Go("/activities/new")).QuerySelector<AngleSharp.Html.Dom.IHtmlAnchorElement>("a[href*='template=']")!;
        foreach (var from in (string[])[$"/activities/new?copy={activity.Id}", template.GetAttribute("href")!])
        {
            await manager.Submit(await manager.Go(from), "form.profileform", ("Input.StartsOn", "2031-05-05"), ("Input.EndsOn", "2031-05-06"));
            var id = Guid.Parse(manager.Last.RequestMessage!.RequestUri!.Segments[^1]);
            var made = await App.Db(db => db.Activities.AsNoTracking().SingleAsync(a => a.Id == id));
            Assert.Equal((ActivityKind.TrainingSession, "Une formation", ActivityState.Planned), (made.Kind, made.Title["fr"], made.State));
            var point = await App.Db(db => db.ProgrammeItems.AsNoTracking().SingleAsync(p => p.ActivityId == id));
            Assert.Equal(new DateOnly(2031, 5, 6), point.Date);
            Assert.Empty(point.Speakers);
            Assert.False(await App.Db(db => db.AttendanceRecords.AnyAsync(a => a.ActivityId == id)));
        }

        var stranger = await App.AVisitor(Role.PartnerManager, (await App.ACluster("Other")).Id);
        Assert.Null((await stranger.Go("/activities/new")).QuerySelector("form[action*=Drop]"));
        await manager.Submit(await manager.Go("/activities/new"), "form[action*=Drop]");
        Assert.False(await App.Db(db => db.ActivityTemplates.AnyAsync(t => t.ClusterId == cluster.Id)));
    }

    [Fact]
    public async Task Cancelling_needs_a_reason_and_tells_everybody_in_their_language()
    {
        var (programme, cluster, manager) = await Scene();
        var activity = await Planned(programme, cluster, state: ActivityState.OpenForRegistration);
        var company = await App.ACompany(cluster.Id);
        var person = await App.APerson(Role.CompanyMember, company: company.Id);
        await App.Db(db => db.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(u => u.SetProperty(x => x.Language, "fr")));
        await App.Add(new AttendanceRecord { ActivityId = activity.Id, OrganisationId = company.Id, On = activity.StartsOn });
        var page = await manager.Go($"/activities/{activity.Id}/step?move=Cancel");
        Assert.Contains("1 person takes part", page.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, ("Reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        await manager.Submit(page, ("Reason", "The hall burnt."));
        Assert.Equal(ActivityState.Cancelled, await App.Db(db => db.Activities.Where(a => a.Id == activity.Id).Select(a => a.State).SingleAsync()));
        var mail = await App.Db(db => db.Mails.SingleAsync(m => m.To == person.Email && m.Text.Contains(activity.Id.ToString())));
        Assert.Equal("Annulé : Une formation", mail.Subject);
        Assert.Contains("The hall burnt.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("METHOD:CANCEL", mail.Calendar, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED", mail.Calendar, StringComparison.Ordinal);
        // The same form once more: no second round of mails.
        await manager.Submit(page, ("Reason", "The hall burnt."));
        Assert.Equal(1, await App.Db(db => db.Mails.CountAsync(m => m.To == person.Email && m.Text.Contains(activity.Id.ToString()))));
    }

    [Fact]
    public async Task The_clock_suggests_and_the_button_does()
    {
        var (programme, cluster, manager) = await Scene();
        var activity = await Planned(programme, cluster);
        await App.Db(db => db.Activities.Where(a => a.Id == activity.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.StartsOn, Today.AddDays(-3)).SetProperty(x => x.EndsOn, Today.AddDays(-2))));
        Assert.Contains("was it held?", (await manager.Go("/activities")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("was it held?", (await manager.Go("/")).Body!.TextContent, StringComparison.Ordinal);
        var page = await manager.Submit(await manager.Go($"/activities/{activity.Id}"), "header form");
        Assert.Contains("Held", page.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(ActivityState.Held, await App.Db(db => db.Activities.Where(a => a.Id == activity.Id).Select(a => a.State).SingleAsync()));
    }

    [Fact]
    public async Task The_programme_takes_points_within_the_days()
    {
        var (programme, cluster, manager) = await Scene();
        var activity = await Planned(programme, cluster);
        var form = await manager.Go($"/activities/{activity.Id}/programme/new");
        (string, string)[] typed = [("Input.Title[en]", "Opening"), ("Input.Date", "2030-03-21"), ("Input.From", "09:00"), ("Input.To", "10:00"), ("Input.Speakers", "李伟; Li Wei; Speaker; Velo City\nAna")];
        await manager.Submit(form, "form.profileform", [.. typed.Where(t => t.Item1 != "Input.Date"), ("Input.Date", "2030-03-25")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        await manager.Submit(form, "form.profileform", typed);
        var point = await App.Db(db => db.ProgrammeItems.AsNoTracking().SingleAsync(p => p.ActivityId == activity.Id));
        Assert.Equal([new Speaker("李伟", "Li Wei", "Speaker", "Velo City"), new Speaker("Ana", "", "", "")], point.Speakers);
        Assert.Contains("Opening", (await manager.Go($"/activities/{activity.Id}")).QuerySelector(".points")!.TextContent, StringComparison.Ordinal);
        await manager.Submit(await manager.Go($"/activities/{activity.Id}/programme/{point.Id}"), "#remove");
        Assert.False(await App.Db(db => db.ProgrammeItems.AnyAsync(p => p.ActivityId == activity.Id)));
    }

    [Fact]
    public async Task Visitors_find_what_is_public_without_names()
    {
        var (programme, cluster, _) = await Scene();
        var (shown, hidden) = (await Planned(programme, cluster), await Planned(programme, cluster, ActivityKind.ProjectMeeting));
        await App.Db(db => db.Activities.Where(a => a.Id == shown.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.IsPublic, true)));
        await App.Add(new ProgrammeItem { ActivityId = shown.Id, Kind = ProgrammeItemKind.Talk, Title = new LocalizedText("Opening"), Date = shown.StartsOn, From = new(9, 0), Speakers = [new Speaker("Secret Speaker", "", "", "")] });
        var visitor = new Visitor(App);
        var list = await visitor.Go("/public/calendar");
        Assert.NotNull(list.QuerySelector($"a[href='/public/activities/{shown.Id}']"));
        Assert.Null(list.QuerySelector($"a[href='/public/activities/{hidden.Id}']"));
        var page = await visitor.Go($"/public/activities/{shown.Id}");
        Assert.Contains("Opening", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret Speaker", page.Body.TextContent, StringComparison.Ordinal);
        await visitor.Go($"/public/activities/{hidden.Id}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Last.StatusCode);
        var feed = await visitor.Http.GetStringAsync(new Uri("/public/calendar.ics", UriKind.Relative));
        Assert.Contains($"activity-{shown.Id}@paceline", feed.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Id.ToString(), feed.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_filters_and_is_followed_by_an_address_of_ones_own()
    {
        var (programme, cluster, manager) = await Scene();
        var training = await Planned(programme, cluster);
        var meeting = await Planned(programme, cluster, ActivityKind.ProjectMeeting);
        var page = await manager.Go($"/calendar?cluster={cluster.Id}&kind=ProjectMeeting");
        Assert.Null(page.QuerySelector($"main a[href='/activities/{training.Id}']"));
        Assert.NotNull(page.QuerySelector($"main a[href='/activities/{meeting.Id}']"));
        Assert.Equal(2, (await manager.Go($"/calendar?view=month&month=2030-03&cluster={cluster.Id}&kind=ProjectMeeting")).QuerySelectorAll(".month a.entry").Length);
        page = await manager.Submit(page, "form[action*=Subscribe]");
        string Address(IParentNode p) => new Uri(p.QuerySelector("input[readonly]")!.GetAttribute("value")!).AbsolutePath;
        var first = Address(page);
        var anybody = new Visitor(App);
        Assert.Contains("DTSTART;VALUE=DATE:20300320", await anybody.Http.GetStringAsync(new Uri(first, UriKind.Relative)), StringComparison.Ordinal);
        var second = Address(await manager.Submit(page, "form[action*=Replace]"));
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Http.GetAsync(new Uri(first, UriKind.Relative))).StatusCode);
    }
}
