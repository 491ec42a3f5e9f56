using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;

namespace Paceline.Features.Activities;

/// <summary>What this area adds to the application.</summary>
public static class ActivitiesFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<ActivityDoor>();
        services.AddScoped<ActivityListeners>();
        services.AddScoped<TellListeners>().AddScoped<IActivityMails>(s => s.GetRequiredService<TellListeners>());
        services.AddScoped<SaveActivity>();
        services.AddScoped<StepActivity>();
        services.AddScoped<SavePoint>();
        services.AddScoped<KeepTemplate>();
        services.AddScoped<ReadChecklists>();
        services.AddScoped<FileEvidence>();
        services.AddScoped<CheckActivity>();
        services.AddScoped<ReadCalendar>();
        services.AddScoped<ReadBoard>();
    }
}
