using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Privacy;
using Paceline.Platform;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;

namespace Paceline.Features.DataProtection;

/// <summary>What is due in each class.</summary>
public sealed partial class RunRetention
{
    private const string Gone = "—";

    private async Task<RetentionLine> EventLogistics(DateTimeOffset now, List<Guid> held, bool isDry, CancellationToken stop)
    {
        // Each event by the calendar of its own place.
        var over = (await db.Activities.Select(a => new { a.Id, a.EndsOn, a.TimeZone }).ToListAsync(stop)).Where(a => SpecialCare.KeptUntil(a.EndsOn) < now.DayIn(a.TimeZone)).Select(a => a.Id).ToList();
        var due = db.SpecialCares.Where(c => over.Contains(c.ActivityId));
        var unavailable = db.Participants.Where(p => over.Contains(p.EventId) && p.UnavailableSlots != Array.Empty<int>());
        var (stay, slots) = (await due.CountAsync(c => held.Contains(c.ActivityId) || held.Contains(c.SubjectId), stop), await unavailable.CountAsync(p => !held.Contains(p.EventId) && !held.Contains(p.Id), stop));
        var free = due.Where(c => !held.Contains(c.ActivityId) && !held.Contains(c.SubjectId));
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        if (!isDry && slots > 0) await unavailable.Where(p => !held.Contains(p.EventId) && !held.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnavailableSlots, Array.Empty<int>()).SetProperty(x => x.Version, x => x.Version + 1), stop);
        var (activities, kept) = await ActivityLogistics(over, held, isDry, stop);
        return new RetentionLine(RetentionClass.EventLogistics, gone + slots + activities, stay + kept, now.AddDays(-Retention.LogisticsDays));
    }

    // The rows stay, so every figure stays; files, names and what is sealed go.
    private async Task<RetentionLine> Evidence(DateTimeOffset now, List<Guid> held, bool isDry, CancellationToken stop)
    {
        var (gone, stay) = (0, 0);
        foreach (var action in await db.Programmes.AsNoTracking().ToListAsync(stop))
        {
            if (Retention.ProofUntil(action.BalancePaidOn, action.Grant) is not { } until || now.DayIn(action.TimeZone) <= until) continue;
            var activities = await db.Activities.Where(a => a.ProgrammeId == action.Id).Select(a => a.Id).ToListAsync(stop);
            var free = activities.Where(a => !held.Contains(a)).ToList();
            var deals = db.BusinessDeals.Where(d => d.ProgrammeId == action.Id);
            var open = deals.Where(d => free.Contains(d.ActivityId) && (d.ReportedById == null || !held.Contains(d.ReportedById.Value)) && (d.ParticipantId == null || !held.Contains(d.ParticipantId.Value)));
            var files = db.EvidenceItems.Where(e => e.FileName != Gone && (e.RecordKind == RecordKind.BusinessDeal ? deals.Any(d => d.Id == e.RecordId) : activities.Contains(e.RecordId)));
            var due = files.Where(e => e.RecordKind == RecordKind.BusinessDeal ? open.Any(d => d.Id == e.RecordId) : free.Contains(e.RecordId));
            var people = db.Participants.Where(p => free.Contains(p.EventId) && !held.Contains(p.Id) && (p.ContactName != "" || p.Email != ""));
            gone += await PeopleOfActivities(free, held, isDry, stop);
            var seals = db.SealedIdentities.Where(s => !held.Contains(s.SubjectId));
            // What is sealed belongs to the whole: it goes with the last of the holds.
            var sealedToo = free.Count == activities.Count;
            var files0 = await due.CountAsync(stop);
            stay += await files.CountAsync(stop) - files0 + await db.SealedIdentities.CountAsync(stop) - (sealedToo ? await seals.CountAsync(stop) : 0);
            gone += files0 + await people.CountAsync(stop) + (sealedToo ? await seals.CountAsync(stop) : 0);
            if (isDry) continue;
            var stored = await due.Select(e => e.FileId).ToListAsync(stop);
            var records = await due.Select(e => e.RecordId).Distinct().ToListAsync(stop);
            await due.ExecuteUpdateAsync(e => e.SetProperty(x => x.FileName, Gone).SetProperty(x => x.AddedBy, Gone), stop);
            await open.ExecuteUpdateAsync(d => d.SetProperty(x => x.ReportedBy, Gone), stop);
            await db.Verifications.Where(v => records.Contains(v.RecordId)).ExecuteUpdateAsync(v => v.SetProperty(x => x.By, Gone), stop);
            await people.ExecuteUpdateAsync(p => p.SetProperty(x => x.ContactName, "").SetProperty(x => x.Email, "").SetProperty(x => x.Version, x => x.Version + 1), stop);
            if (sealedToo) await seals.ExecuteDeleteAsync(stop);
            await DropFile.Run(db, stored, stop);
        }

        return new RetentionLine(RetentionClass.Evidence, gone, stay, null);
    }

    private async Task<RetentionLine> Marketing(DateTimeOffset before, List<Guid> held, bool isDry, CancellationToken stop)
    {
        var due = db.Consents.Where(c => c.Purpose == ConsentPurpose.Newsletter && c.WithdrawnAt < before);
        var free = due.Where(c => !held.Contains(c.SubjectId));
        var all = await due.CountAsync(stop);
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        return new RetentionLine(RetentionClass.Marketing, gone, all - gone, before);
    }

    private async Task<RetentionLine> SecurityLog(DateTimeOffset before, List<Guid> held, (Guid Id, int Number)? run, CancellationToken stop)
    {
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

    private async Task<RetentionLine> SentMail(DateTimeOffset before, List<Guid> held, bool isDry, CancellationToken stop)
    {
        var due = db.Mails.Where(m => m.SentAt < before);
        var free = due.Where(m => !db.Users.Any(p => held.Contains(p.Id) && p.Email == m.To) && !db.Participants.Any(p => (held.Contains(p.Id) || held.Contains(p.EventId)) && p.Email == m.To));
        var all = await due.CountAsync(stop);
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        return new RetentionLine(RetentionClass.SentMail, gone, all - gone, before);
    }

    private async Task<RetentionLine> ExpiredLinks(DateTimeOffset before, List<Guid> held, bool isDry, CancellationToken stop)
    {
        var due = db.AccessLinks.Where(l => l.ExpiresAt < before || l.RevokedAt < before);
        var free = due.Where(l => !held.Contains(l.SubjectId));
        var all = await due.CountAsync(stop);
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        return new RetentionLine(RetentionClass.ExpiredLinks, gone, all - gone, before);
    }

    // A file that several lists were taken from goes with the last of them.
    private async Task<RetentionLine> ImportFiles(DateTimeOffset before, List<Guid> held, bool isDry, CancellationToken stop)
    {
        var young = db.ImportBatches.Where(b => b.At >= before).Select(b => b.FileId).Concat(db.OrganisationImports.Where(i => i.At >= before).Select(i => i.FileId));
        var events = db.ImportBatches.Where(b => b.At < before && db.Files.Any(f => f.Id == b.FileId) && !young.Contains(b.FileId));
        var members = db.OrganisationImports.Where(i => i.At < before && db.Files.Any(f => f.Id == i.FileId) && !young.Contains(i.FileId));
        var stay = await events.CountAsync(b => held.Contains(b.EventId), stop);
        var files = await events.Where(b => !held.Contains(b.EventId)).Select(b => b.FileId).Concat(members.Select(i => i.FileId)).Distinct().ToListAsync(stop);
        if (!isDry && files.Count > 0)
        {
            // Looked at and never taken in: without its file it is nothing.
            await db.ImportBatches.Where(b => files.Contains(b.FileId) && b.State == ImportState.Previewed).ExecuteDeleteAsync(stop);
            await db.OrganisationImports.Where(i => files.Contains(i.FileId) && i.State == ImportState.Previewed).ExecuteDeleteAsync(stop);
            await DropFile.Run(db, files, stop);
        }

        return new RetentionLine(RetentionClass.ImportFiles, files.Count, stay, before);
    }

    private async Task<RetentionLine> Requests(DateTimeOffset before, List<Guid> held, bool isDry, CancellationToken stop)
    {
        var due = db.PrivacyRequests.Where(r => r.AnsweredAt < before);
        var free = due.Where(r => r.SubjectId == null || !held.Contains(r.SubjectId.Value));
        var all = await due.CountAsync(stop);
        var gone = isDry ? await free.CountAsync(stop) : await free.ExecuteDeleteAsync(stop);
        return new RetentionLine(RetentionClass.PrivacyRequests, gone, all - gone, before);
    }
}
