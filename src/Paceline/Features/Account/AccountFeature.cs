using Paceline.Platform.Access;
using Paceline.Platform.Jobs;

namespace Paceline.Features.Account;

/// <summary>What this area adds to the application.</summary>
public static class AccountFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<PeopleSignIn>().AddScoped<Door>().AddScoped<AskForPassword>().AddScoped<ChoosePassword>().AddScoped<SetUpAlliance>().AddScoped<ChangeSecondFactor>().AddScoped<ChangeEmail>().AddScoped<ChangePassword>().AddScoped<ComeFromElsewhere>().AddScoped<SendPasswordLink>();
        kinds.Add<SendPasswordLink>();
    }
}
