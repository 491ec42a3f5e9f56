using Paceline.Platform.Jobs;

namespace Paceline.Features.Scheduling;

/// <summary>What this area adds to the application.</summary>
public static class SchedulingFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
    }
}
