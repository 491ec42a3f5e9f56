using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Jobs;

namespace Paceline.Platform.Mail;

/// <summary>Takes messages within the caller's unit of work: what is not saved is not sent.</summary>
public sealed class Outbox(PacelineDb db, JobQueue jobs, TimeProvider clock)
{
    /// <summary>Queues a message to one address.</summary>
    public OutgoingMail Add(string to, string subject, string text, string? calendar = null, Guid? activity = null) => Queue(to, subject, text, calendar, null, activity);

    /// <summary>Queues a message that is sent once for its key, however often it is asked for; false when it is there already.</summary>
    public async Task<bool> AddOnce(string key, string to, string subject, string text, string? calendar = null, Guid? activity = null, CancellationToken stop = default)
    {
        if (db.Mails.Local.Any(m => m.Key == key) || await db.Mails.AnyAsync(m => m.Key == key, stop)) return false;
        Queue(to, subject, text, calendar, key, activity);
        return true;
    }

    /// <summary>Sends a message once more: what failed is tried again, what was sent goes as a new message.</summary>
    public void SendAgain(OutgoingMail mail)
    {
        if (mail.SentAt is not null) Queue(mail.To, mail.Subject, mail.Text, mail.Calendar, null, mail.ActivityId);
        else
        {
            (mail.FailedAt, mail.FailureCode, mail.Failure, mail.TriedAt) = (null, null, null, null);
            jobs.Add<SendMail>(mail.Id);
        }
    }

    private OutgoingMail Queue(string to, string subject, string text, string? calendar, string? key, Guid? activity)
    {
        var mail = new OutgoingMail { To = to, Subject = subject, Text = text, Calendar = calendar, Key = key, ActivityId = activity, Domain = OutgoingMail.DomainOf(to), QueuedAt = clock.GetUtcNow() };
        db.Mails.Add(mail);
        jobs.Add<SendMail>(mail.Id);
        return mail;
    }
}
