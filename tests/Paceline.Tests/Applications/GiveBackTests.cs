using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Applications;

/// <summary>What becomes of a company's people when its place changes hands.</summary>
public abstract class GiveBackTests
{
    private readonly Engine _engine;

    protected GiveBackTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_place_given_back_cancels_the_people_of_the_company_and_whoever_waits_moves_up()
    {
        var (world, first, second) = await Confirmed(capacity: 1);
        var waiting = new Registration { ActivityId = world.Mission.Id, Number = 90, Name = "Wim Wacht", Role = RegistrationRole.Guest, State = RegistrationState.Waitlisted, RegisteredAt = TimeProvider.System.GetUtcNow() };
        waiting.SetEmail($"wim-{Ids.New():N}@example.org");
        await App.Add(waiting);
        await first.Visitor.Submit(await first.Visitor.Go(first.Url), "form[action*='Withdraw']", ("reason", "The order book is full"));
        var people = await People(world);
        Assert.Equal((RegistrationState.Cancelled, "The order book is full"), (people[first.Mail].State, people[first.Mail].CancelReason));
        Assert.Equal(RegistrationState.Confirmed, people[waiting.Email].State);
        Assert.Equal([ApplicationState.Withdrawn, ApplicationState.Selected], [(await world.Now(first.Application.Id)).State, (await world.Now(second.Application.Id)).State]);
        Assert.Contains("cancelled", await LastMail(first.Mail), StringComparison.Ordinal);
        Assert.Contains("You have a place", await LastMail(waiting.Email), StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED", await LastCalendar(first.Mail), StringComparison.Ordinal);
        Assert.Contains($"activity-{world.Mission.Id}", await LastCalendar(waiting.Email), StringComparison.Ordinal);
        Assert.DoesNotContain("CANCELLED", await LastCalendar(waiting.Email), StringComparison.Ordinal);
        Assert.Equal(1, await App.Db(db => db.AuditEvents.CountAsync(a => a.RecordId == people[first.Mail].Id && a.Action == "Cancelled a registration")));
    }

    [Fact]
    public async Task A_place_that_the_organiser_takes_back_cancels_its_people_and_who_was_there_stays()
    {
        var (world, first, _) = await Confirmed();
        var there = new Registration { ActivityId = world.Mission.Id, Number = 91, Name = "Dora Da", Role = RegistrationRole.Delegate, State = RegistrationState.CheckedIn, ApplicationId = first.Application.Id, OrganisationId = first.Company.Id, RegisteredAt = TimeProvider.System.GetUtcNow() };
        there.SetEmail($"dora-{Ids.New():N}@example.org");
        await App.Add(there);
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await organiser.Submit(await organiser.Go($"{world.Url}/selection/{first.Application.Id}"), "form[action*='Release']", ("reason", "Nobody answered"));
        var people = await People(world);
        Assert.Equal([RegistrationState.Cancelled, RegistrationState.CheckedIn], [people[first.Mail].State, people[there.Email].State]);
        Assert.Equal(ApplicationState.Withdrawn, (await world.Now(first.Application.Id)).State);
    }

    [Fact]
    public async Task A_company_sends_somebody_else_and_keeps_its_place_even_where_others_wait()
    {
        var (world, first, _) = await Confirmed(capacity: 1);
        var page = await first.Visitor.Go(first.Url);
        page = await first.Visitor.Submit(page, "form[action*='Replace']", ("r-name", ""), ("r-email", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, first.Visitor.Last.StatusCode);
        var mail = $"otto-{Ids.New():N}@example.org";
        (string, string)[] instead = [("r-name", "Otto 王"), ("r-latin", "Otto Wang"), ("r-email", mail), ("r-language", "fr")];
        await first.Visitor.Submit(page, "form[action*='Replace']", instead);
        await first.Visitor.Submit(page, "form[action*='Replace']", instead); // sent twice
        var people = await People(world);
        Assert.Equal([RegistrationState.Cancelled, RegistrationState.Confirmed], [people[first.Mail].State, people[mail].State]);
        Assert.Equal((first.Company.Id, RegistrationRole.Delegate, "Otto Wang", "fr"), (people[mail].OrganisationId!.Value, people[mail].Role, people[mail].LatinName, people[mail].Language));
        Assert.Equal(2, people.Count);
        Assert.Equal("Otto 王", Assert.Single((await world.Now(first.Application.Id)).Delegates).Name);
        Assert.Contains("cancelled", await LastMail(first.Mail), StringComparison.Ordinal);
        Assert.Contains("Vous avez une place", await LastMail(mail), StringComparison.Ordinal);

        var rival = await world.ACompany(1, "Rival");
        Assert.Equal(HttpStatusCode.NotFound, (await Go(rival.Visitor, first.Url)).StatusCode);
    }

    [Fact]
    public async Task Whoever_has_given_up_alone_can_be_followed_by_somebody_else_too()
    {
        var (world, first, _) = await Confirmed();
        await App.Db(db => db.Registrations.Where(r => r.ActivityId == world.Mission.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RegistrationState.Cancelled)));
        // The same address as before: a company may have one for all.
        await first.Visitor.Submit(await first.Visitor.Go(first.Url), "form[action*='Replace']", ("r-name", "Otto"), ("r-email", first.Mail));
        Assert.Equal(RegistrationState.Confirmed, await App.Db(db => db.Registrations.Where(r => r.ActivityId == world.Mission.Id && r.Name == "Otto").Select(r => r.State).SingleAsync()));
    }

    [Fact]
    public async Task Who_registered_before_the_place_was_sure_travels_for_the_company_and_waits_no_more()
    {
        var world = await ACall.Open(App, places: 1);
        var (application, company, visitor) = await world.AScored(1, 5, "First");
        var (mail, theirs) = ($"nele-{Ids.New():N}@example.org", $"rival-{Ids.New():N}@example.org");
        Registration Guest(int number, string to, Guid? of = null)
        {
            var guest = new Registration { ActivityId = world.Mission.Id, Number = number, Name = "Guest", Role = RegistrationRole.Guest, State = RegistrationState.Waitlisted, OrganisationId = of, RegisteredAt = TimeProvider.System.GetUtcNow() };
            guest.SetEmail(to);
            return guest;
        }

        var rival = await App.ACompany(world.Clusters[2].Id, "Rival");
        await App.Add(Guest(80, mail), Guest(81, theirs, rival.Id));
        await App.Db(async db =>
        {
            (await db.Applications.SingleAsync(a => a.Id == application.Id)).Delegates = [new(Ids.New(), "Nele Nord", "", mail, "en", ""), new(Ids.New(), "Somebody else’s", "", theirs, "en", "")];
            return await db.SaveChangesAsync();
        });
        await world.Tell(await world.Decide());
        await visitor.Submit(await visitor.Go($"/applications/{application.Id}"), "form[action*='Confirm']");
        var people = await People(world);
        Assert.Equal((company.Id, world.Clusters[1].Id, "BE", RegistrationState.Confirmed, RegistrationRole.Delegate), (people[mail].OrganisationId!.Value, people[mail].HomeClusterId!.Value, people[mail].Country, people[mail].State, people[mail].Role));
        // An address in a form moves nobody from another company.
        Assert.Equal((rival.Id, null, RegistrationRole.Guest, RegistrationState.Waitlisted), (people[theirs].OrganisationId!.Value, people[theirs].ApplicationId, people[theirs].Role, people[theirs].State));
    }

    private sealed record Applicant(Application Application, Organisation Company, Visitor Visitor, string Mail)
    {
        public string Url => $"/applications/{Application.Id}";
    }

    private async Task<(ACall World, Applicant First, Applicant Second)> Confirmed(int? capacity = null)
    {
        var world = await ACall.Open(App, places: 1);
        await App.Db(db => db.Activities.Where(a => a.Id == world.Mission.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Capacity, capacity)));
        var (first, second) = (await world.AScored(0, 5, "First"), await world.AScored(1, 4, "Second"));
        var mail = $"nele-{Ids.New():N}@example.org";
        await App.Db(async db =>
        {
            (await db.Applications.SingleAsync(a => a.Id == first.Application.Id)).Delegates = [new(Ids.New(), "Nele Nord", "", mail, "en", "")];
            return await db.SaveChangesAsync();
        });
        await world.Tell(await world.Decide());
        await first.Visitor.Submit(await first.Visitor.Go($"/applications/{first.Application.Id}"), "form[action*='Confirm']");
        Assert.Equal(RegistrationState.Confirmed, (await People(world))[mail].State);
        return (world, new(first.Application, first.Company, first.Visitor, mail), new(second.Application, second.Company, second.Visitor, ""));
    }

    private Task<Dictionary<string, Registration>> People(ACall world) => App.Db(db => db.Registrations.AsNoTracking().Where(r => r.ActivityId == world.Mission.Id).ToDictionaryAsync(r => r.Email));

    private Task<string> LastMail(string to) => App.Db(db => db.Mails.Where(m => m.To == to).OrderByDescending(m => m.Id).Select(m => m.Subject + "\n" + m.Text).FirstAsync());

    private Task<string> LastCalendar(string to) => App.Db(db => db.Mails.Where(m => m.To == to).OrderByDescending(m => m.Id).Select(m => m.Calendar ?? "").FirstAsync());

    private static async Task<HttpResponseMessage> Go(Visitor visitor, string path)
    {
        await visitor.Go(path);
        return visitor.Last;
    }
}

public sealed class GiveBackOnSqlite(SqliteEngine engine) : GiveBackTests(engine), IClassFixture<SqliteEngine>;

public sealed class GiveBackOnPostgres(PostgresEngine engine) : GiveBackTests(engine), IClassFixture<PostgresEngine>;
