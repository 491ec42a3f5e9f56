using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Paceline.Documents;

/// <summary>The page, its header with the emblem, its footer with funding statement and page number.</summary>
internal sealed partial class WordPages(MainDocumentPart main, WordText text, WordSettings settings)
{
    /// <summary>Width of the text on A4 within margins of two centimetres, in twentieths of a point.</summary>
    public const int TextWidth = PageWidth - (2 * Margin);

    private const int PageWidth = 11_906;
    private const int PageHeight = 16_838;
    private const int Margin = 1_134;

    /// <summary>The section that ends the document.</summary>
    public W.SectionProperties Section()
    {
        var section = new W.SectionProperties();
        if (settings.Header is not null || settings.Emblem is not null) section.Append(new W.HeaderReference { Type = W.HeaderFooterValues.Default, Id = AddHeader() });
        section.Append(
            new W.FooterReference { Type = W.HeaderFooterValues.Default, Id = AddFooter() },
            new W.PageSize { Width = PageWidth, Height = PageHeight },
            new W.PageMargin { Top = Margin, Bottom = Margin, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 });
        if (settings.RightToLeft) section.Append(new W.BiDi());
        return section;
    }

    private string AddHeader()
    {
        var part = main.AddNewPart<HeaderPart>();
        part.Header = new W.Header();
        if (settings.Emblem is { } emblem)
        {
            var paragraph = text.Paragraph(WordStyles.Header, "");
            paragraph.Append(new W.Run(WordDrawing.Of(part, emblem)));
            part.Header.Append(paragraph);
        }

        part.Header.Append(text.Paragraph(WordStyles.Header, settings.Header ?? ""));
        return main.GetIdOfPart(part);
    }

    private string AddFooter()
    {
        var part = main.AddNewPart<FooterPart>();
        part.Footer = new W.Footer();
        if (settings.FundingStatement is { } statement) part.Footer.Append(text.Paragraph(WordStyles.Footer, statement));
        var number = text.Paragraph(WordStyles.Footer, "", atEnd: true);
        foreach (var piece in AroundPlaceholders().Split(settings.PageNumber))
        {
            switch (piece)
            {
                case "{0}": number.Append(Field("PAGE")); break;
                case "{1}": number.Append(Field("NUMPAGES")); break;
                default: number.Append(text.Runs(piece)); break;
            }
        }

        part.Footer.Append(number);
        return main.GetIdOfPart(part);
    }

    // What stands within is shown until Word counts pages for the first time.
    private static W.SimpleField Field(string instruction) => new(new W.Run(new W.Text("1"))) { Instruction = instruction };

    [GeneratedRegex(@"(?=\{[01]\})|(?<=\{[01]\})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AroundPlaceholders();
}
