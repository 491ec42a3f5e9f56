using Paceline.Platform.Access;
using Paceline.Platform.Jobs;

namespace Paceline.Features.GuestLinks;

/// <summary>What this area adds to the application.</summary>
public static class GuestLinksFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<RenewLink>().AddScoped<ChangeLinks>().AddScoped<MailNewLinks>().AddScoped<IRenewsLinks, RenewAgenda>();
        kinds.Add<MailNewLinks>();
    }
}
