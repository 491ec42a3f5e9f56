using Paceline.Platform.Jobs;

namespace Paceline.Features.Programme;

/// <summary>What this area adds to the application.</summary>
public static class ProgrammeFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<CurrentProgramme>();
    }
}
