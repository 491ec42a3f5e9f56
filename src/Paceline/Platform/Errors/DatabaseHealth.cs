using Microsoft.Extensions.Diagnostics.HealthChecks;
using Paceline.Data;

namespace Paceline.Platform.Errors;

/// <summary>Whether the database answers; what a load balancer asks.</summary>
public sealed class DatabaseHealth(PacelineDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
