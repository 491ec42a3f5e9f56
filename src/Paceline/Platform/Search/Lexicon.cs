namespace Paceline.Platform.Search;

/// <summary>
/// All words of an index in order. Finds a word, the words that begin with it, and those that a typing error away from it:
/// a walk along the sorted words that reckons the distance letter by letter and leaps over all words whose beginning is too far off.
/// </summary>
public sealed class Lexicon(string[] sorted)
{
    /// <summary>The words, sorted by their code units.</summary>
    public IReadOnlyList<string> Words => sorted;

    /// <summary>Errors forgiven in a word: none in short ones, where every word would be near another.</summary>
    public static int Forgiven(string word) => word.Length switch { < 4 => 0, < 8 => 1, _ => 2 };

    /// <summary>The range of words that begin with a text; the text itself comes first, where it is one.</summary>
    public (int From, int To) Beginning(string text)
    {
        var from = Array.BinarySearch(sorted, text, StringComparer.Ordinal);
        if (from < 0) from = ~from;
        return (from, After(from, text));
    }

    /// <summary>
    /// Words at most so many errors away; an error is a letter too many, too few or wrong, or two neighbours swapped.
    /// With <paramref name="beginnings"/>, a word counts by its best beginning: what is still being typed.
    /// </summary>
    public void Near(string word, int errors, bool beginnings, Action<int, int> found)
    {
        if (sorted.Length == 0 || errors == 0) return;
        var width = word.Length + 1;
        var rows = new int[(word.Length + errors + 3) * width];
        var (best, least) = (new int[word.Length + errors + 3], new int[word.Length + errors + 3]);
        for (var j = 0; j < width; j++) rows[j] = j;
        best[0] = word.Length;
        var (at, depth) = (0, 0);
        var before = "";
        while (at < sorted.Length)
        {
            var term = sorted[at];
            depth = Math.Min(depth, CommonBeginning(before, term));
            before = term;
            var reached = Math.Min(term.Length, word.Length + errors + 1);
            var lost = false;
            while (depth < reached)
            {
                depth++;
                var nearest = least[depth] = Row(rows, width, depth, word, term);
                best[depth] = Math.Min(best[depth - 1], rows[depth * width + word.Length]);
                // A swap of neighbours reaches back two letters: a beginning is lost only when the one before it is, too.
                lost = nearest > errors && least[depth - 1] >= errors && (!beginnings || best[depth] > errors);
                if (lost) break;
            }

            if (lost)
            {
                at = After(at, term[..depth]);
                continue;
            }

            var distance = beginnings ? best[reached] : term.Length > reached ? int.MaxValue : rows[reached * width + word.Length];
            if (distance <= errors) found(at, distance);
            at++;
        }
    }

    private static int Row(int[] rows, int width, int depth, string word, string term)
    {
        var (row, above) = (depth * width, (depth - 1) * width);
        var smallest = rows[row] = depth;
        var letter = term[depth - 1];
        for (var j = 1; j < width; j++)
        {
            var cost = Math.Min(Math.Min(rows[row + j - 1], rows[above + j]) + 1, rows[above + j - 1] + (word[j - 1] == letter ? 0 : 1));
            if (depth > 1 && j > 1 && word[j - 1] == term[depth - 2] && word[j - 2] == letter) cost = Math.Min(cost, rows[above - width + j - 2] + 1);
            rows[row + j] = cost;
            if (cost < smallest) smallest = cost;
        }

        return smallest;
    }

    // The first word from here on that does not begin with the text: leaps that double, then halves.
    private int After(int from, string text)
    {
        var (low, step) = (from, 1);
        while (low < sorted.Length && sorted[low].StartsWith(text, StringComparison.Ordinal))
        {
            from = low + 1;
            low += step;
            step *= 2;
        }

        var high = Math.Min(low, sorted.Length);
        while (from < high)
        {
            var middle = (from + high) / 2;
            if (sorted[middle].StartsWith(text, StringComparison.Ordinal)) from = middle + 1;
            else high = middle;
        }

        return from;
    }

    private static int CommonBeginning(string a, string b)
    {
        var i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i]) i++;
        return i;
    }
}
