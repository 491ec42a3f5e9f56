using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Features.Account;
using Paceline.Features.Admin;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Applications;

/// <summary>The organiser asks people to score, for a time, and applications are dealt out among them.</summary>
public sealed class ChangeAssessors(PacelineDb db, UserManager<Person> people, AskForPassword ask, CurrentAccess access, AuditTrail audit, Post post, TimeProvider clock)
{
    /// <summary>Gives the role until a day; somebody without an account gets one and chooses a password by mail.</summary>
    public async Task<(string Field, Refusal Refusal)?> Invite(Activity activity, Guid key, string email, string name, Guid cluster, DateOnly until, string site, CancellationToken stop)
    {
        if (until < clock.Today(activity.TimeZone)) return ("Input.Until", new Refusal("This day is over. Choose today or a later one."));
        var end = new RoleTime(null, until, activity.TimeZone).End;
        var known = await people.FindByEmailAsync(email);
        if (known is { IsClosed: true }) return ("Input.Email", new Refusal("This account is closed."));
        var person = known ?? new Person { Id = key, UserName = email, Email = email, DisplayName = name };
        if (known is not null && await db.RoleGrants.FirstOrDefaultAsync(g => g.PersonId == known.Id && g.Role == Role.Assessor && g.ActivityId == activity.Id, stop) is { } held)
        {
            if (held.ClusterId != cluster) return ("Input.Cluster", new Refusal("This person scores for another cluster already."));
            held.ValidTo = end;
        }
        else
        {
            // Whoever manages or belongs to a cluster scores as one of that cluster, whatever the form says.
            var own = await db.RoleGrants.Where(g => g.PersonId == person.Id && g.Role == Role.PartnerManager && g.ClusterId != null).Select(g => g.ClusterId).ToListAsync(stop);
            if (own.Count > 0 && !own.Contains(cluster)) return ("Input.Cluster", new Refusal("This person belongs to another cluster. Choose that one, so that its companies stay hidden."));
            db.RoleGrants.Add(new RoleGrant { PersonId = person.Id, Role = Role.Assessor, ActivityId = activity.Id, ClusterId = cluster, ValidTo = end });
        }

        audit.Add("Asked somebody to score", RecordKind.Activity, activity.Id, activity.Title.ToString(), $"{person.DisplayName}, {until:yyyy-MM-dd}", cluster: activity.LeadClusterId);
        await post.Add(ApplicationMails.RequestToScore(person, $"request-to-score/{key:N}", access.Name, activity, until, site), stop);
        if (known is not null)
        {
            await db.SaveChangesAsync(stop);
            return null;
        }

        await ask.Invite(person, access.Name, site, stop);
        var made = await people.CreateAsync(person);
        return made.Succeeded ? null : ("Input.Email", new Refusal("This address cannot be used. Check it."));
    }

    /// <summary>Deals out what has fewer than two assessors. How many pairs are new, and how many applications still lack somebody.</summary>
    public async Task<(int Added, int Short)> Assign(Activity activity, Call call, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var panel = await db.RoleGrants.Valid(now).Where(g => g.Role == Role.Assessor && g.ActivityId == activity.Id).Select(g => new Assessor(g.PersonId, g.ClusterId)).ToListAsync(stop);
        var applications = await db.Applications.AsNoTracking().Where(a => a.CallId == call.Id && a.State == ApplicationState.Eligible).Select(a => new { a.Id, a.HomeClusterId }).ToListAsync(stop);
        var given = (await db.Assessments.AsNoTracking().Where(a => a.ActivityId == activity.Id).ToListAsync(stop)).ToLookup(a => a.ApplicationId);
        var able = panel.Select(p => p.Id).ToHashSet();
        // Who cannot score it any more keeps no place among the two, and does not get it anew.
        var needs = applications.ConvertAll(a => new ToAssess(a.Id, a.HomeClusterId, [.. given[a.Id].Where(g => AssessorPlan.Counts(g, a.HomeClusterId, able)).Select(g => g.AssessorId)], [.. given[a.Id].Where(g => !AssessorPlan.Counts(g, a.HomeClusterId, able)).Select(g => g.AssessorId)]));
        var pairs = AssessorPlan.Assign(needs, panel);
        var clusters = panel.DistinctBy(p => p.Id).ToDictionary(p => p.Id, p => p.Cluster);
        foreach (var (application, assessor) in pairs) db.Assessments.Add(new Assessment { ApplicationId = application, ActivityId = activity.Id, AssessorId = assessor, ClusterId = clusters[assessor] });
        if (pairs.Count > 0) audit.Add("Dealt out applications to assessors", RecordKind.Call, call.Id, activity.Title.ToString(), pairs.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return (pairs.Count, needs.Count(a => a.Assigned.Count + pairs.Count(p => p.Application == a.Id) < Call.AssessorsEach));
    }

    /// <summary>
    /// Somebody scores no more: the role for this activity ends now, and what is not handed in is taken back, to be dealt out among the others.
    /// What was handed in stays and counts. How many were taken back.
    /// </summary>
    public async Task<int> TakeBack(Activity activity, Guid person, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var grants = await db.RoleGrants.Valid(now).Where(g => g.PersonId == person && g.Role == Role.Assessor && g.ActivityId == activity.Id).ToListAsync(stop);
        var open = await db.Assessments.Where(a => a.ActivityId == activity.Id && a.AssessorId == person && a.Conflict == null && a.DoneAt == null).ToListAsync(stop);
        if (grants.Count + open.Count == 0) return 0;
        var name = await db.Users.Where(p => p.Id == person).Select(p => p.DisplayName).SingleAsync(stop);
        foreach (var grant in grants) grant.ValidTo = now;
        db.Assessments.RemoveRange(open);
        audit.Add("Took applications back from an assessor", RecordKind.Activity, activity.Id, activity.Title.ToString(), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}, {open.Count}"), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return open.Count;
    }
}
