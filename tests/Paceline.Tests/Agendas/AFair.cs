using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Features.Agendas;
using Paceline.Platform.Access;

namespace Paceline.Tests.Agendas;

/// <summary>
/// An event with two companies of two clusters and a buyer, run by the first company's cluster. Meeting 1 (company and buyer) and meeting 2
/// (both companies) are placed and published.
/// </summary>
public sealed class AFair
{
    public required AppFactory App { get; init; }
    public required MatchmakingEvent Event { get; init; }
    public required Organisation Cluster { get; init; }
    public required Organisation OtherCluster { get; init; }
    public required Participant Company { get; init; }
    public required Participant OtherCompany { get; init; }
    public required Participant Buyer { get; init; }
    public required Meeting WithBuyer { get; init; }
    public required Meeting BetweenCompanies { get; init; }

    /// <param name="daysFromNow">Yesterday by default: its meetings may be told of.</param>
    public static async Task<AFair> Held(AppFactory app, int daysFromNow = -1, Publication publication = Publication.Final)
    {
        var programme = await app.AProgramme();
        var (cluster, other) = (await app.ACluster("Flanders' Bike Valley"), await app.ACluster("Another cluster"));
        var (nordvelo, harnais) = (await app.ACompany(cluster.Id, "Nordvelo Components"), await app.ACompany(other.Id, "Cimes Harnais"));
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(daysFromNow).DateTime);
        var @event = new MatchmakingEvent
        {
            ProgrammeId = programme.Id, Kind = ActivityKind.MatchmakingEvent, Title = new LocalizedText("Sport Business Days"), StartsOn = day, EndsOn = day,
            LeadClusterId = cluster.Id, Place = "Kortrijk", Country = "BE", Tables = 4, SlotMinutes = 20, Publication = publication,
            PublishedAt = publication is Publication.Draft ? null : new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero),
            Sessions = [new EventSession { Name = "Morning", Date = day, From = new TimeOnly(9, 0), To = new TimeOnly(11, 0) }],
        };
        Participant Of(int number, string code, string name, string country, Organisation? organisation) => new()
        {
            EventId = @event.Id, Number = number, Code = code, Name = name, Country = country, OrganisationId = organisation?.Id, HomeClusterId = organisation?.HomeClusterId, ContactName = $"Person {number}",
        };
        var (company, otherCompany, buyer) = (Of(1, "NRD", "Nordvelo Components", "BE", nordvelo), Of(2, "CIM", "Cimes Harnais", "FR", harnais), Of(3, "BCS", "Boise Cycle Supply", "US", null));
        buyer.About = "Wants hubs and rims, 2 000 sets a year.";
        var (first, second) = (new Meeting { EventId = @event.Id, Number = 1, FirstId = company.Id, SecondId = buyer.Id }, new Meeting { EventId = @event.Id, Number = 2, FirstId = otherCompany.Id, SecondId = company.Id });
        var timetable = Timetable.Of(@event);
        Publish(first, timetable, 1, 3);
        Publish(second, timetable, 2, 4);
        await app.Add(@event, company, otherCompany, buyer, first, second);
        return new AFair { App = app, Event = @event, Cluster = cluster, OtherCluster = other, Company = company, OtherCompany = otherCompany, Buyer = buyer, WithBuyer = first, BetweenCompanies = second };
    }

    private static void Publish(Meeting meeting, Timetable timetable, int slot, int table)
    {
        meeting.Place(slot, table);
        meeting.Publish(timetable.Slot(slot));
    }

    /// <summary>Somebody with the link of a participant and no account.</summary>
    public async Task<(Visitor Visitor, string Token)> Guest(Participant participant) => (new Visitor(App), await Token(participant));

    public Task<string> Token(Participant participant) => App.Run(async services =>
    {
        var token = await services.GetRequiredService<AgendaLinks>().Agenda(participant.Id, Event);
        await services.GetRequiredService<PacelineDb>().SaveChangesAsync();
        return token;
    });

    /// <summary>The company of a participant lets its cluster act for it, for a year.</summary>
    public async Task<ActingConsent> Consent(Participant participant)
    {
        var now = TimeProvider.System.GetUtcNow();
        var consent = new ActingConsent
        {
            CompanyId = participant.OrganisationId!.Value, ClusterId = participant.HomeClusterId!.Value, GivenBy = "Nils", How = ConsentGivenBy.Writing, GivenOn = DateOnly.FromDateTime(now.DateTime),
            RecordedBy = "Petra", From = now.AddDays(-1), Until = now.AddYears(1),
        };
        await App.Add(consent);
        return consent;
    }

    public Task<Visitor> Member(Participant participant) => App.AVisitor(Role.CompanyMember, company: participant.OrganisationId);

    public Task Change(Guid meeting, Action<Meeting, Timetable> act) => App.Db(async db =>
    {
        act(await db.Meetings.SingleAsync(m => m.Id == meeting), Timetable.Of(Event));
        return await db.SaveChangesAsync();
    });

    public Task<Meeting> Now(Meeting meeting) => App.Db(db => db.Meetings.AsNoTracking().SingleAsync(m => m.Id == meeting.Id));
}
