using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Platform.Access;

namespace Paceline.Tests.Registrations;

public sealed class NeedsOnSqlite(SqliteEngine engine) : NeedsOfPeople(engine), IClassFixture<SqliteEngine>;

public sealed class NeedsOnPostgres(PostgresEngine engine) : NeedsOfPeople(engine), IClassFixture<PostgresEngine>;

/// <summary>Diet and access needs of those who register.</summary>
public abstract class NeedsOfPeople
{
    private readonly Engine _engine;

    protected NeedsOfPeople(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task Somebody_tells_while_registering_sees_it_by_the_own_link_and_takes_it_back_there()
    {
        var (activity, _) = await AHall();
        var (guest, mail) = (new Visitor(App), $"n{activity.Id:N}@example.org");
        var form = await guest.Go($"/activities/{activity.Id}/register");
        (string, string)[] typed = [("Input.Name", "Ada"), ("Input.Email", mail), ("Care.Kinds", "Vegan"), ("Care.Diet", "No celery at all")];
        var again = await guest.Submit(form, "form[novalidate]", typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, guest.Last.StatusCode);
        Assert.Contains("Tick that you agree", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await App.Db(db => db.Registrations.AnyAsync(r => r.ActivityId == activity.Id)));
        await guest.Submit(form, "form[novalidate]", [.. typed, ("Care.Agreed", "true")]);

        var person = await App.Db(db => db.Registrations.SingleAsync(r => r.ActivityId == activity.Id));
        var kept = await App.Db(db => db.SpecialCares.AsNoTracking().SingleAsync(c => c.ActivityId == activity.Id));
        Assert.Equal((SubjectKind.Registration, person.Id), (kept.SubjectKind, kept.SubjectId));
        Assert.DoesNotContain("celery", kept.Cipher, StringComparison.Ordinal);
        var consent = await App.Db(db => db.Consents.SingleAsync(c => c.Id == kept.ConsentId));
        Assert.Equal((ConsentPurpose.DietAndAccessNeeds, PrivacyDoor.RegistrationLink, null), (consent.Purpose, consent.GivenBy, consent.WithdrawnAt));

        // An address that anybody can type changes nothing that the person told.
        var stranger = new Visitor(App);
        await stranger.Submit(await stranger.Go($"/activities/{activity.Id}/register"), "form[novalidate]", ("Input.Name", "Ada"), ("Input.Email", mail), ("Care.Diet", "Everything"), ("Care.Agreed", "true"));
        Assert.Equal(kept.Cipher, await App.Db(db => db.SpecialCares.Where(c => c.Id == kept.Id).Select(c => c.Cipher).SingleAsync()));

        var own = await guest.Go(await OwnLink(mail));
        Assert.Contains("No celery at all", own.QuerySelector("#needs")!.TextContent, StringComparison.Ordinal);
        Assert.True(own.QuerySelector("#needs input[value=Vegan]")!.HasAttribute("checked"));
        await guest.Submit(own, "form[action*=Needs]", ("Care.Access", "A ramp"));
        own = await guest.Go(await OwnLink(mail));
        Assert.Contains("A ramp", own.QuerySelector("#needs")!.TextContent, StringComparison.Ordinal);
        await guest.Submit(own, "form[action*=Forget]");
        Assert.False(await App.Db(db => db.SpecialCares.AnyAsync(c => c.ActivityId == activity.Id)));
        Assert.NotNull((await App.Db(db => db.Consents.SingleAsync(c => c.Id == kept.ConsentId))).WithdrawnAt);
    }

    [Fact]
    public async Task The_organiser_counts_for_the_kitchen_without_names_and_each_opening_is_noted()
    {
        var (activity, cluster) = await AHall();
        var manager = await App.AVisitor(Role.PartnerManager, cluster);
        foreach (var (name, kind, words) in new[] { ("Ada", "Vegan", "No celery"), ("Bo", "Vegan", ""), ("Cy", "NoNuts", "") })
            await manager.Submit(await manager.Go($"/activities/{activity.Id}/register"), "form[novalidate]", ("Input.Name", name), ("Care.Kinds", kind), ("Care.Diet", words), ("Care.Agreed", "true"));
        var ada = await App.Db(db => db.Registrations.SingleAsync(r => r.ActivityId == activity.Id && r.Name == "Ada"));
        Assert.Equal(PrivacyDoor.PassedOn, await App.Db(db => db.Consents.Where(c => c.SubjectId == ada.Id).Select(c => c.GivenBy).SingleAsync()));
        var care = $"/activities/{activity.Id}/registrations/care";
        var page = await manager.Go(care);
        Assert.Contains("Ada", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("celery", page.Body!.TextContent, StringComparison.Ordinal);
        page = await manager.Submit(page, "header form");
        Assert.Equal(["Vegan2", "No nuts1"], page.QuerySelectorAll("main table tbody tr").Select(r => string.Concat(r.Children.Select(c => c.TextContent.Trim()))));
        var counted = page.QuerySelector("section")!.TextContent;
        Assert.Contains("No celery", counted, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", counted, StringComparison.Ordinal);
        var one = $"/activities/{activity.Id}/registrations/{ada.Id}";
        Assert.DoesNotContain("celery", (await manager.Go(one)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("No celery", (await manager.Submit(await manager.Go(one), "form[action*=Open]")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Counted diet and access needs", "Opened diet or access needs"], await App.Db(db => db.AuditEvents.Where(a => (a.RecordId == activity.Id || a.RecordId == ada.Id) && a.Action.Contains("diet") && !a.Action.StartsWith("Told")).OrderBy(a => a.Sequence).Select(a => a.Action).ToListAsync()));
        Assert.False(await App.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == ada.Id && a.Details.Contains("celery"))));

        // Who cancels is forgotten at once.
        await manager.Submit(await manager.Go(one), "form[action*=Cancel]", ("reason", ""));
        Assert.Equal(2, await App.Db(db => db.SpecialCares.CountAsync(c => c.ActivityId == activity.Id)));
    }

    [Fact]
    public async Task Nobody_else_sees_who_told_something_and_the_desk_only_in_the_days_of_the_activity()
    {
        var (activity, cluster) = await AHall(startsIn: 5);
        var manager = await App.AVisitor(Role.PartnerManager, cluster);
        await manager.Submit(await manager.Go($"/activities/{activity.Id}/register"), "form[novalidate]", ("Input.Name", "Ada"), ("Care.Diet", "No celery"), ("Care.Agreed", "true"));
        var person = await App.Db(db => db.Registrations.SingleAsync(r => r.ActivityId == activity.Id));
        var (care, one) = ($"/activities/{activity.Id}/registrations/care", $"/activities/{activity.Id}/registrations/{person.Id}");
        var helper = await App.APerson(Role.Desk);
        await App.Add(new RoleGrant { PersonId = helper.Id, Role = Role.Desk, ActivityId = activity.Id });
        var desk = await new Visitor(App).SignIn(helper.Email!);
        var others = new[] { await App.AVisitor(Role.PartnerManager, (await App.ACluster("Another")).Id), await App.AVisitor(Role.MonitoringOfficer), await App.AVisitor(Role.CompanyMember, company: (await App.ACompany(cluster)).Id), desk };
        foreach (var visitor in others)
        {
            await visitor.Go(care);
            Assert.Contains(visitor.Last.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.Forbidden });
            Assert.Null((await visitor.Go(one)).QuerySelector("form[action*=Open]"));
        }

        await App.Db(db => db.Activities.Where(a => a.Id == activity.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.StartsOn, Today).SetProperty(x => x.EndsOn, Today)));
        Assert.Contains("No celery", (await desk.Submit(await desk.Go(one), "form[action*=Open]")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await desk.Go(one)).QuerySelector("form[action*=Forget]"));
    }

    [Fact]
    public async Task Thirty_days_after_the_activity_it_is_gone()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var (activity, cluster) = await AHall(app);
        var manager = await app.AVisitor(Role.PartnerManager, cluster);
        await manager.Submit(await manager.Go($"/activities/{activity.Id}/register"), "form[novalidate]", ("Input.Name", "Ada"), ("Care.Access", "A ramp"), ("Care.Agreed", "true"));
        var officer = await app.AVisitor(Role.PrivacyOfficer);
        foreach (var (days, left) in new[] { (30, 1), (31, 0) })
        {
            await app.Db(db => db.Activities.Where(a => a.Id == activity.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.EndsOn, Today.AddDays(-days)).SetProperty(x => x.StartsOn, Today.AddDays(-days))));
            await officer.Submit(await officer.Go("/privacy/retention"), "form[action*=Run]");
            Assert.Equal(left, await app.Db(db => db.SpecialCares.CountAsync(c => c.ActivityId == activity.Id)));
        }
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);

    private Task<(Activity Activity, Guid Cluster)> AHall(int startsIn = 0) => AHall(App, startsIn);

    private static async Task<(Activity Activity, Guid Cluster)> AHall(AppFactory app, int startsIn = 0)
    {
        var cluster = (await app.ACluster()).Id;
        var activity = new Activity { ProgrammeId = (await app.AProgramme()).Id, Kind = ActivityKind.Conference, Title = new LocalizedText("Conference"), StartsOn = Today.AddDays(startsIn), EndsOn = Today.AddDays(startsIn), LeadClusterId = cluster, IsPublic = true, State = ActivityState.OpenForRegistration, TimeZone = "Etc/UTC" };
        await app.Add(activity);
        return (activity, cluster);
    }

    private Task<string> OwnLink(string to) => App.Db(async db => System.Text.RegularExpressions.Regex.Match(await db.Mails.Where(m => m.To == to).OrderByDescending(m => m.Id).Select(m => m.Text).FirstAsync(), "/r/[^\\s]+").Value);
}
