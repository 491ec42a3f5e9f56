using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Platform.Jobs;

namespace Paceline.Features.Privacy;

/// <summary>What this area adds to the application.</summary>
public static class PrivacyFeature
{
    public static void Register(IServiceCollection services, JobKinds kinds)
    {
        services.AddScoped<OwnDoor>().AddScoped<FindSubject>().AddScoped<ChangeConsents>().AddScoped<KeepNeeds>().AddScoped<ReadHeld>().AddScoped<HeldFile>();
        services.AddScoped<ErasePerson>().AddScoped<SealIdentity>().AddScoped<ReceiveRequest>().AddScoped<ForgetLetter>().AddScoped<ReadNotice>();
        kinds.Add<ForgetLetter>();
        // The same pages for whoever has an account and for whoever has a link.
        services.Configure<RazorPagesOptions>(o =>
        {
            o.Conventions.AddPageRoute("/Privacy/MyData", "/agenda/{who}/my-data");
            o.Conventions.AddPageRoute("/Privacy/Erase", "/agenda/{who}/my-data/erase");
            o.Conventions.AddPageRoute("/Privacy/File", "/agenda/{who}/my-data/my-data.zip");
        });
    }
}
