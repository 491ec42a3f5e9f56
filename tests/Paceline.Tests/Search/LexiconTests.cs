using Paceline.Platform.Search;

namespace Paceline.Tests.Search;

public sealed class LexiconTests
{
    private static readonly Random Chance = new(20171009);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Exactly_the_words_within_the_distance_are_found(int errors)
    {
        for (var round = 0; round < 40; round++)
        {
            var words = Enumerable.Range(0, 300).Select(_ => Some(1, 9)).Distinct().Order(StringComparer.Ordinal).ToArray();
            var (lexicon, word) = (new Lexicon(words), Some(3, 9));
            var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
            lexicon.Near(word, errors, beginnings: false, (term, distance) => found.Add(words[term], distance));
            Assert.Equal(words.Select(w => (Word: w, Distance: Distance(word, w))).Where(w => w.Distance <= errors), found.Select(f => (f.Key, f.Value)));
        }
    }

    [Theory, InlineData(1), InlineData(2)]
    public void With_beginnings_a_word_counts_by_its_nearest_one(int errors)
    {
        for (var round = 0; round < 40; round++)
        {
            var words = Enumerable.Range(0, 300).Select(_ => Some(1, 11)).Distinct().Order(StringComparer.Ordinal).ToArray();
            var (lexicon, word) = (new Lexicon(words), Some(3, 7));
            var found = new SortedDictionary<string, int>(StringComparer.Ordinal);
            lexicon.Near(word, errors, beginnings: true, (term, distance) => found.Add(words[term], distance));
            Assert.Equal(words.Select(w => (Word: w, Distance: Enumerable.Range(0, w.Length + 1).Min(n => Distance(word, w[..n])))).Where(w => w.Distance <= errors), found.Select(f => (f.Key, f.Value)));
        }
    }

    [Theory, InlineData("tu", 2, 5), InlineData("turf", 3, 5), InlineData("zz", 7, 7), InlineData("", 0, 7), InlineData("a", 0, 1)]
    public void Words_that_begin_alike_stand_together(string beginning, int from, int to) =>
        Assert.Equal((from, to), new Lexicon(["alp", "bike", "tube", "turf", "turfs", "uphill", "wall"]).Beginning(beginning));

    [Fact]
    public void Merging_keeps_what_is_left_and_numbers_it_anew()
    {
        TextSegment.Builder first = new(), second = new();
        string[] texts = ["turf bike", "bike", "wall turf", "rink"];
        foreach (var (index, text) in texts.Index())
        {
            var builder = index < 2 ? first : second;
            builder.Begin();
            builder.Add(index % 3, text);
        }

        var merged = TextSegment.Merge(first.Build(), second.Build(), 2, [0, -1, 1, 2]);
        Assert.Equal(["bike", "rink", "turf", "wall"], merged.Lexicon.Words);
        Assert.Equal([(0u, 0u), (1u, 2u)], merged.Of(2).ToArray().Select(p => (p >> TextSegment.FieldBits, p & 31)));
        Assert.Equal([(0u, 0u)], merged.Of(0).ToArray().Select(p => (p >> TextSegment.FieldBits, p & 31)));
    }

    private static string Some(int shortest, int longest) => string.Concat(Enumerable.Range(0, Chance.Next(shortest, longest + 1)).Select(_ => "abcde"[Chance.Next(5)]));

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
