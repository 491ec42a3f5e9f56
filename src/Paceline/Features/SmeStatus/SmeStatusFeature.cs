using Paceline.Platform.Jobs;

namespace Paceline.Features.SmeStatus;

/// <summary>What this area adds to the application.</summary>
public static class SmeStatusFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<ChangeDeclaration>().AddScoped<DecideDeclaration>();
    }
}
