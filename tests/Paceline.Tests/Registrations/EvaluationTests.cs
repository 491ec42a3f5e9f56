using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Registrations;

public sealed class EvaluationOnSqlite(SqliteEngine engine) : EvaluationPages(engine), IClassFixture<SqliteEngine>;

public sealed class EvaluationOnPostgres(PostgresEngine engine) : EvaluationPages(engine), IClassFixture<PostgresEngine>;

/// <summary>Questions of one activity, its results, and those who have not answered.</summary>
public abstract class EvaluationPages
{
    private readonly Engine _engine;

    protected EvaluationPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    private sealed record Scene(Activity Activity, Visitor Manager, List<Registration> People)
    {
        public string Results => $"/activities/{Activity.Id}/registrations/evaluation";
        public string Questions => Results + "/questions";
    }

    [Fact]
    public async Task A_question_of_ones_own_is_asked_summed_up_with_its_rate_and_not_lost_when_it_is_withdrawn()
    {
        var scene = await Yesterday();
        await scene.Manager.Submit(await scene.Manager.Go(scene.Questions), "form[data-again]", ("Input.Text[en]", "How was the bus?"), ("Input.Text[fr]", "Comment était le bus ?"));
        var own = Assert.Single(await Own(scene));
        Assert.True(own.IsScale);
        await scene.Manager.Submit(await scene.Manager.Go(scene.Results), "header form");
        var guest = new Visitor(App);
        var form = await guest.Go(await Link(scene.People[0]));
        Assert.Contains("How was the bus?", form.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("How useful was it for your work?", form.Body.TextContent, StringComparison.Ordinal);
        await guest.Submit(form, "form.stack", ($"scores[{own.Id}]", "5"));
        var row = (await scene.Manager.Go(scene.Results)).QuerySelectorAll("main table tbody tr").Single(r => r.TextContent.Contains("How was the bus?", StringComparison.Ordinal));
        Assert.Equal(["5.0", "1", "50 %"], row.QuerySelectorAll("td").Take(3).Select(c => c.TextContent.Trim()));

        // Another wording is told of first; how it is answered stays.
        var edit = await scene.Manager.Go($"{scene.Questions}?question={own.Id}");
        Assert.Null(edit.QuerySelector("[name='Input.IsScale'][type=checkbox]"));
        edit = await scene.Manager.Submit(edit, "form[data-again]", ("Input.Text[en]", "How was the coach?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Manager.Last.StatusCode);
        Assert.Contains("were given to the wording as it was", edit.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("How was the bus?", Assert.Single(await Own(scene)).Text["en"]);
        await scene.Manager.Submit(edit, "form[data-again]");
        Assert.Equal(("How was the coach?", true), (Assert.Single(await Own(scene)).Text["en"], Assert.Single(await Own(scene)).IsScale));

        var page = await scene.Manager.Go(scene.Questions);
        Assert.Contains("The answer stays; nobody is asked any more.", page.Body!.TextContent, StringComparison.Ordinal);
        await scene.Manager.Submit(page, "form[action*=Withdraw]");
        Assert.True(Assert.Single(await Own(scene)).IsWithdrawn);
        Assert.DoesNotContain("coach", (await guest.Go(await Link(scene.People[1]))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("How was the coach?", (await scene.Manager.Go(scene.Results)).QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_without_answers_goes_and_a_form_sent_twice_is_one_question()
    {
        var scene = await Yesterday();
        var form = await scene.Manager.Go(scene.Questions);
        await scene.Manager.Submit(form, "form[data-again]", ("Input.Text[en]", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Manager.Last.StatusCode);
        await scene.Manager.Submit(form, "form[data-again]", ("Input.Text[en]", "Anything <b>else</b>?"));
        await scene.Manager.Submit(form, "form[data-again]", ("Input.Text[en]", "Anything <b>else</b>?"));
        Assert.Equal("Anything <b>else</b>?", Assert.Single(await Own(scene)).Text["en"]);
        await scene.Manager.Submit(await scene.Manager.Go(scene.Questions), "form[action*=Withdraw]");
        Assert.Empty(await Own(scene));
        var stranger = await App.AVisitor(Role.PartnerManager, (await App.ACluster("Stranger")).Id);
        await stranger.Go(scene.Questions);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
    }

    [Fact]
    public async Task Who_has_not_answered_is_seen_by_the_organiser_and_reminded_once_and_never_again()
    {
        var scene = await Yesterday();
        var manager = scene.Manager;
        var first = await manager.Go(scene.Results);
        await Task.WhenAll(manager.Submit(first, "header form"), manager.Submit(first, "header form"));
        Assert.Equal(2, await Mails(scene));
        var page = await manager.Go(scene.Results);
        Assert.Equal(2, page.QuerySelectorAll("#silent li").Length);
        Assert.Null(page.QuerySelector("header form")); // not on the same day
        Assert.Contains("2 evaluations have no answer", (await manager.Go("/activities")).Body!.TextContent, StringComparison.Ordinal);

        await App.Db(db => db.Mails.Where(m => m.ActivityId == scene.Activity.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.QueuedAt, TimeProvider.System.GetUtcNow().AddDays(-1))));
        var ada = new Visitor(App);
        await ada.Submit(await ada.Go(await Link(scene.People[0])), "form.stack", (await Scale(scene.People[0]), "4"));
        page = await manager.Go(scene.Results);
        Assert.Contains("Bo", page.QuerySelector("#silent")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", page.QuerySelector("#silent")!.TextContent, StringComparison.Ordinal);
        await Task.WhenAll(manager.Submit(page, "header form"), manager.Submit(page, "header form"));
        await manager.Submit(page, "header form");
        Assert.Equal(3, await Mails(scene));
        Assert.Null((await manager.Go(scene.Results)).QuerySelector("header form"));
        var officer = await App.AVisitor(Role.MonitoringOfficer);
        Assert.Null((await officer.Go(scene.Results)).QuerySelector("#silent"));
    }

    private async Task<Scene> Yesterday()
    {
        var cluster = (await App.ACluster()).Id;
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(-1);
        var activity = new Activity { ProgrammeId = (await App.AProgramme()).Id, Kind = ActivityKind.TrainingSession, Title = new LocalizedText("Training"), StartsOn = day, EndsOn = day, LeadClusterId = cluster, State = ActivityState.Held, TimeZone = "Etc/UTC" };
        var people = new[] { "Ada", "Bo" }.Select((name, n) =>
        {
            var person = new Registration { ActivityId = activity.Id, Number = n + 1, Name = name, Role = RegistrationRole.Guest, State = RegistrationState.CheckedIn, RegisteredAt = DateTimeOffset.UnixEpoch };
            person.SetEmail($"{name}-{activity.Id:N}@example.org");
            return person;
        }).ToList();
        await App.Add([activity, .. people]);
        return new Scene(activity, await App.AVisitor(Role.PartnerManager, cluster), people);
    }

    private Task<EvaluationQuestion[]> Own(Scene scene) => App.Db(db => db.RegistrationBooks.AsNoTracking().Where(b => b.ActivityId == scene.Activity.Id).Select(b => b.Evaluation).SingleAsync());

    private Task<int> Mails(Scene scene) => App.Db(db => db.Mails.CountAsync(m => m.ActivityId == scene.Activity.Id));

    private Task<string> Link(Registration person) => App.Db(async db => System.Text.RegularExpressions.Regex.Match(await db.Mails.Where(m => m.To == person.Email).OrderBy(m => m.Id).Select(m => m.Text).FirstAsync(), "/r/[^\\s]+/evaluation").Value);

    private async Task<string> Scale(Registration person) => (await new Visitor(App).Go(await Link(person))).QuerySelector<IHtmlInputElement>("input[type=radio]")!.Name!;
}
