using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Paceline.Platform.Access;

namespace Paceline.Tests.Account;

public sealed class StrangePasskeysOnSqlite(SqliteEngine engine) : StrangePasskeys(engine), IClassFixture<SqliteEngine>;

public sealed class StrangePasskeysOnPostgres(PostgresEngine engine) : StrangePasskeys(engine), IClassFixture<PostgresEngine>;

/// <summary>A passkey that was asked for elsewhere, or whose answer was touched on the way.</summary>
public abstract class StrangePasskeys
{
    private readonly Engine _engine;

    protected StrangePasskeys(Engine engine)
    {
        Assert.SkipWhen(engine.Unavailable is not null, engine.Unavailable ?? "");
        _engine = engine;
    }

    [Fact]
    public async Task Only_an_answer_given_to_this_site_and_to_this_question_opens()
    {
        using var device = new Device(await _engine.App.APerson(Role.Coordinator));
        await device.Register(_engine.App);
        await Refused(device with { Origin = "https://evil.example" });
        await Refused(device with { Origin = "http://localhost.evil.example" });
        await Refused(device with { Party = "evil.example" });
        await Refused(device with { Challenge = "another question" });
        await Refused(device with { Type = "webauthn.create" });
        await Refused(device with { Flags = 0x01 }); // touched, but nobody says by whom
        await Refused(device with { Forged = true });
        await Refused(device with { Handle = Guid.CreateVersion7().ToString() });
        await Refused(device with { Id = "another key"u8.ToArray() });

        // The control, and the same answer once more.
        var visitor = new Visitor(_engine.App);
        var (page, answer) = await Asked(visitor, device);
        await Send(visitor, page, answer);
        Assert.Equal(HttpStatusCode.OK, visitor.Last.StatusCode);
        Assert.Equal("/", new Uri((await visitor.Go("/")).Url).AbsolutePath);
        var replay = new Visitor(_engine.App);
        await Send(replay, await replay.Go("/sign-in"), answer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replay.Last.StatusCode);
        Assert.Equal("/sign-in", new Uri((await replay.Go("/")).Url).AbsolutePath);
    }

    [Fact]
    public async Task What_is_no_answer_at_all_is_refused_with_a_word()
    {
        var visitor = new Visitor(_engine.App);
        var page = await visitor.Go("/sign-in");
        string[] junk = ["{}", "null", "[]", "x", "{\"id\":\"", new string('[', 50_000), "{\"id\":\"" + new string('x', 2_000_000) + "\"}", "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\",\"userHandle\":\"AA\"},\"clientExtensionResults\":{}}"];
        foreach (var text in junk)
        {
            using var options = await Options(visitor, page);
            await Send(visitor, page, text);
            Assert.True(visitor.Last.StatusCode is HttpStatusCode.UnprocessableEntity, text[..Math.Min(40, text.Length)]);
        }

        await Send(visitor, page, "{\"id\":\"" + new string('x', 10_000_000) + "\"}");
        Assert.InRange((int)visitor.Last.StatusCode, 400, 422);
    }

    private async Task Refused(Device device)
    {
        var visitor = new Visitor(_engine.App);
        visitor.Http.DefaultRequestHeaders.Add("Origin", device.Origin); // whoever carries the answer over says so, too
        var (page, answer) = await Asked(visitor, device);
        await Send(visitor, page, answer);
        Assert.True(visitor.Last.StatusCode is HttpStatusCode.UnprocessableEntity, device.ToString());
        Assert.Equal("/sign-in", new Uri((await visitor.Go("/")).Url).AbsolutePath);
    }

    private static async Task<(IHtmlDocument Page, string Answer)> Asked(Visitor visitor, Device device)
    {
        var page = await visitor.Go("/sign-in");
        using var options = await Options(visitor, page);
        return (page, device.Answer(options.RootElement.GetProperty("challenge").GetString()!));
    }

    private static async Task<JsonDocument> Options(Visitor visitor, IHtmlDocument page)
    {
        using var body = new FormUrlEncodedContent([new("__RequestVerificationToken", ((IHtmlInputElement)page.QuerySelector("form[data-passkey] input[name=__RequestVerificationToken]")!).Value)]);
        var response = await visitor.Http.PostAsync(new Uri("/sign-in?handler=PasskeyOptions", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }

    private static Task<IHtmlDocument> Send(Visitor visitor, IHtmlDocument page, string answer) => visitor.Submit(page, "form[data-passkey]", ("credential", answer));

    /// <summary>A device that answers truly, unless told otherwise.</summary>
    private sealed record Device(Person Person) : IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(16);
        public string Origin { get; init; } = "http://localhost";
        public string Party { get; init; } = "localhost";
        public string? Challenge { get; init; }
        public string Type { get; init; } = "webauthn.get";
        public byte Flags { get; init; } = 0x05;
        public bool Forged { get; init; }
        public string? Handle { get; init; }

        public async Task Register(AppFactory app)
        {
            var point = _key.ExportParameters(false).Q;
            byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
            Assert.True(await app.Run(async s =>
            {
                var people = s.GetRequiredService<UserManager<Person>>();
                return (await people.AddOrUpdatePasskeyAsync((await people.FindByIdAsync(Person.Id.ToString()))!, new UserPasskeyInfo(Id, cose, DateTimeOffset.UnixEpoch, 0, [], isUserVerified: true, isBackupEligible: false, isBackedUp: false, [], []))).Succeeded;
            }));
        }

        public string Answer(string challenge)
        {
            var client = JsonSerializer.SerializeToUtf8Bytes(new { type = Type, challenge = Challenge is null ? challenge : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Challenge)), origin = Origin, crossOrigin = false });
            var count = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(count, 1);
            byte[] data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(Party)), Flags, .. count];
            var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            if (Forged) data[^1]++;
            return JsonSerializer.Serialize(new
            {
                id = Base64Url.EncodeToString(Id),
                rawId = Base64Url.EncodeToString(Id),
                type = "public-key",
                clientExtensionResults = new { },
                response = new { clientDataJSON = Base64Url.EncodeToString(client), authenticatorData = Base64Url.EncodeToString(data), signature = Base64Url.EncodeToString(signature), userHandle = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Handle ?? Person.Id.ToString())) },
            });
        }

        public void Dispose() => _key.Dispose();
    }
}
