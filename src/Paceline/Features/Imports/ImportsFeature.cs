using Paceline.Platform.Jobs;

namespace Paceline.Features.Imports;

/// <summary>What this area adds to the application.</summary>
public static class ImportsFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<PreviewImport>().AddScoped<ImportParticipants>().AddScoped<UndoImport>();
    }
}
