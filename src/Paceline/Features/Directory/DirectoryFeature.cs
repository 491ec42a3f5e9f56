using Paceline.Platform.Jobs;

namespace Paceline.Features.Directory;

/// <summary>Searching organisations and reading about one.</summary>
public static class DirectoryFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddSingleton<DirectoryIndex>().AddHostedService<DirectoryWarmUp>();
        services.AddScoped<DirectorySight>().AddScoped<DirectorySearch>().AddScoped<DirectoryRows>().AddScoped<DirectoryColumns>().AddScoped<ReadProfile>().AddScoped<ShareProfile>();
    }
}
