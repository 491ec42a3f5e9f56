using System.Net;
using Paceline.Platform.Access;

namespace Paceline.Tests;

public sealed class SignInOnSqlite(SqliteEngine engine) : SignIn(engine), IClassFixture<SqliteEngine>;

public sealed class SignInOnPostgres(PostgresEngine engine) : SignIn(engine), IClassFixture<PostgresEngine>;

public abstract class SignIn
{
    private readonly Engine _engine;

    protected SignIn(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Strangers_are_sent_to_sign_in_and_a_password_opens()
    {
        var person = await _engine.App.APerson(Role.Coordinator);
        var visitor = new Visitor(_engine.App);
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        await visitor.SignIn(person.Email!);
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_without_saying_what_was_wrong()
    {
        var visitor = new Visitor(_engine.App);
        var page = await visitor.Submit(await visitor.Go("/sign-in"), ("Input.Email", "nobody@example.org"), ("Input.Password", "wrong"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Last.StatusCode);
        Assert.NotNull(page.QuerySelector("[role=alert]"));
    }
}
