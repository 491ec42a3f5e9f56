using Microsoft.AspNetCore.Html;
using Paceline.Platform.Search;

namespace Paceline.Features.Directory;

/// <summary>A piece of a text; marked when it is what was looked for.</summary>
public readonly record struct Piece(string Text, bool Found);

/// <summary>Marks what was found in a text.</summary>
public static class Highlight
{
    private const int Around = 70;

    /// <summary>The text in pieces; null when none of the words stands in it. A long one is cut around the first find.</summary>
    public static IReadOnlyList<Piece>? In(string text, IReadOnlyList<WordHits> words, bool whole)
    {
        if (words.Count == 0) return null;
        var found = Merge(Folding.ToIndex(text).Where(w => words.Any(h => h.Fits(w.Text))));
        if (found.Count == 0) return null;
        var (from, to) = whole ? (0, text.Length) : (Edge(text, found[0].Start - Around, -1), Edge(text, found[0].Start + Around + Around, 1));
        var pieces = new List<Piece>();
        if (from > 0) pieces.Add(new("… ", false));
        foreach (var (start, end) in found.Where(f => f.Start >= from && f.End <= to))
        {
            if (start > from) pieces.Add(new(text[from..start], false));
            pieces.Add(new(text[start..end], true));
            from = end;
        }

        if (from < to) pieces.Add(new(text[from..to], false));
        if (to < text.Length) pieces.Add(new(" …", false));
        return pieces;
    }

    /// <summary>The pieces as markup, with not a blank more than was written.</summary>
    public static IHtmlContent Html(IReadOnlyList<Piece> pieces)
    {
        var html = new HtmlContentBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Found) html.AppendHtml("<mark>").Append(piece.Text).AppendHtml("</mark>");
            else html.Append(piece.Text);
        }

        return html;
    }

    /// <summary>The words that stand in a text.</summary>
    public static IEnumerable<WordHits> Held(string text, IReadOnlyList<WordHits> words)
    {
        var all = Folding.ToIndex(text);
        return words.Where(h => all.Exists(w => h.Fits(w.Text)));
    }

    // Pairs of Chinese characters overlap: what touches is marked as one.
    private static List<(int Start, int End)> Merge(IEnumerable<Word> words)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var word in words.OrderBy(w => w.Start).ThenBy(w => w.Length))
        {
            var end = word.Start + word.Length;
            if (merged.Count > 0 && word.Start <= merged[^1].End) merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, end));
            else merged.Add((word.Start, end));
        }

        return merged;
    }

    // The blank next to a place, so that no word is cut and no surrogate pair torn.
    private static int Edge(string text, int at, int step)
    {
        if (at <= 0) return 0;
        if (at >= text.Length) return text.Length;
        for (var i = at; i > 0 && i < text.Length && Math.Abs(i - at) < 30; i += step)
            if (char.IsWhiteSpace(text[i])) return step < 0 ? i + 1 : i;
        return char.IsLowSurrogate(text[at]) ? at + 1 : at;
    }
}
