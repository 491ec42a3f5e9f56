using Paceline.Domain;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Paceline.Tests.Account;

/// <summary>A small directory of people on this machine: discovery, keys, authorize, token. It lies in whatever way a test asks for.</summary>
public sealed class IdentityProvider : IAsyncLifetime
{
    public const string Client = "paceline";
    public const string Secret = "a secret of the two";

    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _stranger = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string RedirectUri, Dictionary<string, object> Claims, bool Forged, bool Unsigned)> _codes = new(StringComparer.Ordinal);
    private WebApplication? _app;

    public string Url { get; private set; } = "";

    /// <summary>What the next token says, over what is usual; a null leaves a claim out.</summary>
    public Dictionary<string, object?> Says { get; } = new(StringComparer.Ordinal);

    /// <summary>The next token is signed with a key that nobody knows.</summary>
    public bool Forges { get; set; }

    /// <summary>The next token is not signed at all.</summary>
    public bool LeavesUnsigned { get; set; }

    /// <summary>The visitor's browser at the provider, which does not follow the way back by itself.</summary>
    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Url,
            ["authorization_endpoint"] = Url + "/authorize",
            ["token_endpoint"] = Url + "/token",
            ["jwks_uri"] = Url + "/keys",
            ["end_session_endpoint"] = Url + "/leave",
        }));
        _app.MapGet("/keys", () =>
        {
            var p = _key.ExportParameters(false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = Base64Url.EncodeToString(p.Modulus), e = Base64Url.EncodeToString(p.Exponent) } } });
        });
        _app.MapGet("/authorize", (HttpRequest request) => Authorize(request.Query));
        _app.MapPost("/token", async (HttpRequest request) => Token(await request.ReadFormAsync()));
        await _app.StartAsync();
        Url = _app.Urls.Single();
    }

    /// <summary>Someone whom it knows, with the next token only.</summary>
    public void Knows(string subject, string email, params (string Claim, object? Value)[] more)
    {
        Says.Clear();
        (Says["sub"], Says["email"], Says["email_verified"]) = (subject, email, true);
        foreach (var (claim, value) in more) Says[claim] = value;
        (Forges, LeavesUnsigned) = (false, false);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        _key.Dispose();
        _stranger.Dispose();
    }

    private IResult Authorize(IQueryCollection query)
    {
        if (query["response_type"] != "code" || query["client_id"] != Client || query["code_challenge_method"] != "S256" || !query["scope"].ToString().Contains("openid", StringComparison.Ordinal)) return Results.BadRequest();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?>(StringComparer.Ordinal) { ["iss"] = Url, ["aud"] = Client, ["iat"] = now, ["exp"] = now + 300, ["nonce"] = query["nonce"].ToString() };
        foreach (var (claim, value) in Says) claims[claim] = value;
        var code = Ids.New().ToString("N");
        _codes[code] = (query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!, claims.Where(c => c.Value is not null).ToDictionary(c => c.Key, c => c.Value!, StringComparer.Ordinal), Forges, LeavesUnsigned);
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}");
    }

    private IResult Token(IFormCollection form)
    {
        // A code is good once, for whoever asked for it.
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || form["client_id"] != Client || form["client_secret"] != Secret || form["redirect_uri"] != asked.RedirectUri
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        return Results.Json(new { access_token = "nothing", token_type = "Bearer", expires_in = 300, id_token = Sign(asked.Claims, asked.Forged ? _stranger : _key, asked.Unsigned) });
    }

    private static string Sign(Dictionary<string, object> claims, RSA key, bool unsigned)
    {
        var text = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(unsigned ? (object)new { alg = "none", typ = "JWT" } : new { alg = "RS256", kid = "one", typ = "JWT" })) + "." + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));
        return text + "." + (unsigned ? "" : Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
    }
}
