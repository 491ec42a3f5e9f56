using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Scheduling;

/// <summary>An event of four participants and five meetings with six slots and two tables, and a manager who runs it.</summary>
internal sealed class Scene
{
    public required AppFactory App { get; init; }
    public required Organisation Cluster { get; init; }
    public required MatchmakingEvent Event { get; init; }
    public required Participant[] People { get; init; }
    public required Meeting[] Meetings { get; init; }
    public required Visitor Manager { get; init; }
    public string Page => $"/events/{Event.Id}/schedule";

    private static readonly string[] Names = ["Ada", "Bo", "Cy", "Di"];
    private static readonly (int, int)[] Pairs = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3)];

    /// <summary>Meetings 1 to 5: Ada-Bo, Ada-Cy, Bo-Cy, Ada-Di, Bo-Di.</summary>
    public static async Task<Scene> Of(AppFactory app)
    {
        var programme = await app.AProgramme();
        var cluster = await app.ACluster();
        var @event = await app.AnEvent(programme.Id, cluster.Id);
        Participant[] people = [.. Names.Select((name, i) => new Participant
        {
            EventId = @event.Id,
            Number = i + 1,
            Code = name[..2].ToUpperInvariant(),
            Name = name + " Works",
            Email = name == "Di" ? "" : $"{name}@{@event.Id:N}.example.org",
            Language = name == "Cy" ? "fr" : "en",
        })];
        Meeting[] meetings = [.. Pairs.Select((pair, i) => new Meeting { EventId = @event.Id, Number = i + 1, FirstId = people[pair.Item1].Id, SecondId = people[pair.Item2].Id })];
        await app.Add([.. people, .. meetings]);
        return new Scene { App = app, Cluster = cluster, Event = @event, People = people, Meetings = meetings, Manager = await app.AVisitor(Role.PartnerManager, cluster.Id) };
    }

    public Task Place(params (int Number, int Slot, int Table)[] places) => App.Db(async db =>
    {
        foreach (var (number, slot, table) in places) (await db.Meetings.SingleAsync(m => m.EventId == Event.Id && m.Number == number)).Place(slot, table);
        return await db.SaveChangesAsync();
    });

    public Task<Meeting> Meeting(int number) => App.Db(db => db.Meetings.AsNoTracking().SingleAsync(m => m.EventId == Event.Id && m.Number == number));

    /// <summary>Chooses a meeting and sends it to a slot and table, as the grid's form does.</summary>
    public async Task<AngleSharp.Html.Dom.IHtmlDocument> Move(Visitor visitor, int number, string to) =>
        await visitor.Submit(await visitor.Go($"{Page}?move={number}"), "form[data-grid]", ("Input.To", to));
}
