using Paceline.Platform.Jobs;

namespace Paceline.Features.Home;

/// <summary>What this area adds to the application.</summary>
public static class HomeFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds) => services.AddScoped<ReadToday>().AddScoped<ReadSizes>().AddScoped<OwnRoles>();
}
