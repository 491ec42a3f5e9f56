using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Access;
using Call = Paceline.Domain.Activities.Calls.Call;

namespace Paceline.Tests.Registrations;

public sealed class ChangesOnSqlite(SqliteEngine engine) : Changes(engine), IClassFixture<SqliteEngine>;

public sealed class ChangesOnPostgres(PostgresEngine engine) : Changes(engine), IClassFixture<PostgresEngine>;

/// <summary>A change of one thing changes that thing, and what hangs on it.</summary>
public abstract class Changes
{
    private readonly AppFactory _app;

    protected Changes(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    private static string Mail(string who) => $"{who}-{Ids.New():N}@example.org";

    private Task<List<RegistrationState>> States(Hall hall) => _app.Db(db => db.Registrations.Where(r => r.ActivityId == hall.Id).OrderBy(r => r.Number).Select(r => r.State).ToListAsync());

    [Fact]
    public async Task An_id_of_somebody_else_in_the_form_of_an_invitation_opens_nobodys_page()
    {
        var (hall, other) = (await Hall.Open(_app), await Hall.Open(_app));
        var (there, here) = (await other.Person("Victoria Secret", Mail("victoria")), await hall.Person("Vera Secret", Mail("vera")));
        var (manager, mail) = (await hall.Manager(), Mail("rival"));
        await manager.Submit(await manager.Go(hall.Url + "/registrations/invitations"), "form[novalidate]", ("Input.Lines", $"Rival; {mail}\n"));
        var guest = new Visitor(_app);
        var form = await guest.Go(await Hall.LastLink(_app, mail, "/invited"));
        foreach (var victim in new[] { there, here })
        {
            var page = await guest.Submit(form, "form[novalidate]", ("Input.Id", victim.Id.ToString()), ("Input.Name", "Rival"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, guest.Last.StatusCode);
            Assert.DoesNotContain("Secret", page.Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.False(await _app.Db(db => db.AccessLinks.AnyAsync(l => l.SubjectId == there.Id && l.Uses > 0)));
        // The own form, sent twice, is one registration.
        await guest.Submit(form, "form[novalidate]", ("Input.Name", "Rival"));
        await guest.Submit(form, "form[novalidate]", ("Input.Name", "Rival"));
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);
        Assert.Equal(1, await _app.Db(db => db.Registrations.CountAsync(r => r.ActivityId == hall.Id && r.Email == mail)));
    }

    [Fact]
    public async Task A_public_mission_with_a_call_leads_visitors_to_the_call_and_one_without_to_the_form()
    {
        var mission = await Hall.Open(_app, ActivityKind.TradeMission, isPublic: true, startsIn: 30);
        var visitor = new Visitor(_app);
        Assert.NotNull((await visitor.Go("/public" + mission.Url)).QuerySelector($"main a[href='{mission.Url}/register']"));
        var form = await visitor.Go(mission.Url + "/register");
        var now = TimeProvider.System.GetUtcNow();
        await _app.Add(new Call { ActivityId = mission.Id, Summary = new("Three days"), OpensAt = now.AddDays(-5), ClosesAt = now.AddDays(5), Places = 2, PublishedAt = now.AddDays(-6) });
        var page = await visitor.Go("/public" + mission.Url);
        Assert.Null(page.QuerySelector($"a[href='{mission.Url}/register']"));
        Assert.NotNull(page.QuerySelector($"main a[href='{mission.Url}/call']"));
        await visitor.Submit(form, "form[novalidate]", ("Input.Name", "Viktor"), ("Input.Email", Mail("viktor")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Empty(await States(mission));

        var later = await Hall.Open(_app, isPublic: true, startsIn: 30);
        await later.SetState(ActivityState.Planned);
        Assert.Contains("Registration has not begun yet.", (await visitor.Go("/public" + later.Url)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_telephone_number_leaves_answers_to_withdrawn_questions()
    {
        var hall = await Hall.Open(_app);
        var person = await hall.Person("Ada", Mail("ada"));
        var (asked, withdrawn) = (new RegistrationQuestion(Ids.New(), new("Shirt?"), QuestionKind.Text, [], false), new RegistrationQuestion(Ids.New(), new("Shoes?"), QuestionKind.Text, [], false, IsWithdrawn: true));
        await _app.Db(async db =>
        {
            (await db.RegistrationBooks.SingleAsync(b => b.ActivityId == hall.Id)).Questions = [asked, withdrawn];
            (await db.Registrations.SingleAsync(r => r.Id == person.Id)).Answers = new() { [asked.Id] = "M", [withdrawn.Id] = "42" };
            return await db.SaveChangesAsync();
        });
        var manager = await hall.Manager();
        await manager.Submit(await manager.Go($"{hall.Url}/registrations/{person.Id}"), "form[novalidate]", ("Input.Phone", "+32 1"), ($"Input.Answers[{asked.Id}]", "L"));
        var now = await hall.Now(person.Id);
        Assert.Equal(("+32 1", "L", "42"), (now.Phone, now.Answers[asked.Id], now.Answers[withdrawn.Id]));
    }

    [Fact]
    public async Task An_undone_check_in_goes_back_to_where_the_person_stood()
    {
        var hall = await Hall.Open(_app);
        var desk = await hall.Manager();
        foreach (var state in new[] { RegistrationState.Waitlisted, RegistrationState.Registered, RegistrationState.NoShow, RegistrationState.Confirmed })
        {
            var person = await hall.Person($"Person {state}");
            await hall.Set(person.Id, state);
            await desk.Submit(await desk.Go($"{hall.Url}/check-in?q={person.Number}"), ".desklist form");
            Assert.Equal(RegistrationState.CheckedIn, (await hall.Now(person.Id)).State);
            await desk.Submit(await desk.Go($"{hall.Url}/check-in?q={person.Number}"), ".desklist form", ("undo", "true"));
            Assert.Equal(state, (await hall.Now(person.Id)).State);
        }
    }

    [Fact]
    public async Task Who_moves_up_waits_for_the_yes_where_the_organiser_says_it_to_each()
    {
        var hall = await Hall.Open(_app, capacity: 1);
        var first = await hall.Person("Ada", Mail("ada"));
        await hall.Person("Bo", Mail("bo"));
        await _app.Db(db => db.RegistrationBooks.Where(b => b.ActivityId == hall.Id).ExecuteUpdateAsync(b => b.SetProperty(x => x.NeedsYes, true)));
        var manager = await hall.Manager();
        await manager.Submit(await manager.Go($"{hall.Url}/registrations/{first.Id}"), "form[action*=Cancel]", ("reason", "Ill"));
        Assert.Equal([RegistrationState.Cancelled, RegistrationState.Registered], await States(hall));
    }

    [Fact]
    public async Task More_places_on_the_page_of_the_activity_move_those_who_wait_up_and_fewer_count_all_who_have_one()
    {
        var hall = await Hall.Open(_app, capacity: 2, startsIn: 30);
        foreach (var name in new[] { "Ada", "Bo", "Cy" }) await hall.Person(name, Mail(name));
        await hall.Set((await _app.Db(db => db.Registrations.SingleAsync(r => r.ActivityId == hall.Id && r.Name == "Bo"))).Id, RegistrationState.Registered);
        var manager = await hall.Manager();
        var told = await manager.Submit(await manager.Go(hall.Url + "/edit"), "form.profileform", ("Input.Capacity", "1"));
        Assert.Contains("Places taken: 2, places then: 1.", told.QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
        told = await manager.Submit(await manager.Go(hall.Url + "/edit"), "form.profileform", ("Input.Capacity", "3"));
        Assert.Contains("get a place at once and are told by mail: 1.", told.QuerySelector(".note.warn")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([RegistrationState.Confirmed, RegistrationState.Registered, RegistrationState.Waitlisted], await States(hall));
        await manager.Submit(told, "form.profileform", ("Input.Consent", told.QuerySelector("button[name='Input.Consent']")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);
        Assert.Equal([RegistrationState.Confirmed, RegistrationState.Registered, RegistrationState.Confirmed], await States(hall));
        Assert.Equal(3, await _app.Db(db => db.Activities.Where(a => a.Id == hall.Id).Select(a => a.Capacity).SingleAsync()));
    }

    [Fact]
    public async Task The_desk_the_links_and_the_letters_follow_an_activity_to_its_new_days()
    {
        var hall = await Hall.Open(_app, startsIn: 10);
        var (mail, helper) = (Mail("guest"), await _app.APerson(Role.CompanyMember, company: (await _app.ACompany(hall.Activity.LeadClusterId)).Id));
        var person = await hall.Person("Guest", mail);
        var manager = await hall.Manager();
        await manager.Submit(await manager.Go(hall.Url + "/registrations/desk"), "form[novalidate]", ("Email", helper.Email!));
        var first = await Hall.LastLink(_app, mail);
        var day = hall.Activity.StartsOn.AddDays(120);
        (string, string)[] moved = [("Input.StartsOn", day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), ("Input.EndsOn", day.ToString("O", System.Globalization.CultureInfo.InvariantCulture))];
        var told = await manager.Submit(await manager.Go(hall.Url + "/edit"), "form.profileform", moved);
        await manager.Submit(told, "form.profileform", ("Input.Consent", told.QuerySelector("button[name='Input.Consent']")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.OK, manager.Last.StatusCode);

        var grant = await _app.Db(db => db.RoleGrants.SingleAsync(g => g.PersonId == helper.Id && g.ActivityId == hall.Id));
        Assert.Equal((day.AddDays(-1), day.AddDays(2)), (DateOnly.FromDateTime(grant.ValidFrom!.Value.UtcDateTime), DateOnly.FromDateTime(grant.ValidTo!.Value.UtcDateTime)));
        var link = await _app.Db(db => db.AccessLinks.SingleAsync(l => l.SubjectId == person.Id && l.RevokedAt == null));
        Assert.True(link.ExpiresAt >= new DateTimeOffset(day.AddDays(59), TimeOnly.MinValue, TimeSpan.Zero));
        var letter = await _app.Db(db => db.Mails.Where(m => m.To == mail && m.Subject.StartsWith("New days")).Select(m => m.Text).SingleAsync());
        Assert.Contains(first, letter, StringComparison.Ordinal);
        Assert.DoesNotContain(hall.Url, letter, StringComparison.Ordinal);

        // Given again, the desk is for the days as they are.
        await _app.Db(db => db.RoleGrants.Where(g => g.Id == grant.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, DateTimeOffset.UnixEpoch)));
        await manager.Submit(await manager.Go(hall.Url + "/registrations/desk"), "form[novalidate]", ("Email", helper.Email!));
        Assert.Equal(grant.ValidTo, await _app.Db(db => db.RoleGrants.Where(g => g.PersonId == helper.Id && g.ActivityId == hall.Id).Select(g => g.ValidTo).SingleAsync()));
    }
}
