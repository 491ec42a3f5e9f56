using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;
using Paceline.Platform.Access;

namespace Paceline.Tests.Registrations;

public sealed class RegistrationOnSqlite(SqliteEngine engine) : RegistrationPages(engine), IClassFixture<SqliteEngine>;

public sealed class RegistrationOnPostgres(PostgresEngine engine) : RegistrationPages(engine), IClassFixture<PostgresEngine>;

public abstract class RegistrationPages
{
    private readonly Engine _engine;

    protected RegistrationPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private sealed record Hall(Activity Activity, Guid Cluster, Guid OtherCluster);

    private async Task<Hall> AHall(int? capacity = null, bool isPublic = false, int days = 1)
    {
        var (cluster, other) = (await _engine.App.ACluster(), await _engine.App.ACluster("Another cluster"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        var activity = new Activity { ProgrammeId = (await _engine.App.AProgramme()).Id, Kind = ActivityKind.Conference, Title = new LocalizedText("Conference"), StartsOn = today, EndsOn = today.AddDays(days - 1), LeadClusterId = cluster.Id, Capacity = capacity, IsPublic = isPublic, State = ActivityState.OpenForRegistration, TimeZone = "Etc/UTC" };
        await _engine.App.Add(activity);
        return new Hall(activity, cluster.Id, other.Id);
    }

    private Task<(IReadOnlyList<Registered> People, Refusal? Refusal)> Register(Hall hall, params RegistrationDraft[] drafts) =>
        _engine.App.Run(s => s.GetRequiredService<RegisterPeople>().Run(hall.Activity.Id, drafts, "Test", byOrganiser: true, "http://localhost", default));

    private static RegistrationDraft Draft(string name, string email = "") => new(Ids.New(), name, RegistrationRole.Guest) { Email = email, OrganisationName = "Nordvelo", PlaceOfDeparture = "Ghent" };

    private Task<List<Registration>> List(Hall hall) => _engine.App.Db(db => db.Registrations.AsNoTracking().Where(r => r.ActivityId == hall.Activity.Id).OrderBy(r => r.Number).ToListAsync());

    private async Task<string> LastLink(string to, string part) => await _engine.App.Db(async db =>
    {
        var text = await db.Mails.Where(m => m.To == to).OrderByDescending(m => m.Id).Select(m => m.Text).FirstAsync();
        return System.Text.RegularExpressions.Regex.Match(text, "/r/[^\\s]+" + part).Value;
    });

    [Fact]
    public async Task Twenty_who_want_the_last_place_at_the_same_moment_make_one_place_and_a_waiting_list()
    {
        var hall = await AHall(capacity: 3);
        await Register(hall, Draft("Ada"), Draft("Bo"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => Register(hall, Draft($"Late {n}", $"late{n}-{hall.Activity.Id:N}@example.org")))));
        var people = await List(hall);
        Assert.Equal(22, people.Count);
        Assert.Equal(3, people.Count(p => p.State is RegistrationState.Confirmed));
        Assert.Equal(19, people.Count(p => p.State is RegistrationState.Waitlisted));
        Assert.Equal(Enumerable.Range(1, 22), people.Select(p => p.Number));
    }

    [Fact]
    public async Task Registering_twice_finds_the_first_and_a_cancelled_place_goes_to_whoever_waits_longest()
    {
        var hall = await AHall(capacity: 1);
        var mail = $"{hall.Activity.Id:N}@example.org";
        var first = (await Register(hall, Draft("Ada", mail))).People[0];
        Assert.False((await Register(hall, Draft("Ada again", mail.ToUpperInvariant()))).People[0].IsNew);
        await Register(hall, Draft("Bo", "bo" + mail), Draft("Cy", "cy" + mail));
        var guest = new Visitor(_engine.App);
        var link = await LastLink(mail, "");
        var page = await guest.Go(link);
        Assert.Contains(first.Person.Code, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(RegistrationState.Confirmed, (await List(hall))[0].State);
        await guest.Submit(page, "form[action*=Cancel]");
        Assert.Equal([RegistrationState.Cancelled, RegistrationState.Confirmed, RegistrationState.Waitlisted], (await List(hall)).Select(p => p.State));
        Assert.Equal(1, await _engine.App.Db(db => db.Mails.CountAsync(m => m.To == "bo" + mail && m.Subject.StartsWith("You have a place"))));
        Assert.True((await Register(hall, Draft("Ada once more", mail))).People[0].IsNew);
    }

    [Fact]
    public async Task A_visitor_registers_without_script_where_the_activity_is_public_and_the_page_says_the_same_to_all()
    {
        var hall = await AHall(isPublic: true);
        var visitor = new Visitor(_engine.App);
        var mail = $"v{hall.Activity.Id:N}@example.org";
        for (var time = 0; time < 2; time++)
        {
            var page = await visitor.Submit(await visitor.Go($"/activities/{hall.Activity.Id}/register"), "form[method=post][novalidate]", ("Input.Name", "李娜 <b>"), ("Input.LatinName", "Li Na"), ("Input.Email", mail), ("Input.Language", "zh"));
            Assert.Contains("A mail is on its way", page.Body!.TextContent, StringComparison.Ordinal);
        }

        var person = Assert.Single(await List(hall));
        Assert.Equal(("李娜 <b>", "zh", RegistrationRole.Guest), (person.Name, person.Language, person.Role));
        await visitor.Submit(await visitor.Go($"/activities/{hall.Activity.Id}/register"), "form[method=post][novalidate]", ("Input.Name", ""), ("Input.Email", "no address"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        await new Visitor(_engine.App).Go($"/activities/{(await AHall()).Activity.Id}/register");
        var closed = new Visitor(_engine.App);
        await closed.Go($"/activities/{(await AHall()).Activity.Id}/register");
        Assert.Equal(HttpStatusCode.NotFound, closed.Last.StatusCode);
    }

    [Fact]
    public async Task An_invited_guest_registers_by_the_link_which_changes_nothing_while_it_is_looked_at()
    {
        var hall = await AHall();
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var mail = $"i{hall.Activity.Id:N}@example.org";
        await manager.Submit(await manager.Go($"/activities/{hall.Activity.Id}/registrations/invitations"), "form[novalidate]", ("Input.Lines", $"Mina Ahmadi; {mail}\n"), ("Input.Language", "fa"));
        var guest = new Visitor(_engine.App);
        var link = await LastLink(mail, "/invited");
        var form = await guest.Go(link);
        Assert.Empty(await List(hall));
        await guest.Submit(form, "form[novalidate]", ("Input.Name", "مینا احمدی"), ("Input.LatinName", "Mina Ahmadi"));
        Assert.Equal(HttpStatusCode.OK, guest.Last.StatusCode);
        var person = Assert.Single(await List(hall));
        Assert.Equal((mail, "fa"), (person.Email, person.Language));
        await guest.Go(link);
        Assert.Single(await List(hall));
        await guest.Go(link[..^12] + "xx/invited");
        Assert.Equal(HttpStatusCode.Gone, guest.Last.StatusCode);
    }

    [Fact]
    public async Task Links_to_registrations_and_invitations_are_counted_mailed_again_and_ended_by_the_organiser()
    {
        var hall = await AHall();
        var (mail, guest) = ($"again-{hall.Activity.Id:N}@example.org", $"asked-{hall.Activity.Id:N}@example.org");
        await Register(hall, Draft("Ada", mail));
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        await manager.Submit(await manager.Go($"/activities/{hall.Activity.Id}/registrations/invitations"), "form.panel", ("Input.Lines", guest));
        var (person, invitation) = ((await List(hall))[0], await _engine.App.Db(db => db.Invitations.SingleAsync(i => i.ActivityId == hall.Activity.Id)));
        var (own, invited, visitor) = (await LastLink(mail, ""), await LastLink(guest, "/invited"), new Visitor(_engine.App));
        foreach (var link in (string[])[own, own, invited, own + "/evaluation"]) await visitor.Go(link);
        Assert.Equal((3, 1), (await Uses(person.Id), await Uses(invitation.Id)));

        // Run out, both are mailed again: by the dead page, and by the address.
        await _engine.App.Db(db => db.AccessLinks.Where(l => l.SubjectId == person.Id || l.SubjectId == invitation.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, DateTimeOffset.UnixEpoch)));
        var dead = await visitor.Go(own);
        Assert.Equal(HttpStatusCode.Gone, visitor.Last.StatusCode);
        await visitor.Submit(dead, "form[action='/new-link']");
        await visitor.Submit(await visitor.Go("/new-link"), ("Email", guest));
        await _engine.App.Work<Features.GuestLinks.MailNewLinks>();
        var (again, asked) = (await LastLink(mail, ""), await LastLink(guest, "/invited"));
        Assert.NotEqual((own, invited), (again, asked));
        foreach (var link in (string[])[again, asked])
        {
            await visitor.Go(link);
            Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        }

        // Ended for good, nothing opens it and nothing is mailed; another cluster ends nothing.
        var path = $"/activities/{hall.Activity.Id}/registrations";
        var other = await _engine.App.AVisitor(Role.PartnerManager, hall.OtherCluster);
        await other.Go($"{path}/{person.Id}");
        Assert.Equal(HttpStatusCode.NotFound, other.Last.StatusCode);
        await manager.Submit(await manager.Go($"{path}/{person.Id}"), "form[action*=End]");
        await manager.Submit(await manager.Go($"{path}/invitations"), "form[action*=End]");
        var sent = await Sent();
        foreach (var (link, to) in ((string, string)[])[(again, mail), (asked, guest)])
        {
            var gone = await visitor.Go(link);
            Assert.Equal(HttpStatusCode.Gone, visitor.Last.StatusCode);
            await visitor.Submit(gone, "form[action='/new-link']");
            await visitor.Submit(await visitor.Go("/new-link"), ("Email", to));
        }

        await _engine.App.Work<Features.GuestLinks.MailNewLinks>();
        Assert.Equal(sent, await Sent());
        // Let in again, the person has a new link by mail.
        await manager.Submit(await manager.Go($"{path}/{person.Id}"), "form[action*=Make]");
        await visitor.Go(await LastLink(mail, ""));
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        Task<int> Uses(Guid subject) => _engine.App.Db(db => db.AccessLinks.Where(l => l.SubjectId == subject).Select(l => l.Uses).SingleAsync());
        Task<int> Sent() => _engine.App.Db(db => db.Mails.CountAsync(m => m.To == mail || m.To == guest));
    }

    [Fact]
    public async Task Fewer_places_than_people_are_told_before_and_nobody_is_thrown_out()
    {
        var hall = await AHall(capacity: 5);
        await Register(hall, Draft("Ada"), Draft("Bo"), Draft("Cy"));
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var path = $"/activities/{hall.Activity.Id}/registrations/settings";
        var told = await manager.Submit(await manager.Go(path), "form[action*=Places]", ("Input.Capacity", "2"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("Nobody loses a place", told.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, await _engine.App.Db(db => db.Activities.Where(a => a.Id == hall.Activity.Id).Select(a => a.Capacity).SingleAsync()));
        await manager.Submit(told, "form[action*=Places]", ("Input.Sure", "2"));
        Assert.Equal(2, await _engine.App.Db(db => db.Activities.Where(a => a.Id == hall.Activity.Id).Select(a => a.Capacity).SingleAsync()));
        Assert.All(await List(hall), p => Assert.Equal(RegistrationState.Confirmed, p.State));
    }

    [Fact]
    public async Task A_question_with_answers_is_withdrawn_and_what_was_said_stays()
    {
        var hall = await AHall();
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var path = $"/activities/{hall.Activity.Id}/registrations/settings";
        await manager.Submit(await manager.Go(path), "form[action*=Question]", ("Question.Text", "Size of your shirt?"), ("Question.Options", "S\nM\nL"));
        var form = await manager.Go($"/activities/{hall.Activity.Id}/register");
        var name = form.QuerySelector<IHtmlSelectElement>("select[name^='Input.Answers']")!.Name!;
        await manager.Submit(form, "form[novalidate]", ("Input.Name", "Ada"), (name, "M"));
        var settings = await manager.Go(path);
        Assert.Contains("1 person has answered it", settings.Body!.TextContent, StringComparison.Ordinal);
        await manager.Submit(settings, "form[action*=Withdraw]");
        Assert.Equal("M", Assert.Single(Assert.Single(await List(hall)).Answers).Value);
        Assert.Null((await manager.Go($"/activities/{hall.Activity.Id}/register")).QuerySelector("select[name^='Input.Answers']"));
        Assert.Contains("Size of your shirt?", await manager.Http.GetStringAsync(new Uri($"/activities/{hall.Activity.Id}/registrations?handler=Export&format=csv", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_clusters_list_is_not_there_and_the_desk_takes_no_list_away()
    {
        var hall = await AHall();
        var person = (await Register(hall, Draft("Ada"))).People[0].Person;
        var stranger = await _engine.App.AVisitor(Role.PartnerManager, hall.OtherCluster);
        foreach (var path in new[] { "registrations", $"registrations/{person.Id}", "registrations/several", "registrations/invitations", "registrations/settings", "registrations/sheets", "registrations/badges", "registrations/evaluation", "registrations/desk", "check-in", "check-in?handler=People", "register" })
        {
            await stranger.Go($"/activities/{hall.Activity.Id}/{path}");
            Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        }

        var helper = await _engine.App.APerson(Role.CompanyMember, company: (await _engine.App.ACompany(hall.Cluster)).Id);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        await manager.Submit(await manager.Go($"/activities/{hall.Activity.Id}/registrations/desk"), "form[novalidate]", ("Email", helper.Email!));
        var desk = await new Visitor(_engine.App).SignIn(helper.Email!);
        await desk.Go($"/activities/{hall.Activity.Id}/check-in");
        Assert.Equal(HttpStatusCode.OK, desk.Last.StatusCode);
        await desk.Go($"/activities/{hall.Activity.Id}/registrations?handler=Export&format=csv");
        Assert.Equal(HttpStatusCode.NotFound, desk.Last.StatusCode);
        await desk.Go($"/activities/{(await AHall()).Activity.Id}/check-in");
        Assert.Equal(HttpStatusCode.NotFound, desk.Last.StatusCode);
    }

    [Fact]
    public async Task What_two_phones_kept_is_merged_without_losing_or_doubling_anybody()
    {
        var hall = await AHall();
        var people = (await Register(hall, [.. Enumerable.Range(0, 30).Select(n => Draft($"Person {n}"))])).People.Select(p => p.Person.Id).ToList();
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var page = await manager.Go($"/activities/{hall.Activity.Id}/check-in");
        var token = page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        var now = TimeProvider.System.GetUtcNow().AddYears(3).ToUnixTimeMilliseconds(); // a phone whose clock is wrong
        object In(Guid person, long at, string act = "in") => new { id = Ids.New(), registration = person, act, day = hall.Activity.StartsOn, at, method = "qr" };
        var walkIn = Ids.New();
        var first = people.Take(20).Select(p => In(p, now - 60_000)).Append(new { id = Ids.New(), registration = walkIn, act = "in", day = hall.Activity.StartsOn, at = now, method = "desk", walkIn = new { name = "Wanda", organisation = "Walker BV", departure = "Leuven" } }).ToArray();
        var second = people.Skip(10).Select(p => In(p, now - 30_000)).Append(In(people[0], now - 1000, "undo")).Append(new { id = Ids.New(), registration = Ids.New(), act = "in", day = hall.Activity.StartsOn, at = now, method = "desk", walkIn = new { name = "WANDA", organisation = "Walker bv", departure = "Leuven" } }).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => Send(n % 2 == 0 ? first : second))));

        async Task Send(object[] items)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, $"/activities/{hall.Activity.Id}/check-in?handler=Sync") { Content = new StringContent(JsonSerializer.Serialize(new { device = items == first ? people[0] : people[1], sentAt = now, items }), Encoding.UTF8, "application/json") };
            message.Headers.Add("RequestVerificationToken", token);
            using var answer = await manager.Http.SendAsync(message);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(0, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("refused").GetArrayLength());
        }

        var records = await _engine.App.Db(db => db.AttendanceRecords.AsNoTracking().Where(a => a.ActivityId == hall.Activity.Id).ToListAsync());
        Assert.Equal(30, records.Count);
        Assert.DoesNotContain(records, r => r.RegistrationId == people[0]);
        Assert.Equal(31, (await List(hall)).Count);
        Assert.Equal("Leuven", records.Single(r => r.RegistrationId == walkIn || !people.Contains(r.RegistrationId!.Value)).PlaceOfDeparture);
        var twice = await _engine.App.Db(db => db.CheckInEvents.Where(e => e.RegistrationId == people[15]).OrderBy(e => e.At).ToListAsync());
        Assert.Equal(2, twice.Count);
        Assert.Equal(twice[0].At, records.Single(r => r.RegistrationId == people[15]).At);
        Assert.True((TimeProvider.System.GetUtcNow() - twice[0].At).Duration() < TimeSpan.FromMinutes(5));
        Assert.Equal(42 + 2 - 2, await _engine.App.Db(db => db.CheckInEvents.CountAsync(e => e.ActivityId == hall.Activity.Id)) - 1);
    }

    [Fact]
    public async Task A_desk_without_script_finds_by_another_script_checks_in_and_undoes()
    {
        var hall = await AHall();
        await Register(hall, Draft("姚明") with { LatinName = "Yao Ming" }, Draft("Zoë Müller"));
        var desk = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var path = $"/activities/{hall.Activity.Id}/check-in";
        foreach (var q in new[] { "yao", "姚", "1" })
            Assert.Contains("姚明", Assert.Single((await desk.Go($"{path}?q={Uri.EscapeDataString(q)}")).QuerySelectorAll(".desklist li")).TextContent, StringComparison.Ordinal);
        Assert.Single((await desk.Go($"{path}?q=zoe+muller")).QuerySelectorAll(".desklist li"));
        await desk.Submit(await desk.Go($"{path}?q=yao"), ".desklist form");
        Assert.Equal(RegistrationState.CheckedIn, (await List(hall))[0].State);
        await desk.Submit(await desk.Go($"{path}?q=yao"), ".desklist form", ("undo", "true"));
        Assert.Equal(RegistrationState.Confirmed, (await List(hall))[0].State);
        Assert.Empty(await _engine.App.Db(db => db.AttendanceRecords.Where(a => a.ActivityId == hall.Activity.Id).ToListAsync()));
        Assert.Equal(2, await _engine.App.Db(db => db.CheckInEvents.CountAsync(e => e.ActivityId == hall.Activity.Id)));
        await desk.Submit(await desk.Go(path), "form[action*=WalkIn]", ("name", "Lin"), ("organisation", "Lumen"), ("departure", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, desk.Last.StatusCode);
    }

    [Fact]
    public async Task A_signed_scan_is_tied_to_all_rows_of_its_sheet_and_one_of_another_day_is_asked_about()
    {
        var hall = await AHall(days: 2);
        await Register(hall, [.. Enumerable.Range(0, 20).Select(n => Draft($"Person {n:00}"))]);
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var path = $"/activities/{hall.Activity.Id}/registrations/sheets";
        var print = await manager.Submit(await manager.Go(path), "form[action*=Make]");
        Assert.Equal(2, print.QuerySelectorAll(".signpage").Length);
        Assert.Contains("Page 1 of 2", print.Body!.TextContent, StringComparison.Ordinal);
        var sheets = await _engine.App.Db(db => db.AttendanceSheets.AsNoTracking().Where(s => s.ActivityId == hall.Activity.Id).OrderBy(s => s.Number).ToListAsync());
        var pdf = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"u8.ToArray();
        var wrong = await manager.Upload(await manager.Go(path), "form[enctype]", [("Input.File", "scan.pdf", pdf)], ("Input.Code", sheets[0].Code), ("Input.Day", sheets[0].Day.AddDays(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("you said", wrong.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("scan.pdf", wrong.Body!.TextContent, StringComparison.Ordinal);
        var shown = await manager.Submit(wrong, "form[enctype]", ("Input.Day", sheets[0].Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(14, shown.QuerySelectorAll("input[name='Input.Absent']").Length);
        await manager.Submit(shown, "form[enctype]", ("Input.Absent", sheets[0].Rows[3].ToString()));
        var records = await _engine.App.Db(db => db.AttendanceRecords.AsNoTracking().Where(a => a.ActivityId == hall.Activity.Id).ToListAsync());
        Assert.Equal(13, records.Count);
        Assert.All(records, r => Assert.Equal((AttendanceMethod.SignedSheet, 1), (r.Method, r.EvidencePage)));
        Assert.Equal(1, await _engine.App.Db(db => db.EvidenceItems.CountAsync(e => e.RecordId == hall.Activity.Id)));
        await manager.Upload(await manager.Go(path), "form[enctype]", [("Input.File", "x.pdf", "MZ\x90\0\x03"u8.ToArray())], ("Input.Code", sheets[1].Code), ("Input.Day", sheets[1].Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
    }

    [Fact]
    public async Task A_sheet_and_a_badge_of_another_activity_are_told_and_nothing_is_taken()
    {
        var (hall, other) = (await AHall(), await AHall());
        var (here, there) = ((await Register(hall, Draft("Ada"))).People[0].Person, (await Register(other, Draft("Bo"))).People[0].Person);
        await _engine.App.Db(db => db.Activities.Where(a => a.Id == other.Activity.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.LeadClusterId, hall.Cluster)));
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var (path, elsewhere) = ($"/activities/{hall.Activity.Id}/registrations/sheets", $"/activities/{other.Activity.Id}/registrations/sheets");
        await manager.Submit(await manager.Go(path), "form[action*=Make]");
        await manager.Submit(await manager.Go(elsewhere), "form[action*=Make]");
        var wrong = await _engine.App.Db(db => db.AttendanceSheets.AsNoTracking().SingleAsync(s => s.ActivityId == other.Activity.Id));
        var day = hall.Activity.StartsOn.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var pdf = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"u8.ToArray();
        var told = await manager.Upload(await manager.Go(path), "form[enctype]", [("Input.File", "scan.pdf", pdf)], ("Input.Code", wrong.Code), ("Input.Day", day));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("No sheet of this activity has that number", told.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("scan.pdf", told.Body.TextContent, StringComparison.Ordinal);
        Assert.False(await _engine.App.Db(db => db.AttendanceRecords.AnyAsync(a => a.ActivityId == hall.Activity.Id || a.ActivityId == other.Activity.Id)));

        var desk = $"/activities/{hall.Activity.Id}/check-in?q=";
        Assert.Contains(here.Code, (await manager.Go(desk + here.Code)).QuerySelector(".desklist")!.TextContent, StringComparison.Ordinal);
        var answer = await manager.Go(desk + there.Code);
        Assert.Empty(answer.QuerySelectorAll(".desklist li"));
        Assert.Contains("is no number of this activity", answer.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_program_and_a_photo_of_60_MB_are_no_scans()
    {
        var hall = await AHall();
        await Register(hall, Draft("Ada"));
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        var path = $"/activities/{hall.Activity.Id}/registrations/sheets";
        await manager.Submit(await manager.Go(path), "form[action*=Make]");
        var sheet = await _engine.App.Db(db => db.AttendanceSheets.AsNoTracking().SingleAsync(s => s.ActivityId == hall.Activity.Id));
        (string, string)[] typed = [("Input.Code", sheet.Code), ("Input.Day", sheet.Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture))];
        var form = await manager.Go(path);
        var page = await manager.Upload(form, "form[enctype]", [("Input.File", "sheet.pdf", [(byte)'M', (byte)'Z', .. new byte[200]])], typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, manager.Last.StatusCode);
        Assert.Contains("program", page.QuerySelector("#Input-File-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(sheet.Code, page.QuerySelector<IHtmlInputElement>("[name='Input.Code']")!.Value);
        page = await manager.Upload(form, "form[enctype]", [("Input.File", "sheet.jpg", new byte[60 * 1024 * 1024])], typed);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, manager.Last.StatusCode);
        Assert.Contains("10 MB", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await _engine.App.Db(db => db.EvidenceItems.AnyAsync(e => e.RecordId == hall.Activity.Id)));
    }

    [Fact]
    public async Task Whoever_was_there_evaluates_once_and_few_answers_are_the_organisers_alone()
    {
        var hall = await AHall();
        var mail = $"e{hall.Activity.Id:N}@example.org";
        var person = (await Register(hall, Draft("Ada", mail), Draft("Bo"))).People[0].Person;
        var manager = await _engine.App.AVisitor(Role.PartnerManager, hall.Cluster);
        await manager.Submit(await manager.Go($"/activities/{hall.Activity.Id}/check-in?q=ada"), ".desklist form");
        await manager.Submit(await manager.Go($"/activities/{hall.Activity.Id}/registrations/evaluation"), "header form");
        var guest = new Visitor(_engine.App);
        var link = await LastLink(mail, "/evaluation");
        var form = await guest.Go(link);
        var radio = form.QuerySelector<IHtmlInputElement>("input[type=radio]")!.Name!;
        var text = form.QuerySelector<IHtmlTextAreaElement>("textarea")!.Name!;
        await guest.Submit(form, "form.stack", (radio, "4"), (text, "更多时间"));
        await guest.Submit(form, "form.stack", (radio, "1"));
        Assert.Equal(["更多时间", "4"], await _engine.App.Db(async db => (await db.EvaluationAnswers.Where(a => a.ActivityId == hall.Activity.Id).ToListAsync()).OrderByDescending(a => a.Text.Length).Select(a => a.Score?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? a.Text)));
        Assert.Contains("n = 1 of 1", (await manager.Go($"/activities/{hall.Activity.Id}/registrations/evaluation")).Body!.TextContent, StringComparison.Ordinal);
        var auditor = await _engine.App.AVisitor(Role.MonitoringOfficer);
        Assert.Null((await auditor.Go($"/activities/{hall.Activity.Id}/registrations/evaluation")).QuerySelector("main table"));
        Assert.True((await List(hall)).Single(p => p.Id == person.Id).HasEvaluated);
    }
}
