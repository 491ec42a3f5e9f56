using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Applications;

/// <summary>One reasoned letter for each applicant, in its language: written, read over, sent once.</summary>
public sealed class WriteLetters(PacelineDb db, CallDoor door, AuditTrail audit, Outbox outbox, MailTemplates templates, ApplicationMails mails, TimeProvider clock)
{
    /// <summary>Writes the letters that are missing. How many.</summary>
    public async Task<int> Prepare(Activity activity, Call call, string site, CancellationToken stop)
    {
        var applications = await db.Applications.Where(a => a.CallId == call.Id && a.Number != null).OrderBy(a => a.Number).ToListAsync(stop);
        var there = (await db.Letters.Where(l => l.ActivityId == activity.Id).Select(l => new { l.ApplicationId, l.Kind }).ToListAsync(stop)).ToHashSet();
        var count = 0;
        foreach (var application in applications)
        {
            if (call.DecidedAt is null && application.State is not ApplicationState.Ineligible) continue;
            if (Letter.KindFor(application.State, application.MovedUpAt is not null) is not { } kind || there.Contains(new { ApplicationId = application.Id, Kind = kind })) continue;
            // The day that the letter names is counted anew when it leaves.
            if (GivesPlace(kind)) application.ConfirmBy = ApplicationMails.Until(call, activity, clock.GetUtcNow());
            db.Letters.Add(await Compose(application, kind, call, activity, site, stop));
            count++;
        }

        if (count == 0) return 0;
        audit.Add("Wrote letters to applicants", RecordKind.Call, call.Id, activity.Title.ToString(), count.ToString(System.Globalization.CultureInfo.InvariantCulture), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return count;
    }

    /// <summary>
    /// Sends letters that have an address and were not sent, as far as they still say what is. What went before stays gone: the outbox takes
    /// each once. With its letter a company sees the result, and its term to confirm begins.
    /// </summary>
    public async Task<int> Send(Activity activity, Call call, Guid? only, CancellationToken stop)
    {
        var letters = await db.Letters.Where(l => l.ActivityId == activity.Id && l.SentAt == null && l.To != "" && (only == null || l.Id == only)).OrderBy(l => l.Id).ToListAsync(stop);
        var ids = letters.ConvertAll(l => l.ApplicationId);
        var applications = await db.Applications.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, stop);
        letters.RemoveAll(l => l.Kind is not LetterKind.TakenBackLetter && Letter.KindFor(applications[l.ApplicationId].State, applications[l.ApplicationId].MovedUpAt is not null) != l.Kind);
        foreach (var letter in letters) await Send(letter, applications[letter.ApplicationId], call, activity, stop);
        try
        {
            await db.SaveChangesAsync(stop);
            return letters.Count;
        }
        catch (DbUpdateException)
        {
            // Somebody else pressed the button at the same moment, whichever of a letter and its mail says so first: those letters are on their way.
            db.ChangeTracker.Clear();
            return 0;
        }
    }

    /// <summary>Tells a company at once that it moved up; within the caller's unit of work.</summary>
    public async Task TellMovedUp(Application application, Call call, Activity activity, string site, CancellationToken stop)
    {
        if (await db.Letters.AnyAsync(l => l.ApplicationId == application.Id && l.Kind == LetterKind.MovedUpLetter, stop)) return;
        // A letter that promised a place on the reserve list, and did not leave yet, would say what is no longer true.
        if (await db.Letters.FirstOrDefaultAsync(l => l.ApplicationId == application.Id && l.Kind == LetterKind.ReserveLetter && l.SentAt == null, stop) is { } old) db.Letters.Remove(old);
        application.ConfirmBy = ApplicationMails.Until(call, activity, clock.GetUtcNow());
        await Tell(application, LetterKind.MovedUpLetter, call, activity, site, stop);
    }

    /// <summary>Tells a company at once that its place went to the next one, with the organiser's reason; within the caller's unit of work.</summary>
    public Task TellTakenBack(Application application, Call call, Activity activity, string site, CancellationToken stop) => Tell(application, LetterKind.TakenBackLetter, call, activity, site, stop);

    /// <summary>Drops what did not leave to somebody who takes no further part; within the caller's unit of work.</summary>
    public async Task Forget(Application application, CancellationToken stop) =>
        db.Letters.RemoveRange(await db.Letters.Where(l => l.ApplicationId == application.Id && l.SentAt == null).ToListAsync(stop));

    private async Task Tell(Application application, LetterKind kind, Call call, Activity activity, string site, CancellationToken stop)
    {
        var letter = await Compose(application, kind, call, activity, site, stop);
        db.Letters.Add(letter);
        if (letter.To is not "") await Send(letter, application, call, activity, stop);
    }

    private async Task Send(Letter letter, Application application, Call call, Activity activity, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (GivesPlace(letter.Kind) && application.State is ApplicationState.Selected)
        {
            var (before, by) = (application.ConfirmBy, ApplicationMails.Until(call, activity, now));
            if (before is { } written && written != by) letter.Text = InLanguage.Of(letter.Language, () => letter.Text.Replace(Dates.Moment(written, activity.TimeZone), Dates.Moment(by, activity.TimeZone), StringComparison.Ordinal).Replace(Dates.Zone(activity.TimeZone, written), Dates.Zone(activity.TimeZone, by), StringComparison.Ordinal));
            application.ConfirmBy = by;
        }

        letter.SentAt = now;
        foreach (var to in letter.To.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Index())
            await outbox.AddOnce($"letter/{letter.Id:N}/{to.Index}", to.Item, letter.Subject, letter.Text, activity: activity.Id, stop: stop);
        audit.Add("Sent a letter to an applicant", RecordKind.Application, letter.ApplicationId, activity.Title.ToString(), letter.Subject, cluster: activity.LeadClusterId);
    }

    private static bool GivesPlace(LetterKind kind) => kind is LetterKind.SelectedLetter or LetterKind.MovedUpLetter;

    private async Task<Letter> Compose(Application application, LetterKind kind, Call call, Activity activity, string site, CancellationToken stop)
    {
        var members = await door.MembersOf(application.CompanyId, stop);
        var contact = members.Count > 0 ? "" : await db.CompanyProfiles.Where(p => p.OrganisationId == application.CompanyId).Select(p => p.ContactEmail).FirstOrDefaultAsync(stop) ?? "";
        string[] to = members.Count > 0 ? [.. members.Select(m => m.Email!)] : contact is not "" ? [contact] : [.. (await door.HandedIn(application, stop)).Delegates.Select(d => d.Email).Where(e => e is not "").Take(1)];
        var (subject, text) = await templates.Write(await mails.Letter(application, kind, call, activity, site, stop), stop);
        return new Letter { ApplicationId = application.Id, ActivityId = activity.Id, Kind = kind, Language = application.Language, To = string.Join(", ", to), Subject = subject, Text = text.Trim() };
    }
}
