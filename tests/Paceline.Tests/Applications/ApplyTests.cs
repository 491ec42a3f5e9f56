using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;

namespace Paceline.Tests.Applications;

public abstract class ApplyTests
{
    private readonly Engine _engine;

    protected ApplyTests(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Fact]
    public async Task A_company_applies_with_its_profile_and_gets_a_receipt_and_the_same_thing_sent_twice_is_one_submission()
    {
        var world = await ACall.Open(App);
        var (company, person, visitor) = await world.ACompany(1, "Nordvelo");
        var page = await Begin(visitor, world);
        Assert.Contains("Nele Nord", page.QuerySelector<IHtmlInputElement>("#d-0-name")!.Value, StringComparison.Ordinal);
        page = await visitor.Submit(page, Form, (Q(world.Why), "To sell wheels"), (Q(world.Stand), world.Stand.Options[0].Id.ToString()), ("then", "submit"));
        // The answer asks for one more question, which is needed: shown without a script, and nothing typed is lost.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.False(page.QuerySelector<IHtmlElement>($"[data-question='{world.Size.Id}']")!.HasAttribute("hidden"));
        page = await visitor.Submit(page, Form, (Q(world.Size), "12"), ("then", "submit"));
        Assert.Contains("A-001, submission 1", page.Body!.TextContent, StringComparison.Ordinal);
        var path = new Uri(page.Url).AbsolutePath;
        page = await visitor.Submit(page, Form, ("then", "submit"));
        var versions = await App.Db(db => db.ApplicationVersions.Where(v => db.Applications.Any(a => a.Id == v.ApplicationId && a.CompanyId == company.Id)).ToListAsync());
        var version = Assert.Single(versions);
        Assert.Contains(version.Sha256, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await App.Db(db => db.Mails.CountAsync(m => m.To == person.Email && m.Subject.StartsWith("Receipt A-001") && m.Text.Contains(version.Sha256))));

        // Changed until the deadline: another submission of the same application, the first is kept as it was.
        await visitor.Submit(page, Form, (Q(world.Why), "To sell rims"), ("then", "submit"));
        versions = await App.Db(db => db.ApplicationVersions.OrderBy(v => v.Number).Where(v => v.ApplicationId == version.ApplicationId).ToListAsync());
        Assert.Equal([1, 2], versions.Select(v => v.Number));
        Assert.Contains("wheels", versions[0].Content, StringComparison.Ordinal);
        Assert.Contains("rims", versions[1].Content, StringComparison.Ordinal);
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(a => a.RecordId == version.ApplicationId && a.Action == "Submitted an application" && a.OnBehalfOf == null)));

        await world.Close();
        page = await visitor.Go(path);
        Assert.Null(page.QuerySelector(Form));
        Assert.Contains("To sell rims", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_named_under_the_id_of_somebody_elses_registration_gets_a_key_of_ones_own()
    {
        var world = await ACall.Open(App);
        var victim = new Domain.Activities.Registrations.Registration { ActivityId = world.Mission.Id, Number = 70, Name = "Victoria", Role = Domain.Activities.Registrations.RegistrationRole.Speaker, RegisteredAt = DateTimeOffset.UnixEpoch };
        await App.Add(victim);
        var (company, _, visitor) = await world.ACompany(1, "Nordvelo");
        var page = await Begin(visitor, world);
        Task<Guid> Key() => App.Db(async db => (await db.Applications.SingleAsync(a => a.CompanyId == company.Id)).Delegates[0].Id);
        await visitor.Submit(page, Form, ("d-0-id", victim.Id.ToString()));
        var first = await Key();
        Assert.NotEqual(victim.Id, first);
        // The form sent again names the same person.
        await visitor.Submit(await visitor.Go(new Uri(page.Url).AbsolutePath), Form, ("d-0-id", victim.Id.ToString()));
        Assert.Equal(first, await Key());
    }

    [Fact]
    public async Task A_file_is_taken_for_what_it_is_replaced_taken_away_and_opened_by_whoever_scores_it()
    {
        var world = await ACall.Open(App);
        var paper = new CallQuestion { Kind = QuestionKind.FileUpload, Label = new("Your catalogue") };
        await App.Db(async db =>
        {
            var call = await db.Calls.FindAsync(world.Call.Id);
            call!.Questions = [world.Why, paper];
            return await db.SaveChangesAsync();
        });
        var (company, _, visitor) = await world.ACompany(1, "Nordvelo");
        var page = await Begin(visitor, world);
        byte[] Pdf(string text) => [.. "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n% "u8, .. System.Text.Encoding.UTF8.GetBytes(text)];
        Task<IHtmlDocument> Upload(string name, byte[] content, params (string, string)[] values) => visitor.Upload(page, Form, [("f-" + paper.Id, name, content)], values);
        string? Link() => page.QuerySelector($"[data-question='{paper.Id}'] a")?.GetAttribute("href");

        page = await Upload("catalogue.pdf", [(byte)'M', (byte)'Z', .. new byte[200]], (Q(world.Why), "To sell wheels"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains("This is a program", page.QuerySelector($"[data-question='{paper.Id}'] .error")!.TextContent, StringComparison.Ordinal);
        page = await Upload("catalogue.pdf", [.. Pdf("large"), .. new byte[10 * 1024 * 1024]]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains("10 MB", page.QuerySelector($"[data-question='{paper.Id}'] .error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("To sell wheels", page.QuerySelector<IHtmlTextAreaElement>($"[name='{Q(world.Why)}']")!.Value, StringComparison.Ordinal);

        var far = await Upload("catalogue.pdf", new byte[60 * 1024 * 1024]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, visitor.Last.StatusCode);
        Assert.Contains("10 MB", far.Body!.TextContent, StringComparison.Ordinal);

        // A PDF that calls itself a program is kept as what it is.
        page = await Upload("catalogue.exe", Pdf("first"));
        var first = Link()!;
        Assert.Contains("catalogue.exe.pdf", page.Body!.TextContent, StringComparison.Ordinal);
        page = await Upload("new.pdf", Pdf("second"));
        var second = Link()!;
        Assert.NotEqual(first, second);
        await visitor.Go(first);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Last.StatusCode);
        page = await visitor.Submit(await visitor.Go(new Uri(page.Url).AbsolutePath), Form, ("x-" + paper.Id, "1"));
        Assert.Null(Link());
        await visitor.Go(second);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Last.StatusCode);
        page = await Upload("new.pdf", Pdf("third"), ("then", "submit"));
        var application = await App.Db(db => db.Applications.SingleAsync(a => a.CompanyId == company.Id && a.Number != null));
        var kept = $"/applications/{application.Id}/files/{application.Answers.One(paper.Id)}";

        var assessor = await App.APerson(Role.Assessor);
        await App.Add(new RoleGrant { PersonId = assessor.Id, Role = Role.Assessor, ActivityId = world.Mission.Id, ClusterId = world.Clusters[2].Id, ValidTo = TimeProvider.System.GetUtcNow().AddDays(9) }, new Assessment { ApplicationId = application.Id, ActivityId = world.Mission.Id, AssessorId = assessor.Id, ClusterId = world.Clusters[2].Id });
        foreach (var reader in new[] { await new Visitor(App).SignIn(assessor.Email!), await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id), visitor })
        {
            var file = await reader.Http.GetAsync(new Uri(kept, UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, "application/pdf", "attachment"), (file.StatusCode, file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        }

        var (_, _, rival) = await world.ACompany(1, "Rival");
        await rival.Go(kept);
        Assert.Equal(HttpStatusCode.NotFound, rival.Last.StatusCode);
    }

    [Fact]
    public async Task Criteria_are_worded_in_each_language_and_a_word_of_another_is_marked()
    {
        var world = await ACall.Open(App);
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        var page = await organiser.Go(world.Url + "/edit");
        await organiser.Submit(page, "form.profileform", ("Input.Criteria[0].Name[fr]", "Adéquation"), ("Input.Criteria[0].Name[zh]", "市场契合"), ("Input.Criteria[2].Name[nl]", "Vervolg"), ("Input.Criteria[2].Weight", "10"));
        var criteria = await App.Db(db => db.Calls.Where(c => c.Id == world.Call.Id).Select(c => c.Criteria).SingleAsync());
        Assert.Equal(world.Call.Criteria.Select(c => c.Id), criteria.Take(2).Select(c => c.Id));
        Assert.Equal(("Fit", "Adéquation", "市场契合", "Vervolg"), (criteria[0].Name["en"], criteria[0].Name["fr"], criteria[0].Name["zh"], criteria[2].Name["nl"]));
        page = await organiser.Go(world.Url);
        Assert.Contains(page.QuerySelectorAll(".rules bdi"), b => b.TextContent == "Vervolg" && b.GetAttribute("lang") == "nl");
        page = await organiser.Submit(await organiser.Go(world.Url + "/edit"), "form.profileform", ("Input.Criteria[0].Name[ca]", new string('x', 121)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, organiser.Last.StatusCode);
        Assert.NotNull(page.QuerySelector("#criterion-0-ca-error"));
        await organiser.Submit(await organiser.Go(world.Url + "/edit"), "form.profileform", ("Input.Criteria[2].Name[nl]", ""));
        Assert.Equal(2, (await App.Db(db => db.Calls.Where(c => c.Id == world.Call.Id).Select(c => c.Criteria).SingleAsync())).Count);
    }

    [Fact]
    public async Task A_call_for_the_companies_of_some_clusters_keeps_them_and_says_no_to_the_others()
    {
        var world = await ACall.Open(App);
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await organiser.Submit(await organiser.Go(world.Url + "/edit"), "form.profileform", ("Input.Clusters", world.Clusters[1].Id.ToString()));
        Assert.Equal([world.Clusters[1].Id], await App.Db(async db => (await db.Calls.SingleAsync(c => c.Id == world.Call.Id)).Terms.Clusters));
        Assert.NotNull((await organiser.Go(world.Url + "/edit")).QuerySelector($"[name='Input.Clusters'][value='{world.Clusters[1].Id}'][checked]"));
        var (of, other) = (await world.ACompany(1, "Of it"), await world.ACompany(2, "Of another"));
        Assert.Contains("A cluster of this call counts the company.", await Said(of.Visitor), StringComparison.Ordinal);
        Assert.Contains("The call is for companies of other clusters.", await Said(other.Visitor), StringComparison.Ordinal);

        async Task<string> Said(Visitor visitor) => (await visitor.Go(world.Url)).QuerySelector("main .rules")!.TextContent;
    }

    [Fact]
    public async Task After_the_deadline_nothing_is_taken_and_the_draft_stays_readable()
    {
        var world = await ACall.Open(App);
        var (_, _, visitor) = await world.ACompany(1, "Late");
        var page = await visitor.Submit(await Begin(visitor, world), Form, (Q(world.Why), "Nearly done"));
        await world.Close();
        page = await visitor.Submit(page, Form, (Q(world.Why), "One second late"), ("then", "submit"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Contains("This call is closed.", page.Body!.TextContent, StringComparison.Ordinal);
        page = await visitor.Go(new Uri(page.Url).AbsolutePath);
        Assert.Contains("Nearly done", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await App.Db(db => db.ApplicationVersions.CountAsync(v => db.Applications.Any(a => a.Id == v.ApplicationId && a.CallId == world.Call.Id))));
    }

    [Fact]
    public async Task The_deadline_is_one_instant_whatever_clock_the_reader_has_and_the_page_names_the_zone()
    {
        var world = await ACall.Open(App);
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(3);
        await organiser.Submit(await organiser.Go(world.Url + "/edit"), "form:has([name='Input.ClosesOn'])", ("Input.ClosesOn", day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), ("Input.ClosesAt", "17:00"));
        Assert.Equal(new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero), await App.Db(db => db.Calls.Where(c => c.Id == world.Call.Id).Select(c => c.ClosesAt).SingleAsync()));
        var (_, _, visitor) = await world.ACompany(1, "Far away");
        var text = (await visitor.Go(world.Url)).QuerySelector("main")!.TextContent;
        Assert.Contains("17:00", text, StringComparison.Ordinal);
        Assert.Contains("UTC+8", text.Replace("UTC+08:00", "UTC+8", StringComparison.Ordinal), StringComparison.Ordinal);

        // In Shanghai it is tomorrow already, or still today in Brussels: only the instant counts.
        var page = await visitor.Submit(await Begin(visitor, world), Form, (Q(world.Why), "In time"));
        await App.Db(db => db.Calls.Where(c => c.Id == world.Call.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.ClosesAt, TimeProvider.System.GetUtcNow().AddMinutes(20))));
        await visitor.Submit(page, Form, (Q(world.Why), "Twenty minutes before"), ("then", "submit"));
        Assert.Equal(1, await App.Db(db => db.ApplicationVersions.CountAsync(v => db.Applications.Any(a => a.Id == v.ApplicationId && a.CallId == world.Call.Id))));
    }

    [Fact]
    public async Task Two_people_of_one_company_share_the_application_and_neither_loses_what_was_typed()
    {
        var world = await ACall.Open(App);
        var (company, _, first) = await world.ACompany(1, "Twice");
        var second = await App.AVisitor(Role.CompanyMember, company: company.Id);
        // Both had the call open, and both began.
        var (here, there) = (await first.Go(world.Url), await second.Go(world.Url));
        var (one, two) = (await first.Submit(here, "form:has(input[name=company])"), await second.Submit(there, "form:has(input[name=company])"));
        Assert.Equal(new Uri(one.Url).AbsolutePath, new Uri(two.Url).AbsolutePath);
        await first.Submit(one, Form, (Q(world.Why), "By the first"));
        two = await second.Submit(two, Form, (Q(world.Why), "By the second"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Last.StatusCode);
        Assert.Contains("By the first", two.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("By the second", two.QuerySelector<IHtmlTextAreaElement>($"textarea[name='{Q(world.Why)}']")!.Value.Trim());
        await second.Submit(two, Form);
        Assert.Equal("By the second", (await App.Db(db => db.Applications.SingleAsync(a => a.CompanyId == company.Id))).Answers.One(world.Why.Id));
    }

    [Fact]
    public async Task The_cluster_applies_for_a_company_only_with_its_consent_and_the_company_sees_it()
    {
        var world = await ACall.Open(App);
        var (company, _, member) = await world.ACompany(1, "Represented");
        var manager = await App.AVisitor(Role.PartnerManager, world.Clusters[1].Id);
        Assert.Null((await manager.Go(world.Url)).QuerySelector("input[name=company]"));
        var now = TimeProvider.System.GetUtcNow();
        await App.Add(new ActingConsent { CompanyId = company.Id, ClusterId = world.Clusters[1].Id, GivenBy = "Nele", How = ConsentGivenBy.Writing, GivenOn = DateOnly.FromDateTime(now.DateTime), RecordedBy = "M", From = now.AddDays(-1), Until = now.AddDays(30) });
        var page = await manager.Submit(await Begin(manager, world), Form, (Q(world.Why), "For them"), ("then", "submit"));
        Assert.Contains("for the company", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(a => a.Action == "Submitted an application" && a.OnBehalfOf == company.Name)));
        Assert.Contains("A-001", (await member.Go("/my-trips")).Body!.TextContent, StringComparison.Ordinal);
        var ours = await manager.Go(world.Url + "/companies");
        Assert.Contains("Represented", ours.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("For them", ours.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_companys_application_is_not_there_for_anybody_else()
    {
        var world = await ACall.Open(App);
        var (_, _, owner) = await world.ACompany(1, "Owner");
        var (_, _, rival) = await world.ACompany(2, "Rival");
        var path = new Uri((await Begin(owner, world)).Url).AbsolutePath;
        await rival.Go(path);
        Assert.Equal(HttpStatusCode.NotFound, rival.Last.StatusCode);
        var stranger = await App.AVisitor(Role.PartnerManager, world.Clusters[2].Id);
        await stranger.Go(world.Url + "/selection");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Last.StatusCode);
        // Drafts are the company's own: the organiser sees what was handed in.
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        await organiser.Go(world.Url + "/selection" + path["/applications".Length..]);
        Assert.Equal(HttpStatusCode.NotFound, organiser.Last.StatusCode);
    }

    [Fact]
    public async Task A_question_with_answers_is_taken_out_after_a_word_and_its_answers_are_kept()
    {
        var world = await ACall.Open(App);
        var (company, _, visitor) = await world.ACompany(1, "Answerer");
        await visitor.Submit(await Begin(visitor, world), Form, (Q(world.Why), "Because"));
        var organiser = await App.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        var page = await organiser.Go(world.Url + $"/questions?remove={world.Why.Id}");
        Assert.Contains("1 applications have answered it.", page.Body!.TextContent, StringComparison.Ordinal);
        page = await organiser.Submit(page, "form[action*='Remove']");
        Assert.Contains("1 answer is kept", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Because", (await App.Db(db => db.Applications.SingleAsync(a => a.CompanyId == company.Id))).Answers.One(world.Why.Id));

        // A wording with answers changes only after its effect was read.
        await visitor.Submit(await visitor.Go("/applications/" + (await App.Db(db => db.Applications.SingleAsync(a => a.CompanyId == company.Id))).Id), Form, (Q(world.Stand), world.Stand.Options[1].Id.ToString()));
        page = await organiser.Go(world.Url + $"/questions/{world.Stand.Id}");
        page = await organiser.Submit(page, ("Input.Label[en]", "Do you want a stand?"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, organiser.Last.StatusCode);
        await organiser.Submit(page);
        var question = (await App.Db(db => db.Calls.SingleAsync(c => c.Id == world.Call.Id))).Questions.Single(q => q.Id == world.Stand.Id);
        Assert.Equal("Do you want a stand?", question.Label.ToString());
        Assert.Equal(world.Stand.Options.Select(o => o.Id), question.Options.Select(o => o.Id));
    }

    [Fact]
    public async Task What_a_company_types_in_any_script_is_kept_as_it_is_and_shown_as_text()
    {
        var world = await ACall.Open(App);
        var (company, _, visitor) = await world.ACompany(1, "北京 <b>体育</b>");
        const string odd = "<script>alert(1)</script> مرحبا 😀 上海";
        var page = await visitor.Submit(await Begin(visitor, world), Form, (Q(world.Why), odd), ("d-0-name", "سارا"), ("then", "submit"));
        Assert.Null(page.QuerySelector("main script:not([type])"));
        Assert.Equal(odd, (await App.Db(db => db.Applications.SingleAsync(a => a.CompanyId == company.Id))).Answers.One(world.Why.Id));
        page = await visitor.Submit(await visitor.Go(new Uri(page.Url).AbsolutePath), Form, ("d-0-email", "nowhere"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
    }

    private const string Form = "form[data-application]";

    private static string Q(CallQuestion question) => "q-" + question.Id;

    private static async Task<IHtmlDocument> Begin(Visitor visitor, ACall world) => await visitor.Submit(await visitor.Go(world.Url), "form:has(input[name=company])");
}

public sealed class ApplyOnSqlite(SqliteEngine engine) : ApplyTests(engine), IClassFixture<SqliteEngine>;

public sealed class ApplyOnPostgres(PostgresEngine engine) : ApplyTests(engine), IClassFixture<PostgresEngine>;
