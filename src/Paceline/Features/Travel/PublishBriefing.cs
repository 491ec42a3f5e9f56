using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>Freezes the next version of a briefing pack and tells every reader, in the reader's language, what is new for that reader.</summary>
public sealed class PublishBriefing(PacelineDb db, ReadBriefing read, ReadDelegation delegation, ShowToHosts show, Links links, Post post, CurrentAccess access, AuditTrail audit, Texts texts, TimeProvider clock)
{
    /// <summary>Publishes; the same form sent twice publishes once.</summary>
    /// <param name="activity">The mission.</param>
    /// <param name="id">Made by the form.</param>
    /// <param name="after">The version that the organiser looked at; 0 for none.</param>
    /// <param name="note">A word to the readers.</param>
    /// <param name="site">Where this site is.</param>
    /// <param name="stop">Stops.</param>
    public async Task<Refusal?> Run(Activity activity, Guid id, int after, string note, string site, CancellationToken stop)
    {
        if (await db.BriefingVersions.AnyAsync(v => v.Id == id, stop)) return null;
        if (note.Length > BriefingVersion.LongestNote) return new Refusal("Use at most {0} characters.", BriefingVersion.LongestNote);
        var told = await db.BriefingVersions.AsNoTracking().Where(v => v.ActivityId == activity.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop);
        if ((told?.Number ?? 0) != after) return Race;
        var content = Briefings.Next(told?.Content, await read.Draft(activity, stop));
        var changes = told is null ? [] : Briefings.Between(told.Content, content);
        if (told is not null && changes.Count == 0 && note is "") return new Refusal("Nothing is new since version {0}.", told.Number);
        if (content.Points.Count == 0) return new Refusal("The itinerary is empty. Enter its points first.");
        var version = new BriefingVersion { Id = id, ActivityId = activity.Id, LeadClusterId = activity.LeadClusterId, Number = after + 1, PublishedAt = clock.GetUtcNow(), PublishedBy = access.Name, Note = note, Content = content, Changes = changes };
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        db.BriefingVersions.Add(version);
        var readers = await Readers(activity, stop);
        await show.Record(activity, readers, content, stop);
        audit.Add("Published a briefing pack", RecordKind.Activity, activity.Id, activity.Title.ToString(), $"{version.Number}: {changes.Count}, {readers.Count}", cluster: activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            foreach (var reader in readers) await Tell(reader, activity, version, told?.Content, site, stop);
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // Two published at the same moment: one of them did.
            if (transaction is not null) await transaction.RollbackAsync(stop);
            db.ChangeTracker.Clear();
            return Race;
        }

        if (transaction is not null) await transaction.CommitAsync(stop);
        return null;
    }

    /// <summary>The link of a reader.</summary>
    public Task<string> LinkOf(Activity activity, BriefingReader reader, CancellationToken stop)
    {
        var until = new DateTimeOffset(activity.EndsOn.AddDays(60), TimeOnly.MinValue, TimeSpan.Zero) - clock.GetUtcNow();
        return links.For(LinkPurpose.Briefing, reader.Id, until > TimeSpan.FromDays(30) ? until : TimeSpan.FromDays(30), stop);
    }

    private static Refusal Race => new("Somebody else published a version a moment ago. Look at what is new now.");

    // The delegation reads by links of its own, made with the first version; guests were added by the organiser.
    private async Task<List<BriefingReader>> Readers(Activity activity, CancellationToken stop)
    {
        var known = await db.BriefingReaders.Where(r => r.ActivityId == activity.Id).ToListAsync(stop);
        var travellers = await delegation.Of(activity.Id, stop);
        foreach (var person in travellers.Where(t => t.MailTo is not "" && known.TrueForAll(r => r.TravellerId != t.Id)))
        {
            var reader = new BriefingReader { ActivityId = activity.Id, LeadClusterId = activity.LeadClusterId, TravellerId = person.Id, Name = person.Name, Email = person.MailTo, Language = person.Language };
            db.BriefingReaders.Add(reader);
            known.Add(reader);
        }

        var travelling = travellers.Select(t => t.Id).ToHashSet();
        return known.FindAll(r => r.EndedAt is null && (r.TravellerId is not { } id || travelling.Contains(id)));
    }

    private async Task Tell(BriefingReader reader, Activity activity, BriefingVersion version, BriefingContent? told, string site, CancellationToken stop)
    {
        var link = site + Urls.Briefing(await LinkOf(activity, reader, stop));
        // Whom nothing concerns is not written to.
        if (BriefingMails.Of(reader, activity, version, BriefingMails.News(await show.SightOf(activity, reader, stop), told, version.Content), link, texts) is { } mail) await post.Add(mail, stop);
    }
}
