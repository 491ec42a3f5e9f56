using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Jobs;

namespace Paceline.Features.GuestLinks;

/// <summary>
/// Mails the holder of a dead link a live one, to the address that the organiser has: never to one that is typed. Whether there
/// is such a person, the answer does not tell: it is given before anybody has looked.
/// </summary>
public sealed class RenewLink(PacelineDb db, Links links, JobQueue jobs, IEnumerable<IRenewsLinks> areas)
{
    private const int Most = 5;

    /// <summary>Takes the wish; a job looks up whose it is.</summary>
    public async Task Ask(string? token, string? email, string site, CancellationToken stop)
    {
        jobs.Add<MailNewLinks>(new MailNewLinks.Wish(token, email?.Trim(), site));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>For the holder of a token that once was good.</summary>
    public async Task ByToken(string token, string site, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Who asks for a new link is not known yet; it goes to the address that is kept, and nothing is shown.");
        foreach (var area in areas)
            if (await links.FindEnded(area.Purpose, token, stop) is { } link && !await IsShutOut(area.Purpose, link.SubjectId, stop)) await area.Send(link.SubjectId, site, stop);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>For whoever has that address: every link that it was ever sent and that still leads somewhere.</summary>
    public async Task ByEmail(string email, string site, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Who asks for a link by mail is not known yet; it goes to the address that is kept, and nothing is shown.");
        foreach (var area in areas)
            foreach (var subject in await area.Find(email, Most, stop))
                if (await db.AccessLinks.AnyAsync(l => l.SubjectId == subject && l.Purpose == area.Purpose, stop) && !await IsShutOut(area.Purpose, subject, stop)) await area.Send(subject, site, stop);
        await db.SaveChangesAsync(stop);
    }

    private Task<bool> IsShutOut(LinkPurpose purpose, Guid subject, CancellationToken stop) => db.AccessLinks.AnyAsync(l => l.SubjectId == subject && l.Purpose == purpose && l.IsBarred, stop);
}
