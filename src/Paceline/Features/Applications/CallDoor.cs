using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>An application with its call, activity and company.</summary>
public sealed record ApplicationRecord(Application Application, Call Call, Activity Activity, Organisation Company)
{
    /// <summary>Why it can no longer be written, or null: by the application, by the call, or because the activity is off or over.</summary>
    public Refusal? RefusesWriting(TimeProvider clock) => Application.RefusesWriting(Call, clock.GetUtcNow()) ?? Activity.RefusesPlaces(clock.Today(Activity.TimeZone));
}

/// <summary>Opens calls and applications to those who may do something with them, and to nobody else.</summary>
public sealed class CallDoor(PacelineDb db, CurrentAccess access, TimeProvider clock)
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
        await Manage(activity, stop) is null ? null : await Whole(db.Applications.Where(a => a.Id == id && a.ActivityId == activity && a.State != ApplicationState.Draft && a.Number != null), stop);

    /// <summary>An application and one's own assessment of it, for an assessor to whom it was given.</summary>
    public async Task<(ApplicationRecord Record, Assessment Assessment)?> Assessed(Guid id, CancellationToken stop)
    {
        var assessment = await db.Assessments.FirstOrDefaultAsync(a => a.ApplicationId == id && a.AssessorId == access.PersonId && a.Conflict == null, stop);
        if (assessment is null || !access.May(Can.ScoreApplications, new Scope(Activity: assessment.ActivityId))) return null;
        if (await Whole(db.Applications.Where(a => a.Id == id), stop) is not { } record) return null;
        // A company that moved to the assessor's own cluster since is hidden from then on.
        return AssessorPlan.MayScore(new Assessor(assessment.AssessorId, assessment.ClusterId), record.Application.HomeClusterId) ? (record, assessment) : null;
    }

    /// <summary>What counts of an application outside its company's own form: what was handed in last, with whoever has been named since the place was confirmed.</summary>
    public async Task<Submission> HandedIn(Application application, CancellationToken stop)
    {
        if (application.Submissions == 0) return Submission.Nothing;
        if (!application.HasChanges) return new Submission(application.Answers, application.Delegates);
        var document = await db.ApplicationVersions.Where(v => v.ApplicationId == application.Id).OrderByDescending(v => v.Number).Select(v => v.Content).FirstOrDefaultAsync(stop);
        var last = document is null ? Submission.Nothing : Submission.In(document);
        return application.State is ApplicationState.Confirmed ? last with { Delegates = application.Delegates } : last;
    }

    /// <summary>Which letters of these applications have left: what is decided, a company sees from then on.</summary>
    public async Task<ILookup<Guid, LetterKind>> Sent(IReadOnlyCollection<Guid> applications, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Whether the letter of an application has left decides what its company sees of the result; nothing of the letter is shown.");
        return (await db.Letters.Where(l => applications.Contains(l.ApplicationId) && l.SentAt != null).Select(l => new { l.ApplicationId, l.Kind }).ToListAsync(stop)).ToLookup(l => l.ApplicationId, l => l.Kind);
    }

    /// <summary>Where an application stands as its company was told.</summary>
    public async Task<ApplicationState> AsTold(Application application, CancellationToken stop) => application.StateAsTold([.. (await Sent([application.Id], stop))[application.Id]]);

    /// <summary>Whether whoever asks acts for a company and does not belong to it.</summary>
    public bool ActsFor(Guid company) => !access.IsOf(company);

    /// <summary>Accounts of a company's own people.</summary>
    public Task<List<Person>> MembersOf(Guid company, CancellationToken stop)
    {
        var valid = db.RoleGrants.Valid(clock.GetUtcNow());
        return db.Users.AsNoTracking().Where(p => !p.IsClosed && valid.Any(g => g.PersonId == p.Id && g.Role == Role.CompanyMember && g.OrganisationId == company)).OrderBy(p => p.Email).ToListAsync(stop);
    }

    private async Task<ApplicationRecord?> Whole(IQueryable<Application> applications, CancellationToken stop)
    {
        if (await applications.FirstOrDefaultAsync(stop) is not { } application) return null;
        return new ApplicationRecord(application, await db.Calls.SingleAsync(c => c.Id == application.CallId, stop), await db.Activities.AsNoTracking().SingleAsync(a => a.Id == application.ActivityId, stop),
            await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == application.CompanyId, stop));
    }
}
