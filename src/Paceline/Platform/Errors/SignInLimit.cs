using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Paceline.Platform.Errors;

/// <summary>
/// Posts to the pages of the door, per address: a bound on the work that one machine can order. Failures are counted apart,
/// by account and network, so that a hall of people behind one address still gets in.
/// </summary>
public static class SignInLimit
{
    /// <summary>Name of the policy.</summary>
    public const string Policy = "sign-in";

    public static void Add(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, http => HttpMethods.IsPost(http.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(Access.Networks.Counted(http.Connection.RemoteIpAddress), _ => new() { PermitLimit = 1200, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
    }
}
