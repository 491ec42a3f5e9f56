using Paceline.Data;
using Paceline.Platform.Jobs;

namespace Paceline.Platform.Mail;

/// <summary>Takes messages within the caller's unit of work: what is not saved is not sent.</summary>
public sealed class Outbox(PacelineDb db, JobQueue jobs, TimeProvider clock)
{
    /// <summary>Queues a message to one address.</summary>
    public OutgoingMail Add(string to, string subject, string text, string? calendar = null)
    {
        var mail = new OutgoingMail { To = to, Subject = subject, Text = text, Calendar = calendar, QueuedAt = clock.GetUtcNow() };
        db.Mails.Add(mail);
        jobs.Add<SendMail>(mail.Id);
        return mail;
    }
}
