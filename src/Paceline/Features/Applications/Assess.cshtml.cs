using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;

namespace Paceline.Features.Applications;

/// <summary>What an assessor has to score: only what was given to this person, never companies of the own cluster.</summary>
[Requires(Can.ScoreApplications)]
public sealed class AssessModel(PacelineDb db, CurrentAccess access) : PageModel
{
    public sealed record Row(Guid Application, string Code, string Company, string Country, LocalizedText Activity, bool IsDone, bool IsBegun);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var (me, activities) = (access.PersonId, access.Reach(Can.ScoreApplications).Activities.ToList());
        var found = await (from s in db.Assessments.AsNoTracking()
                           where s.AssessorId == me && s.Conflict == null && activities.Contains(s.ActivityId)
                           join a in db.Applications.AsNoTracking() on s.ApplicationId equals a.Id
                           join o in db.Organisations.AsNoTracking() on a.CompanyId equals o.Id
                           join x in db.Activities.AsNoTracking() on a.ActivityId equals x.Id
                           select new { Application = a, Assessment = s, o.Name, o.Country, x.Title }).ToListAsync(stop);
        Rows = [.. found.Where(f => AssessorPlan.MayScore(new Assessor(f.Assessment.AssessorId, f.Assessment.ClusterId), f.Application.HomeClusterId))
            .OrderBy(f => f.Assessment.DoneAt is not null).ThenBy(f => f.Application.Number)
            .Select(f => new Row(f.Application.Id, f.Application.Code, f.Name, f.Country, f.Title, f.Assessment.DoneAt is not null, f.Assessment.Scores.Count > 0))];
    }
}
