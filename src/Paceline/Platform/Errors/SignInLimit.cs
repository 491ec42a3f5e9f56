using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Paceline.Platform.Errors;

/// <summary>Attempts to sign in, per address; Identity's lock-out counts them per account.</summary>
public static class SignInLimit
{
    /// <summary>Name of the policy.</summary>
    public const string Policy = "sign-in";

    public static void Add(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, http => HttpMethods.IsPost(http.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "-", _ => new() { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(""));
    }
}
