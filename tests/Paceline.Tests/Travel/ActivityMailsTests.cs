using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;
using Paceline.Tests.Applications;

namespace Paceline.Tests.Travel;

public sealed class ActivityMailsOnSqlite(SqliteEngine engine) : MailsOfActivities(engine), IClassFixture<SqliteEngine>;

public sealed class ActivityMailsOnPostgres(PostgresEngine engine) : MailsOfActivities(engine), IClassFixture<PostgresEngine>;

public abstract class MailsOfActivities
{
    private readonly AppFactory _app;

    protected MailsOfActivities(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    private async Task<(Activity Activity, Guid Cluster)> AConference(int? capacity = null)
    {
        var cluster = await _app.ACluster();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        var activity = new Activity { ProgrammeId = (await _app.AProgramme()).Id, Kind = ActivityKind.Conference, Title = new LocalizedText { ["en"] = "Conference", ["fr"] = "Conférence" }, StartsOn = today.AddDays(9), EndsOn = today.AddDays(9), LeadClusterId = cluster.Id, Capacity = capacity, State = ActivityState.OpenForRegistration, TimeZone = "Etc/UTC" };
        await _app.Add(activity);
        return (activity, cluster.Id);
    }

    private Task Register(Activity activity, params RegistrationDraft[] drafts) =>
        _app.Run(s => s.GetRequiredService<RegisterPeople>().Run(activity.Id, drafts, "Test", byOrganiser: true, "http://localhost", default));

    private static RegistrationDraft Draft(string name, string language) => new(Ids.New(), name, RegistrationRole.Guest) { Email = $"{Ids.New():N}@example.org", Language = language };

    private Task<List<OutgoingMail>> To(string address) => _app.Db(db => db.Mails.AsNoTracking().Where(m => m.To == address).OrderBy(m => m.Id).ToListAsync());

    private static string Text(IHtmlDocument page) => page.QuerySelector("#preview .letter")!.TextContent.Trim();

    private static string Subject(IHtmlDocument page) => page.QuerySelector("#preview .facts b")!.TextContent;

    [Fact]
    public async Task A_registration_is_confirmed_in_the_alliances_words_in_the_readers_language_and_once_for_each_form()
    {
        var (activity, _) = await AConference(capacity: 2);
        var coordinator = await _app.AVisitor(Role.Coordinator);
        await coordinator.Submit(await coordinator.Go("/mail/templates/RegistrationConfirmed/fr"), "main form", ("Input.Subject", "Bienvenue : {activity}"), ("Input.Text", "Bonjour {name}, le {when}, numéro {number} : {link}"));
        var (ana, ben, cy) = (Draft("Ana {link}", "fr"), Draft("Ben", "en"), Draft("Cy", "fr"));
        await Register(activity, ana, ben);
        await Register(activity, ana);
        await Register(activity, cy);
        var mail = Assert.Single(await To(ana.Email));
        Assert.Equal("Bienvenue : Conférence", mail.Subject);
        Assert.StartsWith("Bonjour Ana {link}, le ", mail.Text, StringComparison.Ordinal);
        Assert.Contains("/r/", mail.Text, StringComparison.Ordinal);
        Assert.Contains("METHOD:PUBLISH", mail.Calendar, StringComparison.Ordinal);
        Assert.Equal(activity.Id, mail.ActivityId);
        Assert.StartsWith("You have a place", Assert.Single(await To(ben.Email)).Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("Bienvenue", Assert.Single(await To(cy.Email)).Subject, StringComparison.Ordinal);

        // Whoever registers anew with the same address asks for the link again: once more for that form, and for no other.
        var again = ana with { Id = Ids.New() };
        await Register(activity, again);
        await Register(activity, again);
        Assert.Equal(2, (await To(ana.Email)).Count);

        // A place that becomes free is told in other words than one that was there at once.
        await _app.Run(s => s.GetRequiredService<ChangeRegistration>().Cancel(activity.Id, ben.Id, "Ill", "Ben", "http://localhost", default));
        Assert.Contains("METHOD:CANCEL", (await To(ben.Email))[^1].Calendar, StringComparison.Ordinal);
        Assert.Contains("Une place s’est libérée", (await To(cy.Email))[^1].Text, StringComparison.Ordinal);
        await coordinator.Submit(await coordinator.Go("/mail/templates/RegistrationConfirmed/fr"), "form[action*=Back]");
        Assert.DoesNotContain("numéro {number}", (await coordinator.Go("/mail/templates/RegistrationConfirmed/fr")).QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assessor_is_asked_in_the_alliances_words_once_for_each_form_and_it_can_be_looked_at_for_a_real_one()
    {
        var world = await ACall.Open(_app);
        var coordinator = await _app.AVisitor(Role.Coordinator);
        await coordinator.Submit(await coordinator.Go("/mail/templates/RequestToScore/en"), "main form", ("Input.Subject", "Your turn: {activity}"), ("Input.Text", "{inviter} waits until {until}: {link}"));
        var manager = await _app.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        var form = await manager.Go($"/activities/{world.Mission.Id}/call/assessors");
        (string, string)[] typed = [("Input.Email", $"{Ids.New():N}@example.org"), ("Input.Name", "Sam Score"), ("Input.Cluster", world.Clusters[1].Id.ToString()), ("Input.Until", $"{world.Mission.StartsOn.AddDays(-30):yyyy-MM-dd}")];
        await manager.Submit(form, "form:has([name='Input.Email'])", typed);
        await manager.Submit(form, "form:has([name='Input.Email'])", typed);
        var mail = Assert.Single(await To(typed[0].Item2), m => m.Subject == "Your turn: Mission to China");
        Assert.Matches($"^Test Person waits until .*{world.Mission.StartsOn.AddDays(-30).Day}.*: http.*/assess$", mail.Text.Trim());

        var url = $"/activities/{world.Mission.Id}/mails?kind=RequestToScore";
        var reader = (await manager.Go(url)).QuerySelectorAll("#reader option").Single(o => o.TextContent == "Sam Score").GetAttribute("value");
        var page = await manager.Go($"{url}&reader={reader}");
        Assert.Equal((mail.Subject, mail.Text.Trim()), (Subject(page), Text(page)));
        await coordinator.Submit(await coordinator.Go("/mail/templates/RequestToScore/en"), "form[action*=Back]");
    }

    [Fact]
    public async Task What_one_person_would_get_is_seen_before_it_leaves_and_nobody_elses_cluster_sees_it()
    {
        var (activity, cluster) = await AConference();
        var manager = await _app.AVisitor(Role.PartnerManager, cluster);
        var url = $"/activities/{activity.Id}/mails";
        var page = await manager.Go(url + "?kind=RegistrationConfirmed");
        Assert.Contains("the values are samples", page.QuerySelector("#preview")!.TextContent, StringComparison.Ordinal);
        var (ana, li) = (Draft("Ana", "fr"), Draft("李娜", "zh"));
        await Register(activity, ana, li);
        var before = await _app.Db(db => db.Mails.CountAsync());
        foreach (var draft in new[] { ana, li })
        {
            var sent = Assert.Single(await To(draft.Email));
            page = await manager.Go($"{url}?kind=RegistrationConfirmed&reader={draft.Id}");
            Assert.Equal(sent.Subject, Subject(page));
            Assert.Equal(System.Text.RegularExpressions.Regex.Replace(sent.Text.Trim(), "/r/\\S+", "/r/…"), Text(page));
            Assert.Equal(draft.Language, page.QuerySelector("#preview .letter")!.GetAttribute("lang"));
            Assert.Contains(draft.Email, page.QuerySelector("#preview .facts")!.TextContent, StringComparison.Ordinal);
            Assert.Contains($"UID:activity-{activity.Id}@paceline", page.QuerySelector("#preview pre")!.TextContent, StringComparison.Ordinal);
        }

        // A change that has not happened is seen as it would be told.
        var readers = (await manager.Go(url + "?kind=ActivityCancelled")).QuerySelectorAll("#reader option");
        page = await manager.Go($"{url}?kind=ActivityCancelled&reader={readers.Single(o => o.TextContent == "Ana").GetAttribute("value")}");
        Assert.StartsWith("Annul", Subject(page), StringComparison.Ordinal);
        Assert.Contains("METHOD:CANCEL", page.QuerySelector("#preview pre")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await _app.Db(db => db.Mails.CountAsync()));

        // In the editor, with what is being typed.
        var coordinator = await _app.AVisitor(Role.Coordinator);
        page = await coordinator.Submit(await coordinator.Go("/mail/templates/RegistrationConfirmed/zh"), "main form", ("Input.Subject", "{activity}"), ("Input.Text", "{name} → {link}"), ("Input.Activity", activity.Id.ToString()), ("preview", "true"));
        Assert.StartsWith("李娜 → http", page.QuerySelector("aside .letter")!.TextContent, StringComparison.Ordinal);
        page = await coordinator.Submit(page, "main form", ("Input.Activity", (await AConference()).Activity.Id.ToString()), ("preview", "true"));
        Assert.Contains("the values are samples", page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);

        var stranger = await _app.AVisitor(Role.PartnerManager, (await _app.ACluster("Another")).Id);
        await stranger.Go(url);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
    }

    [Fact]
    public async Task What_came_back_is_shown_to_the_organiser_and_sent_again_once()
    {
        var (activity, cluster) = await AConference();
        var mail = new OutgoingMail { To = "gone@example.org", Subject = "You have a place", Text = "…", ActivityId = activity.Id, QueuedAt = TimeProvider.System.GetUtcNow(), FailedAt = TimeProvider.System.GetUtcNow(), Failure = "550 No such mailbox" };
        await _app.Add(mail);
        var manager = await _app.AVisitor(Role.PartnerManager, cluster);
        var page = await manager.Go($"/activities/{activity.Id}/mails");
        Assert.Contains("550 No such mailbox", page.QuerySelector("#failed")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 mail came back", (await manager.Go("/activities")).QuerySelector($"a[href='/activities/{activity.Id}/mails']")!.TextContent, StringComparison.Ordinal);
        await manager.Submit(page, "#failed form");
        await manager.Submit(page, "#failed form");
        Assert.Null((await To("gone@example.org")).Single(m => m.Id == mail.Id).FailedAt);

        // Another activity's organiser neither sees it nor sends it.
        var other = await AConference();
        var stranger = await _app.AVisitor(Role.PartnerManager, other.Cluster);
        Assert.Null((await stranger.Go($"/activities/{other.Activity.Id}/mails")).QuerySelector("#failed"));
        await stranger.Go($"/activities/{activity.Id}/mails");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
    }

    [Fact]
    public async Task A_letter_is_written_in_the_alliances_words_seen_as_its_reader_gets_it_and_sent_once()
    {
        var world = await ACall.Open(_app, places: 1);
        var first = await world.AScored(1, 5, "First");
        await world.AScored(2, 3, "Second");
        await _app.Db(db => db.Applications.Where(a => a.Id == first.Application.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Language, "nl")));
        await world.Close();
        var coordinator = await _app.AVisitor(Role.Coordinator);
        await coordinator.Submit(await coordinator.Go("/mail/templates/SelectedLetter/nl"), "main form", ("Input.Subject", "Goed nieuws: {code}"), ("Input.Text", "Dag {company}\n\n{reasons}\n\nBevestig voor {confirmBy}: {link}"));
        var organiser = await _app.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await organiser.Submit(await organiser.Go(world.Url + "/selection"), "form[action*='Decide']");
        var preview = $"/activities/{world.Mission.Id}/mails?kind=SelectedLetter";
        var seen = await organiser.Go(preview);
        Assert.Equal("Goed nieuws: A-001", Subject(seen));
        Assert.Contains("Dag First", Text(seen), StringComparison.Ordinal);
        Assert.Contains("number 1 on the reserve list", Text(await organiser.Go($"/activities/{world.Mission.Id}/mails?kind=ReserveLetter")), StringComparison.Ordinal);
        var page = await organiser.Submit(await organiser.Go(world.Url + "/letters"), "form[action*='Prepare']");
        var letter = await _app.Db(db => db.Letters.SingleAsync(l => l.ApplicationId == first.Application.Id && l.Kind == LetterKind.SelectedLetter));
        Assert.Equal((Subject(seen), Text(seen)), (letter.Subject, letter.Text));

        // What was changed by hand is what is seen from then on, and what leaves.
        await organiser.Submit(await organiser.Go($"{world.Url}/letters/{letter.Id}"), "main form", ("Input.Text", "Met de hand"));
        Assert.Equal("Met de hand", Text(await organiser.Go(preview)));
        await Task.WhenAll(organiser.Submit(page, "form[action*='Send']"), organiser.Submit(page, "form[action*='Send']"));
        await organiser.Submit(page, "form[action*='Send']");
        var mails = await _app.Db(db => db.Mails.Where(m => m.ActivityId == world.Mission.Id).ToListAsync());
        Assert.Equal(2, mails.Count);
        Assert.Contains("2 of 2 applicants have their letter", (await organiser.Go($"/activities/{world.Mission.Id}/evidence")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 company has not confirmed its place", (await organiser.Go("/activities")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(mails, m => m.Text == "Met de hand" && m.Key == $"letter/{letter.Id:N}/0");
        await coordinator.Submit(await coordinator.Go("/mail/templates/SelectedLetter/nl"), "form[action*=Back]");
    }
}
