using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Mails;
using Paceline.Platform.Access;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Account;

/// <summary>Sends the link by which somebody chooses a password.</summary>
public sealed class AskForPassword(PacelineDb db, Links links, JobQueue jobs, Outbox outbox, ILookupNormalizer normalizer, MailTemplates templates, Texts texts, TimeProvider clock)
{
    /// <summary>How long the link of a forgotten password lives.</summary>
    public static readonly TimeSpan WhenForgotten = TimeSpan.FromHours(24);

    /// <summary>How long the link of an invitation lives.</summary>
    public static readonly TimeSpan WhenInvited = TimeSpan.FromDays(14);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <summary>Takes the wish. Whether anybody has that address is looked up later, so that not even the time of the answer tells.</summary>
    public async Task Forgotten(string email, string site, CancellationToken stop)
    {
        jobs.Add<SendPasswordLink>(new SendPasswordLink.Wish(email.Trim(), site, Texts.Language));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Sends it to whoever has that address.</summary>
    public async Task Send(SendPasswordLink.Wish wish, CancellationToken stop)
    {
        var normalized = normalizer.NormalizeEmail(wish.Email);
        if (await db.Users.FirstOrDefaultAsync(p => p.NormalizedEmail == normalized && !p.IsClosed, stop) is not { } person) return;
        var language = person.Language ?? wish.Language;
        var subject = InLanguage.Of(language, () => texts["Choose a new password"].Value);
        var since = clock.GetUtcNow() - Pause;
        // One message in two minutes: nobody's mailbox is to be filled from here.
        if (await db.Mails.AnyAsync(m => m.To == person.Email && m.Subject == subject && m.QueuedAt > since, stop)) return;
        var token = await links.For(LinkPurpose.ChoosePassword, person.Id, WhenForgotten, stop);
        outbox.Add(person.Email!, subject, InLanguage.Of(language, () => texts[
            "Somebody, probably you, asked for a new password of your account at Paceline. Choose it here, within 24 hours:\n\n{0}\n\nIf it was not you, do nothing: your password stays as it is.", wish.Site + Urls.ChoosePassword(token)].Value));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Adds the invitation to the caller's unit of work: a fresh link, earlier ones end.</summary>
    public async Task Invite(Person person, string inviter, string site, CancellationToken stop)
    {
        await links.Revoke(LinkPurpose.ChoosePassword, person.Id, stop);
        var token = await links.For(LinkPurpose.ChoosePassword, person.Id, WhenInvited, stop);
        var (subject, text) = await templates.Render(MailKind.Invitation, person.Language ?? Texts.Language, new Dictionary<string, string> { ["inviter"] = inviter, ["link"] = site + Urls.ChoosePassword(token), ["email"] = person.Email! }, stop);
        outbox.Add(person.Email!, subject, text);
    }
}
