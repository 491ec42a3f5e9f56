using System.Globalization;

namespace Paceline.Scheduling;

/// <summary>A piece of a <c>.dzn</c> file: a word, a number or one of the marks <c>= ; , { } [ ] |</c>.</summary>
// Not a struct: the code for lists of structs is compiled anew at every start, that for lists of classes is there.
internal sealed record DznToken(char Kind, string Text, int Value, int Line, int Column)
{
    public const char Word = 'w', Number = 'n', End = '\0';

    /// <summary>Cuts a text into tokens; comments and white space are skipped.</summary>
    public static List<DznToken> Cut(string text, List<FormatError> errors)
    {
        var tokens = new List<DznToken>();
        int line = 1, lineStart = 0, at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            var column = at - lineStart + 1;
            if (c == '\n')
            {
                line++;
                lineStart = ++at;
            }
            else if (char.IsWhiteSpace(c) || c == '\uFEFF')
            {
                at++;
            }
            else if (c == '%')
            {
                while (at < text.Length && text[at] != '\n') at++;
            }
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                var from = at;
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
                tokens.Add(new DznToken(Word, text[from..at], 0, line, column));
            }
            else if (char.IsAsciiDigit(c) || (c == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            {
                var from = at++;
                while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
                var digits = text[from..at];
                if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                    errors.Add(new FormatError(line, column, digits.Length > 20 ? digits[..20] : digits, "This number is too large."));
                tokens.Add(new DznToken(Number, digits, value, line, column));
            }
            else
            {
                at++;
                if ("=;,{}[]|".Contains(c, StringComparison.Ordinal))
                    tokens.Add(new DznToken(c, c.ToString(), 0, line, column));
                else
                    errors.Add(new FormatError(line, column, c.ToString(), "This character means nothing here."));
            }
        }

        tokens.Add(new DznToken(End, "the end of the file", 0, line, text.Length - lineStart + 1));
        return tokens;
    }
}
