using Paceline.Platform.Jobs;

namespace Paceline.Features.Agendas;

/// <summary>What this area adds to the application.</summary>
public static class AgendasFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<AgendaDoor>().AddScoped<AgendaLinks>().AddScoped<AgendaRows>().AddScoped<TellOutcome>();
    }
}
