using Paceline.Platform.Access;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;

namespace Paceline.Features.Travel;

/// <summary>What this area adds to the application.</summary>
public static class TravelFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<ReadDelegation>().AddScoped<ReadGates>().AddScoped<ChangeGates>().AddScoped<LookUpCounterparts>().AddScoped<SendListToHosts>().AddScoped<ImportRestrictiveList>();
        services.AddScoped<ReadBriefing>().AddScoped<PublishBriefing>().AddScoped<ShowToHosts>().AddScoped<IRenewsLinks, RenewBriefing>();
        services.AddScoped<IActivityMails, BriefingMails>().AddScoped<ReadMails>();
        services.AddScoped<StartCheckIns>().AddScoped<SettleCheckIn>().AddHostedService<CheckInsEveryHour>();
    }
}
