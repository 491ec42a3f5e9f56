using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>The link to a briefing pack is mailed again with the version that stands, to readers whom the organiser has not let go.</summary>
public sealed class RenewBriefing(PacelineDb db, PublishBriefing briefing, Post post, Texts texts, AuditTrail audit, TimeProvider clock) : IRenewsLinks
{
    private const int DaysAfter = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public LinkPurpose Purpose => LinkPurpose.Briefing;

    private DateOnly Since => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-DaysAfter);

    public async Task<IReadOnlyList<Guid>> Find(string email, int most, CancellationToken stop)
    {
        var since = Since;
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var wanted = email.Trim().ToLowerInvariant();
        return await db.BriefingReaders.Where(r => r.Email.ToLower() == wanted && r.EndedAt == null && db.Activities.Any(a => a.Id == r.ActivityId && a.EndsOn >= since)).OrderByDescending(r => r.Id).Take(most).Select(r => r.Id).ToListAsync(stop);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }

    public async Task Send(Guid subject, string site, CancellationToken stop)
    {
        var since = Since;
        if (await db.BriefingReaders.AsNoTracking().FirstOrDefaultAsync(r => r.Id == subject && r.EndedAt == null && r.Email != "", stop) is not { } reader
            || await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == reader.ActivityId && a.EndsOn >= since, stop) is not { } activity
            || reader.TravellerId is { } traveller && !await ReadDelegation.Travelling(db.Registrations, activity.Id).AnyAsync(r => r.Id == traveller, stop)
            || await db.BriefingVersions.AsNoTracking().Where(v => v.ActivityId == activity.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop) is not { } version) return;
        // The whole pack again, not what was new in it; once in ten minutes.
        var mail = BriefingMails.Of(reader, activity, version, [], site + Urls.Briefing(await briefing.LinkOf(activity, reader, stop)), texts, again: true)!;
        if (!await post.Add(mail with { Key = string.Create(CultureInfo.InvariantCulture, $"{mail.Key}/{clock.GetUtcNow().Ticks / Pause.Ticks}") }, stop)) return;
        audit.Add("Asked for a new link", RecordKind.Activity, activity.Id, activity.Title.ToString(), reader.Name, cluster: activity.LeadClusterId, actor: reader.Name);
    }
}
