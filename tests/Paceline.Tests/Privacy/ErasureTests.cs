using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Privacy;
using Paceline.Features.DataProtection;
using Paceline.Features.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Privacy;

public sealed class ErasureOnSqlite(SqliteEngine engine) : ErasureTests(engine), IClassFixture<SqliteEngine>;

public sealed class ErasureOnPostgres(PostgresEngine engine) : ErasureTests(engine), IClassFixture<PostgresEngine>;

/// <summary>Erasing takes the person and nobody else, and all of the person.</summary>
public abstract class ErasureTests
{
    private static readonly DateTimeOffset Then = DateTimeOffset.UnixEpoch;
    private readonly Engine _engine;

    protected ErasureTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Names_of_others_that_somebody_typed_as_its_own_stay_where_they_stand()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var coordinator = await app.APerson(Role.Coordinator, name: "Jan Peeters");
        var person = await app.APerson(Role.CompanyMember, company: market.Company.Id, name: "Eve Vandal");
        var line = new AuditEvent { At = Then, ActorId = coordinator.Id, Actor = "Jan Peeters", Action = "Changed an activity", RecordKind = RecordKind.Activity, RecordId = market.Event.Id, Subject = "Nordvelo Components", Details = "Jan Peeters · SHA-256 abc · eva@gmail.com", ClusterId = market.Cluster.Id };
        var note = Note(market, "Jan Peeters knows eva@gmail.com and Nordvelo Components, SHA-256.");
        await app.Add(line, note,
            new CompanyProfile { OrganisationId = market.Company.Id, ContactName = "Jan Peeters", ContactEmail = person.Email!, ContactPhone = "SHA-256" },
            new Contact { OrganisationId = market.Company.Id, Name = "Nordvelo Components", Email = "jan@example.org", Phone = "@gmail.com", PersonId = person.Id });
        await Erase(app, person);
        var kept = await app.Db(db => db.AuditEvents.SingleAsync(a => a.Id == line.Id));
        Assert.Equal((line.Actor, line.Subject, line.Details, (DateTimeOffset?)null), (kept.Actor, kept.Subject, kept.Details, kept.RedactedAt));
        Assert.Equal(note.Note, await NoteOf(app, note));
    }

    [Fact]
    public async Task A_name_goes_as_a_whole_word_and_only_where_nobody_else_bears_it_and_only_near_the_person()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var (short_, full) = (await app.APerson(Role.CompanyMember, company: market.Company.Id, name: "Maria"), await app.APerson(Role.CompanyMember, company: market.Company.Id, name: "Maria Roca"));
        await app.APerson(Role.Coordinator, name: "Maria Puig");
        var elsewhere = await app.AnEvent(market.Programme.Id, market.OtherCluster.Id);
        var (one, two) = (new Participant { EventId = elsewhere.Id, Number = 1, Code = "A", Name = "One", About = "Ask Maria Roca" }, new Participant { EventId = market.Event.Id, Number = 9, Code = "B", Name = "Two", About = "Ask maria roca, not Mariana Roca" });
        var note = Note(market, "Maria, Maria Puig, Mariana and Maria Roca");
        await app.Add(one, two, note, new AuditEvent { At = Then, Actor = "", Action = "Moved a meeting", RecordKind = RecordKind.Activity, RecordId = elsewhere.Id, Details = "Maria Roca", ClusterId = market.OtherCluster.Id });
        await Erase(app, short_);
        Assert.Equal(note.Note, await NoteOf(app, note));
        await Erase(app, full);
        var pseudonym = Pseudonym.Of(full.Id);
        Assert.Equal($"Maria, Maria Puig, Mariana and {pseudonym}", await NoteOf(app, note));
        Assert.Equal(["Ask Maria Roca", $"Ask {pseudonym}, not Mariana Roca"], await app.Db(db => db.Participants.Where(p => p.Id == one.Id || p.Id == two.Id).OrderBy(p => p.Code).Select(p => p.About).ToListAsync()));
        Assert.Equal("Maria Roca", await app.Db(db => db.AuditEvents.Where(a => a.RecordId == elsewhere.Id).Select(a => a.Details).SingleAsync()));
        Assert.Empty((await app.Run(s => s.GetRequiredService<VerifyTrail>().Run())).Faults);
    }

    [Fact]
    public async Task A_name_with_accents_or_in_Chinese_is_found_inside_the_lists_of_the_trail()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        foreach (var name in new[] { "José García", "王小伟" })
        {
            var person = await app.APerson(Role.CompanyMember, company: market.Company.Id, name: name);
            var activity = await app.AnEvent(market.Programme.Id, market.Cluster.Id);
            var call = new Call { ActivityId = activity.Id, Summary = new LocalizedText("Three days"), OpensAt = Then, ClosesAt = Then.AddDays(1), Places = 2 };
            var application = new Application { CallId = call.Id, ActivityId = activity.Id, CompanyId = market.Company.Id, HomeClusterId = market.Cluster.Id, Number = 1 };
            await app.Add(call);
            await app.Add(application);
            await app.Run(async s =>
            {
                var db = s.GetRequiredService<PacelineDb>();
                (await db.Applications.SingleAsync(a => a.Id == application.Id)).Delegates = [new(Ids.New(), name, "", person.Email!, "es", "")];
                s.GetRequiredService<AuditTrail>().Add("Saved an application", RecordKind.Activity, application.Id, "A-001");
                return await db.SaveChangesAsync();
            });
            Assert.Contains(name, await Trail(app, application.Id), StringComparison.Ordinal);
            // As it was written once.
            await app.Add(new AuditEvent { At = Then, Actor = "", Action = "Saved an application", RecordKind = RecordKind.Activity, RecordId = application.Id, Changes = [new("Delegates", null, System.Text.Json.JsonSerializer.Serialize(new[] { new { Name = name } }))] });
            Assert.Contains(@"\u", await Trail(app, application.Id), StringComparison.Ordinal);
            await Erase(app, person);
            var trail = await Trail(app, application.Id);
            Assert.DoesNotContain(name, trail, StringComparison.Ordinal);
            Assert.DoesNotContain(@"\u", trail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_an_activity_is_held_nobody_who_took_part_in_it_is_erased()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        var (market, mission) = (traveller.Market, traveller.Mission);
        var invited = await app.Db(db => db.Invitations.SingleAsync());
        await Hold(app, RecordKind.Activity, mission.Id);
        foreach (var subject in new Subject[] { new(SubjectKind.Person, traveller.Person.Id), new(SubjectKind.Registration, traveller.Registration.Id), new(SubjectKind.Named, invited.Id), new(SubjectKind.Contact, traveller.Contact.Id) })
            Assert.Contains("17(3)(e)", (await Try(app, subject))?.Sentence ?? subject.Kind.ToString(), StringComparison.Ordinal);
        Assert.Null(await Try(app, new Subject(SubjectKind.Participant, market.Buyer.Id)));
        await Hold(app, RecordKind.Activity, market.Event.Id);
        Assert.NotNull(await Try(app, new Subject(SubjectKind.Participant, market.Seller.Id)));
        Assert.Equal(Traveller.Name, await app.Db(db => db.Users.Where(p => p.Id == traveller.Person.Id).Select(p => p.DisplayName).SingleAsync()));

        // A hold on an account holds what bears its address.
        await app.Db(db => db.LegalHolds.ExecuteDeleteAsync());
        await Hold(app, RecordKind.Person, traveller.Person.Id);
        Assert.NotNull(await Try(app, new Subject(SubjectKind.Registration, traveller.Registration.Id)));
    }

    [Fact]
    public async Task The_answer_to_whoever_was_erased_is_forgotten_once_it_has_left_and_so_is_one_that_came_back()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var registered = Traveller.ARegistration(market.Event, "Rita Registered", "rita@example.org");
        await app.Add(registered);
        var officer = await app.AVisitor(Role.PrivacyOfficer);
        await officer.Submit(await officer.Go("/privacy/requests/new"), ("Input.Kind", "Erasure"), ("Input.Name", "Rita Registered"), ("Input.Email", "RITA@example.org"));
        var path = officer.Last.RequestMessage!.RequestUri!.AbsolutePath;
        await officer.Submit(await officer.Go(path), "form[action*=Erase]");
        await officer.Submit(await officer.Go(path), "form:has([name='Input.Letter'])", ("Input.State", "Granted"), ("Input.Letter", "Dear Rita Registered, rita@example.org: it is done."));
        var request = await app.Db(db => db.PrivacyRequests.SingleAsync());
        var pseudonym = Pseudonym.Of(registered.Id);
        Assert.Equal((pseudonym, "", PrivacyRequestState.Granted), (request.Name, request.Email, request.State));
        Assert.Equal($"Dear {pseudonym}, {pseudonym}: it is done.", request.Answer);

        var letters = await app.Db(db => db.Mails.OrderBy(m => m.Id).ToListAsync());
        Assert.Equal(2, letters.Count);
        await app.Db(db => db.Mails.Where(m => m.Id == letters[0].Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.FailedAt, Then)));
        await app.Db(db => db.Mails.Where(m => m.Id == letters[1].Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, Then)));
        await app.Add(new AuditEvent { At = Then, Actor = "", Action = "Could not deliver a message", RecordKind = RecordKind.Mail, RecordId = letters[0].Id, Subject = "S", Details = letters[0].To + ": no" }, new AuditEvent { At = Then, Actor = "", Action = "Sent a message", RecordKind = RecordKind.Mail, RecordId = letters[1].Id, Subject = "S", Details = letters[1].To });
        foreach (var job in await app.Db(db => db.Jobs.Where(j => j.Kind == ForgetLetter.Kind).ToListAsync())) await app.Run(async s => { await s.GetRequiredService<ForgetLetter>().Run(job.Payload, default); return 0; });
        Assert.Equal(2, await app.Db(db => db.Jobs.CountAsync(j => j.Kind == ForgetLetter.Kind)));
        Assert.Empty(await PrivacyOfActivities.Naming(app, ["rita"]));
    }

    [Fact]
    public async Task Messages_to_an_earlier_address_however_it_was_written_go_with_the_person_and_those_of_a_guest_with_its_place()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var person = await app.APerson(Role.CompanyMember, company: market.Company.Id, name: "Nora Newhouse");
        OutgoingMail Mail(string to, Guid? activity = null) => new() { To = to, Subject = "S", Text = "T", QueuedAt = Then, SentAt = Then, ActivityId = activity };
        var gone = new AuditEvent { At = Then, Actor = "", Action = "Sent a message", RecordKind = RecordKind.Mail, RecordId = Ids.New(), Subject = "For Nora", Details = "Nora.Old@example.org" };
        await app.Add(Mail("nora.old@example.org"), Mail(person.Email!.ToUpperInvariant()), Mail("eleonora.old@example.org"), gone,
            new EmailChange { PersonId = person.Id, OldEmail = "nora.old@example.org", NewEmail = person.Email!, AskedAt = Then, OldConfirmedAt = Then, NewConfirmedAt = Then, EndedAt = Then });
        await Erase(app, person);
        await app.Db(db => db.Mails.Where(m => m.Subject != "S").ExecuteDeleteAsync());
        Assert.Equal(["eleonora.old@example.org"], await app.Db(db => db.Mails.Select(m => m.To).ToListAsync()));
        var line = await app.Db(db => db.AuditEvents.SingleAsync(a => a.Id == gone.Id));
        Assert.DoesNotContain("Nora", line.Subject + line.Details, StringComparison.OrdinalIgnoreCase);

        // A link has proved no address: what else went there stays.
        await app.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, "Buyer@example.cn")));
        await app.Add(Mail("buyer@example.cn", market.Event.Id), Mail("buyer@example.cn"));
        Assert.Null(await Try(app, new Subject(SubjectKind.Participant, market.Buyer.Id)));
        Assert.Equal([null], await app.Db(db => db.Mails.Where(m => m.To == "buyer@example.cn").Select(m => m.ActivityId).ToListAsync()));
    }

    [Fact]
    public async Task The_last_administrator_stays_also_beside_one_whose_role_has_run_out_or_has_not_begun()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        await Market.Open(app);
        var (last, past, later) = (await app.APerson(Role.Administrator, name: "Ada Last"), await app.APerson(Role.Administrator, name: "Pia Past"), await app.APerson(Role.Administrator, name: "Lea Later"));
        await app.Db(db => db.RoleGrants.Where(g => g.PersonId == past.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, Then)));
        await app.Db(db => db.RoleGrants.Where(g => g.PersonId == later.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidFrom, TimeProvider.System.GetUtcNow().AddYears(1))));
        Assert.Contains("last administrator", (await Try(app, new Subject(SubjectKind.Person, last.Id)))!.Sentence, StringComparison.Ordinal);
        Assert.Null(await Try(app, new Subject(SubjectKind.Person, past.Id)));
        await app.Db(db => db.RoleGrants.Where(g => g.PersonId == later.Id).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidFrom, (DateTimeOffset?)null)));
        Assert.Null(await Try(app, new Subject(SubjectKind.Person, last.Id)));
    }

    [Fact]
    public async Task Whoever_registered_by_link_sees_takes_away_and_erases_that_registration_and_no_other()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var elsewhere = await app.AnEvent(market.Programme.Id, market.OtherCluster.Id, "Elsewhere");
        var (here, there) = (Traveller.ARegistration(market.Event, "Rita Registered", "rita@example.org"), Traveller.ARegistration(elsewhere, "Rita Registered", "rita@example.org"));
        await app.Add(here, there);
        var token = await app.Run(s => s.GetRequiredService<Links>().For(LinkPurpose.Registration, here.Id, TimeSpan.FromDays(1)));
        var guest = new Visitor(app);
        Assert.NotNull((await guest.Go($"/r/{token}")).QuerySelector($"main a[href='/agenda/{token}/my-data']"));
        var home = $"/agenda/{token}/my-data";
        var page = (await guest.Go(home)).QuerySelector("main")!;
        Assert.Contains("Matchmaking Kortrijk", page.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Elsewhere", page.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/r/{token}']"));
        await guest.Submit(await guest.Go(home), "form[action*=Give]");
        Assert.Equal((SubjectKind.Registration, PrivacyDoor.RegistrationLink), await app.Db(db => db.Consents.Where(c => c.SubjectId == here.Id).Select(c => new ValueTuple<SubjectKind, PrivacyDoor>(c.SubjectKind, c.GivenBy)).SingleAsync()));
        await guest.Submit(await guest.Go(home), "form[action*=Ask]", ("Input.Kind", "Correction"), ("Input.Text", "My name is written wrongly."));
        Assert.Single(await app.Db(db => db.PrivacyRequests.Where(r => r.SubjectId == here.Id).ToListAsync()));
        Assert.True((await guest.Http.GetByteArrayAsync(new Uri(home + "/my-data.zip", UriKind.Relative))).Length > 0);
        // The link opens nothing else.
        await guest.Go($"/agenda/{token}");
        Assert.Equal(System.Net.HttpStatusCode.Gone, guest.Last.StatusCode);

        await guest.Submit(await guest.Go(home + "/erase"), ("Sure", "true"));
        Assert.Equal(System.Net.HttpStatusCode.OK, guest.Last.StatusCode);
        Assert.Equal([Pseudonym.Of(here.Id), "Rita Registered"], [await app.Db(db => db.Registrations.Where(r => r.Id == here.Id).Select(r => r.Name).SingleAsync()), await app.Db(db => db.Registrations.Where(r => r.Id == there.Id).Select(r => r.Name).SingleAsync())]);
        Assert.All(await app.Db(db => db.AuditEvents.Where(a => a.RecordId == here.Id).ToListAsync()), a => Assert.DoesNotContain("Rita", string.Join('|', AuditChain.Texts(a).Select(t => t.Text)), StringComparison.Ordinal));
        await guest.Go(home);
        Assert.Equal(System.Net.HttpStatusCode.Gone, guest.Last.StatusCode);
    }

    [Fact]
    public async Task The_reader_of_a_briefing_pack_has_the_page_too()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var traveller = await Traveller.Plan(app);
        var reader = new BriefingReader { ActivityId = traveller.Mission.Id, LeadClusterId = traveller.Market.Cluster.Id, Name = "Hana Host", Email = "hana@example.org" };
        await app.Add(reader);
        var token = await app.Run(s => s.GetRequiredService<Links>().For(LinkPurpose.Briefing, reader.Id, TimeSpan.FromDays(1)));
        var guest = new Visitor(app);
        Assert.Contains("Hana Host", (await guest.Go($"/agenda/{token}/my-data")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await guest.Submit(await guest.Go($"/agenda/{token}/my-data/erase"), ("Sure", "true"));
        Assert.Equal(Pseudonym.Of(reader.Id), await app.Db(db => db.BriefingReaders.Where(r => r.Id == reader.Id).Select(r => r.Name).SingleAsync()));
    }

    [Fact]
    public async Task The_file_has_the_needs_in_words_the_ways_in_without_secrets_the_links_and_changes_of_the_address()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        var person = await app.APerson(Role.Coordinator, name: "Ines Export");
        await app.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, person.Email!.ToUpperInvariant())));
        var guest = new Visitor(app);
        await guest.Submit(await guest.Go($"/agenda/{await market.Link(market.Buyer)}/my-data"), "form[action*=Needs]", ("Care.Diet", "No shellfish"), ("Care.Access", "A ramp"), ("Care.Agreed", "true"));
        await app.Add(new EmailChange { PersonId = person.Id, OldEmail = "ines.old@example.org", NewEmail = person.Email!, AskedAt = Then },
            new OutgoingMail { To = person.Email!.ToUpperInvariant(), Subject = "Shouted", Text = "T", QueuedAt = Then, SentAt = Then });
        var secret = await app.Db(db => db.SecondFactors.Where(f => f.PersonId == person.Id).Select(f => f.Secret).SingleAsync());
        var visitor = await new Visitor(app).SignIn(person.Email!);
        var json = await File(visitor.Http.GetByteArrayAsync(new Uri("/my-data/my-data.zip", UriKind.Relative)));
        foreach (var said in new[] { "No shellfish", "A ramp", "Authenticator app", "Recovery code", "ines.old@example.org", "The agenda", "Shouted" }) Assert.Contains(said, json, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, json, StringComparison.Ordinal);

        // For the officer: what was told, is the person's; what was sent, is not left out for want of an account.
        var registered = Traveller.ARegistration(market.Event, "Rita Registered", "rita@example.org");
        await app.Add(registered, new OutgoingMail { To = "Rita@example.org", Subject = "Welcome", Text = "T", QueuedAt = Then, SentAt = Then });
        var held = await app.Run(async s => await s.GetRequiredService<ReadHeld>().Of((await s.GetRequiredService<FindSubject>().Of(new Subject(SubjectKind.Registration, registered.Id), default))!, 10, withNeeds: false, default));
        Assert.Equal("Welcome", held.Sections.Single(x => x.Key == "messages").Rows.Single()[0]);
        var hers = await app.Run(async s => await s.GetRequiredService<ReadHeld>().Of((await s.GetRequiredService<FindSubject>().Of(new Subject(SubjectKind.Participant, market.Buyer.Id), default))!, 10, withNeeds: false, default));
        Assert.Equal([null, null], hers.Sections.Single(x => x.Key == "needs").Rows.Single()[2..]);

        static async Task<string> File(Task<byte[]> bytes)
        {
            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(await bytes));
            using var text = new StreamReader(zip.GetEntry("my-data.json")!.Open());
            return await text.ReadToEndAsync();
        }
    }

    private static MeetingOutcome Note(Market market, string text) => new() { MeetingId = market.Meeting.Id, ParticipantId = market.Buyer.Id, Presence = Presence.Held, Result = MeetingResult.Information, Note = text, RecordedAt = Then };

    private static Task<string> NoteOf(AppFactory app, MeetingOutcome outcome) => app.Db(db => db.MeetingOutcomes.Where(o => o.Id == outcome.Id).Select(o => o.Note).SingleAsync());

    private static async Task<string> Trail(AppFactory app, Guid record) => string.Join('|', (await app.Db(db => db.AuditEvents.Where(a => a.RecordId == record).ToListAsync())).SelectMany(a => AuditChain.Texts(a).Select(t => t.Text)));

    private static Task Hold(AppFactory app, RecordKind kind, Guid record) => app.Add(new LegalHold { RecordKind = kind, RecordId = record, Reason = "An audit", SetAt = Then, SetBy = "Somebody" });

    private static async Task Erase(AppFactory app, Person person) => Assert.Null(await Try(app, new Subject(SubjectKind.Person, person.Id)));

    private static Task<Refusal?> Try(AppFactory app, Subject subject) => app.Run(async s => await s.GetRequiredService<ErasePerson>().Run((await s.GetRequiredService<FindSubject>().Of(subject, default))!, PrivacyDoor.OwnPage, default));
}
