using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Activities;
using Paceline.Platform.Access;

namespace Paceline.Features.Registrations;

/// <summary>A page of an activity's list for whoever runs the activity; for everybody else there is none.</summary>
public abstract class OrganiserPage(RegistrationDoor door, SiteAddress site) : PageModel
{
    public Activity Activity { get; private set; } = null!;

    protected async Task<bool> Open(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is not { } found) return false;
        Activity = found;
        return true;
    }

    protected Task<string> Site(CancellationToken stop) => site.Of(Request, stop);
}
