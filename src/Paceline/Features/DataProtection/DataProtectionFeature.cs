using Paceline.Platform.Jobs;

namespace Paceline.Features.DataProtection;

/// <summary>What this area adds to the application.</summary>
public static class DataProtectionFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<RunRetention>().AddScoped<NightlyRetention>().AddScoped<AnswerRequest>().AddHostedService<StartRetention>();
        kinds.Add<NightlyRetention>();
    }
}
