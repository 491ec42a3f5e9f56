using Paceline.Platform.Jobs;

namespace Paceline.Features.Reports;

/// <summary>What this area adds to the application.</summary>
public static class ReportsFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<FreezeReport>();
    }
}
