using Paceline.Platform.Access;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;

namespace Paceline.Features.Registrations;

/// <summary>What this area adds to the application.</summary>
public static class RegistrationsFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<RegistrationDoor>().AddScoped<RegistrationLetters>().AddScoped<IActivityMails>(s => s.GetRequiredService<RegistrationLetters>()).AddScoped<RegisterPeople>().AddScoped<ChangeRegistration>().AddScoped<ReceivePeople>();
        services.AddScoped<Registering.OwnLinks>().AddScoped<InvitePeople>().AddScoped<AskQuestions>().AddScoped<GiveDesk>().AddScoped<PrintSheets>().AddScoped<AttachScan>().AddScoped<ReleaseScan>().AddScoped<AttachLog>().AddScoped<Evaluate>().AddScoped<AskEvaluation>();
        services.AddScoped<EndLinks>().AddScoped<RenewRegistration>().AddScoped<IRenewsLinks>(s => s.GetRequiredService<RenewRegistration>()).AddScoped<IRenewsLinks, RenewInvitation>();
    }
}
