using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Data.Isolation;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Access;

/// <summary>What a unit of work sees is what it was told that it may see; told nothing, it sees nothing and says so.</summary>
public abstract class IsolationTests(Engine engine) : IAsyncLifetime
{
    private readonly Engine _engine = engine;
    private Organisation _ours = null!, _theirs = null!, _company = null!, _rival = null!;
    private Participant _own = null!, _other = null!;
    private Meeting _meeting = null!, _elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        if (_engine.Unavailable is { } why)
        {
            Assert.Skip(why);
            return;
        }

        var programme = await _engine.App.AProgramme();
        (_ours, _theirs) = (await _engine.App.ACluster("Ours"), await _engine.App.ACluster("Theirs"));
        (_company, _rival) = (await _engine.App.ACompany(_ours.Id, "Our company"), await _engine.App.ACompany(_theirs.Id, "Their company"));
        var @event = await _engine.App.AnEvent(programme.Id, _theirs.Id);
        Participant One(int number, Organisation company) => new() { EventId = @event.Id, Number = number, Code = $"P{number}", Name = company.Name, OrganisationId = company.Id, HomeClusterId = company.HomeClusterId, Email = $"{number}@example.org" };
        (_own, _other) = (One(1, _company), One(2, _rival));
        var third = One(3, _rival);
        _meeting = new Meeting { EventId = @event.Id, Number = 1, FirstId = _own.Id, SecondId = _other.Id };
        _elsewhere = new Meeting { EventId = @event.Id, Number = 2, FirstId = _other.Id, SecondId = third.Id };
        await _engine.App.Add(_own, _other, third, _meeting, _elsewhere,
            new Contact { OrganisationId = _company.Id, Name = "Ours" }, new Contact { OrganisationId = _rival.Id, Name = "Theirs" },
            new MeetingOutcome { MeetingId = _meeting.Id, ParticipantId = _other.Id, Presence = Presence.Held, Note = "Theirs", RecordedAt = DateTimeOffset.UnixEpoch });
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Without_a_sight_every_owned_set_is_closed_and_says_so()
    {
        foreach (var ownership in OwnedRows.Owned)
        {
            var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => As(null, db => Read(db, ownership.Entity)));
            Assert.Contains("has not said what it may see", fault.ToString(), StringComparison.Ordinal);
        }

        Assert.NotEmpty(await As(null, db => db.Organisations.ToListAsync()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => As(null, db => db.FindAsync<Contact>(Ids.New()).AsTask()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => As(null, db => db.Contacts.ExecuteDeleteAsync()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => As(null, async db =>
        {
            db.Add(new Contact { OrganisationId = _company.Id, Name = "Nobody's" });
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Everybody_sees_the_own_rows_and_no_others()
    {
        var manager = Sight.Of([new Grant(Role.PartnerManager, Cluster: _ours.Id)]);
        Assert.Equal("Ours", await As(manager, db => db.Contacts.Where(c => c.OrganisationId == _company.Id || c.OrganisationId == _rival.Id).Select(c => c.Name).SingleAsync()));
        Assert.Equal(_own.Id, await As(manager, db => db.Participants.Where(p => p.EventId == _own.EventId).Select(p => p.Id).SingleAsync()));
        Assert.Equal(_meeting.Id, await As(manager, db => db.Meetings.Where(m => m.EventId == _own.EventId).Select(m => m.Id).SingleAsync()));
        Assert.Equal(0, await As(manager, db => db.MeetingOutcomes.CountAsync(o => o.MeetingId == _meeting.Id)));

        // Who leads the event sees all of it, but not the people of a company that is not its own.
        var host = Sight.Of([new Grant(Role.PartnerManager, Cluster: _theirs.Id)]);
        Assert.Equal(3, await As(host, db => db.Participants.CountAsync(p => p.EventId == _own.EventId)));
        Assert.Equal(2, await As(host, db => db.Meetings.CountAsync(m => m.EventId == _own.EventId)));
        Assert.Equal("Theirs", await As(host, db => db.Contacts.Where(c => c.OrganisationId == _company.Id || c.OrganisationId == _rival.Id).Select(c => c.Name).SingleAsync()));

        foreach (var near in new[] { Sight.Of([new Grant(Role.CompanyMember, Company: _company.Id)]), Sight.Of([new Grant(Role.Guest, Participant: _own.Id)]) })
        {
            Assert.Equal(_own.Id, await As(near, db => db.Participants.Where(p => p.EventId == _own.EventId).Select(p => p.Id).SingleAsync()));
            Assert.Equal(_meeting.Id, await As(near, db => db.Meetings.Where(m => m.EventId == _own.EventId).Select(m => m.Id).SingleAsync()));
        }

        foreach (var role in new[] { Role.Administrator, Role.FinanceOfficer, Role.PrivacyOfficer, Role.Desk })
            Assert.Equal(0, await As(Sight.Of([new Grant(role)]), db => db.Participants.CountAsync()));
        foreach (var role in new[] { Role.Coordinator, Role.MonitoringOfficer, Role.Evaluator, Role.Auditor })
            Assert.Equal(3, await As(Sight.Of([new Grant(role)]), db => db.Participants.CountAsync(p => p.EventId == _own.EventId)));
    }

    [Fact]
    public async Task What_lies_outside_is_neither_added_nor_changed_nor_taken_away()
    {
        var manager = Sight.Of([new Grant(Role.PartnerManager, Cluster: _ours.Id)]);
        Assert.Equal(1, await As(manager, Adding(new Contact { OrganisationId = _company.Id, Name = "New" })));
        await Assert.ThrowsAsync<OutOfSightException>(() => As(manager, Adding(new Contact { OrganisationId = _rival.Id, Name = "Planted" })));
        await Assert.ThrowsAsync<OutOfSightException>(() => As(manager, Adding(new MeetingOutcome { MeetingId = _elsewhere.Id, ParticipantId = _other.Id, Presence = Presence.Held, RecordedAt = DateTimeOffset.UnixEpoch })));
        var contact = await _engine.App.Db(db => db.Contacts.AsNoTracking().FirstAsync(c => c.OrganisationId == _rival.Id));
        await Assert.ThrowsAsync<OutOfSightException>(() => As(manager, db =>
        {
            db.Update(contact).Entity.Name = "Changed";
            return db.SaveChangesAsync();
        }));
        await Assert.ThrowsAsync<OutOfSightException>(() => As(manager, db =>
        {
            db.Remove(contact);
            return db.SaveChangesAsync();
        }));
        // Given away is lost from sight: that is refused as well.
        await Assert.ThrowsAsync<OutOfSightException>(() => As(manager, async db =>
        {
            (await db.Contacts.FirstAsync(c => c.OrganisationId == _company.Id)).OrganisationId = _rival.Id;
            return await db.SaveChangesAsync();
        }));
        // The id of another's record, sent as a new one's, says nothing of the other.
        await Assert.ThrowsAsync<OutOfSightException>(() => As(manager, Adding(new Contact { Id = contact.Id, OrganisationId = _company.Id, Name = "Taken" })));
        Assert.Equal(0, await As(manager, db => db.Contacts.Where(c => c.Id == contact.Id).ExecuteDeleteAsync()));
        Assert.Equal(["Theirs"], await _engine.App.Db(db => db.Contacts.Where(c => c.OrganisationId == _rival.Id).Select(c => c.Name).ToListAsync()));
    }

    [Fact]
    public async Task A_look_beyond_ends_with_its_block_and_a_context_of_the_pool_remembers_nothing()
    {
        var guest = Sight.Of([new Grant(Role.Guest, Participant: _own.Id)]);
        await As(guest, async db =>
        {
            using (db.Beyond("A test.", participants: [_other.Id])) Assert.Equal(2, await db.Participants.CountAsync(p => p.EventId == _own.EventId));
            Assert.Equal(1, await db.Participants.CountAsync(p => p.EventId == _own.EventId));
            await using var transaction = await db.Database.BeginTransactionAsync();
            Assert.Equal(1, await db.Participants.CountAsync(p => p.EventId == _own.EventId));
            using (db.AsTheHouse("A test.")) Assert.Equal(3, await db.Participants.CountAsync(p => p.EventId == _own.EventId));
            return Assert.Single(await db.Participants.Where(p => p.EventId == _own.EventId).ToListAsync());
        });
        for (var i = 0; i < 30; i++) await Assert.ThrowsAsync<InvalidOperationException>(() => As(null, db => db.Participants.CountAsync()));
    }

    [Fact]
    public void Every_kind_of_row_is_declared_owned_or_common()
    {
        using var scope = _engine.App.Services.CreateScope();
        var kinds = scope.ServiceProvider.GetRequiredService<PacelineDb>().Model.GetEntityTypes().Where(e => !e.IsOwned()).Select(e => e.ClrType).ToList();
        var owned = OwnedRows.Owned.Select(o => o.Entity).ToList();
        Assert.Empty(kinds.Except(owned).Except(OwnedRows.Common.Keys).Select(t => $"Say in OwnedRows whose the rows of {t.Name} are, or why they are common."));
        Assert.Empty(owned.Intersect(OwnedRows.Common.Keys));
        Assert.Empty(owned.Concat(OwnedRows.Common.Keys).Except(kinds));
        Assert.Equal(owned.Count, owned.Distinct().Count());
    }

    protected async Task<T> As<T>(Sight? sight, Func<PacelineDb, Task<T>> act)
    {
        await using var scope = _engine.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        if (sight is not null) db.See(sight);
        return await act(db);
    }

    protected static Func<PacelineDb, Task<int>> Adding(object row) => db =>
    {
        db.Add(row);
        return db.SaveChangesAsync();
    };

    private static async Task<int> Read(PacelineDb db, Type entity) =>
        await (Task<int>)typeof(IsolationTests).GetMethod(nameof(Count), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(entity).Invoke(null, [db])!;

    private static async Task<int> Count<T>(PacelineDb db) where T : class => (await db.Set<T>().ToListAsync()).Count;
}

public sealed class IsolationTestsOnSqlite(SqliteEngine engine) : IsolationTests(engine), IClassFixture<SqliteEngine>;

public sealed class IsolationTestsOnPostgres(PostgresEngine engine) : IsolationTests(engine), IClassFixture<PostgresEngine>;
