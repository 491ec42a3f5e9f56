using Microsoft.EntityFrameworkCore;
using Paceline.Domain.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;

namespace Paceline.Features.Privacy;

/// <summary>How somebody comes in, and what was sent there: that it is there and since when, never a secret.</summary>
public sealed partial class ReadHeld
{
    private async Task<List<object?[]>> WaysIn(Guid account, CancellationToken stop)
    {
        List<object?[]> rows = [];
        if (await db.Users.AnyAsync(p => p.Id == account && p.PasswordHash != null, stop)) rows.Add([texts["Password"].Value, "", null, null]);
        rows.AddRange((await db.UserPasskeys.AsNoTracking().Where(k => k.UserId == account).ToListAsync(stop)).OrderBy(k => k.Data.CreatedAt).Select(k => (object?[])[texts["Passkey"].Value, k.Data.Name ?? "", k.Data.CreatedAt, null]));
        rows.AddRange((await db.SecondFactors.Where(f => f.PersonId == account).Select(f => f.SetUpAt).ToListAsync(stop)).Select(at => (object?[])[texts["Authenticator app"].Value, "", at, null]));
        rows.AddRange((await db.RecoveryCodes.Where(c => c.PersonId == account).OrderBy(c => c.UsedAt).Select(c => c.UsedAt).ToListAsync(stop)).Select(used => (object?[])[texts["Recovery code"].Value, "", null, used]));
        rows.AddRange((await db.UserLogins.AsNoTracking().Where(l => l.UserId == account).ToListAsync(stop)).Select(l => (object?[])[l.ProviderDisplayName ?? l.LoginProvider, l.ProviderKey, null, null]));
        return rows;
    }

    private IQueryable<OutgoingMail> MailsTo(DataSubject person)
    {
        var address = person.Email.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        return db.Mails.Where(m => address != "" && m.To.ToLower() == address);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    private object?[] Needed(DateTimeOffset told, DateOnly until, Needs? needs) =>
        [told, until, needs is null ? null : string.Join(", ", needs.Kinds.Select(k => texts.Word(k)).Append(needs.Diet).Where(w => w is not "")), needs?.Access];

    private string OpenedBy(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Agenda => texts["The agenda"].Value,
        LinkPurpose.Calendar or LinkPurpose.ActivityCalendar => texts["The calendar"].Value,
        LinkPurpose.Registration => texts["Your registration"].Value,
        LinkPurpose.Invitation => texts["Invitations to activities"].Value,
        LinkPurpose.Briefing => texts["Briefing pack"].Value,
        LinkPurpose.LeaveEmail or LinkPurpose.TakeEmail => texts["Changes of your e-mail address"].Value,
        LinkPurpose.SharedProfile => texts["A link that shows the profile: name, e-mail, telephone"].Value,
        _ => texts["Password"].Value,
    };
}
