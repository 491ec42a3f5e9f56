using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>An application with its call, activity and company.</summary>
public sealed record ApplicationRecord(Application Application, Call Call, Activity Activity, Organisation Company);

/// <summary>Opens calls and applications to those who may do something with them, and to nobody else.</summary>
public sealed class CallDoor(PacelineDb db, CurrentAccess access)
{
    /// <summary>The activity with its call, for whoever runs it; the call is null before it is begun.</summary>
    public async Task<(Activity Activity, Call? Call)?> Manage(Guid activity, CancellationToken stop)
    {
        if (await db.Activities.FirstOrDefaultAsync(a => a.Id == activity, stop) is not { } found || !found.Traits.HasCall || !access.May(Can.ManageActivity, new Scope(found.LeadClusterId))) return null;
        return (found, await db.Calls.FirstOrDefaultAsync(c => c.ActivityId == activity, stop));
    }

    /// <summary>A call that is published, or that the reader runs.</summary>
    public async Task<(Activity Activity, Call Call, bool MayManage)?> Read(Guid activity, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == activity, stop) is not { } found) return null;
        var manages = access.May(Can.ManageActivity, new Scope(found.LeadClusterId));
        var call = await db.Calls.AsNoTracking().FirstOrDefaultAsync(c => c.ActivityId == activity && (manages || c.PublishedAt != null), stop);
        return call is null ? null : (found, call, manages);
    }

    /// <summary>An application, for those who write for its company.</summary>
    public async Task<ApplicationRecord?> Own(Guid id, CancellationToken stop)
    {
        var companies = access.Reach(Can.ApplyForCompany).Companies;
        return await Whole(db.Applications.Where(a => a.Id == id && companies.Contains(a.CompanyId)), stop);
    }

    /// <summary>An application, for whoever runs its activity.</summary>
    public async Task<ApplicationRecord?> Managed(Guid activity, Guid id, CancellationToken stop) =>
        await Manage(activity, stop) is null ? null : await Whole(db.Applications.Where(a => a.Id == id && a.ActivityId == activity && a.State != ApplicationState.Draft), stop);

    /// <summary>An application and one's own assessment of it, for an assessor to whom it was given.</summary>
    public async Task<(ApplicationRecord Record, Assessment Assessment)?> Assessed(Guid id, CancellationToken stop)
    {
        var assessment = await db.Assessments.FirstOrDefaultAsync(a => a.ApplicationId == id && a.AssessorId == access.PersonId && a.Conflict == null, stop);
        if (assessment is null || !access.May(Can.ScoreApplications, new Scope(Activity: assessment.ActivityId))) return null;
        if (await Whole(db.Applications.Where(a => a.Id == id), stop) is not { } record) return null;
        // A company that moved to the assessor's own cluster since is hidden from then on.
        return AssessorPlan.MayScore(new Assessor(assessment.AssessorId, assessment.ClusterId), record.Application.HomeClusterId) ? (record, assessment) : null;
    }

    /// <summary>Whether whoever asks acts for a company and does not belong to it.</summary>
    public bool ActsFor(Guid company) => !access.Grants.Any(g => g.Role is Role.CompanyMember && g.Company == company);

    /// <summary>Accounts of a company's own people.</summary>
    public Task<List<Person>> MembersOf(Guid company, CancellationToken stop) =>
        db.Users.AsNoTracking().Where(p => !p.IsClosed && db.RoleGrants.Any(g => g.PersonId == p.Id && g.Role == Role.CompanyMember && g.OrganisationId == company)).OrderBy(p => p.Email).ToListAsync(stop);

    private async Task<ApplicationRecord?> Whole(IQueryable<Application> applications, CancellationToken stop)
    {
        if (await applications.FirstOrDefaultAsync(stop) is not { } application) return null;
        return new ApplicationRecord(application, await db.Calls.SingleAsync(c => c.Id == application.CallId, stop), await db.Activities.AsNoTracking().SingleAsync(a => a.Id == application.ActivityId, stop),
            await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == application.CompanyId, stop));
    }
}
