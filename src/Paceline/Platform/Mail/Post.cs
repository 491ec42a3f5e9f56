namespace Paceline.Platform.Mail;

/// <summary>Writes a mail out and hands it to the outbox, once for its key.</summary>
public sealed class Post(MailTemplates templates, Outbox outbox)
{
    /// <summary>Queues it within the caller's unit of work; false when it went already.</summary>
    public async Task<bool> Add(MailDraft mail, CancellationToken stop)
    {
        var (subject, text) = await templates.Write(mail, stop);
        return await outbox.AddOnce(mail.Key, mail.To, subject, text, mail.Calendar, mail.ActivityId, stop);
    }
}
