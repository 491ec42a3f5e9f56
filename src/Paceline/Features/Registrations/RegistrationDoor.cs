using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Privacy;
using Paceline.Features.Activities;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Registrations;

/// <summary>
/// Opens the people of an activity: all of them to whoever leads it, works for the whole programme or was given its desk; to a
/// partner that helps to run it its own people. For everybody else there is no such list.
/// </summary>
public sealed class RegistrationDoor(PacelineDb db, CurrentAccess access, ActivityDoor door, TimeProvider clock)
{
    /// <summary>The activity with all its people, to be read, or null.</summary>
    public async Task<Activity?> Read(Guid id, Can can, CancellationToken stop)
    {
        if (await Find(id, stop) is not { } found || !May(found, can)) return null;
        // For the rest of this request: people of every cluster are on the list.
        _ = db.Beyond("Whoever leads an activity or receives people at it sees its people, of whichever cluster they are.", activities: [id]);
        return found;
    }

    /// <summary>The activity with all its people or with one's own, to be read, or null; which of them says <see cref="Only"/>.</summary>
    public async Task<Activity?> ReadOwn(Guid id, Can can, CancellationToken stop) =>
        await Read(id, can, stop) ?? (await Find(id, stop) is { } found && MayOwn(found, can) ? found : null);

    /// <summary>Whether whoever asks may do this for all people of an activity.</summary>
    public bool May(Activity activity, Can can) => door.May(can, activity);

    /// <summary>Whether whoever asks may do this for all of them or for one's own.</summary>
    public bool MayOwn(Activity activity, Can can) => May(activity, can) || door.HelpsFor(can, activity).Count > 0;

    /// <summary>Whether whoever asks may do this for one person of the list.</summary>
    public bool May(Activity activity, Registration person, Can can) => May(activity, can) || person.HomeClusterId is { } home && door.HelpsFor(can, activity).Contains(home);

    /// <summary>The clusters of whose people the list is for whoever asks; null: of all.</summary>
    public IReadOnlyList<Guid>? Only(Activity activity, Can can) => May(activity, can) ? null : door.HelpsFor(can, activity);

    /// <summary>Whether whoever asks opens what people need. The desk does so in the days of the activity, and not before or after.</summary>
    public bool MayOpenCare(Activity activity)
    {
        var today = clock.Today(activity.TimeZone);
        return May(activity, Can.OpenSpecialCare) && (May(activity, Can.ManageActivity) || activity.StartsOn <= today && today <= activity.EndsOn) && SpecialCare.KeptUntil(activity.EndsOn) >= today;
    }

    /// <summary>Whether companies apply for their places instead of registering.</summary>
    public Task<bool> HasCall(Activity activity, CancellationToken stop) =>
        activity.Traits.HasCall ? db.Calls.AnyAsync(c => c.ActivityId == activity.Id && c.PublishedAt != null, stop) : Task.FromResult(false);

    /// <summary>Whether whoever asks registers people by the form: for a company, for a cluster that helps, or where everybody may.</summary>
    public async Task<bool> MayRegister(Activity activity, CancellationToken stop)
    {
        if (activity is not { Traits.HasRegistration: true, State: ActivityState.OpenForRegistration }) return false;
        if (May(activity, Can.ManageActivity)) return true;
        var people = access.MaySomewhere(Can.ApplyForCompany) || MayOwn(activity, Can.ManageActivity);
        return (people || activity.IsPublic) && !await HasCall(activity, stop);
    }

    private async Task<Activity?> Find(Guid id, CancellationToken stop) =>
        await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop) is { Traits.HasRegistration: true } found ? found : null;
}
