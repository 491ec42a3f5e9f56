using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Account;

/// <summary>A change of address as its pages show it.</summary>
public sealed record OpenEmailChange(EmailChange Change, AccessLink Link, bool IsNew);

/// <summary>Changes the address with which one signs in. Both mailboxes say yes, in either order; the old one can say no.</summary>
public sealed class ChangeEmail(PacelineDb db, Links links, UserManager<Person> people, PasswordHashing hashing, PeopleSignIn signIn, CurrentAccess access, AuditTrail audit, Outbox outbox, Texts texts, TimeProvider clock)
{
    /// <summary>How long the two links live.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>The change that waits, or null.</summary>
    public Task<EmailChange?> Waiting(Guid person, CancellationToken stop)
    {
        var since = clock.GetUtcNow() - Life;
        return db.EmailChanges.AsNoTracking().Where(c => c.PersonId == person && c.EndedAt == null && c.AskedAt > since).OrderByDescending(c => c.AskedAt).FirstOrDefaultAsync(stop);
    }

    /// <summary>What is wrong and where; null when both messages are on their way. Whether somebody else has the new address, nothing tells.</summary>
    public async Task<(string Field, Refusal Refusal)?> Ask(Person person, string email, string password, string site, CancellationToken stop)
    {
        email = email.Trim();
        if (!await hashing.Verify(person, password, stop)) return ("Mail.Password", new Refusal("This is not your present password."));
        if (string.Equals(email, person.Email, StringComparison.OrdinalIgnoreCase)) return ("Mail.Email", new Refusal("This is your address already."));
        await using var together = await db.Database.BeginTransactionAsync(stop);
        await End(person.Id, stop);
        var change = new EmailChange { PersonId = person.Id, OldEmail = person.Email!, NewEmail = email, AskedAt = clock.GetUtcNow() };
        db.EmailChanges.Add(change);
        var (leave, take) = (await links.For(LinkPurpose.LeaveEmail, change.Id, Life, stop), await links.For(LinkPurpose.TakeEmail, change.Id, Life, stop));
        var subject = texts["A new address for your account"].Value;
        outbox.Add(person.Email!, subject, texts["Your account at Paceline is to get the address {0}. Say here, within 24 hours, whether that is right:\n\n{1}\n\nIf it was not you, open the page too: there you stop it.", email, site + Urls.ConfirmEmail(leave)].Value);
        outbox.Add(email, subject, texts["Somebody, probably you, wants to use this address for an account at Paceline. Confirm here, within 24 hours, that it is yours:\n\n{0}\n\nIf it was not you, do nothing.", site + Urls.ConfirmEmail(take)].Value);
        audit.Add("Asked for a new e-mail address", RecordKind.Person, person.Id, person.DisplayName);
        await db.SaveChangesAsync(stop);
        await together.CommitAsync(stop);
        return null;
    }

    /// <summary>The change behind a link, or null once it has ended.</summary>
    public async Task<OpenEmailChange?> Find(string token, CancellationToken stop)
    {
        foreach (var purpose in (LinkPurpose[])[LinkPurpose.LeaveEmail, LinkPurpose.TakeEmail])
            if (await links.Find(purpose, token, stop) is { } link && await db.EmailChanges.FirstOrDefaultAsync(c => c.Id == link.SubjectId && c.EndedAt == null, stop) is { } change
                && await db.Users.AnyAsync(p => p.Id == change.PersonId && !p.IsClosed, stop))
                return new(change, link, purpose is LinkPurpose.TakeEmail);
        return null;
    }

    /// <summary>
    /// One mailbox says yes. True once both have and the address is changed; null where the link has ended meanwhile. What the
    /// old mailbox opened ends with it: links by which a password is chosen, and every session but the one at hand.
    /// </summary>
    public async Task<bool?> Confirm(OpenEmailChange open, CancellationToken stop)
    {
        await access.Load(stop);
        await using var together = await db.Database.BeginTransactionAsync(stop);
        if (!await links.Spend(open.Link, stop)) return null;
        var now = clock.GetUtcNow();
        // Both mailboxes may say yes at the same moment: the row itself says who was second.
        await (open.IsNew
            ? db.EmailChanges.Where(c => c.Id == open.Change.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.NewConfirmedAt, now), stop)
            : db.EmailChanges.Where(c => c.Id == open.Change.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.OldConfirmedAt, now), stop));
        db.ChangeTracker.Clear();
        var change = await db.EmailChanges.SingleAsync(c => c.Id == open.Change.Id, stop);
        if (change is { OldConfirmedAt: null } or { NewConfirmedAt: null } or { EndedAt: not null })
        {
            await together.CommitAsync(stop);
            return false;
        }

        var person = (await people.FindByIdAsync(change.PersonId.ToString()))!;
        change.EndedAt = now;
        // The address may have been taken since: then it stays as it was, and only this person is told.
        if (await people.FindByEmailAsync(change.NewEmail) is not null)
        {
            await db.SaveChangesAsync(stop);
            await together.CommitAsync(stop);
            return null;
        }

        (person.Email, person.UserName, person.EmailConfirmed) = (change.NewEmail, change.NewEmail, true);
        audit.AddOwn(person, "Changed the e-mail address");
        outbox.Add(change.OldEmail, texts["A new address for your account"].Value, texts["Your account at Paceline now has the address {0}. This one no longer opens it.", change.NewEmail].Value);
        var here = access.PersonId == person.Id ? access.SessionId : null;
        await links.Revoke(LinkPurpose.ChoosePassword, person.Id, stop);
        await Sessions.EndOthers(db, person.Id, here, now, stop);
        var saved = await people.UpdateSecurityStampAsync(person);
        if (!saved.Succeeded) return null;
        await together.CommitAsync(stop);
        if (here is { } session) await signIn.Renew(person, session);
        return true;
    }

    /// <summary>The old mailbox says no: nothing changes.</summary>
    public async Task Refuse(OpenEmailChange open, CancellationToken stop)
    {
        var person = await db.Users.SingleAsync(p => p.Id == open.Change.PersonId, stop);
        await using var together = await db.Database.BeginTransactionAsync(stop);
        await End(person.Id, stop);
        audit.AddOwn(person, "Refused a new e-mail address");
        await db.SaveChangesAsync(stop);
        await together.CommitAsync(stop);
    }

    private async Task End(Guid person, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var change in await db.EmailChanges.Where(c => c.PersonId == person && c.EndedAt == null).ToListAsync(stop))
        {
            change.EndedAt = now;
            await links.Revoke(LinkPurpose.LeaveEmail, change.Id, stop);
            await links.Revoke(LinkPurpose.TakeEmail, change.Id, stop);
        }
    }
}
