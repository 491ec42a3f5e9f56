using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Features.Registrations;
using Paceline.Platform.Audit;

namespace Paceline.Features.Applications;

/// <summary>The organiser writes a call: its terms, its form, what assessors score; and publishes it.</summary>
public sealed class ChangeCall(PacelineDb db, GivePlaces places, CallDoor door, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What answers there are to the questions of a call: by question, and by option.</summary>
    public sealed record Given(IReadOnlyDictionary<Guid, int> Questions, IReadOnlyDictionary<Guid, int> Options);

    /// <summary>A call that nobody has written anything in yet.</summary>
    public static Call Begin(Activity activity, DateTimeOffset now) => new()
    {
        ActivityId = activity.Id,
        OpensAt = now,
        ClosesAt = now.AddDays(28),
        Places = activity.Capacity ?? 15,
        Languages = activity.Languages.Length > 0 ? activity.Languages : ["en"],
        Criteria = [new(Ids.New(), new LocalizedText("Fit with the market"), 40), new(Ids.New(), new LocalizedText("Readiness to export"), 30), new(Ids.New(), new LocalizedText("What the company will do afterwards"), 30)],
    };

    /// <summary>Saves terms and places; a call that is not there yet is added. What is scored counts by the weights that are saved, and more places after the decision go to those who wait, in the same act.</summary>
    public async Task<Refusal?> Save(Activity activity, Call call, bool isNew, string site, CancellationToken stop)
    {
        var taken = isNew ? 0 : await db.Applications.CountAsync(a => a.CallId == call.Id && (a.State == ApplicationState.Selected || a.State == ApplicationState.Confirmed), stop);
        if (call.RefusesPlaces(call.Places, taken) is { } no) return no;
        if (call.ClosesAt <= call.OpensAt) return new Refusal("It closes before it opens.");
        if (isNew) db.Calls.Add(call);
        else if (call.DecidedAt is not null) return await SaveDecided(activity, call, site, stop);
        else if (await Rescore(call, stop) is { } unscored) return unscored;
        Note(isNew ? "Wrote a call" : "Changed a call", activity, call);
        await db.SaveChangesAsync(stop);
        return null;
    }

    // Whoever gives places waits for the turn, which forgets what was read before: what was changed here is taken along into it.
    private async Task<Refusal?> SaveDecided(Activity activity, Call call, string site, CancellationToken stop)
    {
        var seen = db.Entry(call).Property(c => c.Version).OriginalValue;
        await using var turn = await Turn.Take(db, activity.Id, stop);
        db.Update(call);
        db.Entry(call).Property(c => c.Version).OriginalValue = seen;
        call.Turn++;
        Note("Changed a call", activity, call);
        await places.MoveUp(call, activity, site, stop);
        await db.SaveChangesAsync(stop);
        await turn.Done(stop);
        return null;
    }

    // Scores are computed again by the weights as they are now, in the same save; where a criterion has no points, nothing is saved.
    private async Task<Refusal?> Rescore(Call call, CancellationToken stop)
    {
        if (!db.Entry(call).Property(c => c.Criteria).IsModified) return null;
        var applications = await db.Applications.Where(a => a.CallId == call.Id && (a.State == ApplicationState.Eligible || a.State == ApplicationState.Scored)).ToListAsync(stop);
        var handedIn = (await db.Assessments.AsNoTracking().Where(a => a.ActivityId == call.ActivityId && a.Conflict == null && a.DoneAt != null).ToListAsync(stop)).ToLookup(a => a.ApplicationId);
        var without = applications.SelectMany(a => handedIn[a.Id]).Count(a => call.Criteria.Exists(c => !a.Scores.ContainsKey(c.Id)));
        if (without > 0) return new Refusal("{0} scores are handed in already and have no points for the new criterion. Take it out again: what assessors score stays once they have begun to hand in.", without);
        foreach (var application in applications)
        {
            if (application.State is ApplicationState.Scored) application.Score = Selection.Score(call.Criteria, [.. handedIn[application.Id].Select(a => a.Scores)]) ?? application.Score;
            // Whoever hands in at the same moment reads the call again.
            db.Entry(application).Property(a => a.Score).IsModified = true;
        }

        return null;
    }

    /// <summary>Shows the call to companies.</summary>
    public async Task<Refusal?> Publish(Activity activity, Call call, CancellationToken stop)
    {
        if (call.Lacks().FirstOrDefault() is { } lack) return lack;
        if (call.PublishedAt is not null) return null;
        call.PublishedAt = clock.GetUtcNow();
        Note("Published a call", activity, call);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>How many applications answered what.</summary>
    public async Task<Given> Answered(Call call, CancellationToken stop)
    {
        var applications = await db.Applications.AsNoTracking().Where(a => a.CallId == call.Id).ToListAsync(stop);
        // What was handed in and taken out of the form since is answered all the same.
        var all = new List<Answers[]>();
        foreach (var application in applications) all.Add(application is { HasChanges: true, Submissions: > 0 } ? [application.Answers, (await door.HandedIn(application, stop)).Answers] : [application.Answers]);
        return new Given(call.Questions.ToDictionary(q => q.Id, q => all.Count(one => one.Any(a => a.IsAnswered(q.Id)))),
            call.Questions.SelectMany(q => q.Options.Select(o => (Option: o.Id, N: all.Count(one => one.Any(a => a.Has(q.Id, o.Id.ToString())))))).GroupBy(o => o.Option).ToDictionary(g => g.Key, g => g.First().N));
    }

    /// <summary>Adds a question or puts another wording in its place.</summary>
    public async Task<Refusal?> Save(Activity activity, Call call, CallQuestion question, CancellationToken stop)
    {
        if (CallForm.Refuses(question, call.Questions) is { } no) return no;
        var known = call.Questions.Exists(q => q.Id == question.Id);
        call.Questions = known ? [.. call.Questions.Select(q => q.Id == question.Id ? question : q)] : [.. call.Questions, question];
        Note(known ? "Changed a question" : "Added a question", activity, call);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Takes a question out: gone without answers, retired with them.</summary>
    public async Task Remove(Activity activity, Call call, Guid question, CancellationToken stop)
    {
        call.Questions = CallForm.Without(call.Questions, question, (await Answered(call, stop)).Questions.GetValueOrDefault(question));
        Note("Took a question out", activity, call);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Moves a question.</summary>
    public async Task Move(Activity activity, Call call, Guid question, int by, CancellationToken stop)
    {
        if (CallForm.Moved(call.Questions, question, by) is not { } moved) return;
        call.Questions = moved;
        Note("Moved a question", activity, call);
        await db.SaveChangesAsync(stop);
    }

    private void Note(string action, Activity activity, Call call)
    {
        var details = string.Create(CultureInfo.InvariantCulture, $"{call.OpensAt:u} – {call.ClosesAt:u}, {call.Places}");
        // Spelt out, so that the catalogue knows each sentence.
        switch (action)
        {
            case "Wrote a call": audit.Add("Wrote a call", RecordKind.Call, call.Id, activity.Title.ToString(), details, cluster: activity.LeadClusterId); break;
            case "Changed a call": audit.Add("Changed a call", RecordKind.Call, call.Id, activity.Title.ToString(), details, cluster: activity.LeadClusterId); break;
            case "Published a call": audit.Add("Published a call", RecordKind.Call, call.Id, activity.Title.ToString(), details, cluster: activity.LeadClusterId); break;
            default: audit.Add("Changed the form of a call", RecordKind.Call, call.Id, activity.Title.ToString(), action, cluster: activity.LeadClusterId); break;
        }
    }
}
