using Paceline.Platform.Jobs;

namespace Paceline.Features.Admin;

/// <summary>What this area adds to the application.</summary>
public static class AdminFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<InvitePerson>().AddScoped<ChangeRoles>().AddScoped<ChangeAccount>().AddScoped<RoleWords>().AddScoped<AuditLines>().AddScoped<ReadSight>();
    }
}
