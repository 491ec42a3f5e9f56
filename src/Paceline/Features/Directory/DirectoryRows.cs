using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>An entry as it stands in the list.</summary>
public sealed record DirectoryRow(
    Guid Id, IReadOnlyList<Piece> Name, string? Latin, string Country, string Region, OrganisationKind Kind, IReadOnlyList<Piece> Summary, string SummaryLanguage,
    ValueChainSegment? Segment, IReadOnlyList<string> SellsIn, IReadOnlyList<string> WantsIn, string? Cluster, bool IsFictional, IReadOnlyList<Reason> Why);

/// <summary>Where a word was found that neither the name nor the sentence holds.</summary>
public sealed record Reason(EntryField Field, IReadOnlyList<Piece> Text, string? Language);

/// <summary>Reads the entries of a page of the list and says why each is there.</summary>
public sealed class DirectoryRows(PacelineDb db, DirectorySight sight, Texts texts)
{
    private const int MostReasons = 2;

    public async Task<IReadOnlyList<DirectoryRow>> Of(DirectoryAnswer answer, int from, int count, CancellationToken stop)
    {
        var part = answer.Part(from, count);
        var records = (await ReadDirectory.Records(db, [.. part.Select(e => e.Id)], stop)).ToDictionary(r => r.Organisation.Id);
        // Asked again of the row just read: an entry that was withdrawn a moment ago is not shown.
        return [.. part.Where(e => records.ContainsKey(e.Id)).Select(e => (Record: records[e.Id], Sight: sight.Of(records[e.Id]))).Where(e => e.Sight is not PublicFields.None).Select(e => Row(e.Record, e.Sight, answer))];
    }

    private DirectoryRow Row(EntryRecord record, PublicFields seen, DirectoryAnswer answer)
    {
        var (o, company, _) = record;
        var (words, all) = (answer.Words, DirectoryTexts.Of(record, texts).Where(t => (seen & DirectoryTexts.PartOf(t.Field)) is not PublicFields.None).ToList());
        // The sentence in the reader's language, unless it is another one that was looked for.
        var (text, language) = o.Summary.In(Texts.Language);
        if (Highlight.In(text, words, whole: true) is null && o.Summary.FirstOrDefault(s => Highlight.In(s.Value, words, whole: true) is not null) is { Value: { } other } found) (text, language) = (other, found.Key);
        var left = words.Except(new[] { o.Name, o.LatinName, o.EnglishName, o.ShortName, text }.SelectMany(t => Highlight.Held(t, words))).ToList();
        var markets = seen.HasFlag(PublicFields.Markets);
        return new DirectoryRow(
            o.Id, Highlight.In(o.Name, words, whole: true) ?? [new(o.Name, false)], o.LatinName is not "" ? o.LatinName : o.EnglishName is not "" && o.EnglishName != o.Name ? o.EnglishName : null,
            o.Country, Region(o), o.Kind, Highlight.In(text, words, whole: true) ?? [new(text, false)], language, company?.Segment,
            markets ? company?.CurrentMarkets ?? [] : [], markets ? company?.TargetMarkets ?? [] : [],
            o.HomeClusterId is { } home ? answer.Snapshot.Find(home)?.Name : null, o.IsFictional, Reasons(all, left));
    }

    private static List<Reason> Reasons(List<(EntryField Field, string Text, string? Language)> texts, List<WordHits> left)
    {
        var reasons = new List<Reason>();
        foreach (var (field, text, language) in texts.Where(t => t.Field is EntryField.Products or EntryField.Offers or EntryField.Needs or EntryField.Certifications or EntryField.Town or EntryField.Description))
        {
            if (left.Count == 0 || reasons.Count == MostReasons) break;
            if (Highlight.In(text, left, whole: false) is not { } pieces) continue;
            reasons.Add(new Reason(field, pieces, language));
            left = [.. left.Except(Highlight.Held(text, left))];
        }

        return reasons;
    }

    /// <summary>The region as its record says, else by its code.</summary>
    public static string Region(Organisation o) => o.Region is not "" ? o.Region : NutsRegions.Find(o.Nuts)?.Name ?? "";
}
