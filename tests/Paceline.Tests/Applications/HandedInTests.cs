using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Applications;

/// <summary>What counts is what was handed in; what was typed too late is shown once more.</summary>
public abstract class HandedInTests
{
    private readonly Engine _engine;

    protected HandedInTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task Assessors_organisers_and_the_registration_take_what_was_handed_in_whatever_was_typed_since()
    {
        var world = await ACall.Open(App, places: 1);
        var (company, _, visitor) = await world.ACompany(1, "Nordvelo");
        var (there, gone) = ($"nele-{Ids.New():N}@example.org", $"otto-{Ids.New():N}@example.org");
        var page = await visitor.Submit(await Begin(visitor, world), Form, (Q(world.Why), "To sell wheels"), (Q(world.Stand), world.Stand.Options[1].Id.ToString()), ("d-0-email", there), ("then", "submit"));
        page = await visitor.Submit(page, Form, (Q(world.Why), "Half a sen"), (Q(world.Stand), world.Stand.Options[0].Id.ToString()), ("d-0-name", "Otto"), ("d-0-email", gone));
        var application = await App.Db(db => db.Applications.SingleAsync(a => a.CompanyId == company.Id));
        Assert.Equal((1, true, "Half a sen"), (application.Submissions, application.HasChanges, application.Answers.One(world.Why.Id)));

        await world.Close();
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        var assessor = await App.APerson(Role.Assessor);
        await App.Add(new RoleGrant { PersonId = assessor.Id, Role = Role.Assessor, ActivityId = world.Mission.Id, ClusterId = world.Clusters[2].Id, ValidTo = TimeProvider.System.GetUtcNow().AddDays(9) }, new Assessment { ApplicationId = application.Id, ActivityId = world.Mission.Id, AssessorId = assessor.Id, ClusterId = world.Clusters[2].Id });
        foreach (var text in new[]
        {
            (await organiser.Go($"{world.Url}/selection/{application.Id}")).QuerySelector("dl.answers")!.TextContent,
            (await (await new Visitor(App).SignIn(assessor.Email!)).Go($"/applications/{application.Id}/score")).QuerySelector("dl.answers")!.TextContent,
        })
        {
            Assert.Contains("To sell wheels", text, StringComparison.Ordinal);
            Assert.Contains("No", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Half a sen", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Otto", text, StringComparison.Ordinal);
        }

        // The company sees both, each as what it is.
        page = await visitor.Go($"/applications/{application.Id}");
        Assert.Contains("To sell wheels", page.QuerySelectorAll("dl.answers")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Half a sen", page.QuerySelectorAll("dl.answers")[1].TextContent, StringComparison.Ordinal);

        await App.Db(db => db.Applications.Where(a => a.Id == application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Scored).SetProperty(x => x.Score, 4m)));
        await world.Tell(await world.Decide());
        await visitor.Submit(await visitor.Go($"/applications/{application.Id}"), "form[action*='Confirm']");
        var registered = await App.Db(db => db.Registrations.SingleAsync(r => r.ActivityId == world.Mission.Id));
        Assert.Equal((there, RegistrationState.Confirmed), (registered.Email, registered.State));
    }

    [Fact]
    public async Task What_is_typed_after_the_deadline_is_shown_once_more_as_not_submitted()
    {
        var world = await ACall.Open(App);
        var (_, _, visitor) = await world.ACompany(1, "Late");
        var page = await visitor.Submit(await Begin(visitor, world), Form, (Q(world.Why), "Nearly done"));
        await world.Close();
        page = await visitor.Submit(page, Form, (Q(world.Why), "One second late"), ("then", "submit"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains("One second late", page.QuerySelector("dl.answers")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("it is not saved and not submitted", page.Body!.TextContent, StringComparison.Ordinal);
        page = await visitor.Go(new Uri(page.Url).AbsolutePath);
        Assert.Contains("Nearly done", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("One second late", page.Body.TextContent, StringComparison.Ordinal);
    }

    private const string Form = "form[data-application]";

    private static string Q(CallQuestion question) => "q-" + question.Id;

    private static async Task<IHtmlDocument> Begin(Visitor visitor, ACall world) => await visitor.Submit(await visitor.Go(world.Url), "form:has(input[name=company])");
}

public sealed class HandedInOnSqlite(SqliteEngine engine) : HandedInTests(engine), IClassFixture<SqliteEngine>;

public sealed class HandedInOnPostgres(PostgresEngine engine) : HandedInTests(engine), IClassFixture<PostgresEngine>;
