using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Privacy;
using Paceline.Platform;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;
using Paceline.Platform.Mail;

namespace Paceline.Features.DataProtection;

/// <summary>What is due in each class.</summary>
public sealed partial class RunRetention
{
    private const string Gone = "—";

    private async Task<RetentionLine> EventLogistics(DateTimeOffset now, Kept kept, bool isDry, CancellationToken stop)
    {
        var held = kept.Ids;
        // Each event by the calendar of its own place.
        var over = (await db.Activities.Select(a => new { a.Id, a.EndsOn, a.TimeZone }).ToListAsync(stop)).Where(a => SpecialCare.KeptUntil(a.EndsOn) < now.DayIn(a.TimeZone)).Select(a => a.Id).ToList();
        var due = db.SpecialCares.Where(c => over.Contains(c.ActivityId));
        var unavailable = db.Participants.Where(p => over.Contains(p.EventId) && p.UnavailableSlots != Array.Empty<int>());
        var (stay, slots) = (await due.CountAsync(c => held.Contains(c.ActivityId) || held.Contains(c.SubjectId), stop), await unavailable.CountAsync(p => !held.Contains(p.EventId) && !held.Contains(p.Id), stop));
        var free = due.Where(c => !held.Contains(c.ActivityId) && !held.Contains(c.SubjectId));
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        if (!isDry && slots > 0) await unavailable.Where(p => !held.Contains(p.EventId) && !held.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnavailableSlots, Array.Empty<int>()).SetProperty(x => x.Version, x => x.Version + 1), stop);
        var (activities, stays) = await ActivityLogistics(over, kept, isDry, stop);
        return new RetentionLine(RetentionClass.EventLogistics, gone + slots + activities, stay + stays, now.AddDays(-Retention.LogisticsDays));
    }

    // The rows stay, so every figure stays; files, names and what is sealed go.
    private async Task<RetentionLine> Evidence(DateTimeOffset now, Kept kept, bool isDry, CancellationToken stop)
    {
        var (gone, stay, held) = (0, 0, kept.Ids);
        foreach (var action in await db.Programmes.AsNoTracking().ToListAsync(stop))
        {
            if (Retention.ProofUntil(action.BalancePaidOn, action.Grant) is not { } until || now.DayIn(action.TimeZone) <= until) continue;
            var activities = await db.Activities.Where(a => a.ProgrammeId == action.Id).Select(a => a.Id).ToListAsync(stop);
            var free = activities.Where(a => !held.Contains(a)).ToList();
            var deals = db.BusinessDeals.Where(d => d.ProgrammeId == action.Id);
            var open = deals.Where(d => free.Contains(d.ActivityId) && (d.ReportedById == null || !held.Contains(d.ReportedById.Value)) && (d.ParticipantId == null || !held.Contains(d.ParticipantId.Value)));
            var files = db.EvidenceItems.Where(e => e.FileName != Gone && (e.RecordKind == RecordKind.BusinessDeal ? deals.Any(d => d.Id == e.RecordId) : activities.Contains(e.RecordId)));
            var due = files.Where(e => e.RecordKind == RecordKind.BusinessDeal ? open.Any(d => d.Id == e.RecordId) : free.Contains(e.RecordId));
            var (left, remain) = await PeopleOfEvents(free, held, isDry, stop);
            var (registered, stays) = await PeopleOfActivities(free, kept, isDry, stop);
            (gone, stay) = (gone + left + registered, stay + remain + stays);
            var seals = db.SealedIdentities.Where(s => !held.Contains(s.SubjectId));
            // What is sealed belongs to the whole: it goes with the last of the holds.
            var sealedToo = free.Count == activities.Count;
            var files0 = await due.CountAsync(stop);
            stay += await files.CountAsync(stop) - files0 + await db.SealedIdentities.CountAsync(stop) - (sealedToo ? await seals.CountAsync(stop) : 0);
            gone += files0 + (sealedToo ? await seals.CountAsync(stop) : 0);
            if (isDry) continue;
            var stored = await due.Select(e => e.FileId).ToListAsync(stop);
            var records = await due.Select(e => e.RecordId).Distinct().ToListAsync(stop);
            await due.ExecuteUpdateAsync(e => e.SetProperty(x => x.FileName, Gone).SetProperty(x => x.AddedBy, Gone), stop);
            await open.ExecuteUpdateAsync(d => d.SetProperty(x => x.ReportedBy, Gone), stop);
            await db.Verifications.Where(v => records.Contains(v.RecordId) && !held.Contains(v.ById)).ExecuteUpdateAsync(v => v.SetProperty(x => x.By, Gone), stop);
            if (sealedToo) await seals.ExecuteDeleteAsync(stop);
            await DropFile.Run(db, stored, stop);
        }

        return new RetentionLine(RetentionClass.Evidence, gone, stay, null);
    }

    // Who had a place at an event. Where no organisation stands behind it, its name is a person's, and what is looked for is its own.
    private async Task<(int Gone, int Held)> PeopleOfEvents(List<Guid> free, List<Guid> held, bool isDry, CancellationToken stop)
    {
        var everybody = db.Participants.Where(p => free.Contains(p.EventId));
        var others = everybody.Where(p => !held.Contains(p.Id));
        var named = everybody.Where(p => p.ContactName != "" || p.Email != "" || p.OrganisationId == null && (p.Name != Gone || p.About != ""));
        var people = named.Where(p => !held.Contains(p.Id));
        var notes = db.MeetingOutcomes.Where(o => o.Note != "" && others.Any(p => p.Id == o.ParticipantId));
        var steps = db.FollowUpActions.Where(a => a.Step != Gone && others.Any(p => p.Id == a.ParticipantId));
        // What was agreed to for these activities proves no more than they do.
        var consents = db.Consents.Where(c => c.Purpose != ConsentPurpose.Newsletter && !held.Contains(c.SubjectId) && (others.Any(p => p.Id == c.SubjectId) || db.Registrations.Any(r => r.Id == c.SubjectId && free.Contains(r.ActivityId))));
        var (all, mine) = (await named.CountAsync(stop), await people.CountAsync(stop));
        var gone = mine + await notes.CountAsync(stop) + await steps.CountAsync(stop) + await consents.CountAsync(stop);
        if (isDry || gone == 0) return (gone, all - mine);
        await notes.ExecuteUpdateAsync(o => o.SetProperty(x => x.Note, "").SetProperty(x => x.Version, x => x.Version + 1), stop);
        await steps.ExecuteUpdateAsync(a => a.SetProperty(x => x.Step, Gone).SetProperty(x => x.Version, x => x.Version + 1), stop);
        await consents.ExecuteDeleteAsync(stop);
        await people.Where(p => p.OrganisationId == null).ExecuteUpdateAsync(p => p.SetProperty(x => x.Name, Gone).SetProperty(x => x.About, ""), stop);
        await others.Where(p => p.ContactName != "" || p.Email != "").ExecuteUpdateAsync(p => p.SetProperty(x => x.ContactName, "").SetProperty(x => x.Email, "").SetProperty(x => x.Version, x => x.Version + 1), stop);
        return (gone, all - mine);
    }

    private async Task<RetentionLine> Marketing(DateTimeOffset before, Kept kept, bool isDry, CancellationToken stop)
    {
        // Under these two the name was shown and went abroad: their proof stays with that of the event.
        var due = db.Consents.Where(c => c.Purpose != ConsentPurpose.MatchmakingProfile && c.Purpose != ConsentPurpose.TransferAbroad && c.WithdrawnAt < before);
        var held = kept.Ids;
        var free = due.Where(c => !held.Contains(c.SubjectId));
        var all = await due.CountAsync(stop);
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        return new RetentionLine(RetentionClass.Marketing, gone, all - gone, before);
    }

    private async Task<RetentionLine> SecurityLog(DateTimeOffset before, Kept kept, (Guid Id, int Number)? run, CancellationToken stop)
    {
        var held = kept.Ids;
        var sessions = db.SignInSessions.Where(s => s.LastSeenAt < before && s.StartedAt < before);
        var changes = db.EmailChanges.Where(c => c.EndedAt < before);
        var codes = db.RecoveryCodes.Where(c => c.UsedAt < before);
        var (freeSessions, freeChanges, freeCodes) = (sessions.Where(s => !held.Contains(s.PersonId)), changes.Where(c => !held.Contains(c.PersonId)), codes.Where(c => !held.Contains(c.PersonId)));
        var since = before.ToUnixTimeMilliseconds();
        var attempts = db.SignInAttempts.Where(a => a.LastAt < since);
        var all = await sessions.CountAsync(stop) + await changes.CountAsync(stop) + await codes.CountAsync(stop) + await attempts.CountAsync(stop) + await RedactTrail.WithNetwork(db, before, []).CountAsync(stop);
        var gone = run is not var (id, number)
            ? await freeSessions.CountAsync(stop) + await freeChanges.CountAsync(stop) + await freeCodes.CountAsync(stop) + await attempts.CountAsync(stop) + await RedactTrail.WithNetwork(db, before, held).CountAsync(stop)
            : await freeSessions.ExecuteDeleteAsync(stop) + await freeChanges.ExecuteDeleteAsync(stop) + await freeCodes.ExecuteDeleteAsync(stop) + await attempts.ExecuteDeleteAsync(stop)
                + await redact.Networks(before, held, RecordKind.RetentionRun, id, number.ToString(System.Globalization.CultureInfo.InvariantCulture), stop);
        return new RetentionLine(RetentionClass.SecurityLog, gone, all - gone, before);
    }

    private async Task<RetentionLine> SentMail(DateTimeOffset before, Kept kept, bool isDry, CancellationToken stop)
    {
        var (held, addresses, done) = (kept.Ids, kept.Addresses, before.ToUnixTimeMilliseconds());
        // One that came back has ended too.
        var due = db.Mails.Where(m => m.SentAt < before || m.SentAt == null && m.FailedAt < before);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var free = due.Where(m => (m.ActivityId == null || !held.Contains(m.ActivityId.Value)) && !addresses.Contains(m.To.ToLower()) && !db.Participants.Any(p => held.Contains(p.EventId) && p.Email.ToLower() == m.To.ToLower()));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        var jobs = db.Jobs.Where(j => j.DoneAt < done);
        var files = dropped.Before(before);
        var (freeFiles, all) = (files.Where(f => !f.To.Any(kept.Bears)).ToList(), await due.CountAsync(stop) + files.Count);
        var gone = freeFiles.Count + (isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop));
        var ended = isDry ? await jobs.CountAsync(stop) : await jobs.ExecuteDeleteAsync(stop);
        if (!isDry) MailFolder.Remove(freeFiles);
        return new RetentionLine(RetentionClass.SentMail, gone + ended, all - gone, before);
    }

    private async Task<RetentionLine> ExpiredLinks(DateTimeOffset before, Kept kept, bool isDry, CancellationToken stop)
    {
        var held = kept.Ids;
        var due = db.AccessLinks.Where(l => l.ExpiresAt < before || l.RevokedAt < before);
        var free = due.Where(l => !held.Contains(l.SubjectId) && !db.Participants.Any(p => p.Id == l.SubjectId && held.Contains(p.EventId)) && !db.Registrations.Any(r => r.Id == l.SubjectId && held.Contains(r.ActivityId))
            && !db.Invitations.Any(i => i.Id == l.SubjectId && held.Contains(i.ActivityId)) && !db.BriefingReaders.Any(r => r.Id == l.SubjectId && held.Contains(r.ActivityId)));
        var all = await due.CountAsync(stop);
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        return new RetentionLine(RetentionClass.ExpiredLinks, gone, all - gone, before);
    }

    // A file that several lists were taken from goes with the last of them.
    private async Task<RetentionLine> ImportFiles(DateTimeOffset before, Kept kept, bool isDry, CancellationToken stop)
    {
        var held = kept.Ids;
        var young = db.ImportBatches.Where(b => b.At >= before).Select(b => b.FileId).Concat(db.OrganisationImports.Where(i => i.At >= before).Select(i => i.FileId));
        var events = db.ImportBatches.Where(b => b.At < before && db.Files.Any(f => f.Id == b.FileId) && !young.Contains(b.FileId));
        var members = db.OrganisationImports.Where(i => i.At < before && db.Files.Any(f => f.Id == i.FileId) && !young.Contains(i.FileId));
        var heldEvents = events.Where(b => held.Contains(b.EventId) || db.Participants.Any(p => p.ImportId == b.Id && held.Contains(p.Id)));
        var heldMembers = members.Where(i => db.Contacts.Any(c => c.ImportId == i.Id && held.Contains(c.Id)));
        var keep = await heldEvents.Select(b => b.FileId).Concat(heldMembers.Select(i => i.FileId)).Distinct().ToListAsync(stop);
        var (files, stay) = (await events.Select(b => b.FileId).Concat(members.Select(i => i.FileId)).Where(f => !keep.Contains(f)).Distinct().ToListAsync(stop), keep.Count);
        if (!isDry && files.Count > 0)
        {
            // Looked at and never taken in: without its file it is nothing.
            await db.ImportBatches.Where(b => files.Contains(b.FileId) && b.State == ImportState.Previewed).ExecuteDeleteAsync(stop);
            await db.OrganisationImports.Where(i => files.Contains(i.FileId) && i.State == ImportState.Previewed).ExecuteDeleteAsync(stop);
            await DropFile.Run(db, files, stop);
        }

        return new RetentionLine(RetentionClass.ImportFiles, files.Count, stay, before);
    }

    private async Task<RetentionLine> Requests(DateTimeOffset before, Kept kept, bool isDry, CancellationToken stop)
    {
        var (held, addresses) = (kept.Ids, kept.Addresses);
        var due = db.PrivacyRequests.Where(r => r.AnsweredAt < before);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var free = due.Where(r => (r.SubjectId == null || !held.Contains(r.SubjectId.Value)) && !addresses.Contains(r.Email.ToLower()));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        var all = await due.CountAsync(stop);
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        return new RetentionLine(RetentionClass.PrivacyRequests, gone, all - gone, before);
    }

    // Of organisations that were members once and are none any more. The row stays: lists and packs know their people by its key.
    private async Task<RetentionLine> FormerContacts(DateTimeOffset before, Kept kept, bool isDry, CancellationToken stop)
    {
        var (held, day) = (kept.Ids, DateOnly.FromDateTime(before.UtcDateTime));
        var due = db.Contacts.Where(c => c.Name != Gone && db.Memberships.Any(m => m.OrganisationId == c.OrganisationId) && !db.Memberships.Any(m => m.OrganisationId == c.OrganisationId && (m.To == null || m.To >= day)));
        var free = due.Where(c => !held.Contains(c.Id));
        var (all, gone) = (await due.CountAsync(stop), await free.CountAsync(stop));
        if (!isDry && gone > 0)
            await free.ExecuteUpdateAsync(c => c.SetProperty(x => x.LatinName, "").SetProperty(x => x.JobTitle, "").SetProperty(x => x.Email, "").SetProperty(x => x.Phone, "").SetProperty(x => x.HasLeft, true).SetProperty(x => x.Name, Gone).SetProperty(x => x.Version, x => x.Version + 1), stop);
        return new RetentionLine(RetentionClass.FormerContacts, gone, all - gone, before);
    }
}
