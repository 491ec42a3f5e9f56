using System.Net;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;

namespace Paceline.Tests.Matchmaking;

public sealed class ParticipantsOnSqlite(SqliteEngine engine) : Participants(engine), IClassFixture<SqliteEngine>;

public sealed class ParticipantsOnPostgres(PostgresEngine engine) : Participants(engine), IClassFixture<PostgresEngine>;

public abstract class Participants
{
    private readonly Engine _engine;

    protected Participants(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task The_list_is_searched_whatever_the_accents_and_sorted_by_any_column()
    {
        var (e, manager, _) = await AnEventWithTwo();
        Assert.Equal(["Élan Ski", "北京体育"], Names(await manager.Go($"/events/{e.Id}/participants")));
        Assert.Equal(["北京体育", "Élan Ski"], Names(await manager.Go($"/events/{e.Id}/participants?sort=-number")));
        Assert.Equal(["Élan Ski"], Names(await manager.Go($"/events/{e.Id}/participants?q=elan")));
        Assert.Equal(["北京体育"], Names(await manager.Go($"/events/{e.Id}/participants?q=china")));
        Assert.Empty(Names(await manager.Go($"/events/{e.Id}/participants?q=nobody")));
        var row = (await manager.Go($"/events/{e.Id}/participants?q=elan")).QuerySelectorAll("tbody td.num").Select(c => c.TextContent);
        // Number, wanted, scheduled, breaks, away.
        Assert.Equal(["1", "3", "2", "1", "1"], row);
    }

    [Fact]
    public async Task A_contact_is_shown_to_those_who_run_the_event_only()
    {
        var (e, manager, _) = await AnEventWithTwo();
        Assert.Contains("Élise", (await manager.Go($"/events/{e.Id}/participants")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Élise", (await (await App.AVisitor(Role.Evaluator)).Go($"/events/{e.Id}/participants")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_participant_is_corrected_and_belongs_to_the_cluster_of_its_organisation()
    {
        var (e, manager, p) = await AnEventWithTwo();
        var cluster = await App.ACluster();
        var company = await App.ACompany(cluster.Id, "Élan");
        await manager.Submit(await manager.Go($"/events/{e.Id}/participants/{p}"), ("Input.Name", "Élan 🎿 علی"), ("Input.OrganisationId", company.Id.ToString()), ("Input.Unavailable", "2"), ("Input.Unavailable", "3"));
        var saved = await Saved(p);
        Assert.Equal(("Élan 🎿 علی", company.Id, cluster.Id), (saved.Name, saved.OrganisationId!.Value, saved.HomeClusterId!.Value));
        Assert.Equal([2, 3], saved.UnavailableSlots);
    }

    [Fact]
    public async Task A_code_that_another_has_is_refused_and_so_is_what_is_no_address()
    {
        var (e, manager, p) = await AnEventWithTwo();
        var page = await manager.Submit(await manager.Go($"/events/{e.Id}/participants/{p}"), ("Input.Code", "bei"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.NotNull(page.GetElementById("Input-Code-error"));
        page = await manager.Submit(await manager.Go($"/events/{e.Id}/participants/{p}"), ("Input.Email", "nobody"), ("Input.Name", "a\tb"));
        Assert.NotNull(page.GetElementById("Input-Email-error"));
        Assert.NotNull(page.GetElementById("Input-Name-error"));
        Assert.Equal("Élan Ski", (await Saved(p)).Name);
    }

    [Fact]
    public async Task Two_who_correct_one_participant_see_each_other()
    {
        var (e, one, p) = await AnEventWithTwo();
        var two = await App.AVisitor(Role.Coordinator);
        var (first, second) = (await one.Go($"/events/{e.Id}/participants/{p}"), await two.Go($"/events/{e.Id}/participants/{p}"));
        await one.Submit(first, ("Input.Name", "Theirs"));
        var page = await two.Submit(second, ("Input.Name", "Mine"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, two.Last.StatusCode);
        Assert.Contains("Theirs", page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", page.QuerySelector("[name='Input.Name']")!.GetAttribute("value"));
        await two.Submit(page);
        Assert.Equal("Mine", (await Saved(p)).Name);
    }

    [Fact]
    public async Task The_agenda_link_is_sent_in_the_participants_language_and_replaced()
    {
        var (e, manager, p) = await AnEventWithTwo();
        var page = await manager.Go($"/events/{e.Id}/participants/{p}");
        var link = page.GetElementById("link")!.GetAttribute("value")!;
        Assert.Equal(link, (await manager.Go($"/events/{e.Id}/participants/{p}")).GetElementById("link")!.GetAttribute("value"));
        await manager.Submit(page, "form[action*='handler=Send']");
        var mail = await App.Db(db => db.Mails.AsNoTracking().SingleAsync(m => m.To == $"elise-{e.Id}@elan.example"));
        Assert.Contains(link, mail.Text, StringComparison.Ordinal);
        Assert.StartsWith("Vos rendez-vous", mail.Subject, StringComparison.Ordinal);
        page = await manager.Submit(await manager.Go($"/events/{e.Id}/participants/{p}"), "form[action*='handler=Replace']");
        Assert.NotEqual(link, page.GetElementById("link")!.GetAttribute("value"));
        Assert.Equal(1, await App.Db(db => db.AccessLinks.CountAsync(l => l.SubjectId == p && l.RevokedAt == null)));
        await manager.Submit(await manager.Go($"/events/{e.Id}/participants"), "#send-links");
        Assert.Equal(2, await App.Db(db => db.Mails.CountAsync(m => m.To == $"elise-{e.Id}@elan.example")));
    }

    [Fact]
    public async Task Another_clusters_participant_does_not_exist()
    {
        var (e, _, p) = await AnEventWithTwo();
        var (other, own, _) = await AnEventWithTwo();
        await own.Go($"/events/{e.Id}/participants/{p}");
        Assert.Equal(HttpStatusCode.NotFound, own.Last.StatusCode);
        await own.Go($"/events/{other.Id}/participants/{p}");
        Assert.Equal(HttpStatusCode.NotFound, own.Last.StatusCode);
    }

    private static List<string> Names(AngleSharp.Dom.IDocument page) => [.. page.QuerySelectorAll("tbody th bdi:first-child").Where(b => b.ParentElement!.LocalName is "a" or "th").Select(b => b.TextContent)];

    private Task<Participant> Saved(Guid id) => App.Db(db => db.Participants.AsNoTracking().SingleAsync(p => p.Id == id));

    private async Task<(MatchmakingEvent Event, Visitor Manager, Guid Participant)> AnEventWithTwo()
    {
        var lead = await App.ACluster();
        var e = await App.AnEvent((await App.AProgramme()).Id, lead.Id);
        var a = new Participant { EventId = e.Id, Number = 1, Code = "ELA", Name = "Élan Ski", ContactName = "Élise Roche", Email = $"elise-{e.Id}@elan.example", Country = "FR", Language = "fr", UnavailableSlots = [6] };
        var b = new Participant { EventId = e.Id, Number = 2, Code = "BEI", Name = "北京体育", Country = "CN" };
        await App.Add(a, b);
        Meeting[] meetings = [.. Enumerable.Range(1, 4).Select(n => new Meeting { EventId = e.Id, Number = n, FirstId = a.Id, SecondId = b.Id })];
        meetings[0].Place(1, 1);
        meetings[1].Place(4, 1);
        meetings[3].Cancel();
        await App.Add([.. meetings]);
        return (e, await App.AVisitor(Role.PartnerManager, lead.Id), a.Id);
    }
}
