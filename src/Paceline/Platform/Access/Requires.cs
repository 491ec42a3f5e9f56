using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Paceline.Platform.Access;

/// <summary>
/// Says on a page or endpoint what it takes to use it; a test refuses routes that say nothing.
/// It opens the door for whoever may do this to some record; which records, the page asks with <see cref="CurrentAccess"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RequiresAttribute(Can can) : Attribute, IAuthorizeData, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Can Can => can;
    public string? Policy { get; set; }
    public string? Roles { get; set; }
    public string? AuthenticationSchemes { get; set; }
    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Names the kinds of link that open a page whose route has a {who}; without it, an agenda link does.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenedByAttribute(params LinkPurpose[] purposes) : Attribute
{
    public IReadOnlyList<LinkPurpose> Purposes => purposes;
}

/// <summary>A page that is open while the second factor is still to be set up; all others wait for it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenBeforeSecondFactorAttribute : Attribute;

/// <summary>The only place where a request meets the rule book.</summary>
public sealed class RequiresHandler(CurrentAccess access, IHttpContextAccessor http) : AuthorizationHandler<RequiresAttribute>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiresAttribute requirement)
    {
        await access.Load(http.HttpContext!.RequestAborted);
        if (access.MaySomewhere(requirement.Can) || access.LacksSecondFactor && http.HttpContext.GetEndpoint()?.Metadata.GetMetadata<OpenBeforeSecondFactorAttribute>() is not null) context.Succeed(requirement);
    }
}

/// <summary>A dead link gets a page that says so instead of a sign-in form that its holder has no account for.</summary>
public sealed class AnswerToTheRefused(CurrentAccess access) : IAuthorizationMiddlewareResultHandler
{
    /// <summary>Where the second factor is set up.</summary>
    public const string SecondFactorPage = "/account/second-factor";

    private readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Succeeded && access.LinkIsDead)
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        }

        // Nothing else opens before the second factor is there.
        if (!authorizeResult.Succeeded && access.LacksSecondFactor)
        {
            context.Response.Redirect(HttpMethods.IsGet(context.Request.Method) ? SecondFactorPage + QueryString.Create("returnUrl", context.Request.Path + context.Request.QueryString) : SecondFactorPage);
            return Task.CompletedTask;
        }

        // The cookie is still good, but the account behind it was closed or signed out everywhere: back to the door.
        if (!authorizeResult.Succeeded && authorizeResult.Forbidden && access is { PersonId: null, GuestParticipantId: null })
            return context.ChallengeAsync();

        return _usual.HandleAsync(next, context, policy, authorizeResult);
    }
}
