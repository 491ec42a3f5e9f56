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
public sealed class BriefingMails(PacelineDb db, ReadBriefing read, ReadDelegation delegation, ShowToHosts show, Texts texts, TimeProvider clock) : IActivityMails
{
    public IReadOnlyList<MailKind> Kinds { get; } = [MailKind.BriefingPack];

    /// <summary>What is new for a reader, who is told of nothing that the pack does not show.</summary>
    public static IReadOnlyList<BriefingChange> News(BriefingSight sight, BriefingContent? told, BriefingContent now) => told is null ? [] : Briefings.Between(sight.Of(told), sight.Of(now));

    /// <summary>The mail on a version for one reader; null where nothing of it concerns the reader, unless the reader asks for it again.</summary>
    public static MailDraft? Of(BriefingReader reader, Activity activity, BriefingVersion version, IReadOnlyList<BriefingChange> own, string link, Texts texts, bool again = false)
    {
        if (!again && version.Number > 1 && own.Count == 0 && version.Note is "") return null;
        return InLanguage.Of(reader.Language, () => new MailDraft(MailKind.BriefingPack, $"briefing/{version.Id:N}/{reader.Id:N}", reader.Email, Texts.Language, new Dictionary<string, string>
        {
            ["activity"] = activity.Title.In(Texts.Language).Text,
            ["version"] = version.Number.ToString(CultureInfo.InvariantCulture),
            ["name"] = reader.Name,
            ["link"] = link + (version.Number > 1 && !again ? $"?since={version.Number - 1}" : ""),
            ["changes"] = string.Join('\n', own.Select(c => "– " + BriefingWords.Sentence(c, texts)).Prepend(version.Note).Where(l => l is not "")),
        }) { ActivityId = activity.Id });
    }

    public async Task<IReadOnlyList<MailReader>> Readers(Activity activity, MailKind kind, CancellationToken stop) =>
        [.. (await All(activity, stop)).Take(IActivityMails.MostReaders).Select(r => new MailReader(r.Id.ToString(), r.Name, r.Language))];

    /// <summary>The mail on the version that would be published now, or on the last one where nothing is new.</summary>
    public async Task<MailDraft?> Preview(Activity activity, MailKind kind, string reader, string site, CancellationToken stop)
    {
        if (!Guid.TryParse(reader, out var id) || (await All(activity, stop)).Find(r => r.Id == id) is not { } person) return null;
        var versions = await db.BriefingVersions.AsNoTracking().Where(v => v.ActivityId == activity.Id).OrderByDescending(v => v.Number).Take(2).ToListAsync(stop);
        var (told, before) = (versions.ElementAtOrDefault(0), versions.ElementAtOrDefault(1));
        var content = Briefings.Next(told?.Content, await read.Draft(activity, stop));
        var sight = await show.SightOf(activity, person, stop);
        var link = site + Urls.Briefing(IActivityMails.Shortened);
        if (told is null || Briefings.Between(told.Content, content).Count > 0)
        {
            var next = new BriefingVersion { ActivityId = activity.Id, LeadClusterId = activity.LeadClusterId, Number = (told?.Number ?? 0) + 1, PublishedAt = clock.GetUtcNow(), PublishedBy = "", Note = "", Content = content, Changes = [] };
            if (Of(person, activity, next, News(sight, told?.Content, content), link, texts) is { } mail) return mail;
        }

        return Of(person, activity, told!, News(sight, before?.Content, told!.Content), link, texts);
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
