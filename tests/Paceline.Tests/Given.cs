using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;
using Paceline.Platform.Jobs;

namespace Paceline.Tests;

/// <summary>What a test finds in place: read as "given a programme, a cluster, a manager of it".</summary>
public static class Given
{
    public static async Task<T> Run<T>(this AppFactory app, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var house = scope.ServiceProvider.GetRequiredService<PacelineDb>().AsTheHouse("What a test finds in place.");
        return await act(scope.ServiceProvider);
    }

    public static Task<T> Db<T>(this AppFactory app, Func<PacelineDb, Task<T>> act) => app.Run(s => act(s.GetRequiredService<PacelineDb>()));

    public static Task Add(this AppFactory app, params object[] rows) => app.Db(async db =>
    {
        db.AddRange(rows);
        return await db.SaveChangesAsync();
    });

    public static async Task<Person> APerson(this AppFactory app, Role role, Guid? cluster = null, Guid? company = null, string name = "Test Person") => await app.Run(async services =>
    {
        var person = new Person { DisplayName = name };
        person.UserName = person.Email = $"{person.Id:N}@example.org";
        Assert.True((await services.GetRequiredService<UserManager<Person>>().CreateAsync(person, Visitor.Password)).Succeeded);
        var db = services.GetRequiredService<PacelineDb>();
        db.RoleGrants.Add(new RoleGrant { PersonId = person.Id, Role = role, ClusterId = cluster, OrganisationId = company });
        // Who needs a second factor has set one up; the visitor brings a recovery code to each sign-in.
        if (RoleRules.NeedsSecondFactor(role))
        {
            var factors = services.GetRequiredService<SecondFactors>();
            db.SecondFactors.Add(new SecondFactor { PersonId = person.Id, Secret = factors.Propose(), SetUpAt = DateTimeOffset.UnixEpoch });
            Visitor.Papers[person.Email] = new(await factors.NewCodes(person.Id, default));
        }

        await db.SaveChangesAsync();
        return person;
    });

    /// <summary>A visitor signed in with a fresh account of that role.</summary>
    public static async Task<Visitor> AVisitor(this AppFactory app, Role role, Guid? cluster = null, Guid? company = null) =>
        await new Visitor(app).SignIn((await app.APerson(role, cluster, company)).Email!);

    /// <summary>Does what waits of a kind of job, as a worker would.</summary>
    public static async Task Work<THandler>(this AppFactory app) where THandler : class, IJobHandler
    {
        var kind = THandler.Kind;
        foreach (var job in await app.Db(db => db.Jobs.AsNoTracking().Where(j => j.Kind == kind && j.DoneAt == null).OrderBy(j => j.Id).ToListAsync()))
            await app.Run(async s =>
            {
                await s.GetRequiredService<THandler>().Run(job.Payload, default);
                return await s.GetRequiredService<PacelineDb>().Jobs.Where(j => j.Id == job.Id).ExecuteUpdateAsync(j => j.SetProperty(x => x.DoneAt, 1));
            });
    }

    public static async Task<Programme> AProgramme(this AppFactory app)
    {
        var programme = new Programme { Acronym = "TEST", Title = new LocalizedText("A test programme"), StartsOn = new DateOnly(2026, 1, 1), DurationMonths = 24, Grant = Money.Euro(100_000) };
        await app.Add(programme);
        return programme;
    }

    public static async Task<Organisation> ACluster(this AppFactory app, string name = "A cluster")
    {
        var cluster = new Organisation { Name = name, Kind = OrganisationKind.ClusterOrganisation, Country = "BE" };
        await app.Add(cluster);
        return cluster;
    }

    public static async Task<Organisation> ACompany(this AppFactory app, Guid cluster, string name = "A company")
    {
        var company = new Organisation { Name = name, Kind = OrganisationKind.Company, Country = "BE", HomeClusterId = cluster };
        await app.Add(company);
        return company;
    }

    /// <summary>An event with a morning of six slots of 20 minutes and two tables, tomorrow.</summary>
    public static async Task<MatchmakingEvent> AnEvent(this AppFactory app, Guid programme, Guid lead, string name = "An event")
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(1).DateTime);
        var @event = new MatchmakingEvent
        {
            ProgrammeId = programme,
            Kind = Domain.Activities.ActivityKind.MatchmakingEvent,
            Title = new LocalizedText(name),
            StartsOn = day,
            EndsOn = day,
            LeadClusterId = lead,
            Place = "Kortrijk",
            Country = "BE",
            Tables = 2,
            SlotMinutes = 20,
            Sessions = [new EventSession { Name = "Morning", Date = day, From = new TimeOnly(9, 0), To = new TimeOnly(11, 0) }],
        };
        await app.Add(@event);
        return @event;
    }
}
