using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Features.Scoreboard;
using Paceline.Platform.Access;

namespace Paceline.Tests.Members;

public sealed class MergeOnSqlite(SqliteEngine engine) : Merges(engine), IClassFixture<SqliteEngine>;

public sealed class MergeOnPostgres(PostgresEngine engine) : Merges(engine), IClassFixture<PostgresEngine>;

public abstract class Merges
{
    private readonly Engine _engine;

    protected Merges(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Everything_follows_nothing_is_lost_and_undoing_leaves_every_table_as_it_was()
    {
        var scene = await AScene();
        var before = await Tables();
        var visitor = await _engine.App.AVisitor(Role.Coordinator);
        var list = await visitor.Go("/members/duplicates");
        Assert.Contains(list.QuerySelectorAll("a").Select(a => a.GetAttribute("href")), h => h is not null && h.Contains(scene.Second.Id.ToString(), StringComparison.Ordinal) && h.Contains(scene.First.Id.ToString(), StringComparison.Ordinal));
        var page = await visitor.Go($"/members/duplicates/{scene.First.Id}/{scene.Second.Id}?kept={scene.First.Id}");
        Assert.Contains("1 is on both and counts once", page.DocumentElement.TextContent, StringComparison.Ordinal);
        await visitor.Submit(page, "main form[method=post]", ("Input.Fields[city]", "merged"), ("Input.Fields[name]", "kept"), ("Input.Home", "kept"));
        Assert.Equal("/members/duplicates", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);

        var (kept, merged) = (await Find(scene.First.Id), await Find(scene.Second.Id));
        Assert.Equal((OrganisationState.Merged, (Guid?)kept.Id, scene.Second.Name), (merged.State, merged.MergedIntoId, merged.Name));
        Assert.Equal(("Gent", scene.First.Name, scene.Cluster.Id), (kept.City, kept.Name, kept.HomeClusterId));
        Assert.Equal((2, 1, 1), await _engine.App.Db(async db => (await db.AttendanceRecords.CountAsync(a => a.OrganisationId == kept.Id), await db.AttendanceRecords.CountAsync(a => a.OrganisationId == merged.Id), await db.BusinessDeals.CountAsync(d => d.CompanyId == kept.Id && d.HomeClusterId == scene.Cluster.Id))));
        Assert.True(await _engine.App.Db(db => db.Participants.AllAsync(p => p.OrganisationId != merged.Id)));
        Assert.True(await _engine.App.Db(db => db.FollowUpActions.AllAsync(f => f.OrganisationId != merged.Id)));

        list = await visitor.Go("/members/duplicates");
        await visitor.Submit(list, "form[action*=Undo]");
        Assert.Equal(before, await Tables());
    }

    [Fact]
    public async Task A_company_that_was_two_counts_once_and_the_frozen_report_stays_and_the_merge_with_it()
    {
        var scene = await AScene();
        async Task<(long Companies, long Places)> Count() => await _engine.App.Run(async services =>
        {
            var facts = await services.GetRequiredService<ReadFacts>().Run(scene.Programme.Id, CancellationToken.None);
            return (Domain.Monitoring.Scoreboard.Count("O-13", facts).Total, Domain.Monitoring.Scoreboard.Count("O-15", facts).Total);
        });
        Assert.Equal((2, 3), await Count());
        var visitor = await _engine.App.AVisitor(Role.Coordinator);
        await visitor.Submit(await visitor.Go($"/members/duplicates/{scene.First.Id}/{scene.Second.Id}?kept={scene.First.Id}"));
        // One company at two missions; that both records were at the first one is one place.
        Assert.Equal((1, 2), await Count());

        await _engine.App.Add(new ReportSnapshot { ProgrammeId = scene.Programme.Id, Number = 1, Title = "Interim", FrozenAt = TimeProvider.System.GetUtcNow(), FrozenBy = "C", Content = [1], Sha256 = "x" });
        var list = await visitor.Go("/members/duplicates");
        Assert.Contains("A report was frozen on", list.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Null(list.QuerySelector($"form[action*=Undo] input[value='{await MergeOf(scene.Second.Id)}']"));
        Assert.Equal(OrganisationState.Merged, (await Find(scene.Second.Id)).State);
    }

    [Fact]
    public async Task A_record_that_somebody_changed_meanwhile_is_not_merged_by_half()
    {
        var scene = await AScene();
        var visitor = await _engine.App.AVisitor(Role.Coordinator);
        var page = await visitor.Go($"/members/duplicates/{scene.First.Id}/{scene.Second.Id}");
        await _engine.App.Db(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == scene.Second.Id)).City = "Leuven";
            return await db.SaveChangesAsync();
        });
        var before = await Tables();
        var refused = await visitor.Submit(page);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains("Nothing was merged", refused.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await Tables());
        await visitor.Submit(refused);
        Assert.Equal("/members/duplicates", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Three_records_become_one_and_come_apart_in_the_opposite_order()
    {
        var scene = await AScene();
        var third = new Organisation { Name = "Nordvelo nv", Kind = OrganisationKind.Company, Country = "BE", HomeClusterId = scene.Cluster.Id };
        await _engine.App.Add(third);
        var before = await Tables();
        var visitor = await _engine.App.AVisitor(Role.Coordinator);
        var stale = await visitor.Go($"/members/duplicates/{scene.First.Id}/{third.Id}?kept={scene.First.Id}");
        await visitor.Submit(await visitor.Go($"/members/duplicates/{scene.First.Id}/{scene.Second.Id}?kept={scene.First.Id}"));
        // What was looked at before the first merge is no longer what is there.
        await visitor.Submit(stale);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        await visitor.Submit(await visitor.Go($"/members/duplicates/{scene.First.Id}/{third.Id}?kept={third.Id}"));
        Assert.Equal(third.Id, (await Find(scene.First.Id)).MergedIntoId);
        var list = await visitor.Go("/members/duplicates");
        Assert.Contains("Undo that merge first", list.DocumentElement.TextContent, StringComparison.Ordinal);
        await visitor.Submit(list, $"form[action*=Undo]:has(input[value='{await MergeOf(scene.First.Id)}'])");
        list = await visitor.Go("/members/duplicates");
        await visitor.Submit(list, $"form[action*=Undo]:has(input[value='{await MergeOf(scene.Second.Id)}'])");
        Assert.Equal(before, await Tables());
    }

    [Fact]
    public async Task What_somebody_changed_after_the_merge_stays_when_it_is_undone()
    {
        var scene = await AScene();
        var visitor = await _engine.App.AVisitor(Role.Coordinator);
        await visitor.Submit(await visitor.Go($"/members/duplicates/{scene.First.Id}/{scene.Second.Id}?kept={scene.First.Id}"), ("Input.Fields[city]", "merged"));
        await _engine.App.Db(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == scene.First.Id)).City = "Brugge";
            return await db.SaveChangesAsync();
        });
        await visitor.Submit(await visitor.Go("/members/duplicates"), $"form[action*=Undo]:has(input[value='{await MergeOf(scene.Second.Id)}'])");
        Assert.Equal(("Brugge", OrganisationState.Active), ((await Find(scene.First.Id)).City, (await Find(scene.Second.Id)).State));
    }

    [Fact]
    public async Task A_manager_merges_only_what_is_wholly_its_own_and_sees_no_more_of_the_other()
    {
        var scene = await AScene();
        var other = await _engine.App.ACluster("Other cluster");
        var hidden = new Organisation { Name = "NORDVELO", Kind = OrganisationKind.Company, Country = "BE", HomeClusterId = other.Id, City = "Secret town" };
        await _engine.App.Add(hidden);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, other.Id);
        await manager.Go($"/members/duplicates/{scene.First.Id}/{hidden.Id}");
        Assert.Equal(HttpStatusCode.NotFound, manager.Last.StatusCode);
        var list = await manager.Go("/members/duplicates");
        Assert.Contains("the coordinator can merge them", list.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.First.Name, list.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(list.QuerySelectorAll("a").Select(a => a.GetAttribute("href") ?? ""), h => h.Contains(scene.Second.Id.ToString(), StringComparison.Ordinal));

        await manager.Submit(list, "form[action*=Two]");
        list = await manager.Go("/members/duplicates");
        Assert.Contains("No duplicates", list.DocumentElement.TextContent, StringComparison.Ordinal);
        var company = await _engine.App.AVisitor(Role.CompanyMember, company: scene.First.Id);
        await company.Go("/members/duplicates");
        Assert.Equal(HttpStatusCode.Forbidden, company.Last.StatusCode);
    }

    [Fact]
    public void Every_column_that_may_point_to_an_organisation_has_its_place_in_a_merge()
    {
        using var scope = _engine.App.Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<PacelineDb>().Model;
        var following = OrganisationRows.Following.Select(f => $"{f.Entity.Name}.{f.Column}").ToHashSet(StringComparer.Ordinal);
        var open = new List<string>();
        foreach (var entity in model.GetEntityTypes().Where(e => !e.IsOwned()))
        {
            foreach (var property in entity.GetDeclaredProperties().Where(p => p.ClrType == typeof(Guid) || p.ClrType == typeof(Guid?)))
            {
                var name = $"{entity.ClrType.Name}.{property.Name}";
                var keys = property.GetContainingForeignKeys().ToList();
                var isOrganisation = keys.Exists(k => k.PrincipalEntityType.ClrType == typeof(Organisation));
                if (isOrganisation && !following.Contains(name) && !OrganisationRows.OfClusters.Contains(name) && !OrganisationRows.Staying.Contains(name)) open.Add(name);
                if (keys.Count == 0 && !property.IsPrimaryKey() && !following.Contains(name) && !OrganisationRows.OfClusters.Contains(name) && !OrganisationRows.Staying.Contains(name) && !OrganisationRows.Elsewhere.Contains(name)) open.Add(name);
            }
        }

        Assert.True(open.Count == 0, "Say in OrganisationRows what becomes of these columns when two organisations are merged: " + string.Join(", ", open));
    }

    private sealed record Scene(Programme Programme, Organisation Cluster, Organisation First, Organisation Second);

    private async Task<Scene> AScene()
    {
        await using (var scope = _engine.App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
            // Earlier scenes would be duplicates of this one, and their frozen reports would stand in its way.
            await db.Organisations.Where(o => o.Name.StartsWith("Nordvelo") || o.Name == "NORDVELO").ExecuteUpdateAsync(o => o.SetProperty(x => x.State, OrganisationState.Draft));
        }

        var programme = await _engine.App.AProgramme();
        var cluster = await _engine.App.ACluster();
        var first = new Organisation { Name = "Nordvelo B.V.", Kind = OrganisationKind.Company, Country = "BE", HomeClusterId = cluster.Id, VatNumber = "BE0404000021", City = "Kortrijk" };
        var second = new Organisation { Name = "Nordvelo", Kind = OrganisationKind.Company, Country = "BE", HomeClusterId = cluster.Id, City = "Gent", Website = "https://nordvelo.example", NaceOther = ["32.30"] };
        await _engine.App.Add(first, second, new CompanyProfile { OrganisationId = first.Id, Trl = 3 }, new CompanyProfile { OrganisationId = second.Id, Trl = 5, Products = new LocalizedText("Hubs") });
        Activity Mission(int month) => new() { ProgrammeId = programme.Id, Kind = ActivityKind.TradeMission, Title = new LocalizedText($"M{month}"), StartsOn = new(2026, month, 1), EndsOn = new(2026, month, 2), LeadClusterId = cluster.Id, State = ActivityState.Verified };
        var (one, two) = (Mission(2), Mission(3));
        await _engine.App.Add(one, two);
        var @event = await _engine.App.AnEvent(programme.Id, cluster.Id);
        Participant At(int number, Organisation? company) => new() { EventId = @event.Id, Number = number, Code = $"P{number}", Name = $"P{number}", OrganisationId = company?.Id, HomeClusterId = company?.HomeClusterId };
        var (mine, buyer) = (At(1, second), At(2, null));
        var meeting = new Meeting { EventId = @event.Id, Number = 1, FirstId = mine.Id, SecondId = buyer.Id };
        var person = await _engine.App.APerson(Role.Evaluator);
        await _engine.App.Add(mine, buyer);
        await _engine.App.Add(
            meeting,
            new AttendanceRecord { ActivityId = one.Id, OrganisationId = first.Id, On = new(2026, 2, 1) }, new AttendanceRecord { ActivityId = one.Id, OrganisationId = second.Id, On = new(2026, 2, 1) }, new AttendanceRecord { ActivityId = two.Id, OrganisationId = second.Id, On = new(2026, 3, 1) },
            new ClusterMembership { OrganisationId = first.Id, ClusterId = cluster.Id, From = new(2016, 1, 1), HomeProgrammeId = programme.Id }, new ClusterMembership { OrganisationId = second.Id, ClusterId = cluster.Id, From = new(2014, 1, 1), HomeProgrammeId = programme.Id },
            new Contact { OrganisationId = second.Id, Name = "Lotte Maes", Email = "lotte@nordvelo.example" }, new Contact { OrganisationId = first.Id, Name = "Lotte Maes", Email = "lotte@nordvelo.example" },
            new SmeDeclaration { OrganisationId = second.Id, FinancialYear = 2025 }, new RoleGrant { PersonId = person.Id, Role = Role.CompanyMember, OrganisationId = second.Id });
        await _engine.App.Add(
            new FollowUpAction { MeetingId = meeting.Id, ParticipantId = mine.Id, OrganisationId = second.Id, HomeClusterId = cluster.Id, Step = "Send", DueOn = new(2026, 4, 1) },
            new BusinessDeal { ProgrammeId = programme.Id, Number = 1, CompanyId = second.Id, HomeClusterId = cluster.Id, ActivityId = @event.Id, Counterpart = "B", CounterpartCountry = "CN", Kind = DealKind.SalesContract, SignedOn = new(2026, 4, 1), Confidentiality = Confidentiality.Public, ReportedBy = "P", ReportedAt = DateTimeOffset.UnixEpoch });
        return new Scene(programme, cluster, first, second);
    }

    private Task<Organisation> Find(Guid id) => _engine.App.Db(db => db.Organisations.AsNoTracking().SingleAsync(o => o.Id == id));

    private Task<Guid> MergeOf(Guid merged) => _engine.App.Db(db => db.OrganisationMerges.Where(m => m.MergedId == merged && m.UndoneAt == null).Select(m => m.Id).SingleOrDefaultAsync());

    /// <summary>Every row of every table as text, without the counters of changes and what tells of the merge itself.</summary>
    private Task<string> Tables() => _engine.App.Db(async db =>
    {
        var lines = new List<string>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.BaseType is null && e.ClrType != typeof(OrganisationMerge) && e.ClrType.Namespace!.StartsWith("Paceline.Domain", StringComparison.Ordinal)))
        {
            var rows = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(entity.ClrType).Invoke(db, null)!;
            foreach (var row in await rows.AsNoTracking().ToListAsync())
                lines.Add($"{entity.ClrType.Name} {JsonSerializer.Serialize(entity.GetProperties().Where(p => p.PropertyInfo is not null && p.Name != "Version").ToDictionary(p => p.Name, p => p.PropertyInfo!.GetValue(row)))}");
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    });
}
