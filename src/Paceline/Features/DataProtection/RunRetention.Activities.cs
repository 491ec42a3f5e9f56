using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Files;

namespace Paceline.Features.DataProtection;

/// <summary>What is due of activities: what ran them, who was not chosen, and at last who took part. Rows stay, so every figure stays.</summary>
public sealed partial class RunRetention
{
    // Briefing packs, their readers with their links, and what people answered to the organiser.
    private async Task<(int Gone, int Held)> ActivityLogistics(List<Guid> over, Kept kept, bool isDry, CancellationToken stop)
    {
        var (held, nothing) = (kept.Ids, new Dictionary<Guid, string>());
        var packs = db.BriefingVersions.Where(v => over.Contains(v.ActivityId));
        var readers = db.BriefingReaders.Where(r => over.Contains(r.ActivityId));
        var answers = db.Registrations.Where(r => over.Contains(r.ActivityId) && r.Answers != nothing);
        // The people of a pack lie in one column.
        var naming = held.Count == 0 ? [] : (await packs.AsNoTracking().ToListAsync(stop)).Where(v => v.Content.People.Any(p => kept.Has(p.Id) || kept.Bears(p.Email))).Select(v => v.Id).ToList();
        var (freePacks, freeReaders, freeAnswers) = (packs.Where(v => !held.Contains(v.ActivityId) && !naming.Contains(v.Id)), readers.Where(r => !held.Contains(r.ActivityId) && !held.Contains(r.Id)), answers.Where(r => !held.Contains(r.ActivityId) && !held.Contains(r.Id) && (r.PersonId == null || !held.Contains(r.PersonId.Value))));
        var all = await packs.CountAsync(stop) + await readers.CountAsync(stop) + await answers.CountAsync(stop);
        var gone = await freePacks.CountAsync(stop) + await freeReaders.CountAsync(stop) + await freeAnswers.CountAsync(stop);
        if (!isDry && gone > 0)
        {
            await db.AccessLinks.Where(l => l.Purpose == LinkPurpose.Briefing && freeReaders.Any(r => r.Id == l.SubjectId)).ExecuteDeleteAsync(stop);
            await freePacks.ExecuteDeleteAsync(stop);
            await freeReaders.ExecuteDeleteAsync(stop);
            await freeAnswers.ExecuteUpdateAsync(r => r.SetProperty(x => x.Answers, nothing).SetProperty(x => x.Version, x => x.Version + 1), stop);
        }

        return (gone, all - gone);
    }

    // Decided a year ago, or never decided and the activity over for a year.
    private async Task<RetentionLine> UnsuccessfulApplications(DateTimeOffset before, Kept kept, bool isDry, CancellationToken stop)
    {
        var day = DateOnly.FromDateTime(before.UtcDateTime);
        var due = db.Applications.Where(a => a.SavedBy != Gone && a.State != ApplicationState.Selected && a.State != ApplicationState.Confirmed
            && db.Calls.Any(c => c.Id == a.CallId && (c.DecidedAt < before || c.DecidedAt == null && c.ClosesAt < before && db.Activities.Any(x => x.Id == c.ActivityId && x.EndsOn < day))));
        var held = kept.Ids;
        var all = await due.CountAsync(stop);
        var ids = await due.Where(a => !held.Contains(a.ActivityId)).Select(a => a.Id).ToListAsync(stop);
        ids = [.. ids.Except(await NamingTheHeld(ids, kept, stop))];
        if (!isDry) await EmptyApplications(ids, stop);
        return new RetentionLine(RetentionClass.UnsuccessfulApplications, ids.Count, all - ids.Count, before);
    }

    // Company, number, score and rank stay: the ranking can still be computed again.
    private async Task EmptyApplications(List<Guid> ids, CancellationToken stop)
    {
        if (ids.Count == 0) return;
        var applications = await db.Applications.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.CallId, a.Answers }).ToListAsync(stop);
        var calls = applications.Select(a => a.CallId).Distinct().ToList();
        var uploads = (await db.Calls.AsNoTracking().Where(c => calls.Contains(c.Id)).ToListAsync(stop)).SelectMany(c => c.Questions).Where(q => q.Kind is Domain.Activities.Calls.QuestionKind.FileUpload).Select(q => q.Id).ToHashSet();
        var files = applications.SelectMany(a => a.Answers.Where(v => uploads.Contains(v.Key)).SelectMany(v => v.Value)).Select(v => Guid.TryParse(v, out var file) ? file : (Guid?)null).OfType<Guid>().ToList();
        var (answers, people) = (new Answers(), new List<TravelDelegate>());
        await db.ApplicationVersions.Where(v => ids.Contains(v.ApplicationId)).ExecuteDeleteAsync(stop);
        await db.Letters.Where(l => ids.Contains(l.ApplicationId)).ExecuteDeleteAsync(stop);
        await db.Assessments.Where(a => ids.Contains(a.ApplicationId)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Comment, "").SetProperty(x => x.Conflict, x => x.Conflict == null ? null : Gone).SetProperty(x => x.Version, x => x.Version + 1), stop);
        await db.Applications.Where(a => ids.Contains(a.Id)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Answers, answers).SetProperty(x => x.Delegates, people).SetProperty(x => x.WithdrawnBecause, "").SetProperty(x => x.SavedBy, Gone).SetProperty(x => x.Version, x => x.Version + 1), stop);
        await DropFile.Run(db, files, stop);
    }

    // With the proof: who took part, was invited, travelled and stood on lists.
    private async Task<(int Gone, int Held)> PeopleOfActivities(List<Guid> free, Kept kept, bool isDry, CancellationToken stop)
    {
        var (held, nothing) = (kept.Ids, new Dictionary<Guid, string>());
        var (everybody, allInvited, allLists) = (db.Registrations.Where(r => free.Contains(r.ActivityId) && r.Name != Gone), db.Invitations.Where(i => free.Contains(i.ActivityId)), db.ListTransfers.Where(t => free.Contains(t.ActivityId) && t.By != Gone));
        var people = everybody.Where(r => !held.Contains(r.Id));
        var invitations = allInvited.Where(i => !held.Contains(i.Id));
        var standing = held.Count == 0 ? [] : (await allLists.AsNoTracking().ToListAsync(stop)).Where(t => t.People.Exists(p => kept.Has(p.TravellerId))).Select(t => t.Id).ToList();
        var lists = allLists.Where(t => !standing.Contains(t.Id));
        var applications = await db.Applications.Where(a => free.Contains(a.ActivityId) && a.SavedBy != Gone).Select(a => a.Id).ToListAsync(stop);
        var naming = await NamingTheHeld(applications, kept, stop);
        applications = [.. applications.Except(naming)];
        var gone = await people.CountAsync(stop) + await invitations.CountAsync(stop) + await lists.CountAsync(stop) + applications.Count;
        var stay = await everybody.CountAsync(stop) - await people.CountAsync(stop) + await allInvited.CountAsync(stop) - await invitations.CountAsync(stop) + standing.Count + naming.Count;
        if (isDry || gone == 0) return (gone, stay);
        await db.CheckInEvents.Where(e => people.Any(r => r.Id == e.RegistrationId)).ExecuteUpdateAsync(e => e.SetProperty(x => x.By, Gone), stop);
        await db.AttendanceRecords.Where(a => people.Any(r => r.Id == a.RegistrationId)).ExecuteUpdateAsync(a => a.SetProperty(x => x.PlaceOfDeparture, "").SetProperty(x => x.VerifiedBy, Gone), stop);
        await db.AttendanceSheets.Where(s => free.Contains(s.ActivityId)).ExecuteUpdateAsync(s => s.SetProperty(x => x.PrintedBy, Gone), stop);
        await people.ExecuteUpdateAsync(r => r.SetProperty(x => x.LatinName, "").SetProperty(x => x.Email, "").SetProperty(x => x.EmailKey, (string?)null).SetProperty(x => x.Phone, "").SetProperty(x => x.PlaceOfDeparture, "").SetProperty(x => x.Answers, nothing)
            .SetProperty(x => x.CancelReason, "").SetProperty(x => x.SearchText, "").SetProperty(x => x.RegisteredBy, Gone).SetProperty(x => x.Name, Gone).SetProperty(x => x.Version, x => x.Version + 1), stop);
        await invitations.ExecuteDeleteAsync(stop);
        var files = await lists.Select(t => t.FileId).ToListAsync(stop);
        await lists.ExecuteUpdateAsync(t => t.SetProperty(x => x.By, Gone), stop);
        await EmptyApplications(applications, stop);
        await DropFile.Run(db, files, stop);
        return (gone, stay);
    }
}
