namespace Paceline.Documents;

/// <summary>Builds a text document (DOCX), from top to bottom. Characters that XML forbids are left out.</summary>
public sealed class WordDocument(WordSettings settings)
{
    /// <summary>The media type of a text document.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>What the whole document has in common.</summary>
    public WordSettings Settings { get; } = settings;

    /// <summary>Adds the title of the settings as the first line.</summary>
    public WordDocument Title() => this;

    /// <summary>Adds a heading of which Word builds its outline.</summary>
    /// <param name="level">1, 2 or 3.</param>
    /// <param name="text">The heading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of the three.</exception>
    public WordDocument Heading(int level, string text) => this;

    /// <summary>Adds a paragraph; line breaks within the text are kept.</summary>
    public WordDocument Paragraph(string text) => this;

    /// <summary>Adds a bullet list.</summary>
    public WordDocument Bullets(IEnumerable<string> items) => this;

    /// <summary>
    /// Adds a table whose header is repeated on each page. Columns that hold nothing but numbers stand at the right and are grouped
    /// as the document's language does; dates are written in ISO 8601.
    /// </summary>
    /// <param name="header">The headings; at least one.</param>
    /// <param name="rows">Texts, numbers, dates or null. A short row is filled up, a long one is refused.</param>
    /// <exception cref="ArgumentException">No heading, or a row longer than the header.</exception>
    public WordDocument Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows) => this;

    /// <summary>The file.</summary>
    public byte[] ToBytes() => throw new NotSupportedException("Follows.");
}
