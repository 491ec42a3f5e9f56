using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Mails;
using Paceline.Features.Activities;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Travel;

/// <summary>The mails of an activity: what did not arrive, and what each person would get before anything leaves.</summary>
[Requires(Can.ManageActivity)]
public sealed class ActivityMailsModel(PacelineDb db, ActivityDoor door, ReadMails mails, MailTemplates templates, Outbox outbox, AuditTrail audit, Texts texts) : PageModel
{
    public sealed record View(string To, string Language, string Subject, string Text, string? Calendar, bool IsSample, bool IsWritten);

    public Activity Activity { get; private set; } = null!;
    public IReadOnlyList<MailKind> Kinds { get; private set; } = [];
    public MailKind Kind { get; private set; }
    public IReadOnlyList<MailReader> Readers { get; private set; } = [];
    public string? Reader { get; private set; }
    public View? Mail { get; private set; }
    public IReadOnlyList<OutgoingMail> Failed { get; private set; } = [];
    public int Sent { get; private set; }
    public int Waiting { get; private set; }

    public async Task<IActionResult> OnGet(Guid activity, MailKind? kind, string? reader, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Failed = await Undelivered(activity).OrderByDescending(m => m.FailedAt).ThenBy(m => m.Id).Take(200).ToListAsync(stop);
        Sent = await db.Mails.CountAsync(m => m.ActivityId == activity && m.SentAt != null, stop);
        Waiting = await db.Mails.CountAsync(m => m.ActivityId == activity && m.SentAt == null && m.FailedAt == null, stop);
        if (Kinds.Count == 0) return Page();
        Kind = kind is { } asked && Kinds.Contains(asked) ? asked : Kinds[0];
        Readers = await mails.Readers(Activity, Kind, stop);
        Reader = Readers.FirstOrDefault(r => r.Id == reader)?.Id ?? (Readers.Count > 0 ? Readers[0].Id : null);
        Mail = await Write(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostAgain(Guid activity, Guid mail, CancellationToken stop)
    {
        if (!await Load(activity, stop) || await db.Mails.FirstOrDefaultAsync(m => m.Id == mail && m.ActivityId == activity, stop) is not { } found) return NotFound();
        // Pressed twice it is on its way already.
        if (found.FailedAt is not null)
        {
            outbox.SendAgain(found);
            audit.Add("Sent a message again", RecordKind.Mail, found.Id, found.Subject, found.To, cluster: Activity.LeadClusterId);
            await db.SaveChangesAsync(stop);
        }

        this.Say("The message is on its way again.");
        return LocalRedirect(Urls.ActivityMails(activity));
    }

    private async Task<View> Write(CancellationToken stop)
    {
        if (Reader is { } id && await mails.Draft(Activity, Kind, id, await this.Site(stop), stop) is { } draft)
        {
            var (subject, text) = await templates.Write(draft, stop);
            return new View(draft.To, draft.Language, subject, text, draft.Calendar, false, draft.Written is not null);
        }

        var sample = await templates.Render(Kind, Texts.Language, MailWordings.Of(Kind).Samples, stop);
        return new View("", Texts.Language, sample.Subject, sample.Text, null, true, false);
    }

    private IQueryable<OutgoingMail> Undelivered(Guid activity) => db.Mails.AsNoTracking().Where(m => m.ActivityId == activity && m.FailedAt != null);

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await door.Read(id, Can.ManageActivity, stop) is not { } found) return false;
        (Activity, Kinds) = (found, mails.KindsOf(found));
        ViewData["Title"] = texts["Mails of {0}", found.Title.In(Texts.Language).Text].Value;
        return true;
    }
}
