using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;

namespace Paceline.Features.Matchmaking;

/// <summary>What this area adds to the application.</summary>
public static class MatchmakingFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<EventAccess>().AddScoped<CreateEvent>().AddScoped<ChangeEvent>().AddScoped<ChangeParticipant>().AddScoped<AgendaLinks>().AddScoped<IActivityMails>(s => s.GetRequiredService<AgendaLinks>());
    }
}
