using Paceline.Platform.Jobs;

namespace Paceline.Features.Acting;

/// <summary>What this area adds to the application.</summary>
public static class ActingFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<ChangeConsent>();
    }
}
