using Paceline.Platform.Jobs;

namespace Paceline.Features.Scoreboard;

/// <summary>What this area adds to the application.</summary>
public static class ScoreboardFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<ReadFacts>().AddScoped<ReadRows>().AddScoped<Tally>();
    }
}
