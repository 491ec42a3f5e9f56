using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Domain.Mails;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>What readers of a briefing pack are written, before it leaves.</summary>
public sealed class BriefingMails(PacelineDb db, ReadBriefing read, ReadDelegation delegation, Texts texts, TimeProvider clock) : IActivityMails
{
    public IReadOnlyList<MailKind> Kinds { get; } = [MailKind.BriefingPack];

    /// <summary>The mail on a version for one reader; null where nothing of it concerns the reader.</summary>
    public static MailDraft? Of(BriefingReader reader, Activity activity, BriefingVersion version, IReadOnlyList<BriefingChange> changes, string link, Texts texts)
    {
        var own = Briefings.For(reader.TravellerId, reader.WithoutPeople ? changes.Where(c => c.Area is not (BriefingArea.Person or BriefingArea.Company)) : changes);
        if (version.Number > 1 && own.Count == 0 && version.Note is "") return null;
        return InLanguage.Of(reader.Language, () => new MailDraft(MailKind.BriefingPack, $"briefing/{version.Id:N}/{reader.Id:N}", reader.Email, Texts.Language, new Dictionary<string, string>
        {
            ["activity"] = activity.Title.In(Texts.Language).Text,
            ["version"] = version.Number.ToString(CultureInfo.InvariantCulture),
            ["name"] = reader.Name,
            ["link"] = link + (version.Number > 1 ? $"?since={version.Number - 1}" : ""),
            ["changes"] = string.Join('\n', own.Select(c => "– " + BriefingWords.Sentence(c, texts)).Prepend(version.Note).Where(l => l is not "")),
        }) { ActivityId = activity.Id });
    }

    public async Task<IReadOnlyList<MailReader>> Readers(Activity activity, MailKind kind, CancellationToken stop) =>
        [.. (await All(activity, stop)).Take(IActivityMails.MostReaders).Select(r => new MailReader(r.Id.ToString(), r.Name, r.Language))];

    /// <summary>The mail on the version that would be published now, or on the last one where nothing is new.</summary>
    public async Task<MailDraft?> Preview(Activity activity, MailKind kind, string reader, string site, CancellationToken stop)
    {
        if (!Guid.TryParse(reader, out var id) || (await All(activity, stop)).Find(r => r.Id == id) is not { } person) return null;
        var told = await db.BriefingVersions.AsNoTracking().Where(v => v.ActivityId == activity.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop);
        var content = Briefings.Next(told?.Content, await read.Draft(activity, stop));
        var changes = told is null ? [] : Briefings.Between(told.Content, content);
        var version = told is not null && changes.Count == 0 ? told
            : new BriefingVersion { ActivityId = activity.Id, LeadClusterId = activity.LeadClusterId, Number = (told?.Number ?? 0) + 1, PublishedAt = clock.GetUtcNow(), PublishedBy = "", Note = "", Content = content, Changes = changes };
        return Of(person, activity, version, version.Changes, site + Urls.Briefing(IActivityMails.Shortened), texts) ?? Of(person, activity, told!, told!.Changes, site + Urls.Briefing(IActivityMails.Shortened), texts);
    }

    // Travellers read by links that are made with the first version; until then they are readers to be.
    private async Task<List<BriefingReader>> All(Activity activity, CancellationToken stop)
    {
        if (!activity.Traits.HasItinerary) return [];
        var known = await db.BriefingReaders.AsNoTracking().Where(r => r.ActivityId == activity.Id).ToListAsync(stop);
        var travellers = await delegation.Of(activity.Id, stop);
        var travelling = travellers.Select(t => t.Id).ToHashSet();
        List<BriefingReader> readers = [.. known.Where(r => r.EndedAt is null && (r.TravellerId is not { } id || travelling.Contains(id)))];
        readers.AddRange(travellers.Where(t => t.MailTo is not "" && known.TrueForAll(r => r.TravellerId != t.Id)).Select(t => new BriefingReader { Id = t.Id, ActivityId = activity.Id, LeadClusterId = activity.LeadClusterId, TravellerId = t.Id, Name = t.Name, Email = t.MailTo, Language = t.Language }));
        return readers;
    }
}
