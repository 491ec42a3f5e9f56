using Paceline.Platform.Jobs;

namespace Paceline.Features.FollowUp;

/// <summary>What this area adds to the application.</summary>
public static class FollowUpFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<StepRows>().AddScoped<SettleFollowUp>();
    }
}
