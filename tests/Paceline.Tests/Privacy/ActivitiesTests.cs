using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Privacy;
using Paceline.Features.DataProtection;
using Paceline.Features.Privacy;
using Paceline.Features.Scoreboard;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Privacy;

public sealed class PrivacyOfActivitiesOnSqlite(SqliteEngine engine) : PrivacyOfActivities(engine), IClassFixture<SqliteEngine>;

public sealed class PrivacyOfActivitiesOnPostgres(PostgresEngine engine) : PrivacyOfActivities(engine), IClassFixture<PostgresEngine>;

public abstract class PrivacyOfActivities
{
    private readonly Engine _engine;

    protected PrivacyOfActivities(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task What_activities_hold_of_a_person_stands_on_its_page_and_in_its_file_and_where_it_went()
    {
        await using var fresh = _engine.Fresh();
        var traveller = await Traveller.Plan(fresh.App);
        var visitor = await traveller.SignedIn();
        var page = (await visitor.Go("/my-data")).QuerySelector("main")!.TextContent;
        foreach (var said in new[] { "Invitations to activities", "Registrations for activities", "Shirt size: Medium", "Presence at activities", "Applications that name you as a traveller", "What companies handed in with your name", "Letters to applicants that went to you", "Briefing packs that you read by a link", "Briefing packs that name you", "What allows your data to go to hosts", "Consents that you gave for a company", "may act for Nordvelo Components", "Public entry: Card, Contact", "Parsian Sport, Iran", "A list of the delegation of Mission to Tehran: Name, Organisation. Basis: Explicit consent" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("otto@", page, StringComparison.Ordinal);

        using var zip = new ZipArchive(new MemoryStream(await visitor.Http.GetByteArrayAsync(new Uri("/my-data/my-data.zip", UriKind.Relative))));
        using var json = JsonDocument.Parse(await new StreamReader(zip.GetEntry("my-data.json")!.Open()).ReadToEndAsync());
        var rows = json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Array).ToDictionary(p => p.Name, p => p.Value.GetArrayLength(), StringComparer.Ordinal);
        foreach (var (section, count) in new[] { ("invitations", 1), ("registrations", 2), ("presence", 1), ("applications", 1), ("handedIn", 1), ("letters", 1), ("packLinks", 1), ("packs", 1), ("transferBases", 1), ("consentsForCompanies", 2) }) Assert.Equal((section, count), (section, rows.GetValueOrDefault(section)));
        Assert.Equal("Ghent", json.RootElement.GetProperty("registrations").EnumerateArray().First(r => r.GetProperty("activity").GetString() == "Mission to Tehran").GetProperty("placeOfDeparture").GetString());

        // A letter that has not left yet tells nobody what was decided.
        await fresh.App.Db(db => db.Letters.ExecuteUpdateAsync(l => l.SetProperty(x => x.SentAt, (DateTimeOffset?)null)));
        await fresh.App.Db(db => db.Applications.ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Selected)));
        var early = (await visitor.Go("/my-data")).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("Letters to applicants", early, StringComparison.Ordinal);
        Assert.DoesNotContain("Selected", early, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erased_a_traveller_is_named_in_no_column_and_no_file_while_rows_figures_and_chain_stay()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        await traveller.Market.Define("O-13", "O-15", "R-06");
        await app.Db(db => db.Programmes.ExecuteUpdateAsync(p => p.SetProperty(x => x.BalancePaidOn, Market.Today)));
        var visitor = await traveller.SignedIn();
        var (figures, rows) = (await Figures(app, traveller.Market), await Rows(app));
        var until = Market.Today.AddYears(5);
        var plan = (await visitor.Go("/my-data/erase")).QuerySelector("main")!.TextContent;
        foreach (var said in new[] { "2 registrations for activities", "1 invitation to an activity", "1 application that names you as a traveller", "1 letter to applicants", "1 briefing pack", "1 list that went to hosts", "1 attendance sheet with your signature", "17(3)(b)", until.Year.ToString(null, null) }) Assert.Contains(said, plan, StringComparison.Ordinal);
        await visitor.Submit(await visitor.Go("/my-data/erase"), ("Sure", "true"));
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);

        var pseudonym = Pseudonym.Of(traveller.Person.Id);
        var letter = await app.Db(db => db.Mails.SingleAsync(m => m.To == traveller.Person.Email));
        Assert.Contains("attendance sheet", letter.Text, StringComparison.Ordinal);
        await app.Db(db => db.Mails.ExecuteDeleteAsync());
        var named = await Naming(app, ["unmistakable", traveller.Person.Email!, traveller.Contact.Phone]);
        Assert.True(named.Count == 0, string.Join('\n', named));
        Assert.Equal(figures, await Figures(app, traveller.Market));
        Assert.Equal(rows, await Rows(app));
        Assert.Empty((await app.Run(s => s.GetRequiredService<VerifyTrail>().Run())).Faults);

        // Others stay, and so does what says when and what: the ranking, the hash of what was handed in, the basis of the list.
        var application = await app.Db(db => db.Applications.SingleAsync());
        Assert.Equal([pseudonym, Traveller.Other], application.Delegates.Select(d => d.Name));
        var version = await app.Db(db => db.ApplicationVersions.SingleAsync());
        Assert.Equal((new string('b', 64), pseudonym), (version.Sha256, version.By));
        Assert.Contains($"{pseudonym} and {Traveller.Other}", version.Content, StringComparison.Ordinal);
        Assert.Equal("otto@example.org", (await app.Db(db => db.Letters.SingleAsync())).To);
        var list = await app.Db(db => db.ListTransfers.SingleAsync());
        var file = await app.Db(db => db.Contents.SingleAsync(c => db.Files.Any(f => f.Id == list.FileId && f.Sha256 == c.Sha256)));
        Assert.Contains(Traveller.Other, Encoding.UTF8.GetString(file.Bytes), StringComparison.Ordinal);
        Assert.Contains(pseudonym, Encoding.UTF8.GetString(file.Bytes), StringComparison.Ordinal);
        var registration = await app.Db(db => db.Registrations.SingleAsync(r => r.Id == traveller.Registration.Id));
        Assert.Equal((pseudonym, (string?)null, RegistrationState.CheckedIn, "Nordvelo Components"), (registration.Name, registration.EmailKey, registration.State, registration.OrganisationName));
        Assert.Single(await app.Db(db => db.SealedIdentities.ToListAsync()));
    }

    [Fact]
    public async Task Somebody_who_is_expected_cancels_first()
    {
        await using var fresh = _engine.Fresh();
        var traveller = await Traveller.Plan(fresh.App);
        await fresh.App.Db(db => db.Registrations.Where(r => r.Id == traveller.Registration.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RegistrationState.Waitlisted)));
        await fresh.App.Db(db => db.Activities.Where(a => a.Id == traveller.Mission.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.EndsOn, Market.Today.AddDays(1))));
        var visitor = await traveller.SignedIn();
        var page = await visitor.Go("/my-data/erase");
        Assert.Contains("Cancel your registration first", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[name=Sure]"));
        await fresh.App.Db(db => db.Activities.Where(a => a.Id == traveller.Mission.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ActivityState.Cancelled)));
        Assert.NotNull((await visitor.Go("/my-data/erase")).QuerySelector("input[name=Sure]"));
    }

    [Fact]
    public async Task Of_two_who_bear_the_same_name_only_the_one_who_did_it_loses_it()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var (one, two) = (await app.APerson(Role.PartnerManager, cluster: market.Cluster.Id, name: "Maria Garcia"), await app.APerson(Role.PartnerManager, cluster: market.Cluster.Id, name: "Maria Garcia"));
        var then = DateTimeOffset.UnixEpoch;
        Verification Check(Guid by) => new() { RecordKind = RecordKind.Activity, RecordId = market.Event.Id, Result = VerificationResult.Accepted, Level = default, ById = by, By = "Maria Garcia", At = then };
        MissionGate Gate(GateKind kind) => new() { ActivityId = market.Event.Id, LeadClusterId = market.Cluster.Id, Kind = kind, DoneBy = "Maria Garcia", DoneOn = Market.Today };
        var (mine, hers, gate, other) = (Check(one.Id), Check(two.Id), Gate(GateKind.Insurance), Gate(GateKind.TravelSecurity));
        await app.Add(mine, hers, gate, other, new AuditEvent { At = then, ActorId = one.Id, Actor = "Maria Garcia", Action = "Settled a gate", RecordKind = RecordKind.Activity, RecordId = gate.Id });
        var person = (await app.Run(s => s.GetRequiredService<FindSubject>().Of(new Subject(SubjectKind.Person, one.Id), default)))!;
        Assert.Null(await app.Run(s => s.GetRequiredService<ErasePerson>().Run(person, PrivacyDoor.OwnPage, default)));
        var pseudonym = Pseudonym.Of(one.Id);
        Assert.Equal([pseudonym, "Maria Garcia"], [await app.Db(db => db.Verifications.Where(v => v.Id == mine.Id).Select(v => v.By).SingleAsync()), await app.Db(db => db.Verifications.Where(v => v.Id == hers.Id).Select(v => v.By).SingleAsync())]);
        Assert.Equal([pseudonym, "Maria Garcia"], [await app.Db(db => db.MissionGates.Where(g => g.Id == gate.Id).Select(g => g.DoneBy).SingleAsync()), await app.Db(db => db.MissionGates.Where(g => g.Id == other.Id).Select(g => g.DoneBy).SingleAsync())]);
    }

    [Fact]
    public async Task Whoever_is_known_by_a_registration_or_an_invitation_alone_is_found_by_the_officer_and_erased()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var registered = Traveller.ARegistration(market.Event, "Rita Registered", "rita@example.org");
        var invited = new Invitation { ActivityId = market.Event.Id, Email = "Ivo@example.org", EmailKey = "IVO@EXAMPLE.ORG", Name = "Ivo Invited", Role = RegistrationRole.Guest, SentAt = DateTimeOffset.UnixEpoch };
        await app.Add(registered, invited, new Invitation { ActivityId = market.Event.Id, Email = "eva@example.org", EmailKey = "EVA@EXAMPLE.ORG", Name = "Eva", Role = RegistrationRole.Guest, SentAt = DateTimeOffset.UnixEpoch });
        var officer = await app.AVisitor(Role.PrivacyOfficer);
        foreach (var (name, mail) in new[] { ("Rita Registered", "RITA@example.org"), ("Ivo Invited", "ivo@example.org") })
        {
            await officer.Submit(await officer.Go("/privacy/requests/new"), ("Input.Kind", "Erasure"), ("Input.Name", name), ("Input.Email", mail));
            Assert.Contains("counted without your name|1 invitation".Split('|')[name[0] is 'R' ? 0 : 1], (await officer.Go(officer.Last.RequestMessage!.RequestUri!.AbsolutePath)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            await officer.Submit(await officer.Go(officer.Last.RequestMessage!.RequestUri!.AbsolutePath), "form[action*=Erase]");
            Assert.Equal(HttpStatusCode.OK, officer.Last.StatusCode);
        }

        Assert.Equal([Pseudonym.Of(registered.Id)], await app.Db(db => db.Registrations.Select(r => r.Name).ToListAsync()));
        Assert.Equal(["Eva", Pseudonym.Of(invited.Id)], (await app.Db(db => db.Invitations.Select(i => i.Name).ToListAsync())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_link_to_an_agenda_shows_and_erases_the_registration_for_the_same_event_and_no_other()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        var market = traveller.Market;
        await app.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, traveller.Person.Email)));
        var here = Traveller.ARegistration(market.Event, "Wang Here", traveller.Person.Email!);
        await app.Add(here);
        var guest = new Visitor(app);
        var home = $"/agenda/{await market.Link(market.Buyer)}/my-data";
        var page = (await guest.Go(home)).QuerySelector("main")!.TextContent;
        Assert.Contains("Wang Here", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Tehran", page, StringComparison.Ordinal);
        await guest.Submit(await guest.Go(home + "/erase"), ("Sure", "true"));
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);
        Assert.Equal([Pseudonym.Of(market.Buyer.Id), Traveller.Name], [await app.Db(db => db.Registrations.Where(r => r.Id == here.Id).Select(r => r.Name).SingleAsync()), await app.Db(db => db.Registrations.Where(r => r.Id == traveller.Registration.Id).Select(r => r.Name).SingleAsync())]);
    }

    [Fact]
    public void Every_column_that_may_name_a_person_has_its_rule()
    {
        using var scope = _engine.App.Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<PacelineDb>().Model;
        var signed = NameColumns.Of(model);
        Assert.Contains(new NameColumn(typeof(Verification), "By", "ById", true), signed);
        Assert.Contains(new NameColumn(typeof(MissionGate), "DoneBy", null, false), signed);
        // What decides between two of the same name.
        Assert.All(signed, c => Assert.Equal(typeof(Guid), model.FindEntityType(c.Entity)!.FindPrimaryKey()!.Properties.Single(p => p.Name == "Id").ClrType));
        string[] personal = ["By", "Name", "Names", "Email", "EmailKey", "UserName", "Phone", "PhoneNumber", "Actor", "OnBehalfOf", "To", "JobTitle", "Delegates", "People", "Speakers", "PlaceOfDeparture", "Recipients"];
        var columns = (from entity in model.GetEntityTypes()
                       from column in entity.GetDeclaredProperties()
                       where (column.ClrType == typeof(string) || !column.ClrType.IsValueType && column.GetValueConverter() is not null) && column.ClrType != typeof(LocalizedText) && personal.Any(p => column.Name.EndsWith(p, StringComparison.Ordinal))
                       where !signed.Any(s => s.Entity == entity.ClrType && s.Name == column.Name)
                       select $"{entity.ClrType.Name}.{column.Name}").ToList();
        var missing = columns.Where(c => !PersonalColumns.Rules.ContainsKey(c) && !PersonalColumns.Things.Contains(c)).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "Nobody has said what becomes of these when a person is erased: " + string.Join(", ", missing));
        var there = model.GetEntityTypes().SelectMany(e => e.GetDeclaredProperties().Select(p => $"{e.ClrType.Name}.{p.Name}")).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(PersonalColumns.Rules.Keys.Concat(PersonalColumns.Things), k => !there.Contains(k));
    }

    [Fact]
    public async Task Thirty_days_after_a_mission_its_briefing_packs_their_readers_and_the_answers_go()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        var later = new BriefingReader { ActivityId = traveller.Market.Event.Id, LeadClusterId = traveller.Market.Cluster.Id, Name = "Later", Email = "later@example.org" };
        await app.Db(db => db.Activities.Where(a => a.Id == traveller.Market.Event.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.EndsOn, Market.Today.AddDays(-30))));
        await app.Add(later, new LegalHold { RecordKind = RecordKind.Activity, RecordId = traveller.Mission.Id, Reason = "An audit", SetAt = DateTimeOffset.UnixEpoch, SetBy = "Somebody" });
        var line = await Line(app, RetentionClass.EventLogistics);
        Assert.Equal((0, 3), (line.Gone, line.Held));
        await app.Db(db => db.LegalHolds.ExecuteUpdateAsync(h => h.SetProperty(x => x.LiftedAt, DateTimeOffset.UnixEpoch)));
        Assert.Equal(3, (await app.Run(s => s.GetRequiredService<RunRetention>().Preview(default))).Single(l => l.Class is RetentionClass.EventLogistics).Gone);
        Assert.True(await app.Db(db => db.BriefingVersions.AnyAsync()));
        Assert.Equal(3, (await Line(app, RetentionClass.EventLogistics)).Gone);
        Assert.False(await app.Db(db => db.BriefingVersions.AnyAsync()));
        Assert.Equal([later.Id], await app.Db(db => db.BriefingReaders.Select(r => r.Id).ToListAsync()));
        Assert.All(await app.Db(db => db.Registrations.ToListAsync()), r => Assert.Empty(r.Answers));
        Assert.Equal(0, (await Line(app, RetentionClass.EventLogistics)).Gone);
    }

    [Fact]
    public async Task A_year_after_the_decision_what_was_not_chosen_is_empty_and_the_ranking_stays()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        var company = await app.ACompany(traveller.Market.Cluster.Id, "Not chosen");
        var rejected = new Application { CallId = traveller.Application.CallId, ActivityId = traveller.Mission.Id, CompanyId = company.Id, HomeClusterId = traveller.Market.Cluster.Id, Number = 2, State = ApplicationState.Rejected, Score = 2, Rank = 2, SavedBy = "Rene Rejected", Delegates = [new(Ids.New(), "Rene Rejected", "", "rene@example.org", "fr", "")] };
        rejected.Answers[Ids.New()] = ["Because"];
        var assessor = await app.APerson(Role.PartnerManager, traveller.Market.OtherCluster.Id);
        await app.Add(rejected);
        await app.Add(new ApplicationVersion { ApplicationId = rejected.Id, Number = 1, At = DateTimeOffset.UnixEpoch, By = "Rene Rejected", Content = "{}", Sha256 = new string('c', 64) },
            new Letter { ApplicationId = rejected.Id, ActivityId = traveller.Mission.Id, Kind = LetterKind.RejectedLetter, Language = "fr", To = "rene@example.org", Subject = "S", Text = "T" },
            new Assessment { ApplicationId = rejected.Id, ActivityId = traveller.Mission.Id, AssessorId = assessor.Id, Scores = { [Ids.New()] = 2 }, Comment = "Rene is not ready", DoneAt = DateTimeOffset.UnixEpoch });
        Assert.Equal(0, (await Line(app, RetentionClass.UnsuccessfulApplications)).Gone);
        await app.Db(db => db.Calls.ExecuteUpdateAsync(c => c.SetProperty(x => x.DecidedAt, TimeProvider.System.GetUtcNow().AddMonths(-12).AddHours(-1))));
        var line = await Line(app, RetentionClass.UnsuccessfulApplications);
        Assert.Equal((1, 0), (line.Gone, line.Held));
        Assert.Empty(await Naming(app, ["Rene", "rene@example.org", "Because"]));
        var kept = await app.Db(db => db.Applications.SingleAsync(a => a.Id == rejected.Id));
        Assert.Equal((2m, 2, ApplicationState.Rejected), (kept.Score, kept.Rank, kept.State));
        Assert.Single((await app.Db(db => db.Assessments.SingleAsync())).Scores);
        Assert.Equal(Traveller.Name, (await app.Db(db => db.Applications.SingleAsync(a => a.Id == traveller.Application.Id))).Delegates[0].Name);
        Assert.Equal(0, (await Line(app, RetentionClass.UnsuccessfulApplications)).Gone);
    }

    [Fact]
    public async Task After_a_year_the_trail_no_longer_says_from_which_network_and_its_chain_is_whole()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var person = await app.APerson(Role.Coordinator);
        var held = await app.APerson(Role.Coordinator);
        AuditEvent Entry(int months, Guid? by = null) => new() { At = TimeProvider.System.GetUtcNow().AddMonths(-months), ActorId = by, Actor = "Somebody", Action = "Signed in", RecordKind = RecordKind.Person, RecordId = person.Id, Address = "192.0.2.0" };
        await app.Add(Entry(15, person.Id), Entry(14, held.Id), Entry(13), Entry(11), new LegalHold { RecordKind = RecordKind.Person, RecordId = held.Id, Reason = "A claim", SetAt = DateTimeOffset.UnixEpoch, SetBy = "Somebody" });
        var line = await Line(app, RetentionClass.SecurityLog);
        Assert.Equal((2, 1), (line.Gone, line.Held));
        Assert.Equal(["—", "192.0.2.0", "—", "192.0.2.0"], await app.Db(db => db.AuditEvents.Where(a => a.Action == "Signed in").OrderBy(a => a.At).Select(a => a.Address).ToListAsync()));
        var chain = await app.Run(s => s.GetRequiredService<VerifyTrail>().Run());
        Assert.Empty(chain.Faults);
        Assert.Equal(2, chain.Redacted);
        var run = await app.Db(db => db.RetentionRuns.SingleAsync());
        Assert.Equal(run.Id, (await app.Db(db => db.AuditEvents.SingleAsync(a => a.Action == RedactTrail.Action))).RecordId);
        Assert.Contains("network addresses in the audit trail", Encoding.UTF8.GetString(run.Content), StringComparison.Ordinal);
        Assert.Equal(0, (await Line(app, RetentionClass.SecurityLog)).Gone);
        Assert.Empty((await app.Run(s => s.GetRequiredService<VerifyTrail>().Run())).Faults);
    }

    [Fact]
    public async Task When_the_proof_goes_nobody_of_an_activity_is_named_any_more()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        await traveller.Market.Define("O-13", "O-15");
        await app.Db(db => db.Programmes.ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsOn, Market.Today.AddYears(-9)).SetProperty(x => x.BalancePaidOn, Market.Today.AddYears(-5).AddDays(-1))));
        var (figures, rows) = (await Figures(app, traveller.Market), await app.Db(db => db.Registrations.CountAsync()));
        Assert.True((await Line(app, RetentionClass.Evidence)).Gone >= 6);
        Assert.All(await app.Db(db => db.Registrations.ToListAsync()), r => Assert.Equal(("—", "", (string?)null, ""), (r.Name, r.Email, r.EmailKey, r.SearchText)));
        Assert.False(await app.Db(db => db.Invitations.AnyAsync()));
        Assert.All(await app.Db(db => db.Applications.ToListAsync()), a => Assert.Empty(a.Delegates));
        Assert.False(await app.Db(db => db.Files.AnyAsync(f => f.Name == "delegation.csv")));
        Assert.Equal((figures, rows), (await Figures(app, traveller.Market), await app.Db(db => db.Registrations.CountAsync())));
        Assert.Equal(0, (await Line(app, RetentionClass.Evidence)).Gone);
    }

    [Fact]
    public async Task What_is_held_of_a_person_or_an_activity_stays_in_every_class()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        var (long_, email) = (TimeProvider.System.GetUtcNow().AddMonths(-15), traveller.Person.Email!);
        Platform.Mail.OutgoingMail Mail(string to, Guid? activity = null) => new() { To = to, Subject = "Old", Text = "T", QueuedAt = long_, SentAt = long_, ActivityId = activity };
        await app.Add(new LegalHold { RecordKind = RecordKind.Person, RecordId = traveller.Person.Id, Reason = "A claim", SetAt = DateTimeOffset.UnixEpoch, SetBy = "Somebody" },
            new LegalHold { RecordKind = RecordKind.Activity, RecordId = traveller.Market.Event.Id, Reason = "An audit", SetAt = DateTimeOffset.UnixEpoch, SetBy = "Somebody" },
            Mail(email.ToUpperInvariant()), Mail("x@example.org", traveller.Market.Event.Id), Mail("x@example.org", traveller.Mission.Id));
        await app.Db(db => db.Applications.ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ApplicationState.Rejected)));
        await app.Db(db => db.Calls.ExecuteUpdateAsync(c => c.SetProperty(x => x.DecidedAt, long_)));
        await app.Db(db => db.Programmes.ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsOn, Market.Today.AddYears(-9)).SetProperty(x => x.BalancePaidOn, Market.Today.AddYears(-5).AddDays(-1))));
        var lines = RunRetention.Read(await app.Run(s => s.GetRequiredService<RunRetention>().Run("", default))).ToDictionary(l => l.Class);
        // The pack, its reader, the answers; the application; two messages.
        Assert.Equal((0, 3), (lines[RetentionClass.EventLogistics].Gone, lines[RetentionClass.EventLogistics].Held));
        Assert.Equal((0, 1), (lines[RetentionClass.UnsuccessfulApplications].Gone, lines[RetentionClass.UnsuccessfulApplications].Held));
        Assert.Equal((1, 2), (lines[RetentionClass.SentMail].Gone, lines[RetentionClass.SentMail].Held));
        Assert.Equal([Traveller.Name, "—"], await app.Db(db => db.Registrations.Where(r => r.ActivityId == traveller.Mission.Id).OrderBy(r => r.Number).Select(r => r.Name).ToListAsync()));
        Assert.Equal(email, await app.Db(db => db.Invitations.Select(i => i.Email).SingleAsync()));
        Assert.True(await app.Db(db => db.Files.AnyAsync(f => f.Name == "delegation.csv")));
        Assert.Equal(Traveller.Name, (await app.Db(db => db.Applications.SingleAsync())).Delegates[0].Name);
    }

    [Fact]
    public async Task What_came_back_what_is_done_and_whoever_stood_alone_goes_when_it_is_due()
    {
        await using var fresh = _engine.Fresh();
        var folder = Directory.CreateTempSubdirectory("paceline-mail").FullName;
        var app = fresh.Start(("Paceline:Worker", "false"), ("Paceline:Mail:Folder", folder));
        var market = await Market.Open(app);
        var long_ = TimeProvider.System.GetUtcNow().AddMonths(-13);
        var (old, young) = (Path.Combine(folder, "old.eml"), Path.Combine(folder, "young.eml"));
        foreach (var file in new[] { old, young }) await File.WriteAllTextAsync(file, "X-Sender: a@example.org\r\nX-Receiver: b@example.org\r\nSubject: S\r\n\r\nT");
        File.SetLastWriteTimeUtc(old, long_.UtcDateTime);
        var left = await app.ACompany(market.Cluster.Id, "Left us");
        Domain.Organisations.Contact Contact(Guid of, string name) => new() { OrganisationId = of, Name = name, Email = name + "@example.org" };
        ConsentRecord Consent(ConsentPurpose purpose, Guid text, DateTimeOffset? withdrawn = null) => new() { SubjectKind = SubjectKind.Participant, SubjectId = market.Buyer.Id, Purpose = purpose, TextId = text, Version = 1, Language = "en", GivenAt = long_, GivenBy = PrivacyDoor.AgendaLink, WithdrawnAt = withdrawn };
        var shown = new ConsentText { Purpose = ConsentPurpose.Photos, Version = 1, Language = "en", Text = "T" };
        await app.Add(shown);
        await app.Add(new Platform.Mail.OutgoingMail { To = "c@example.org", Subject = "Came back", Text = "T", QueuedAt = long_, FailedAt = long_ }, new Platform.Mail.OutgoingMail { To = "c@example.org", Subject = "Waits", Text = "T", QueuedAt = long_ },
            new Platform.Jobs.Job { Kind = "mail", Payload = "1", DoneAt = long_.ToUnixTimeMilliseconds() }, new Platform.Jobs.Job { Kind = "mail", Payload = "2" },
            new Domain.Organisations.ClusterMembership { OrganisationId = left.Id, ClusterId = market.Cluster.Id, From = Market.Today.AddYears(-3), To = Market.Today.AddMonths(-13) }, Contact(left.Id, "former"), Contact(market.Company.Id, "present"),
            Consent(ConsentPurpose.Photos, shown.Id, long_), Consent(ConsentPurpose.TransferAbroad, shown.Id, long_),
            new Domain.Matchmaking.MeetingOutcome { MeetingId = market.Meeting.Id, ParticipantId = market.Buyer.Id, Presence = Domain.Matchmaking.Presence.Held, Result = Domain.Matchmaking.MeetingResult.Information, Note = "Knows Otto", RecordedAt = long_ });
        await app.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.About, "Looks for frames")));
        await app.Run(s => s.GetRequiredService<RunRetention>().Preview(default));
        Assert.True(File.Exists(old));
        var lines = RunRetention.Read(await app.Run(s => s.GetRequiredService<RunRetention>().Run("", default))).ToDictionary(l => l.Class);
        Assert.Equal((3, 1, 1), (lines[RetentionClass.SentMail].Gone, lines[RetentionClass.FormerContacts].Gone, lines[RetentionClass.Marketing].Gone));
        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
        Assert.Equal(["Waits"], await app.Db(db => db.Mails.Select(m => m.Subject).ToListAsync()));
        Assert.Equal(["present", "—"], (await app.Db(db => db.Contacts.Select(c => c.Name).ToListAsync())).Order(StringComparer.Ordinal));
        Assert.Equal([ConsentPurpose.TransferAbroad], await app.Db(db => db.Consents.Select(c => c.Purpose).ToListAsync()));

        // With the proof: a buyer for whom no organisation stands is a person.
        await app.Db(db => db.Programmes.ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsOn, Market.Today.AddYears(-9)).SetProperty(x => x.BalancePaidOn, Market.Today.AddYears(-5).AddDays(-1))));
        Assert.True((await Line(app, RetentionClass.Evidence)).Gone > 0);
        var (buyer, seller) = (await app.Db(db => db.Participants.SingleAsync(p => p.Id == market.Buyer.Id)), await app.Db(db => db.Participants.SingleAsync(p => p.Id == market.Seller.Id)));
        Assert.Equal(("—", "", "Nordvelo Components", ""), (buyer.Name, buyer.About, seller.Name, seller.Email));
        Assert.Equal("", await app.Db(db => db.MeetingOutcomes.Select(o => o.Note).SingleAsync()));
        Assert.False(await app.Db(db => db.Consents.AnyAsync()));
        Assert.Equal(0, (await Line(app, RetentionClass.Evidence)).Gone);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<RetentionLine> Line(AppFactory app, RetentionClass of) => RunRetention.Read(await app.Run(s => s.GetRequiredService<RunRetention>().Run("", default))).Single(l => l.Class == of);

    private static async Task<string> Figures(AppFactory app, Market market) => await app.Run(async s =>
    {
        var facts = await s.GetRequiredService<ReadFacts>().Run(market.Programme.Id, default);
        return JsonSerializer.Serialize(Domain.Monitoring.Scoreboard.Count(facts).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new { f.Key, Rows = f.Value.Rows.Count, Weight = f.Value.Rows.Sum(r => r.Weight) }));
    });

    // How many rows there are of what is counted.
    private static Task<int[]> Rows(AppFactory app) => app.Db(async db => new[] { await db.Registrations.CountAsync(), await db.AttendanceRecords.CountAsync(), await db.CheckInEvents.CountAsync(), await db.Applications.CountAsync(), await db.ApplicationVersions.CountAsync(), await db.Letters.CountAsync(), await db.Invitations.CountAsync(), await db.BriefingVersions.CountAsync(), await db.BriefingReaders.CountAsync(), await db.ListTransfers.CountAsync(), await db.TransferBases.CountAsync() });

    /// <summary>Every column of every table, read past the model, that holds one of some words; files included.</summary>
    internal static Task<List<string>> Naming(AppFactory app, string[] words) => app.Db(async db =>
    {
        List<string> found = [];
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()).OfType<string>().Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
                for (var i = 0; i < row.FieldCount; i++)
                {
                    var text = row.GetValue(i) switch { string s => s, byte[] b => Encoding.UTF8.GetString(b), _ => "" };
                    if (words.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase))) found.Add($"{table}.{row.GetName(i)}: {text[..Math.Min(text.Length, 300)]}");
                }
        }

        return found;
    });
}
