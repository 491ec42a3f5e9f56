using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;
using Paceline.Tests.Applications;

namespace Paceline.Tests.Activities;

public sealed class BoardOnSqlite(SqliteEngine engine) : Board(engine), IClassFixture<SqliteEngine>;

public sealed class BoardOnPostgres(PostgresEngine engine) : Board(engine), IClassFixture<PostgresEngine>;

/// <summary>What people and mails owe an activity: each line of the board with its number, the page where it is settled, and gone once it is.</summary>
public abstract class Board
{
    private readonly AppFactory _app;

    protected Board(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _app = engine.App;
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static TheoryData<string, string, string> Lines => new()
    {
        { "mails", "2 mails came back", "mails" },
        { "registrations", "2 registrations wait for your yes", "registrations" },
        { "places", "2 companies have not confirmed their place", "call/selection" },
        { "scores", "2 scores are not handed in", "call/assessors" },
        { "letters", "2 letters have not left", "call/letters" },
        { "invitations", "2 invitations have no answer", "registrations/invitations" },
        { "evaluations", "2 evaluations have no answer", "registrations/evaluation" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task The_board_counts_who_owes_an_answer_until_it_is_there(string what, string words, string page)
    {
        var world = await ACall.Open(_app);
        var mission = what is "evaluations" ? await Over(world) : world.Mission;
        var manager = await _app.AVisitor(Role.PartnerManager, world.Clusters[0].Id);
        Assert.Null(await Line(manager, mission, page));
        List<Action> settle = [];
        var rows = await Owing(what, world, mission, settle);
        await _app.Add([.. rows]);
        Assert.Equal(words, await Line(manager, mission, page));
        Assert.Null(await Line(await _app.AVisitor(Role.PartnerManager, world.Clusters[1].Id), mission, page));

        // One has answered, then the other.
        settle[0]();
        await Save(rows);
        Assert.StartsWith("1 ", await Line(manager, mission, page), StringComparison.Ordinal);
        settle[1]();
        await Save(rows);
        Assert.Null(await Line(manager, mission, page));
    }

    private static async Task<string?> Line(Visitor visitor, Activity activity, string page) =>
        (await visitor.Go("/activities")).QuerySelector($".board .due a[href='/activities/{activity.Id}/{page}']")?.TextContent.Trim();

    private async Task<Activity> Over(ACall world)
    {
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var training = new Activity { ProgrammeId = world.Mission.ProgrammeId, Kind = ActivityKind.TrainingSession, Title = new LocalizedText("A training"), StartsOn = today.AddDays(-3), EndsOn = today.AddDays(-2), LeadClusterId = world.Clusters[0].Id, State = ActivityState.Held };
        await _app.Add(training, new RegistrationBook { ActivityId = training.Id, EvaluationSentAt = Now });
        return training;
    }

    // Two of each, with what settles the first and the second.
    private async Task<List<object>> Owing(string what, ACall world, Activity mission, List<Action> settle)
    {
        switch (what)
        {
            case "mails":
                return Two(n => new OutgoingMail { To = $"gone{n}@example.org", Subject = "A place", Text = "…", ActivityId = mission.Id, QueuedAt = Now, FailedAt = Now }, m => m.FailedAt = null);
            case "registrations":
                return Two(n => Person(n, RegistrationState.Registered), r => r.State = RegistrationState.Confirmed);
            case "places":
                return await Applications(ApplicationState.Selected, a => a.State = ApplicationState.Confirmed);
            case "scores":
                var scored = (Application)(await Applications(ApplicationState.Eligible, _ => { }))[0];
                await _app.Add(scored);
                settle.Clear();
                var assessors = new[] { await _app.APerson(Role.Assessor, world.Clusters[1].Id), await _app.APerson(Role.Assessor, world.Clusters[2].Id) };
                return Two(n => new Assessment { ApplicationId = scored.Id, ActivityId = mission.Id, AssessorId = assessors[n].Id, ClusterId = world.Clusters[n + 1].Id }, a => a.DoneAt = Now);
            case "letters":
                var decided = await Applications(ApplicationState.Rejected, _ => { });
                await _app.Add([.. decided]);
                settle.Clear();
                return Two(n => new Letter { ApplicationId = ((Application)decided[n]).Id, ActivityId = mission.Id, Kind = LetterKind.RejectedLetter, Language = "en", To = "a@example.org", Subject = "S", Text = "T" }, l => l.SentAt = Now);
            case "invitations":
                var came = Person(9, RegistrationState.Confirmed);
                await _app.Add(came);
                return Two(n => new Invitation { ActivityId = mission.Id, Email = $"guest{n}@example.org", EmailKey = Registration.KeyOf($"guest{n}@example.org")!, Role = RegistrationRole.Guest, SentAt = Now }, i => i.RegistrationId = came.Id);
            default:
                return Two(n => Person(n, RegistrationState.CheckedIn), r => r.HasEvaluated = true);
        }

        Registration Person(int n, RegistrationState state) => new() { ActivityId = mission.Id, Number = n + 1, Name = $"Ana {n}", Role = RegistrationRole.Delegate, State = state, RegisteredAt = Now, HomeClusterId = world.Clusters[0].Id };

        async Task<List<object>> Applications(ApplicationState state, Action<Application> then)
        {
            var companies = new[] { await _app.ACompany(world.Clusters[0].Id, "Alpha"), await _app.ACompany(world.Clusters[0].Id, "Beta") };
            return Two(n => new Application { CallId = world.Call.Id, ActivityId = mission.Id, CompanyId = companies[n].Id, HomeClusterId = world.Clusters[0].Id, Number = n + 1, State = state, Submissions = 1, SubmittedAt = Now }, then);
        }

        List<object> Two<T>(Func<int, T> make, Action<T> then) where T : class
        {
            var made = new[] { make(0), make(1) };
            settle.AddRange(made.Select<T, Action>(m => () => then(m)));
            return [.. made];
        }
    }

    private Task Save(List<object> rows) => _app.Db(db =>
    {
        db.UpdateRange(rows);
        return db.SaveChangesAsync();
    });
}
