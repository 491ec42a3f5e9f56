using System.Net;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Audit;
using Paceline.Platform.Jobs;

namespace Paceline.Platform.Mail;

/// <summary>Without a mail host the message is dropped as a file, so a fresh clone shows its mails in data/mail.</summary>
public sealed class SendMail(PacelineDb db, IOptions<MailSettings> options, AuditTrail audit, TimeProvider clock) : IJobHandler
{
    public static string Kind => "mail";

    public async Task Run(string payload, CancellationToken stop)
    {
        var settings = options.Value;
        var mail = await db.Mails.FindAsync([JsonSerializer.Deserialize<Guid>(payload)], stop);
        if (mail is null || mail.SentAt is not null) return;

        using var message = new MailMessage(settings.From, mail.To, mail.Subject, mail.Text) { BodyEncoding = Encoding.UTF8, SubjectEncoding = Encoding.UTF8 };
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{new MailAddress(settings.From).Host}>");
        if (mail.Calendar is not null)
            message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Calendar, new System.Net.Mime.ContentType("text/calendar; method=REQUEST; charset=utf-8")));
        using var client = new SmtpClient { Timeout = 20_000 };
        if (settings.Host is "")
        {
            client.DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory;
            client.PickupDirectoryLocation = Directory.CreateDirectory(settings.Folder).FullName;
        }
        else
        {
            (client.Host, client.Port, client.EnableSsl) = (settings.Host, settings.Port, settings.StartTls);
            if (settings.User is not null) client.Credentials = new NetworkCredential(settings.User, settings.Password);
        }

        await client.SendMailAsync(message, stop);
        mail.SentAt = clock.GetUtcNow();
        audit.Add("Sent a message", RecordKind.Mail, mail.Id, mail.Subject, mail.To);
        await db.SaveChangesAsync(stop);
    }
}
