using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Paceline.Documents;

/// <summary>Builds a text document (DOCX), from top to bottom. Characters that XML forbids are left out.</summary>
public sealed class WordDocument(WordSettings settings)
{
    /// <summary>The media type of a text document.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private readonly W.Body body = new();
    private readonly WordText text = new(settings.RightToLeft);

    /// <summary>What the whole document has in common.</summary>
    public WordSettings Settings { get; } = settings;

    /// <summary>Adds the title of the settings.</summary>
    public WordDocument Title() => Add(WordStyles.Title, Settings.Title);

    /// <summary>Adds a heading of which Word builds its outline.</summary>
    /// <param name="level">1, 2 or 3.</param>
    /// <param name="text">The heading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of the three.</exception>
    public WordDocument Heading(int level, string text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, WordStyles.HeadingLevels);
        return Add(WordStyles.Heading(level), text);
    }

    /// <summary>Adds a paragraph; line breaks within the text are kept.</summary>
    public WordDocument Paragraph(string text) => Add(WordStyles.Normal, text);

    /// <summary>Adds a bullet list.</summary>
    public WordDocument Bullets(IEnumerable<string> items)
    {
        foreach (var item in items) Add(WordStyles.Bullet, item);
        return this;
    }

    /// <summary>
    /// Adds a table whose header is repeated on each page. Columns that hold nothing but numbers stand at the end of the line and are
    /// grouped as the document's language does; dates are written in ISO 8601.
    /// </summary>
    /// <param name="header">The headings; at least one.</param>
    /// <param name="rows">Texts, numbers, dates or null. A short row is filled up.</param>
    /// <exception cref="ArgumentException">No heading, or a row longer than the header.</exception>
    public WordDocument Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows)
    {
        body.Append(new WordTable(text, Settings).Of(header, [.. rows]));
        // Word joins tables that touch each other, and wants a paragraph behind the last.
        body.Append(text.Paragraph(WordStyles.AfterTable, ""));
        return this;
    }

    /// <summary>The file.</summary>
    /// <exception cref="ArgumentException">The emblem is no PNG file.</exception>
    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            document.PackageProperties.Title = LegalText.ForXml(Settings.Title);
            document.PackageProperties.Language = LegalText.ForXml(Settings.Language);
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = WordStyles.Of(Settings);
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = WordStyles.Bullets();
            main.AddNewPart<DocumentSettingsPart>().Settings = WithoutCompatibilityMode();
            main.Document = new W.Document((W.Body)body.CloneNode(deep: true));
            main.Document.Body!.Append(new WordPages(main, text, Settings).Section());
        }

        return file.ToArray();
    }

    private WordDocument Add(string style, string content)
    {
        body.Append(text.Paragraph(style, content));
        return this;
    }

    // Without this Word opens the document as one of 2007 and switches half of its functions off.
    private static W.Settings WithoutCompatibilityMode() => new(new W.Compatibility(new W.CompatibilitySetting
    {
        Name = W.CompatSettingNameValues.CompatibilityMode,
        Uri = "http://schemas.microsoft.com/office/word",
        Val = 15.ToString(CultureInfo.InvariantCulture),
    }));
}
