using Paceline.Platform.Jobs;

namespace Paceline.Features.Organisations;

/// <summary>What this area adds to the application.</summary>
public static class OrganisationsFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<OrganisationDoor>().AddScoped<SaveOrganisation>().AddScoped<ChangeLogo>().AddScoped<PublishEntry>().AddScoped<ChangeMembership>().AddScoped<FollowHome>().AddScoped<SaveContact>().AddScoped<CreateOrganisation>().AddScoped<FindLikely>();
        kinds.Add<FollowHome>();
    }
}
