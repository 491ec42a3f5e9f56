using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;

namespace Paceline.Features.Applications;

/// <summary>What this area adds to the application.</summary>
public static class ApplicationsFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<CallDoor>().AddScoped<ReadEligibility>().AddScoped<ReadSelection>().AddScoped<ApplicationFiles>();
        services.AddScoped<ChangeCall>().AddScoped<WriteApplication>().AddScoped<SubmitApplication>().AddScoped<DecideEligibility>();
        services.AddScoped<ChangeAssessors>().AddScoped<ScoreApplication>().AddScoped<GivePlaces>().AddScoped<WriteLetters>();
        services.AddScoped<ApplicationMails>().AddScoped<IActivityMails>(s => s.GetRequiredService<ApplicationMails>());
    }
}
