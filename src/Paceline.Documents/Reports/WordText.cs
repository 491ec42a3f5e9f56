using System.Text;
using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Paceline.Documents;

/// <summary>Turns text into paragraphs and runs, each run of one direction, as Word chooses font and size of Arabic letters by it.</summary>
/// <param name="rightToLeft">The direction of the document.</param>
internal sealed class WordText(bool rightToLeft)
{
    /// <summary>A paragraph in a style.</summary>
    public W.Paragraph Paragraph(string style, string text, bool atEnd = false)
    {
        var properties = new W.ParagraphProperties { ParagraphStyleId = new W.ParagraphStyleId { Val = style } };
        // "Right" means the end of the line: in a paragraph from right to left Word mirrors it.
        if (atEnd) properties.Justification = new W.Justification { Val = W.JustificationValues.Right };
        var paragraph = new W.Paragraph(properties);
        paragraph.Append(Runs(text));
        return paragraph;
    }

    /// <summary>The runs of a text.</summary>
    public IEnumerable<W.Run> Runs(string text)
    {
        var part = new StringBuilder();
        var partRightToLeft = rightToLeft;
        foreach (var rune in LegalText.ForXml(text).EnumerateRunes())
        {
            // Digits, blanks and signs go with what stands before them.
            if (DirectionOf(rune) is { } direction && direction != partRightToLeft)
            {
                if (part.Length > 0) yield return Run(part.ToString(), partRightToLeft);
                part.Clear();
                partRightToLeft = direction;
            }

            part.Append(rune);
        }

        if (part.Length > 0) yield return Run(part.ToString(), partRightToLeft);
    }

    private static bool? DirectionOf(Rune rune) =>
        rune.Value is >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF
            ? Rune.IsLetter(rune) ? true : null
            : Rune.IsLetter(rune) ? false : null;

    private static W.Run Run(string text, bool fromRight)
    {
        var run = new W.Run();
        if (fromRight) run.Append(new W.RunProperties { RightToLeftText = new W.RightToLeftText() });
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is not ('\n' or '\t')) continue;
            if (i > start) run.Append(new W.Text(text[start..i]) { Space = SpaceProcessingModeValues.Preserve });
            if (i < text.Length) run.Append(text[i] == '\n' ? new W.Break() : new W.TabChar());
            start = i + 1;
        }

        return run;
    }
}
