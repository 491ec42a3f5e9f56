using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform;

namespace Paceline.Features.Directory;

/// <summary>A value of a facet, with how many entries it would leave under the other filters.</summary>
public sealed record FacetCount(string Value, int Count, bool IsChosen);

/// <summary>What a question gave.</summary>
public sealed record DirectoryAnswer(DirectorySnapshot Snapshot, int[] Found, IReadOnlyDictionary<Facet, IReadOnlyList<FacetCount>> Facets, List<WordHits> Words, int WordsHeld, string? Meant, int Visible)
{
    /// <summary>Some of the entries, in order.</summary>
    public IReadOnlyList<DirectoryEntry> Part(int from, int count) => [.. Found.Skip(from).Take(count).Select(n => Snapshot.Entries[n]!)];
}

/// <summary>Answers a question to the directory as whoever asks sees it.</summary>
public sealed class DirectorySearch(PacelineDb db, DirectoryIndex index, DirectorySight sight, TimeProvider clock)
{
    public async Task<DirectoryAnswer> Run(DirectoryFilter filter, CancellationToken stop)
    {
        var snapshot = await index.Current(db, stop);
        return Run(snapshot, filter, sight.Over(snapshot), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>The same over a given directory, with what is seen of each entry.</summary>
    public static DirectoryAnswer Run(DirectorySnapshot snapshot, DirectoryFilter filter, PublicFields[] seen, DateOnly today)
    {
        var visible = seen.Count(s => s is not PublicFields.None);
        var search = new WordSearch(snapshot, seen, visible);
        var words = search.Find(filter.Question);
        var (found, scores, held) = words.Count > 0 ? search.Rank(words, filter.Question) : (Everything(seen), [], 0);
        var (left, facets) = Narrow(snapshot, filter, seen, today, found);
        Sort(left, snapshot, filter.Order, scores);
        var meant = words.Count == 0 || left.Length > 0 ? null : Meant(search, words);
        return new DirectoryAnswer(snapshot, left, facets, words, held, meant, visible);
    }

    // One pass: an entry that fails in no facet is found and counted in all of them, one that fails in a single facet is counted there.
    private static (int[] Left, Dictionary<Facet, IReadOnlyList<FacetCount>> Facets) Narrow(DirectorySnapshot snapshot, DirectoryFilter filter, PublicFields[] seen, DateOnly today, int[] found)
    {
        var facets = Enum.GetValues<Facet>();
        var values = facets.Select(snapshot.Values.All).ToArray();
        var counts = values.Select(v => new int[v.Length]).ToArray();
        var chosen = facets.Select(f => filter.Of(f)).ToArray();
        var wanted = facets.Select(f => chosen[(int)f].Select(v => snapshot.Values.Find(f, v)).ToHashSet()).ToArray();
        var left = new List<int>(found.Length);
        foreach (var number in found)
        {
            var entry = snapshot.Entries[number]!;
            var (fails, failing) = (0, -1);
            for (var f = 0; f < facets.Length && fails < 2; f++)
            {
                if (wanted[f].Count == 0 || Any(entry.In(facets[f], seen[number], today), wanted[f])) continue;
                (fails, failing) = (fails + 1, f);
            }

            if (fails > 1) continue;
            if (fails == 0) left.Add(number);
            for (var f = 0; f < facets.Length; f++)
                if (fails == 0 || f == failing) foreach (var value in entry.In(facets[f], seen[number], today)) if (value < counts[f].Length) counts[f][value]++;
        }

        return ([.. left], facets.ToDictionary(f => f, f => Counted(values[(int)f], counts[(int)f], chosen[(int)f])));
    }

    private static bool Any(ReadOnlySpan<int> values, HashSet<int> wanted)
    {
        foreach (var value in values) if (wanted.Contains(value)) return true;
        return false;
    }

    // What is chosen stays in the list though nothing is left of it: it can be taken back.
    private static IReadOnlyList<FacetCount> Counted(string[] values, int[] counts, string[] chosen) =>
        [.. values.Select((v, i) => new FacetCount(v, counts[i], chosen.Contains(v))).Where(c => c.Count > 0 || c.IsChosen)
            .Concat(chosen.Except(values).Select(v => new FacetCount(v, 0, true)))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal)];

    private static void Sort(int[] found, DirectorySnapshot snapshot, DirectoryOrder order, float[] scores)
    {
        var rank = snapshot.Rank;
        Comparison<int> by = order switch
        {
            DirectoryOrder.Country => (a, b) => string.CompareOrdinal(snapshot.Entries[a]!.Country, snapshot.Entries[b]!.Country) is not 0 and var c ? c : rank[a].CompareTo(rank[b]),
            DirectoryOrder.Best when scores.Length > 0 => (a, b) => scores[b].CompareTo(scores[a]) is not 0 and var c ? c : rank[a].CompareTo(rank[b]),
            _ => (a, b) => rank[a].CompareTo(rank[b]),
        };
        Array.Sort(found, by);
    }

    private static int[] Everything(PublicFields[] seen)
    {
        var all = new List<int>(seen.Length);
        for (var i = 0; i < seen.Length; i++) if (seen[i] is not PublicFields.None) all.Add(i);
        return [.. all];
    }

    private static string? Meant(WordSearch search, List<WordHits> words)
    {
        var mended = words.Select(w => w.Documents.Count > 0 ? w.Mended ?? w.Word : search.Meant(w.Word) ?? w.Word).ToList();
        return mended.SequenceEqual(words.Select(w => w.Word), StringComparer.Ordinal) ? null : string.Join(' ', mended);
    }
}
