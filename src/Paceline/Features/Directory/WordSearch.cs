using Paceline.Domain.Organisations;
using Paceline.Platform.Search;

namespace Paceline.Features.Directory;

/// <summary>
/// Finds the words of a question among the entries, as one viewer sees them: a word in a part that the viewer does not see counts
/// for nothing, neither as a find nor as a correction nor for how rare the word is.
/// </summary>
public sealed class WordSearch(DirectorySnapshot snapshot, PublicFields[] sight, int visible)
{
    private const int MostWords = 10;

    /// <summary>What was found for each word of a question.</summary>
    public List<WordHits> Find(string question) =>
        [.. Folding.ToAsk(question).Select(w => w.Text).Distinct(StringComparer.Ordinal).Take(MostWords).Select(Find_)];

    /// <summary>Adds up what the words weigh: who has most of the words comes first, then who has them in the weightier places.</summary>
    public (int[] Found, float[] Scores, int Words) Rank(List<WordHits> words, string question)
    {
        var (scores, counts) = (new float[sight.Length], new byte[sight.Length]);
        foreach (var hits in words)
        {
            var rare = MathF.Log(1 + (float)visible / Math.Max(1, hits.Documents.Count));
            foreach (var document in hits.Documents)
            {
                scores[document] += hits.Weights[document] * rare;
                counts[document]++;
            }
        }

        var most = counts.Length == 0 ? (byte)0 : counts.Max();
        if (most == 0) return ([], scores, 0);
        var found = new List<int>();
        var line = Folding.Line(question);
        for (var document = 0; document < counts.Length; document++)
        {
            if (counts[document] < most) continue;
            found.Add(document);
            scores[document] += OfName(snapshot.Entries[document]!.Names, line);
        }

        return ([.. found], scores, most);
    }

    /// <summary>The nearest word that somebody uses, further off than errors are forgiven: what may have been meant.</summary>
    public string? Meant(string word)
    {
        if (word.Length < 4) return null;
        var (best, nearest, often) = ((string?)null, int.MaxValue, 0);
        foreach (var (segment, offset) in Segments())
        {
            segment.Lexicon.Near(word, Lexicon.Forgiven(word) + 1, beginnings: false, (term, distance) =>
            {
                if (distance > nearest || Seen(segment, term, offset) is not (> 0 and var times)) return;
                if (distance < nearest || times > often) (best, nearest, often) = (segment.Lexicon.Words[term], distance, times);
            });
        }

        return best;
    }

    private WordHits Find_(string word)
    {
        var hits = new WordHits(word, sight.Length);
        foreach (var (segment, offset) in Segments())
        {
            var (from, to) = segment.Lexicon.Beginning(word);
            for (var term = from; term < to; term++)
            {
                var length = segment.Lexicon.Words[term].Length;
                Add(hits, segment, term, offset, length == word.Length ? 1 : 0.35f + 0.45f * word.Length / length);
            }
        }

        if (hits.Documents.Count > 0 || Lexicon.Forgiven(word) == 0) return hits;
        if (!Mend(hits, beginnings: false) && word.Length > 4) Mend(hits, beginnings: true);
        return hits;
    }

    // Nobody writes this word: the nearest ones that somebody writes stand in for it.
    private bool Mend(WordHits hits, bool beginnings)
    {
        var near = new List<(TextSegment Segment, int Term, int Offset, int Distance)>();
        foreach (var (segment, offset) in Segments())
            segment.Lexicon.Near(hits.Word, Lexicon.Forgiven(hits.Word), beginnings, (term, distance) => near.Add((segment, term, offset, distance)));
        foreach (var some in near.GroupBy(n => n.Distance).OrderBy(g => g.Key))
        {
            var often = 0;
            foreach (var (segment, term, offset, distance) in some)
            {
                var added = Add(hits, segment, term, offset, 0.6f - 0.15f * distance);
                if (added == 0) continue;
                hits.Near.Add(segment.Lexicon.Words[term]);
                if (added > often) (often, hits.Mended) = (added, segment.Lexicon.Words[term]);
            }

            if (hits.Documents.Count > 0) return true;
        }

        return false;
    }

    private int Add(WordHits hits, TextSegment segment, int term, int offset, float quality)
    {
        var added = 0;
        foreach (var posting in segment.Of(term))
        {
            var (document, field) = ((int)(posting >> TextSegment.FieldBits) + offset, (EntryField)(posting & (1 << TextSegment.FieldBits) - 1));
            if ((sight[document] & Parts[(int)field]) is PublicFields.None) continue;
            added++;
            hits.Add(document, quality * Weights[(int)field]);
        }

        return added;
    }

    private int Seen(TextSegment segment, int term, int offset)
    {
        var times = 0;
        foreach (var posting in segment.Of(term))
            if ((sight[(int)(posting >> TextSegment.FieldBits) + offset] & Parts[(int)(posting & (1 << TextSegment.FieldBits) - 1)]) is not PublicFields.None) times++;
        return times;
    }

    private (TextSegment, int)[] Segments() => [(snapshot.Most, 0), (snapshot.Apart, snapshot.Offset)];

    private static float OfName(string[] names, string line) =>
        names.Contains(line) ? 1000 : line.Length > 1 && names.Any(n => n.StartsWith(line, StringComparison.Ordinal)) ? 300 : 0;

    private static readonly float[] Weights = [.. Enum.GetValues<EntryField>().Select(DirectoryTexts.Weight)];
    private static readonly PublicFields[] Parts = [.. Enum.GetValues<EntryField>().Select(DirectoryTexts.PartOf)];
}

/// <summary>Where one word of a question was found, and under what spellings.</summary>
public sealed class WordHits(string word, int documents)
{
    public string Word { get; } = word;
    /// <summary>Weight of the word in each document.</summary>
    public float[] Weights { get; } = new float[documents];
    /// <summary>The documents that have it.</summary>
    public List<int> Documents { get; } = [];
    /// <summary>Words that stood in for it.</summary>
    public HashSet<string> Near { get; } = new(StringComparer.Ordinal);
    /// <summary>The one of them that is used most; null when the word itself was found.</summary>
    public string? Mended { get; set; }

    public void Add(int document, float weight)
    {
        if (Weights[document] == 0) Documents.Add(document);
        if (weight > Weights[document]) Weights[document] = weight;
    }

    /// <summary>Whether a word of a text is why the text was found.</summary>
    public bool Fits(string other) => Near.Contains(other) || Near.Count == 0 && other.StartsWith(Word, StringComparison.Ordinal);
}
