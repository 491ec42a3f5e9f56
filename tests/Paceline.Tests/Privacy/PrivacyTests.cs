using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Privacy;
using Paceline.Features.DataProtection;
using Paceline.Features.Privacy;
using Paceline.Features.Scoreboard;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Tests.Contracts;

namespace Paceline.Tests.Privacy;

public sealed class PrivacyOnSqlite(SqliteEngine engine) : PrivacyTests(engine), IClassFixture<SqliteEngine>;

public sealed class PrivacyOnPostgres(PostgresEngine engine) : PrivacyTests(engine), IClassFixture<PostgresEngine>;

public abstract class PrivacyTests
{
    private readonly Engine _engine;

    protected PrivacyTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_guest_gives_and_takes_back_consent_in_Persian_right_to_left_without_a_script()
    {
        var market = await Market.Open(App);
        var (guest, home) = (new Visitor(App), $"/agenda/{await market.Link(market.Buyer)}/my-data");
        await guest.Submit(await guest.Go(home), "form[action='/language']", ("language", "fa"));
        var page = await guest.Go(home);
        Assert.Equal("rtl", page.DocumentElement.GetAttribute("dir"));
        Assert.Contains("داده‌های من", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        page = await guest.Submit(page, "form[action*=Give]");
        var given = await App.Db(db => db.Consents.SingleAsync(c => c.SubjectId == market.Buyer.Id));
        Assert.Equal((ConsentPurpose.MatchmakingProfile, "fa", PrivacyDoor.AgendaLink), (given.Purpose, given.Language, given.GivenBy));
        Assert.StartsWith("می‌توانید", (await App.Db(db => db.ConsentTexts.SingleAsync(t => t.Id == given.TextId))).Text, StringComparison.Ordinal);
        await guest.Submit(page, "form[action*=Withdraw]");
        Assert.NotNull((await App.Db(db => db.Consents.SingleAsync(c => c.Id == given.Id))).WithdrawnAt);
        Assert.Equal(["Gave a consent", "Took a consent back"], await App.Db(db => db.AuditEvents.Where(a => a.RecordId == market.Buyer.Id).OrderBy(a => a.Sequence).Select(a => a.Action).ToListAsync()));
    }

    [Fact]
    public async Task Needs_lie_as_cipher_text_are_opened_by_those_who_run_the_event_and_each_opening_is_noted()
    {
        var market = await Market.Open(App);
        var (guest, home, told) = (new Visitor(App), $"/agenda/{await market.Link(market.Buyer)}/my-data", "No shellfish at all");
        await guest.Submit(await guest.Go(home), "form[action*=Needs]", ("Care.Diet", told));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, guest.Last.StatusCode);
        await guest.Submit(await guest.Go(home), "form[action*=Needs]", ("Care.Diet", told), ("Care.Agreed", "true"));
        var kept = await App.Db(db => db.SpecialCares.SingleAsync(c => c.ActivityId == market.Event.Id));
        Assert.DoesNotContain("shellfish", kept.Cipher, StringComparison.Ordinal);

        var care = $"/events/{market.Event.Id}/care";
        var manager = await App.AVisitor(Role.PartnerManager, market.Cluster.Id);
        Assert.DoesNotContain(told, (await manager.Go(care)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(told, (await manager.Submit(await manager.Go(care))).Body!.TextContent, StringComparison.Ordinal);
        var stranger = await App.AVisitor(Role.PartnerManager, market.OtherCluster.Id);
        await stranger.Go(care);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        var helper = await App.APerson(Role.Desk);
        await App.Add(new RoleGrant { PersonId = helper.Id, Role = Role.Desk, ActivityId = market.Event.Id });
        var desk = await new Visitor(App).SignIn(helper.Email!);
        await desk.Go(care);
        Assert.Equal(HttpStatusCode.NotFound, desk.Last.StatusCode);
        await App.Db(db => db.Activities.Where(a => a.Id == market.Event.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.EndsOn, Market.Today)));
        await desk.Go(care);
        Assert.Equal(HttpStatusCode.OK, desk.Last.StatusCode);

        var lines = await App.Db(db => db.AuditEvents.Where(a => a.RecordId == market.Buyer.Id).ToListAsync());
        Assert.Single(lines, a => a.Action == "Opened diet or access needs" && a.ActorId != null);
        Assert.All(lines, a => Assert.DoesNotContain("shellfish", string.Join('|', AuditChain.Texts(a).Select(t => t.Text)), StringComparison.OrdinalIgnoreCase));
        await guest.Submit(await guest.Go(home), "#needs form[action*=Withdraw]");
        Assert.False(await App.Db(db => db.SpecialCares.AnyAsync(c => c.Id == kept.Id)));
    }

    [Fact]
    public async Task Erased_a_person_is_named_nowhere_while_figures_and_chain_stay_and_only_an_auditor_opens_the_seal()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        await market.Define("R-06", "R-07", "O-13");
        const string Name = "Żaneta Unmistakable";
        var person = await app.APerson(Role.CompanyMember, company: market.Company.Id, name: Name);
        await app.Db(db => db.Participants.Where(p => p.Id == market.Seller.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.ContactName, Name).SetProperty(x => x.Email, person.Email)));
        await app.Add(new Contact { OrganisationId = market.Company.Id, Name = Name, Email = person.Email!.ToUpperInvariant(), Phone = "+32 9 111 22 33" },
            new CompanyProfile { OrganisationId = market.Company.Id, ContactName = Name, ContactEmail = person.Email!, ContactPhone = "+32 9 111 22 33", Public = PublicFields.All, PublicSince = DateTimeOffset.UnixEpoch },
            new MeetingOutcome { MeetingId = market.Meeting.Id, ParticipantId = market.Buyer.Id, Presence = Presence.Held, Result = MeetingResult.Information, Note = $"Met {Name}, nice.", RecordedAt = DateTimeOffset.UnixEpoch },
            new Platform.Mail.OutgoingMail { To = person.Email!, Subject = "Hello", Text = $"Dear {Name}", QueuedAt = DateTimeOffset.UnixEpoch, SentAt = DateTimeOffset.UnixEpoch });
        var visitor = await new Visitor(app).SignIn(person.Email!);
        await visitor.Upload(await visitor.Go(market.ReportPage), "main form.contractform", [("Input.File", "contract.pdf", [.. Market.Pdf, 7])], market.Typed());
        var deal = await app.Db(db => db.BusinessDeals.SingleAsync());
        await market.Accept(deal);
        var before = await Figures(app, market);
        var plan = await visitor.Go("/my-data/erase");
        Assert.Contains("17(3)(b)", plan.Body!.TextContent, StringComparison.Ordinal);
        await visitor.Submit(plan);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.True(await app.Db(db => db.Users.AnyAsync(p => p.DisplayName == Name)));
        var done = await visitor.Submit(await visitor.Go("/my-data/erase"), ("Sure", "true"));
        Assert.Contains("erased", done.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(before, await Figures(app, market));
        var pseudonym = Pseudonym.Of(person.Id);
        var chain = await app.Run(s => s.GetRequiredService<VerifyTrail>().Run());
        Assert.Empty(chain.Faults);
        Assert.True(chain.Redacted > 3);
        Assert.All(await app.Db(db => db.AuditEvents.ToListAsync()), a => Assert.DoesNotContain("Unmistakable", string.Join('|', AuditChain.Texts(a).Select(t => t.Text)), StringComparison.Ordinal));
        Assert.All(await app.Db(db => db.AuditEvents.ToListAsync()), a => Assert.DoesNotContain(person.Email!, string.Join('|', AuditChain.Texts(a).Select(t => t.Text)), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(pseudonym, (await app.Db(db => db.BusinessDeals.SingleAsync())).ReportedBy);
        Assert.Equal([pseudonym], await app.Db(db => db.EvidenceItems.Select(e => e.AddedBy).Distinct().ToListAsync()));
        await visitor.Go("/my-data");
        Assert.Equal("/sign-in", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
        await new Visitor(app).SignIn(person.Email!);

        var coordinator = await app.AVisitor(Role.Coordinator);
        string[] pages = ["/people", "/audit", "/contracts", $"/contracts/{deal.Id}", $"/organisations/{market.Company.Id}", $"/organisations/{market.Company.Id}/people", $"/events/{market.Event.Id}/participants", $"/agenda/{market.Seller.Id}", $"/agenda/{market.Buyer.Id}", "/directory?q=Unmistakable", "/directory/organisations.csv", "/audit.csv", "/scoreboard/R-06"];
        foreach (var page in pages)
        {
            var text = await coordinator.Http.GetStringAsync(new Uri(page, UriKind.Relative));
            Assert.DoesNotContain("Unmistakable<", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Name, WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        }

        // The last letter leaves, and then its address goes too.
        var letter = await app.Db(db => db.Mails.SingleAsync(m => m.To == person.Email));
        Assert.DoesNotContain(Name, letter.Text, StringComparison.Ordinal);
        await app.Db(db => db.Mails.ExecuteUpdateAsync(m => m.SetProperty(x => x.SentAt, TimeProvider.System.GetUtcNow())));
        var job = await app.Db(db => db.Jobs.SingleAsync(j => j.Kind == ForgetLetter.Kind));
        await app.Run(async s => { await s.GetRequiredService<ForgetLetter>().Run(job.Payload, default); return 0; });
        Assert.False(await app.Db(db => db.Mails.AnyAsync(m => m.To == person.Email)));

        var auditor = await app.AVisitor(Role.Auditor);
        var seals = await auditor.Go("/privacy/sealed");
        Assert.Contains(pseudonym, seals.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Unmistakable", seals.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Unmistakable", (await app.Db(db => db.SealedIdentities.SingleAsync())).Cipher, StringComparison.Ordinal);
        Assert.Contains(Name, (await auditor.Submit(seals)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(await app.Db(db => db.AuditEvents.Where(a => a.Action == "Opened a sealed identity").ToListAsync()));
    }

    [Fact]
    public async Task A_guest_erases_itself_by_the_link_which_then_is_dead_and_the_other_side_meets_a_pseudonym()
    {
        var market = await Market.Open(App);
        await App.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, "buyer@example.cn").SetProperty(x => x.ContactName, "Wang Unmistaken")));
        var start = new DateTimeOffset(market.Met, new TimeOnly(9, 0), TimeSpan.Zero);
        await App.Db(db => db.Meetings.Where(m => m.Id == market.Meeting.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.PublishedStart, start).SetProperty(x => x.PublishedEnd, TimeProvider.System.GetUtcNow().AddHours(1)).SetProperty(x => x.State, MeetingState.Scheduled)));
        await App.Db(db => db.Events.Where(e => e.Id == market.Event.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.Publication, Publication.Final)));
        var (guest, link) = (new Visitor(App), await market.Link(market.Buyer));
        var early = await guest.Go($"/agenda/{link}/my-data/erase");
        Assert.Null(early.QuerySelector("input[name=Sure]"));
        await App.Db(db => db.Meetings.Where(m => m.Id == market.Meeting.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.PublishedEnd, start.AddMinutes(20))));
        await guest.Submit(await guest.Go($"/agenda/{link}/my-data/erase"), ("Sure", "true"));
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);
        await guest.Go($"/agenda/{link}");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
        var company = await market.TheCompany();
        var agenda = await company.Go($"/agenda/{market.Seller.Id}");
        Assert.Contains(Pseudonym.Of(market.Buyer.Id), agenda.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Beijing Velo City", agenda.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await App.Run(s => s.GetRequiredService<VerifyTrail>().Run())).Faults);
    }

    [Fact]
    public async Task What_is_held_is_taken_away_as_one_file_and_holds_nothing_of_others()
    {
        var market = await Market.Open(App);
        var person = await App.APerson(Role.CompanyMember, company: market.Company.Id, name: "Ines Export");
        await App.Add(new Contact { OrganisationId = market.Company.Id, Name = "Ines Export", Email = person.Email! }, new Contact { OrganisationId = market.Company.Id, Name = "Otto Other", Email = "otto@example.org" });
        var visitor = await new Visitor(App).SignIn(person.Email!);
        using var zip = new ZipArchive(new MemoryStream(await visitor.Http.GetByteArrayAsync(new Uri("/my-data/my-data.zip", UriKind.Relative))));
        using var json = JsonDocument.Parse(await new StreamReader(zip.GetEntry("my-data.json")!.Open()).ReadToEndAsync());
        Assert.Equal("Ines Export", json.RootElement.GetProperty("contacts")[0].GetProperty("name").GetString());
        Assert.Equal(person.Email, json.RootElement.GetProperty("account")[0].GetProperty("email").GetString());
        var html = await new StreamReader(zip.GetEntry("my-data.html")!.Open()).ReadToEndAsync();
        Assert.Contains("Ines Export", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Otto Other", html, StringComparison.Ordinal);
        Assert.Single(await App.Db(db => db.AuditEvents.Where(a => a.ActorId == person.Id && a.Action == "Took the own data out").ToListAsync()));

        // A link proves one place at one event: another with the same address stays closed to it.
        await App.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, person.Email)));
        var guest = await new Visitor(App).Go($"/agenda/{await market.Link(market.Buyer)}/my-data");
        Assert.DoesNotContain("Ines Export", guest.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Beijing Velo City", guest.Body!.TextContent, StringComparison.Ordinal);
        await visitor.Go($"/agenda/{market.Seller.Id}/my-data");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Last.StatusCode);
    }

    [Fact]
    public async Task A_request_runs_its_clock_and_is_answered_by_a_letter_in_the_persons_language()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        await app.Db(db => db.Participants.Where(p => p.Id == market.Buyer.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Email, "buyer@example.cn")));
        var guest = new Visitor(app);
        var home = $"/agenda/{await market.Link(market.Buyer)}/my-data";
        await guest.Submit(await guest.Go(home), "form[action='/language']", ("language", "fr"));
        await guest.Submit(await guest.Go(home), "form[action*=Ask]", ("Input.Kind", "Correction"), ("Input.Text", "My name is written wrongly."));
        var request = await app.Db(db => db.PrivacyRequests.SingleAsync());
        Assert.Equal((PrivacyRequestKind.Correction, "fr", Market.Today.AddMonths(1)), (request.Kind, request.Language, request.DueOn));

        // While nobody is appointed, the coordinator stands in; then it is the officer's alone.
        var coordinator = await app.AVisitor(Role.Coordinator);
        Assert.Contains("Beijing Velo City", (await coordinator.Go("/privacy/requests")).Body!.TextContent, StringComparison.Ordinal);
        var officer = await app.AVisitor(Role.PrivacyOfficer);
        await coordinator.Go("/privacy/requests");
        Assert.Equal(HttpStatusCode.Forbidden, coordinator.Last.StatusCode);
        Assert.Contains("Beijing Velo City", (await officer.Go("/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("days left", (await officer.Go("/privacy/requests")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var path = $"/privacy/requests/{request.Id}";
        var stale = await officer.Go(path);
        await officer.Submit(await officer.Go(path), "form[action*=Extend]", ("More.Reason", "Plusieurs listes"));
        Assert.Equal(Market.Today.AddMonths(3), (await app.Db(db => db.PrivacyRequests.SingleAsync())).DueOn);
        await officer.Submit(stale, "form:has([name='Input.Letter'])", ("Input.State", "Granted"), ("Input.Letter", "C’est corrigé."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Last.StatusCode);
        await officer.Submit(await officer.Go(path), "form:has([name='Input.Letter'])", ("Input.State", "Granted"), ("Input.Letter", "C’est corrigé."));
        var mails = await app.Db(db => db.Mails.Where(m => m.To == "buyer@example.cn").OrderBy(m => m.Id).ToListAsync());
        Assert.Equal(["Votre demande sur vos données", "Votre demande prend plus de temps", "Réponse à votre demande sur vos données"], mails.Select(m => m.Subject));
        Assert.Equal("C’est corrigé.", mails[2].Text);
        Assert.Equal(3, await app.Db(db => db.AuditEvents.CountAsync(a => a.RecordId == request.Id)));
        Assert.All(await app.Db(db => db.AuditEvents.Where(a => a.RecordId == request.Id).ToListAsync()), a => Assert.DoesNotContain("corrigé", string.Join('|', AuditChain.Texts(a).Select(t => t.Text)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_retention_deletes_what_is_due_leaves_what_is_held_and_certifies_it()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        var market = await Market.Open(app);
        await market.Define("R-06", "R-07");
        var deal = await market.ADeal();
        await market.Accept(deal);
        var guest = new Visitor(app);
        await guest.Submit(await guest.Go($"/agenda/{await market.Link(market.Buyer)}/my-data"), "form[action*=Needs]", ("Care.Access", "A ramp"), ("Care.Agreed", "true"));
        var old = Market.Today.AddDays(-31);
        await app.Db(db => db.Activities.Where(a => a.Id == market.Event.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.EndsOn, old).SetProperty(x => x.StartsOn, old)));
        await app.Add(new Platform.Mail.OutgoingMail { To = "a@example.org", Subject = "Old", Text = "Old", QueuedAt = TimeProvider.System.GetUtcNow().AddMonths(-14), SentAt = TimeProvider.System.GetUtcNow().AddMonths(-13) },
            new Platform.Mail.OutgoingMail { To = "a@example.org", Subject = "New", Text = "New", QueuedAt = TimeProvider.System.GetUtcNow(), SentAt = TimeProvider.System.GetUtcNow() });
        await app.Db(db => db.Programmes.ExecuteUpdateAsync(p => p.SetProperty(x => x.StartsOn, Market.Today.AddYears(-9)).SetProperty(x => x.BalancePaidOn, Market.Today.AddYears(-5).AddDays(-1))));
        var before = await Figures(app, market);
        var officer = await app.AVisitor(Role.PrivacyOfficer);
        await officer.Submit(await officer.Go("/privacy/holds"), "form:has([name='Input.Reason'])", ("Input.Record", market.Event.Id.ToString()), ("Input.Reason", "An audit"));
        await officer.Submit(await officer.Go("/privacy/retention"), "form[action*=Run]");
        Assert.True(await app.Db(db => db.SpecialCares.AnyAsync()));
        Assert.True(await app.Db(db => db.EvidenceItems.AllAsync(e => e.FileName == "contract.pdf")));
        Assert.Equal(["New"], await app.Db(db => db.Mails.Where(m => m.To == "a@example.org").Select(m => m.Subject).ToListAsync()));

        await officer.Submit(await officer.Go("/privacy/holds"), "form[action*=Lift]");
        await officer.Go("/privacy/retention");
        Assert.True(await app.Db(db => db.SpecialCares.AnyAsync()));
        var page = await officer.Submit(await officer.Go("/privacy/retention"), "form[action*=Run]");
        Assert.False(await app.Db(db => db.SpecialCares.AnyAsync()));
        Assert.Equal("—", (await app.Db(db => db.EvidenceItems.SingleAsync())).FileName);
        Assert.False(await app.Db(db => db.Files.AnyAsync(f => f.Name == "contract.pdf")));
        Assert.Equal("—", (await app.Db(db => db.BusinessDeals.SingleAsync())).ReportedBy);
        Assert.Equal(before, await Figures(app, market));

        var run = await app.Db(db => db.RetentionRuns.OrderByDescending(r => r.Number).FirstAsync());
        Assert.Contains(run.Sha256[..8], page.Body!.TextContent, StringComparison.Ordinal);
        var json = await officer.Http.GetByteArrayAsync(new Uri($"/privacy/retention/{run.Id}?handler=Json", UriKind.Relative));
        Assert.Equal(run.Sha256, Convert.ToHexStringLower(SHA256.HashData(json)));
        Assert.Contains("EventLogistics", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => app.Db(db => db.RetentionRuns.ExecuteUpdateAsync(r => r.SetProperty(x => x.Gone, 0))));
        await Assert.ThrowsAnyAsync<Exception>(() => app.Db(db => db.RetentionRuns.ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task The_night_runs_once_and_puts_the_next_one_down_once()
    {
        await using var fresh = _engine.Fresh();
        var app = fresh.App;
        for (var i = 0; i < 2; i++) await app.Run(async s => { await s.GetRequiredService<NightlyRetention>().Run("0", default); return 0; });
        Assert.Single(await app.Db(db => db.RetentionRuns.ToListAsync()));
        Assert.InRange(await app.Db(db => db.Jobs.CountAsync(j => j.Kind == NightlyRetention.Kind && j.DoneAt == null)), 1, 2);
    }

    [Theory, InlineData("en"), InlineData("fa"), InlineData("zh"), InlineData("nl")]
    public async Task Everybody_reads_how_personal_data_are_handled_and_who_decides(string language)
    {
        var market = await Market.Open(App);
        var visitor = new Visitor(App);
        await visitor.Submit(await visitor.Go("/sign-in"), "form[action='/language']", ("language", language));
        var page = await visitor.Go("/privacy");
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Contains(market.Cluster.Name, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(ProcessingRegister.Entries.Count, page.QuerySelector("table")!.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(language is "en", page.Body!.TextContent.Contains("Explicit consent", StringComparison.Ordinal));
    }

    private static async Task<string> Figures(AppFactory app, Market market) => await app.Run(async s =>
    {
        var facts = await s.GetRequiredService<ReadFacts>().Run(market.Programme.Id, default);
        return JsonSerializer.Serialize(Domain.Monitoring.Scoreboard.Count(facts).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new { f.Key, Rows = f.Value.Rows.Count, Weight = f.Value.Rows.Sum(r => r.Weight) }));
    });
}
