using Paceline.Platform.Jobs;

namespace Paceline.Features.Scheduling;

/// <summary>What this area adds to the application.</summary>
public static class SchedulingFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<ChangeDraft>().AddScoped<MoveMeeting>().AddScoped<LockMeeting>().AddScoped<UnplaceMeeting>().AddScoped<CancelMeeting>().AddScoped<UndoChange>();
        services.AddScoped<StartScheduling>().AddScoped<StopScheduling>().AddScoped<PublishSchedule>();
        services.AddScoped<TakeOverSchedule>().AddScoped<SolveSchedule>();
        kinds.Add<SolveSchedule>();
    }
}
