using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Domain.Access;
using Paceline.Features.Account;
using Paceline.Platform.Access;

namespace Paceline.Tests.Account;

public sealed class SecondFactorOnSqlite(SqliteEngine engine) : SecondFactorPages(engine), IClassFixture<SqliteEngine>;

public sealed class SecondFactorOnPostgres(PostgresEngine engine) : SecondFactorPages(engine), IClassFixture<PostgresEngine>;

public abstract class SecondFactorPages
{
    private readonly Engine _engine;

    protected SecondFactorPages(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    private AppFactory App => _engine.App;

    [Theory]
    [InlineData(Role.Coordinator)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.MonitoringOfficer)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.FinanceOfficer)]
    public async Task Who_decides_or_sees_much_sets_it_up_before_anything_else_opens(Role role)
    {
        var visitor = await Newcomer(role);
        Assert.Equal("/account/second-factor", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        foreach (var path in (string[])["/programme", "/scoreboard", "/account/security", "/people"]) Assert.Equal("/account/second-factor", new Uri((await visitor.Go(path)).Url).AbsolutePath);
        var form = await visitor.Go("/scoreboard");
        Assert.NotNull(form.QuerySelector(".qr svg path"));
        await visitor.Submit(form, ("Input.Code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.Equal("/account/second-factor", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        var told = await visitor.Submit(form, ("Input.Code", Now(form)));
        Assert.Equal(10, told.QuerySelectorAll(".codes code").Select(c => c.TextContent).Distinct().Count());
        Assert.Equal("/scoreboard", told.QuerySelector("a.btn.primary")!.GetAttribute("href"));
        Assert.Equal("/scoreboard", new Uri((await visitor.Go("/scoreboard")).Url).AbsolutePath);
        Assert.Empty((await visitor.Go("/account/second-factor")).QuerySelectorAll(".codes"));
    }

    [Fact]
    public async Task Others_may_and_need_not()
    {
        var visitor = await App.AVisitor(Role.Evaluator);
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        var person = await App.APerson(Role.Evaluator);
        var (first, secret) = await Enrolled(person);
        Assert.Equal("/", new Uri((await first.Go("/")).Url).AbsolutePath);
        var second = new Visitor(App);
        var step = await second.Submit(await second.Go("/sign-in"), ("Input.Email", person.Email!), ("Input.Password", Visitor.Password));
        Assert.Equal("/sign-in/code", new Uri(step.Url).AbsolutePath);
        Assert.Equal("/sign-in", new Uri((await second.Go("/")).Url).AbsolutePath);
        await second.Submit(await second.Go("/sign-in/code"), ("Code", Code(secret, 1)));
        Assert.Equal("/", new Uri((await second.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var person = await App.APerson(Role.Evaluator);
        var (_, secret) = await Enrolled(person);
        var code = Code(secret, 1);
        var (first, replay) = (await Halfway(person), await Halfway(person));
        await first.Visitor.Submit(first.Page, ("Code", code));
        Assert.Equal("/", first.Visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
        await replay.Visitor.Submit(replay.Page, ("Code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replay.Visitor.Last.StatusCode);
        Assert.Equal("/sign-in", new Uri((await replay.Visitor.Go("/")).Url).AbsolutePath);
        Assert.True(await App.Db(db => db.AuditEvents.AnyAsync(a => a.Action == "A sign-in failed" && a.RecordId == person.Id)));
    }

    [Fact]
    public async Task Of_many_who_bring_the_same_code_at_once_one_gets_in()
    {
        var person = await App.APerson(Role.Evaluator);
        var (_, secret) = await Enrolled(person);
        var code = Code(secret, 1);
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => App.Run(s => s.GetRequiredService<SecondFactors>().TakeCode(person.Id, code, default))));
        Assert.Single(taken, t => t);
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_only_for_its_person()
    {
        var (person, other) = (await App.APerson(Role.Coordinator), await App.APerson(Role.Coordinator));
        Assert.True(Visitor.Papers[person.Email!].TryDequeue(out var paper));
        foreach (var (who, opens) in new[] { (other, false), (person, true), (person, false) })
        {
            var (visitor, page) = await Halfway(who);
            await visitor.Submit(page, "form[action*=Paper]", ("Code", paper!.ToUpperInvariant()));
            Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        }
    }

    [Fact]
    public async Task Codes_are_guessed_five_times_and_no_more()
    {
        var person = await App.APerson(Role.Coordinator);
        var (visitor, page) = await Halfway(person);
        for (var i = 0; i < 5; i++) await visitor.Submit(page, "form:not([action*=Paper])", ("Code", "123456"));
        Assert.True(Visitor.Papers[person.Email!].TryDequeue(out var paper));
        var said = await visitor.Submit(page, "form[action*=Paper]", ("Code", paper!));
        Assert.Contains("five minutes", said.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_step_asks_for_the_first()
    {
        var visitor = new Visitor(App);
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/sign-in/code")).Url).AbsolutePath);
        var person = await App.APerson(Role.Coordinator);
        var (half, page) = await Halfway(person);
        await App.Db(db => db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.SecurityStamp, "another")));
        Assert.True(Visitor.Papers[person.Email!].TryDequeue(out var paper));
        await half.Submit(page, "form[action*=Paper]", ("Code", paper!));
        Assert.Equal("/sign-in", half.Last.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task A_link_to_choose_a_password_does_not_lead_around_it()
    {
        var person = await App.APerson(Role.Coordinator);
        var visitor = new Visitor(App);
        await visitor.Submit(await visitor.Go("/forgotten-password"), ("Email", person.Email!));
        await App.Work<SendPasswordLink>();
        var mail = await App.Db(db => db.Mails.SingleAsync(m => m.To == person.Email));
        await visitor.Submit(await visitor.Go(Accounts.LinkIn(mail.Text)), ("Password", "seven quiet bicycles"));
        Assert.Equal("/sign-in/code", visitor.Last.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task An_app_is_replaced_or_removed_only_with_the_password()
    {
        var person = await App.APerson(Role.Evaluator);
        var (visitor, _) = await Enrolled(person);
        var page = await visitor.Go("/account/second-factor");
        await visitor.Submit(page, "form:has(.qr)", ("Input.Code", Now(page)), ("Input.Password", "wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        await visitor.Submit(page, "form[action*=Remove]", ("password", "wrong"));
        Assert.True(await App.Db(db => db.SecondFactors.AnyAsync(f => f.PersonId == person.Id)));
        var codes = await visitor.Submit(page, "form[action*=Codes]", ("password", Visitor.Password));
        Assert.Equal(10, codes.QuerySelectorAll(".codes code").Length);
        await visitor.Submit(await visitor.Go("/account/second-factor"), "form[action*=Remove]", ("password", Visitor.Password));
        Assert.False(await App.Db(db => db.SecondFactors.AnyAsync(f => f.PersonId == person.Id)));
    }

    [Fact]
    public async Task A_role_that_needs_it_keeps_it()
    {
        var person = await App.APerson(Role.Coordinator);
        var visitor = await new Visitor(App).SignIn(person.Email!);
        await visitor.Submit(await visitor.Go("/account/second-factor"), "form[action*=Remove]", ("password", Visitor.Password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.True(await App.Db(db => db.SecondFactors.AnyAsync(f => f.PersonId == person.Id)));
    }

    [Fact]
    public async Task Somebody_who_lost_everything_is_let_in_again_by_an_administrator_and_is_told()
    {
        var person = await App.APerson(Role.Coordinator);
        var device = await new Visitor(App).SignIn(person.Email!);
        var administrator = await App.AVisitor(Role.Administrator);
        await administrator.Submit(await administrator.Go($"/people/{person.Id}"), "form[action*=Reset]");
        Assert.Equal(HttpStatusCode.OK, administrator.Last.StatusCode);
        Assert.Equal("/sign-in", new Uri((await device.Go("/")).Url).AbsolutePath);
        Assert.True(await App.Db(db => db.Mails.AnyAsync(m => m.To == person.Email)));
        var again = await new Visitor(App).SignIn(person.Email!);
        Assert.Equal("/account/second-factor", new Uri((await again.Go("/")).Url).AbsolutePath);
    }

    private async Task<Visitor> Newcomer(Role role)
    {
        var person = await App.APerson(role);
        await App.Db(db => db.SecondFactors.Where(f => f.PersonId == person.Id).ExecuteDeleteAsync());
        return await new Visitor(App).SignIn(person.Email!);
    }

    private async Task<(Visitor Visitor, byte[] Secret)> Enrolled(Person person)
    {
        var visitor = await new Visitor(App).SignIn(person.Email!);
        var form = await visitor.Go("/account/second-factor");
        var told = await visitor.Submit(form, "form:has(.qr)", ("Input.Code", Now(form)));
        Assert.NotNull(told.QuerySelector(".codes"));
        return (visitor, Secret(form));
    }

    private async Task<(Visitor Visitor, IHtmlDocument Page)> Halfway(Person person)
    {
        var visitor = new Visitor(App);
        var page = await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", person.Email!), ("Input.Password", Visitor.Password));
        Assert.Equal("/sign-in/code", new Uri(page.Url).AbsolutePath);
        return (visitor, page);
    }

    // As a person reads the key off the page and types it into an app.
    private static byte[] Secret(IHtmlDocument page)
    {
        var (bits, buffer, bytes) = (0, 0, new List<byte>());
        foreach (var letter in page.QuerySelector(".key")!.TextContent.Where(c => c != ' '))
        {
            (buffer, bits) = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bytes.Add((byte)(buffer >> (bits - 8)));
            (buffer, bits) = (buffer & ((1 << (bits - 8)) - 1), bits - 8);
        }

        return [.. bytes];
    }

    private static string Now(IHtmlDocument page) => Code(Secret(page), 0);

    private static string Code(byte[] secret, int ahead) => TimeCode.Of(secret, TimeCode.StepOf(TimeProvider.System.GetUtcNow()) + ahead);
}
