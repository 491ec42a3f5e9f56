using Paceline.Platform.Jobs;

namespace Paceline.Features.Contracts;

/// <summary>What this area adds to the application.</summary>
public static class ContractsFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<Reporters>().AddScoped<KeptFiles>().AddScoped<ReportContract>().AddScoped<AddEvidence>().AddScoped<VerifyContract>().AddScoped<OpenEvidence>().AddScoped<ReadContracts>();
    }
}
