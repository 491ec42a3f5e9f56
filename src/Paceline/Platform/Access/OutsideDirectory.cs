using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Paceline.Platform.Access;

/// <summary>When a sign-in at the alliance's own directory counts as two factors.</summary>
public enum DirectoryProof
{
    /// <summary>Never: whoever needs a second factor proves it here.</summary>
    Never,
    /// <summary>When the directory says so: "mfa" among the methods of <c>amr</c>, or an <c>acr</c> that the settings name.</summary>
    Claim,
    /// <summary>Always: the operator knows that the directory asks everybody for two.</summary>
    Always,
}

/// <summary>The alliance's own directory of people, asked by OpenID Connect. Off until an authority is set.</summary>
public sealed class OutsideDirectory
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "OpenIdConnect";

    private const string Section = "Paceline:OpenIdConnect";
    private const string Answer = "/sign-in/elsewhere/answer";
    private const string Left = "/sign-in/elsewhere/left";

    /// <summary>The issuer; its discovery document lies under /.well-known/openid-configuration.</summary>
    public string Authority { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string ClientSecret { get; set; } = "";
    /// <summary>What people call it; stands on the button.</summary>
    public string Name { get; set; } = "OpenID Connect";
    public string Scopes { get; set; } = "openid profile email";
    /// <summary>The directory checks every address itself, and therefore sends no <c>email_verified</c>.</summary>
    public bool EmailsAreVerified { get; set; }
    /// <summary>Claims come from the user-info endpoint, not in the token.</summary>
    public bool UserInfo { get; set; }
    /// <summary>When its sign-in counts as two factors.</summary>
    public DirectoryProof SecondFactor { get; set; } = DirectoryProof.Claim;
    /// <summary>Values of <c>acr</c> that mean two factors, with blanks between them.</summary>
    public string SecondFactorAcr { get; set; } = "";

    /// <summary>Whether people can come in by it.</summary>
    public bool IsOn => Authority.Length > 0;

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var directory = configuration.GetSection(Section).Get<OutsideDirectory>() ?? new OutsideDirectory();
        services.AddSingleton(directory);
        if (!directory.IsOn) return;
        if (directory.ClientId.Length == 0) throw new InvalidOperationException($"{Section}:ClientId is missing: the directory has to know who asks.");
        services.AddAuthentication().AddOpenIdConnect(Scheme, directory.Set);
    }

    private void Set(OpenIdConnectOptions o)
    {
        (o.Authority, o.ClientId, o.ClientSecret) = (Authority, ClientId, ClientSecret is "" ? null : ClientSecret);
        // Only a directory on this very machine is asked without TLS.
        o.RequireHttpsMetadata = !(Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && uri.IsLoopback);
        o.SignInScheme = IdentityConstants.ExternalScheme;
        (o.CallbackPath, o.SignedOutCallbackPath, o.SignedOutRedirectUri) = (Answer, Left, Features.Urls.SignIn);
        // A page elsewhere that loads an address of ours must not sign anybody out.
        o.RemoteSignOutPath = default;
        (o.ResponseType, o.ResponseMode, o.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        // The answer is a plain GET, so that cookies need not travel with posts of other sites.
        (o.CorrelationCookie.SameSite, o.CorrelationCookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        (o.NonceCookie.SameSite, o.NonceCookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        (o.SaveTokens, o.MapInboundClaims, o.GetClaimsFromUserInfoEndpoint) = (false, false, UserInfo);
        o.TimeProvider = TimeProvider.System; // tokens are of the real time, in a demonstration too
        o.Scope.Clear();
        foreach (var scope in Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) o.Scope.Add(scope);
        foreach (var kept in (string[])["iss", "acr"]) o.ClaimActions.Remove(kept);
        o.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        // Keys are public ones: what is signed with the shared secret, or not at all, is nobody's word. By the standard a token that
        // is fetched may come unsigned, and the framework lets it; nothing here needs that.
        o.TokenValidationParameters.ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
        o.Events.OnTokenValidated = c =>
        {
            if (c.SecurityToken is not { SignatureAlgorithm: { Length: > 0 } and not "none" }) c.Fail("The token is not signed.");
            return Task.CompletedTask;
        };
        o.Events.OnRedirectToIdentityProvider = async c => c.ProtocolMessage.RedirectUri = await Site(c.HttpContext) + Answer;
        o.Events.OnRedirectToIdentityProviderForSignOut = async c => (c.ProtocolMessage.ClientId, c.ProtocolMessage.PostLogoutRedirectUri) = (ClientId, await Site(c.HttpContext) + Left);
        o.Events.OnAccessDenied = c => Turn(c, "refused");
        o.Events.OnRemoteFailure = c =>
        {
            c.HttpContext.RequestServices.GetRequiredService<ILogger<OutsideDirectory>>().LogWarning(c.Failure, "The answer of {Directory} did not hold", Name);
            return Turn(c, "broken");
        };
    }

    private static Task<string> Site(HttpContext http) => http.RequestServices.GetRequiredService<SiteAddress>().Of(http.Request, http.RequestAborted);

    private static Task Turn<TOptions>(HandleRequestContext<TOptions> context, string problem) where TOptions : AuthenticationSchemeOptions
    {
        context.Response.Redirect(Features.Urls.ElsewhereWelcome + QueryString.Create("problem", problem));
        context.HandleResponse();
        return Task.CompletedTask;
    }
}
