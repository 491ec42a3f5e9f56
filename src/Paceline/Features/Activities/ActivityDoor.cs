using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Platform.Access;

namespace Paceline.Features.Activities;

/// <summary>Finds an activity only for those to whom it belongs: for everybody else there is none.</summary>
public sealed class ActivityDoor(PacelineDb db, CurrentAccess access)
{
    /// <summary>The activity, to be changed, or null.</summary>
    public Task<Activity?> Find(Guid id, Can can, CancellationToken stop) => Within(db.Activities, can).FirstOrDefaultAsync(a => a.Id == id, stop);

    /// <summary>The activity, to be read, or null.</summary>
    public Task<Activity?> Read(Guid id, Can can, CancellationToken stop) => Within(db.Activities.AsNoTracking(), can).FirstOrDefaultAsync(a => a.Id == id, stop);

    /// <summary>Those activities that an act reaches.</summary>
    public IQueryable<Activity> Within(IQueryable<Activity> activities, Can can)
    {
        var reach = access.Reach(can);
        var (clusters, own) = (reach.Clusters.ToList(), reach.Activities.ToList());
        return activities.Where(a => reach.Everywhere || clusters.Contains(a.LeadClusterId) || own.Contains(a.Id));
    }

    /// <summary>Whether whoever asks may do this to it: the lead, and who was given this one activity.</summary>
    public bool May(Can can, Activity activity) => access.May(can, new Scope(activity.LeadClusterId, Activity: activity.Id));

    /// <summary>
    /// The clusters for which whoever asks helps to run an activity that another cluster leads. Such a partner looks after its own
    /// people and sees what is shared; the plan, the places and the people of the others are the lead's.
    /// </summary>
    public IReadOnlyList<Guid> HelpsFor(Can can, Activity activity) => [.. activity.CoOrganiserIds.Where(c => c != activity.LeadClusterId && access.May(can, new Scope(c)))];

    /// <summary>
    /// The registrations whose own points of the programme whoever asks reads: the own one and those of the own companies. Null for who
    /// runs the activity: all of them.
    /// </summary>
    public async Task<IReadOnlyCollection<Guid>?> ReadsFor(Activity activity, CancellationToken stop)
    {
        if (May(Can.ManageActivity, activity) || HelpsFor(Can.ManageActivity, activity).Count > 0) return null;
        var (companies, person) = (access.Reach(Can.ApplyForCompany).Companies.ToList(), access.PersonId);
        return await db.Registrations.Where(r => r.ActivityId == activity.Id && (person != null && r.PersonId == person || r.OrganisationId != null && companies.Contains(r.OrganisationId.Value))).Select(r => r.Id).ToListAsync(stop);
    }

    /// <summary>The activities that others lead and a cluster of whoever asks helps to run.</summary>
    public async Task<List<Guid>> Helped(Can can, CancellationToken stop)
    {
        if (!access.MaySomewhere(can)) return [];
        // Who helps stands in one document of the row, which databases do not look into.
        return [.. (await db.Activities.AsNoTracking().Select(a => new { a.Id, a.LeadClusterId, a.CoOrganiserIds }).ToListAsync(stop)).Where(a => a.CoOrganiserIds.Any(c => c != a.LeadClusterId && access.May(can, new Scope(c)))).Select(a => a.Id)];
    }

    /// <summary>Whether whoever asks works for a partner or for the funder, and not for a member alone.</summary>
    public bool IsPartner => access.Grants.Any(g => g.Role is not (Role.CompanyMember or Role.ActingForCompany or Role.Guest or Role.Desk or Role.Assessor));
}
