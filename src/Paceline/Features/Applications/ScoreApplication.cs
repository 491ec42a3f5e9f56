using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Audit;

namespace Paceline.Features.Applications;

/// <summary>An assessor scores, or says to be too close to the company. With the second one the application has its score.</summary>
public sealed class ScoreApplication(PacelineDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Keeps the scores; with <paramref name="done"/> hands them in.</summary>
    public async Task<Refusal?> Run(ApplicationRecord record, Assessment assessment, IReadOnlyDictionary<Guid, int?> scores, string comment, bool done, CancellationToken stop)
    {
        var (application, call, activity, company) = record;
        if (application.State is not (ApplicationState.Eligible or ApplicationState.Scored)) return new Refusal("This application is no longer being scored.");
        if (call.DecidedAt is not null) return new Refusal("Places are given. Scores cannot change any more.");
        if (done && Assessment.Refuses(call.Criteria, scores, comment) is { } no) return no;
        if (done && assessment.DoneAt is null && await db.Assessments.CountAsync(a => a.ApplicationId == application.Id && a.Conflict == null && a.DoneAt != null, stop) >= Call.AssessorsEach) return new Refusal("Two others have scored this application by now. Your score is not needed any more.");
        assessment.Scores = call.Criteria.Where(c => scores.GetValueOrDefault(c.Id) is >= 0 and <= Assessment.Best).ToDictionary(c => c.Id, c => scores[c.Id]!.Value);
        assessment.Comment = comment;
        if (done)
        {
            assessment.DoneAt = clock.GetUtcNow();
            audit.Add("Scored an application", RecordKind.Application, application.Id, $"{application.Code}, {activity.Title}, {company.Name}", cluster: application.HomeClusterId);
        }

        await Settle(application, call, assessment, stop);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Gives an application back: somebody else scores it.</summary>
    public async Task<Refusal?> Decline(ApplicationRecord record, Assessment assessment, string reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason)) return new Refusal("Say how you are connected with the company.");
        if (record.Call.DecidedAt is not null) return new Refusal("Places are given. Scores cannot change any more.");
        assessment.Conflict = reason.Trim();
        assessment.DoneAt = null;
        audit.Add("Declared a conflict of interest", RecordKind.Application, record.Application.Id, $"{record.Application.Code}, {record.Activity.Title}, {record.Company.Name}", assessment.Conflict, cluster: record.Application.HomeClusterId);
        await Settle(record.Application, record.Call, assessment, stop);
        await db.SaveChangesAsync(stop);
        return null;
    }

    // Two who hand in at once both touch the application: the second reads again, so that the score has both.
    private async Task Settle(Application application, Call call, Assessment changed, CancellationToken stop)
    {
        var others = await db.Assessments.Where(a => a.ApplicationId == application.Id && a.Id != changed.Id && a.Conflict == null && a.DoneAt != null).ToListAsync(stop);
        List<Assessment> done = [.. others];
        if (changed is { Conflict: null, DoneAt: not null }) done.Add(changed);
        application.Score = done.Count >= Call.AssessorsEach ? Selection.Score(call.Criteria, [.. done.Select(d => d.Scores)]) : null;
        application.State = application.Score is null ? ApplicationState.Eligible : ApplicationState.Scored;
        db.Entry(application).Property(a => a.State).IsModified = true;
    }
}
