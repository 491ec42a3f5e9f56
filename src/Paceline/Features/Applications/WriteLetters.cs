using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;

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
            db.Letters.Add(await Compose(application, kind, call, activity, site, stop));
            count++;
        }

        if (count == 0) return 0;
        audit.Add("Wrote letters to applicants", RecordKind.Call, call.Id, activity.Title.ToString(), count.ToString(System.Globalization.CultureInfo.InvariantCulture), cluster: activity.LeadClusterId);
        await db.SaveChangesAsync(stop);
        return count;
    }

    /// <summary>Sends letters that have an address and were not sent. What went before stays gone: the outbox takes each once.</summary>
    public async Task<int> Send(Activity activity, Guid? only, CancellationToken stop)
    {
        var letters = await db.Letters.Where(l => l.ActivityId == activity.Id && l.SentAt == null && l.To != "" && (only == null || l.Id == only)).OrderBy(l => l.Id).ToListAsync(stop);
        foreach (var letter in letters) await Send(letter, activity, stop);
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
        var letter = await Compose(application, LetterKind.MovedUpLetter, call, activity, site, stop);
        db.Letters.Add(letter);
        if (letter.To is not "") await Send(letter, activity, stop);
    }

    private async Task Send(Letter letter, Activity activity, CancellationToken stop)
    {
        letter.SentAt = clock.GetUtcNow();
        foreach (var to in letter.To.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Index())
            await outbox.AddOnce($"letter/{letter.Id:N}/{to.Index}", to.Item, letter.Subject, letter.Text, activity: activity.Id, stop: stop);
        audit.Add("Sent a letter to an applicant", RecordKind.Application, letter.ApplicationId, activity.Title.ToString(), letter.Subject, cluster: activity.LeadClusterId);
    }

    private async Task<Letter> Compose(Application application, LetterKind kind, Call call, Activity activity, string site, CancellationToken stop)
    {
        var members = await door.MembersOf(application.CompanyId, stop);
        var contact = members.Count > 0 ? "" : await db.CompanyProfiles.Where(p => p.OrganisationId == application.CompanyId).Select(p => p.ContactEmail).FirstOrDefaultAsync(stop) ?? "";
        string[] to = members.Count > 0 ? [.. members.Select(m => m.Email!)] : contact is not "" ? [contact] : [.. application.Delegates.Select(d => d.Email).Where(e => e is not "").Take(1)];
        var (subject, text) = await templates.Write(await mails.Letter(application, kind, call, activity, site, stop), stop);
        return new Letter { ApplicationId = application.Id, ActivityId = activity.Id, Kind = kind, Language = application.Language, To = string.Join(", ", to), Subject = subject, Text = text.Trim() };
    }
}
