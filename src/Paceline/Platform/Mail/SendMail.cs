using System.Net;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Audit;
using Paceline.Platform.Jobs;

namespace Paceline.Platform.Mail;

/// <summary>Without a mail host the message is dropped as a file, so a fresh clone shows its mails in data/mail.</summary>
public sealed class SendMail(PacelineDb db, JobQueue jobs, IOptions<MailSettings> options, AuditTrail audit, TimeProvider clock) : IJobHandler
{
    /// <summary>What no mail host took in this time is given up.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(4);

    // Longer than a mail host is waited for.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    public static string Kind => "mail";

    public async Task Run(string payload, CancellationToken stop)
    {
        var settings = options.Value;
        var mail = await db.Mails.FindAsync([JsonSerializer.Deserialize<Guid>(payload)], stop);
        if (mail is null || mail.SentAt is not null || mail.FailedAt is not null) return;
        var now = clock.GetUtcNow();
        if (settings.Host is not "" && await Wait(mail, settings, now, stop) is var wait && wait > TimeSpan.Zero)
        {
            jobs.Add<SendMail>(mail.Id, wait);
            await db.SaveChangesAsync(stop);
            return;
        }

        // Whoever claims the message hands it over. Another one that has the same job looks again when the claim has run out: its holder may have died.
        var claimed = now - Claim;
        if (await db.Mails.Where(m => m.Id == mail.Id && m.SentAt == null && m.FailedAt == null && (m.TriedAt == null || m.Failure != null || m.TriedAt < claimed))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.Attempts, x => x.Attempts + 1).SetProperty(x => x.TriedAt, now).SetProperty(x => x.Failure, (string?)null), stop) != 1)
        {
            jobs.Add<SendMail>(mail.Id, Claim);
            await db.SaveChangesAsync(stop);
            return;
        }

        await db.Entry(mail).ReloadAsync(stop);
        try
        {
            await HandOver(mail, settings, stop);
        }
        catch (Exception error) when (error is SmtpException or FormatException)
        {
            var code = error is SmtpException smtp ? (int)smtp.StatusCode : 501;
            (mail.FailureCode, mail.Failure) = (code > 0 ? code : null, error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message);
            var isForGood = MailPace.IsForGood(code) || mail.QueuedAt < now - GivenUpAfter;
            if (isForGood)
            {
                mail.FailedAt = now;
                audit.Add("Could not deliver a message", RecordKind.Mail, mail.Id, mail.Subject, $"{mail.To}: {mail.Failure}");
            }

            await db.SaveChangesAsync(CancellationToken.None);
            if (isForGood) return;
            throw;
        }

        (mail.SentAt, mail.FailureCode, mail.Failure) = (clock.GetUtcNow(), null, null);
        audit.Add("Sent a message", RecordKind.Mail, mail.Id, mail.Subject, mail.To);
        await db.SaveChangesAsync(stop);
    }

    private async Task<TimeSpan> Wait(OutgoingMail mail, MailSettings settings, DateTimeOffset now, CancellationToken stop)
    {
        var from = now.AddMinutes(-1);
        var tried = await db.Mails.Where(m => m.Domain == mail.Domain && m.TriedAt > from && m.Id != mail.Id).Select(m => m.TriedAt!.Value).ToListAsync(stop);
        return MailPace.Wait(tried, now, settings.PerMinute);
    }

    private static async Task HandOver(OutgoingMail mail, MailSettings settings, CancellationToken stop)
    {
        using var message = new MailMessage(settings.From, mail.To, mail.Subject, mail.Text) { BodyEncoding = Encoding.UTF8, SubjectEncoding = Encoding.UTF8 };
        // The same for every attempt: a mailbox that got it already knows it again.
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{new MailAddress(settings.From).Host}>");
        if (mail.Calendar is not null)
            message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Calendar, new System.Net.Mime.ContentType($"text/calendar; method={MethodOf(mail.Calendar)}; charset=utf-8")));
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
    }

    // A calendar program does what the part says of itself, and some refuse one that says another thing than the mail.
    private static string MethodOf(string calendar) => calendar.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("METHOD:", StringComparison.Ordinal))?[7..] ?? "PUBLISH";
}
