namespace Paceline.Domain.Activities.Travel;

/// <summary>
/// Finds the names on a list that are like a given one, word by word in any order: as folded, as they sound (Mohammed, Muhammad,
/// محمد), with a slip of the pen, with words missing. It offers too many rather than too few; people decide.
/// </summary>
public sealed class NameSearch
{
    /// <summary>Names this much alike, of 100, are shown.</summary>
    public const int Threshold = 72;

    /// <summary>The most candidates that are shown.</summary>
    public const int MostShown = 20;

    private readonly List<(RestrictiveName Name, IReadOnlyList<Word> Words)> _names = [];
    private readonly Dictionary<string, int> _often = new(StringComparer.Ordinal);

    /// <summary>Makes a list searchable.</summary>
    public NameSearch(IEnumerable<RestrictiveName> names)
    {
        foreach (var name in names)
        {
            var words = Split(name.Name);
            if (words.Count == 0) continue;
            _names.Add((name, words));
            foreach (var word in words.Select(w => w.Text).Distinct()) _often[word] = _often.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>The names like any of these, most alike first, one for each subject of the list.</summary>
    public IReadOnlyList<Candidate> Find(IEnumerable<string> names)
    {
        var asked = names.Select(Split).Where(w => w.Count > 0).ToList();
        return [.. (from listed in _names
                    let likeness = asked.Count == 0 ? 0 : asked.Max(a => Likeness(a, listed.Words))
                    where likeness >= Threshold
                    group new Candidate(listed.Name.Reference, listed.Name.Name, listed.Name.IsPerson, listed.Name.Programme, likeness) by listed.Name.Reference into subject
                    select subject.OrderByDescending(c => c.Likeness).First())
            .OrderByDescending(c => c.Likeness).ThenBy(c => c.Name, StringComparer.Ordinal).Take(MostShown)];
    }

    // Of the words of both names, how much finds its like: the shorter name counts most, since lists and cards leave words out.
    private int Likeness(IReadOnlyList<Word> one, IReadOnlyList<Word> other)
    {
        var (shorter, longer) = one.Count <= other.Count ? (one, other) : (other, one);
        Span<bool> taken = stackalloc bool[Math.Min(longer.Count, 64)];
        double found = 0, all = 0, rest = 0;
        foreach (var word in longer) rest += Weight(word);
        var matchedRest = 0.0;
        foreach (var word in shorter)
        {
            var (best, at) = (0.0, -1);
            for (var i = 0; i < taken.Length; i++)
            {
                if (taken[i]) continue;
                if (Alike(word, longer[i]) is var alike && alike > best) (best, at) = (alike, i);
            }

            var weight = Weight(word);
            all += weight;
            if (at < 0) continue;
            taken[at] = true;
            found += best * Math.Min(weight, Weight(longer[at]));
            matchedRest += best * Weight(longer[at]);
        }

        // One common word alone says nothing.
        var (ofShorter, ofLonger) = (found / all, Math.Min(1, matchedRest / rest));
        var share = shorter.Count == 1 && longer.Count > 1 ? 0.45 : 0.7;
        return (int)Math.Round(100 * (share * ofShorter + (1 - share) * ofLonger));
    }

    // A word that stands in many names of the list (bank, trading, Iran) tells less than one that stands in few.
    private double Weight(Word word) => 1 / (1 + Math.Log(1 + _often.GetValueOrDefault(word.Text) / 10.0));

    private static double Alike(Word one, Word other)
    {
        if (one.Text == other.Text) return 1;
        if (IsUnparted(one.Text) || IsUnparted(other.Text)) return Pairs(one.Text, other.Text);
        if (one.Sound.Length >= 2 && one.Sound == other.Sound) return 0.95;
        var longest = Math.Max(one.Text.Length, other.Text.Length);
        if (Math.Abs(one.Text.Length - other.Text.Length) <= 2 && longest >= 5)
        {
            var slips = Slips(one.Text, other.Text);
            if (slips == 1) return 0.9;
            if (slips == 2 && longest >= 8) return 0.85;
        }

        // A name written in one word by some and in two by others.
        var (less, more) = one.Sound.Length <= other.Sound.Length ? (one.Sound, other.Sound) : (other.Sound, one.Sound);
        if (less.Length >= 3 && more.StartsWith(less, StringComparison.Ordinal)) return 0.75;

        // An initial stands for the word that begins with it.
        return (one.Text.Length == 1 || other.Text.Length == 1) && one.Text[0] == other.Text[0] ? 0.5 : 0;
    }

    private static IReadOnlyList<Word> Split(string name) => [.. NameSound.Words(name).Take(64).Select(w => w.Length <= 60 ? w : w[..60]).Select(w => new Word(w, NameSound.Of(w)))];

    private static bool IsUnparted(string word) => word[0] is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';

    // Chinese does not part its words: pairs of characters are compared.
    private static double Pairs(string one, string other)
    {
        if (one.Length < 2 || other.Length < 2) return 0;
        var a = Enumerable.Range(0, one.Length - 1).Select(i => one.Substring(i, 2)).ToHashSet(StringComparer.Ordinal);
        var b = Enumerable.Range(0, other.Length - 1).Select(i => other.Substring(i, 2)).ToHashSet(StringComparer.Ordinal);
        return 2.0 * a.Count(b.Contains) / (a.Count + b.Count);
    }

    // Letters put in, left out, changed, or two changed about.
    private static int Slips(string a, string b)
    {
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = Math.Min(now[j], before[j - 2] + 1);
            }

            (before, last, now) = (last, now, before);
        }

        return last[b.Length];
    }

    private readonly record struct Word(string Text, string Sound);
}
