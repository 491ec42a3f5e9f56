using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Applications;

/// <summary>A call that runs: its mission is put off, its terms change, its assessors drop out, and what came out is told.</summary>
public abstract class RunningCallTests
{
    private readonly Engine _engine;

    protected RunningCallTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_cancelled_mission_tells_its_applicants_takes_no_more_and_gives_no_place()
    {
        var world = await ACall.Open(App, places: 1);
        var (first, second) = (await world.AScored(1, 5, "First"), await world.AScored(2, 4, "Second"));
        var third = await world.ACompany(1, "Third");
        Assert.NotNull((await third.Visitor.Go("/my-trips")).QuerySelector($"a[href='{world.Url}']"));
        var begin = await third.Visitor.Go(world.Url);
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await organiser.Submit(await organiser.Go($"/activities/{world.Mission.Id}/step?move=Cancel"), ("Reason", "The fair is off."));
        foreach (var visitor in new[] { first, second }) Assert.True(await App.Db(db => db.Mails.AnyAsync(m => m.ActivityId == world.Mission.Id && m.Subject == "Cancelled: Mission to China" && db.Users.Any(u => u.Email == m.To && db.RoleGrants.Any(g => g.PersonId == u.Id && g.OrganisationId == visitor.Company.Id)))));

        Assert.Null((await third.Visitor.Go("/my-trips")).QuerySelector($"a[href='{world.Url}']"));
        Assert.Null((await third.Visitor.Go(world.Url)).QuerySelector("input[name=company]"));
        var page = await third.Visitor.Submit(begin, "form:has(input[name=company])");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, third.Visitor.Last.StatusCode);
        Assert.Contains("This activity was cancelled.", page.Body!.TextContent, StringComparison.Ordinal);

        // Places were given when it still was on: one that comes back goes to nobody, and nobody is told so.
        await App.Db(db => db.Applications.Where(a => a.Id == first.Application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Selected).SetProperty(x => x.Rank, 1)));
        await App.Db(db => db.Applications.Where(a => a.Id == second.Application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Reserve).SetProperty(x => x.Rank, 2)));
        await App.Db(db => db.Calls.Where(c => c.Id == world.Call.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.DecidedAt, TimeProvider.System.GetUtcNow())));
        await first.Visitor.Submit(await first.Visitor.Go($"/applications/{first.Application.Id}"), "form[action*='Withdraw']");
        Assert.Equal([ApplicationState.Withdrawn, ApplicationState.Reserve], [(await world.Now(first.Application.Id)).State, (await world.Now(second.Application.Id)).State]);
        Assert.False(await App.Db(db => db.Letters.AnyAsync(l => l.ActivityId == world.Mission.Id)));
    }

    [Fact]
    public async Task Who_waits_for_a_place_in_what_was_cancelled_gets_none()
    {
        var world = await ACall.Open(App);
        var (has, waits) = (Person(world, 1, RegistrationState.Confirmed), Person(world, 2, RegistrationState.Waitlisted));
        await App.Add(has, waits);
        await App.Db(db => db.Activities.Where(a => a.Id == world.Mission.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Capacity, 1).SetProperty(x => x.State, ActivityState.Cancelled)));
        await App.Run(async services => await services.GetRequiredService<Features.Registrations.ChangeRegistration>().Cancel(world.Mission.Id, has.Id, "", "Test", "https://example.org", default));
        Assert.Equal([RegistrationState.Cancelled, RegistrationState.Waitlisted], await App.Db(db => db.Registrations.Where(r => r.ActivityId == world.Mission.Id).OrderBy(r => r.Number).Select(r => r.State).ToListAsync()));
    }

    [Fact]
    public async Task A_place_in_what_is_put_off_is_not_confirmed_and_with_the_confirmation_its_people_are_registered()
    {
        var world = await ACall.Open(App, places: 1);
        var first = await world.AScored(1, 5, "First");
        await world.Tell(await world.Decide());
        var page = await first.Visitor.Go($"/applications/{first.Application.Id}");
        await State(world, ActivityState.Postponed);
        await first.Visitor.Submit(page, "form[action*='Confirm']");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Visitor.Last.StatusCode);
        Assert.Equal(ApplicationState.Selected, (await world.Now(first.Application.Id)).State);
        await State(world, ActivityState.Planned);
        await first.Visitor.Submit(await first.Visitor.Go($"/applications/{first.Application.Id}"), "form[action*='Confirm']");
        Assert.Equal(ApplicationState.Confirmed, (await world.Now(first.Application.Id)).State);
        Assert.Equal(1, await App.Db(db => db.Registrations.CountAsync(r => r.ActivityId == world.Mission.Id && r.State == RegistrationState.Confirmed)));
        // What is the company's: its people, with the pack of those who travel.
        page = await first.Visitor.Go("/my-trips");
        Assert.Contains("Nele Nord", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/activities/{world.Mission.Id}/briefing']"));
    }

    [Fact]
    public async Task Nobody_learns_the_result_before_the_letter_leaves_and_the_days_to_confirm_begin_with_it()
    {
        var world = await ACall.Open(App, places: 1);
        var (first, second) = (await world.AScored(1, 5, "First"), await world.AScored(2, 4, "Second"));
        var organiser = await world.Decide();
        foreach (var (application, _, visitor) in new[] { first, second })
        {
            var seen = (await visitor.Go($"/applications/{application.Id}")).QuerySelector("main")!.TextContent + (await visitor.Go("/my-trips")).QuerySelector("main")!.TextContent + (await visitor.Go(world.Url)).QuerySelector("main .applybox")!.TextContent;
            Assert.DoesNotContain("place", seen.Replace("places", "", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("eserve", seen, StringComparison.Ordinal);
            Assert.Contains("Submitted", seen, StringComparison.Ordinal);
        }

        await organiser.Submit(await organiser.Go(world.Url + "/letters"), "form[action*='Prepare']");
        var letter = await App.Db(db => db.Letters.SingleAsync(l => l.ApplicationId == first.Application.Id));
        var named = (await world.Now(first.Application.Id)).ConfirmBy!.Value;
        // Written nine days ago, the day in it would be over.
        var old = named.AddDays(-9);
        var (before, after) = (Platform.Text.InLanguage.Of("en", () => Platform.Text.Dates.Moment(old, world.Mission.TimeZone)), Platform.Text.InLanguage.Of("en", () => Platform.Text.Dates.Moment(named, world.Mission.TimeZone)));
        await App.Db(db => db.Letters.Where(l => l.Id == letter.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.Text, letter.Text.Replace(after, before, StringComparison.Ordinal))));
        await App.Db(db => db.Applications.Where(a => a.Id == first.Application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.ConfirmBy, old)));
        await organiser.Submit(await organiser.Go(world.Url + "/letters"), "form[action*='Send']");
        Assert.Equal(named, (await world.Now(first.Application.Id)).ConfirmBy);
        Assert.Contains(after, await App.Db(db => db.Letters.Where(l => l.Id == letter.Id).Select(l => l.Text).SingleAsync()), StringComparison.Ordinal);
        Assert.NotNull((await first.Visitor.Go($"/applications/{first.Application.Id}")).QuerySelector("form[action*='Confirm']"));

        // A place that the organiser takes back: the company hears why.
        await organiser.Submit(await organiser.Go($"{world.Url}/selection/{first.Application.Id}"), "form[action*='Release']", ("reason", "Nobody answered our calls"));
        Assert.Equal([ApplicationState.Withdrawn, ApplicationState.Selected], [(await world.Now(first.Application.Id)).State, (await world.Now(second.Application.Id)).State]);
        Assert.True(await App.Db(db => db.Mails.AnyAsync(m => m.ActivityId == world.Mission.Id && m.Text.Contains("has given the place of your company") && m.Text.Contains("Nobody answered our calls"))));
    }

    [Fact]
    public async Task A_weight_counts_for_what_is_scored_already_and_a_criterion_that_nobody_scored_is_refused()
    {
        var world = await ACall.Open(App);
        var (application, _, _) = await world.AScored(1, 3, "First");
        foreach (var (cluster, fit, ready) in new[] { (0, 5, 1), (2, 5, 1) }) await App.Add(new Assessment { ApplicationId = application.Id, ActivityId = world.Mission.Id, AssessorId = (await App.APerson(Role.Assessor)).Id, ClusterId = world.Clusters[cluster].Id, Scores = new() { [world.Call.Criteria[0].Id] = fit, [world.Call.Criteria[1].Id] = ready }, Comment = "Good", DoneAt = TimeProvider.System.GetUtcNow() });
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await organiser.Submit(await organiser.Go(world.Url + "/edit"), "form.profileform", ("Input.Criteria[0].Weight", "10"), ("Input.Criteria[1].Weight", "30"));
        Assert.Equal(2m, (await world.Now(application.Id)).Score);
        var page = await organiser.Submit(await organiser.Go(world.Url + "/edit"), "form.profileform", ("Input.Criteria[2].Name[en]", "Another"), ("Input.Criteria[2].Weight", "10"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, organiser.Last.StatusCode);
        Assert.Contains("have no points for the new criterion", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await App.Db(db => db.Calls.Where(c => c.Id == world.Call.Id).Select(c => c.Criteria).SingleAsync())).Count);
        await world.Close();
        page = await organiser.Submit(await organiser.Go(world.Url + "/selection"), "form[action*='Decide']");
        Assert.Contains("the list is the same", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assessor_who_never_answers_is_taken_out_and_somebody_else_gets_the_application()
    {
        var world = await ACall.Open(App);
        var (application, _, _) = await world.AScored(1, 0, "First");
        await App.Db(db => db.Applications.Where(a => a.Id == application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Eligible).SetProperty(x => x.Score, (decimal?)null)));
        await world.Close();
        var (here, there) = (await Assessor(world, 0), await Assessor(world, 2));
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await organiser.Submit(await organiser.Go(world.Url + "/assessors"), "form[action*='Assign']");
        Assert.Equal(new[] { here.Id, there.Id }.Order(), (await Given(world)).Order());
        await organiser.Submit(await organiser.Go(world.Url + "/assessors"), $"form[action*='TakeBack']:has(input[value='{there.Id}'])");
        Assert.Equal([here.Id], await Given(world));
        // Alone there is nobody else; then somebody comes.
        await organiser.Submit(await organiser.Go(world.Url + "/assessors"), "form[action*='Assign']");
        Assert.Equal([here.Id], await Given(world));
        var late = await Assessor(world, 2);
        await organiser.Submit(await organiser.Go(world.Url + "/assessors"), "form[action*='Assign']");
        Assert.Equal(new[] { here.Id, late.Id }.Order(), (await Given(world)).Order());

        // One whose time is over keeps no place among the two.
        await App.Db(db => db.RoleGrants.Where(g => g.PersonId == late.Id && g.ActivityId == world.Mission.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, TimeProvider.System.GetUtcNow().AddMinutes(-1))));
        var last = await Assessor(world, 2);
        await organiser.Submit(await organiser.Go(world.Url + "/assessors"), "form[action*='Assign']");
        Assert.Contains(last.Id, await Given(world));
    }

    [Fact]
    public async Task Options_that_change_places_keep_their_answers()
    {
        var world = await ACall.Open(App);
        var (application, _, _) = await world.AScored(1, 3, "First");
        await App.Db(async db =>
        {
            (await db.Applications.SingleAsync(a => a.Id == application.Id)).Answers = new() { [world.Stand.Id] = [world.Stand.Options[0].Id.ToString()] };
            return await db.SaveChangesAsync();
        });
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        // Yes, No → Perhaps, Yes.
        await organiser.Submit(await organiser.Go($"{world.Url}/questions/{world.Stand.Id}"), ("Input.Options[en]", "Perhaps\nYes"));
        var options = (await App.Db(db => db.Calls.SingleAsync(c => c.Id == world.Call.Id))).Questions.Single(q => q.Id == world.Stand.Id).Options;
        Assert.Equal(world.Stand.Options[0].Id, options[1].Id);
        Assert.DoesNotContain(options[0].Id, world.Stand.Options.Select(o => o.Id));
        // Worded anew, and somebody chose it: that is told first.
        var page = await organiser.Submit(await organiser.Go($"{world.Url}/questions/{world.Stand.Id}"), ("Input.Options[en]", "Perhaps\nYes, a large one"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, organiser.Last.StatusCode);
        Assert.Contains("1 chose an answer that is worded anew.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_places_after_the_decision_go_to_those_who_wait_and_a_member_of_before_gets_no_letter()
    {
        var world = await ACall.Open(App, places: 1);
        var (first, second) = (await world.AScored(1, 5, "First"), await world.AScored(2, 4, "Second"));
        var left = await App.APerson(Role.CompanyMember, company: second.Company.Id);
        await App.Db(db => db.RoleGrants.Where(g => g.PersonId == left.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, TimeProvider.System.GetUtcNow().AddDays(-1))));
        var organiser = await world.Decide();
        await world.Tell(organiser);
        await organiser.Submit(await organiser.Go(world.Url + "/edit"), "form.profileform", ("Input.Places", "2"));
        Assert.Equal(2, await App.Db(db => db.Calls.Where(c => c.Id == world.Call.Id).Select(c => c.Places).SingleAsync()));
        Assert.Equal([ApplicationState.Selected, ApplicationState.Selected], [(await world.Now(first.Application.Id)).State, (await world.Now(second.Application.Id)).State]);
        Assert.True(await App.Db(db => db.Letters.AnyAsync(l => l.ApplicationId == second.Application.Id && l.Kind == LetterKind.MovedUpLetter && l.SentAt != null)));
        Assert.False(await App.Db(db => db.Mails.AnyAsync(m => m.To == left.Email)));
    }

    private Task<int> State(ACall world, ActivityState state) => App.Db(db => db.Activities.Where(a => a.Id == world.Mission.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, state)));

    private Task<List<Guid>> Given(ACall world) => App.Db(db => db.Assessments.Where(a => a.ActivityId == world.Mission.Id).Select(a => a.AssessorId).ToListAsync());

    private async Task<Person> Assessor(ACall world, int cluster)
    {
        var person = await App.APerson(Role.Assessor);
        await App.Add(new RoleGrant { PersonId = person.Id, Role = Role.Assessor, ActivityId = world.Mission.Id, ClusterId = world.Clusters[cluster].Id, ValidTo = TimeProvider.System.GetUtcNow().AddDays(9) });
        return person;
    }

    private static Registration Person(ACall world, int number, RegistrationState state)
    {
        var person = new Registration { ActivityId = world.Mission.Id, Number = number, Name = "Wim Wacht", Role = RegistrationRole.Guest, State = state, RegisteredAt = TimeProvider.System.GetUtcNow() };
        person.SetEmail($"wim-{Ids.New():N}@example.org");
        return person;
    }
}

public sealed class RunningCallOnSqlite(SqliteEngine engine) : RunningCallTests(engine), IClassFixture<SqliteEngine>;

public sealed class RunningCallOnPostgres(PostgresEngine engine) : RunningCallTests(engine), IClassFixture<PostgresEngine>;
