using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Platform.Audit;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;

namespace Paceline.Features.Privacy;

/// <summary>The last letter to somebody who was erased: once it has left or come back, its address goes too.</summary>
public sealed class ForgetLetter(PacelineDb db, RedactTrail redact, MailFolder dropped, JobQueue jobs) : IJobHandler
{
    /// <summary>How long a letter is given before it is looked at again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public static string Kind => "forget-letter";

    public async Task Run(string payload, CancellationToken stop)
    {
        var (mail, person) = JsonSerializer.Deserialize<Letter>(payload)!;
        if (await db.Mails.AsNoTracking().FirstOrDefaultAsync(m => m.Id == mail, stop) is not { } letter) return;
        if (letter is { SentAt: null, FailedAt: null })
        {
            jobs.Add<ForgetLetter>(new Letter(mail, person), Pause);
            await db.SaveChangesAsync(stop);
            return;
        }

        await db.Mails.Where(m => m.Id == mail).ExecuteDeleteAsync(stop);
        MailFolder.Remove(dropped.To([letter.To]));
        await redact.Run(RecordKind.Mail, mail, Pseudonym.Of(person), stop);
    }

    /// <summary>A letter and to whom it went.</summary>
    public sealed record Letter(Guid Mail, Guid Person);
}
