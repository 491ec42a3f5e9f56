using Paceline.Domain;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Data;
using Paceline.Domain.Mails;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;

namespace Paceline.Tests.Travel;

public sealed class MailsOnSqlite(SqliteEngine engine) : MailsThatLeave(engine), IClassFixture<SqliteEngine>;

public sealed class MailsOnPostgres(PostgresEngine engine) : MailsThatLeave(engine), IClassFixture<PostgresEngine>;

public abstract class MailsThatLeave
{
    private readonly Engine _engine;

    protected MailsThatLeave(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task A_message_is_queued_once_for_its_key_and_sent_once_however_many_try()
    {
        using var host = new MailHost();
        await using var app = _engine.Start(("Paceline:Worker", "false"), ("Paceline:Mail:Host", "127.0.0.1"), ("Paceline:Mail:Port", host.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var key = Ids.New().ToString();
        for (var i = 0; i < 3; i++) await Queue(app, key, "a@one.example");
        var mail = await app.Db(db => db.Mails.SingleAsync(m => m.Key == key));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Send(app, mail.Id)));
        await Send(app, mail.Id);
        Assert.Single(host.Received);
        Assert.NotNull(await app.Db(db => db.Mails.Where(m => m.Id == mail.Id).Select(m => m.SentAt).SingleAsync()));
    }

    [Fact]
    public async Task One_domain_is_not_hurried_and_the_rest_goes_on()
    {
        using var host = new MailHost();
        await using var app = _engine.Start(("Paceline:Worker", "false"), ("Paceline:Mail:PerMinute", "2"), ("Paceline:Mail:Host", "127.0.0.1"), ("Paceline:Mail:Port", host.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var domain = $"{Ids.New():N}.example";
        foreach (var name in new[] { "a", "b", "c", "d" }) await Queue(app, Ids.New().ToString(), $"{name}@{domain}");
        await Queue(app, Ids.New().ToString(), $"e@other-{domain}");
        foreach (var id in await app.Db(db => db.Mails.Where(m => m.Domain.EndsWith(domain)).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync())) await Send(app, id);
        Assert.Equal(2, host.Received.Count(r => r.EndsWith("@" + domain, StringComparison.Ordinal)));
        Assert.Contains(host.Received, r => r.EndsWith("@other-" + domain, StringComparison.Ordinal));
        // What waits is due again in the minute, not lost.
        var soon = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var waiting = await app.Db(db => db.Mails.Where(m => m.Domain == domain && m.SentAt == null).Select(m => m.Id).ToListAsync());
        Assert.Equal(2, waiting.Count);
        foreach (var id in waiting)
        {
            var payload = JsonSerializer.Serialize(id);
            Assert.True(await app.Db(db => db.Jobs.AnyAsync(j => j.Payload == payload && j.DoneAt == null && j.DueAt > soon)));
        }
    }

    [Fact]
    public async Task What_the_host_refuses_for_good_is_shown_and_what_it_refuses_for_now_is_tried_again()
    {
        using var host = new MailHost();
        await using var app = _engine.Start(("Paceline:Worker", "false"), ("Paceline:Mail:Host", "127.0.0.1"), ("Paceline:Mail:Port", host.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var (gone, full) = ($"gone-{Ids.New():N}@one.example", $"full-{Ids.New():N}@two.example");
        await Queue(app, Ids.New().ToString(), gone);
        await Queue(app, Ids.New().ToString(), full);
        var (dead, later) = (await Of(app, gone), await Of(app, full));
        await Send(app, dead.Id);
        await Assert.ThrowsAnyAsync<Exception>(() => Send(app, later.Id));
        (dead, later) = (await Of(app, gone), await Of(app, full));
        Assert.Equal((550, true, 1), (dead.FailureCode, dead.FailedAt is not null, dead.Attempts));
        Assert.Equal((false, true), (later.FailedAt is not null, later.FailureCode is >= 400 and < 500));
        host.IsKind = true;
        await Send(app, later.Id);
        Assert.NotNull((await Of(app, full)).SentAt);

        var admin = await app.AVisitor(Role.Administrator);
        var page = await admin.Go("/mail?state=failed&q=" + gone);
        Assert.Contains("Came back", page.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        await admin.Submit(await admin.Go($"/mail/{dead.Id}"), "form[action*=Again]");
        await Send(app, dead.Id);
        Assert.NotNull((await Of(app, gone)).SentAt);
    }

    [Fact]
    public async Task The_alliances_own_text_is_sent_in_its_language_until_it_is_taken_back_and_a_hole_that_nothing_fills_is_refused()
    {
        var coordinator = await _engine.App.AVisitor(Role.Coordinator);
        var page = await coordinator.Go("/mail/templates/AgendaLink/nl");
        Assert.Contains("{link}", page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        foreach (var text in new[] { "Zonder adres", "{link} {wie}" })
        {
            await coordinator.Submit(page, "main form", ("Input.Text", text));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, coordinator.Last.StatusCode);
        }

        page = await coordinator.Submit(page, "main form", ("Input.Subject", "Uw agenda voor {event}"), ("Input.Text", "Dag {name}: {link}"));
        Assert.Equal(("Uw agenda voor Kortrijk", "Dag {link}: https://x"), await Render("nl"));
        Assert.StartsWith("Your meetings", (await Render("en")).Subject, StringComparison.Ordinal);
        await coordinator.Submit(await coordinator.Go("/mail/templates/AgendaLink/nl"), "form[action*=Back]");
        Assert.NotEqual("Uw agenda voor Kortrijk", (await Render("nl")).Subject);
        await coordinator.Go("/mail/templates/AgendaLink/xx");
        Assert.Equal(HttpStatusCode.NotFound, coordinator.Last.StatusCode);

        Task<(string Subject, string Text)> Render(string language) => _engine.App.Run(s => s.GetRequiredService<MailTemplates>().Render(MailKind.AgendaLink, language, new Dictionary<string, string> { ["name"] = "{link}", ["event"] = "Kortrijk", ["days"] = "today", ["link"] = "https://x" }, default));
    }

    private static Task Queue(AppFactory app, string key, string to) => app.Run(async services =>
    {
        await services.GetRequiredService<Outbox>().AddOnce(key, to, "Hello", "Text");
        return await services.GetRequiredService<PacelineDb>().SaveChangesAsync();
    });

    private static Task<OutgoingMail> Of(AppFactory app, string to) => app.Db(db => db.Mails.AsNoTracking().SingleAsync(m => m.To == to));

    private static Task<bool> Send(AppFactory app, Guid mail) => app.Run(async services =>
    {
        await services.GetRequiredService<SendMail>().Run(JsonSerializer.Serialize(mail), default);
        return true;
    });

    /// <summary>A mail host that takes everything, but knows no address that begins with "gone" and has no room for one that begins with "full".</summary>
    private sealed class MailHost : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public MailHost()
        {
            _listener.Start();
            _ = Listen();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
        public bool IsKind { get; set; }
        public System.Collections.Concurrent.ConcurrentBag<string> Received { get; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task Listen()
        {
            try
            {
                while (true) _ = Serve(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task Serve(TcpClient client)
        {
            using (client)
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
                await writer.WriteLineAsync("220 test");
                var to = "";
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
                    {
                        to = line[9..].Trim('<', '>', ' ');
                        await writer.WriteLineAsync(!IsKind && to.StartsWith("gone", StringComparison.Ordinal) ? "550 No such mailbox" : !IsKind && to.StartsWith("full", StringComparison.Ordinal) ? "452 No room" : "250 OK");
                    }
                    else if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                    {
                        await writer.WriteLineAsync("354 go on");
                        while (await reader.ReadLineAsync() is { } text && text is not ".") { }
                        Received.Add(to);
                        await writer.WriteLineAsync("250 OK");
                    }
                    else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase)) return;
                    else await writer.WriteLineAsync("250 OK");
                }
            }
        }
    }
}
