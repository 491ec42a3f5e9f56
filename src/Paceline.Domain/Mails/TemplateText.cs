using System.Text;

namespace Paceline.Domain.Mails;

/// <summary>Texts with named holes in braces, like {name}; pure.</summary>
public static class TemplateText
{
    /// <summary>The longest subject.</summary>
    public const int LongestSubject = 200;
    /// <summary>The longest text.</summary>
    public const int LongestText = 5000;

    /// <summary>The holes of a text in their order, each once.</summary>
    public static IReadOnlyList<string> Holes(string text)
    {
        List<string> holes = [];
        foreach (var (hole, _) in Pieces(text)) if (hole is not null && !holes.Contains(hole)) holes.Add(hole);
        return holes;
    }

    /// <summary>The text with its holes filled. What fills a hole is not looked at again: a name in braces stays one.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder(text.Length);
        foreach (var (hole, plain) in Pieces(text)) filled.Append(hole is null ? plain : values.GetValueOrDefault(hole, plain));
        return filled.ToString();
    }

    /// <summary>Why a text cannot be used for a kind of mail, or null.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The text.</param>
    /// <param name="known">The holes that are filled.</param>
    /// <param name="needed">The holes without which the mail is of no use, for example its link.</param>
    public static Refusal? Refuses(string subject, string text, IReadOnlyCollection<string> known, IReadOnlyCollection<string> needed)
    {
        if (string.IsNullOrWhiteSpace(subject) || string.IsNullOrWhiteSpace(text)) return new Refusal("A mail needs a subject and a text.");
        if (subject.Contains('\n') || subject.Contains('\r')) return new Refusal("A subject is one line.");
        if (subject.Length > LongestSubject) return new Refusal("Use at most {0} characters.", LongestSubject);
        if (text.Length > LongestText) return new Refusal("Use at most {0} characters.", LongestText);
        if (Holes(subject + " " + text).FirstOrDefault(h => !known.Contains(h)) is { } unknown) return new Refusal("Nothing fills {0} in this mail.", "{" + unknown + "}");
        if (needed.FirstOrDefault(n => !Holes(text).Contains(n)) is { } missing) return new Refusal("The text needs {0}: without it the mail is of no use.", "{" + missing + "}");
        return null;
    }

    private static IEnumerable<(string? Hole, string Plain)> Pieces(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0) break;
            var name = text[(open + 1)..close];
            if (name.Length is > 0 and <= 30 && name.All(char.IsAsciiLetter))
            {
                if (open > at) yield return (null, text[at..open]);
                yield return (name, text[open..(close + 1)]);
                at = close + 1;
            }
            else
            {
                yield return (null, text[at..(open + 1)]);
                at = open + 1;
            }
        }

        if (at < text.Length) yield return (null, text[at..]);
    }
}
