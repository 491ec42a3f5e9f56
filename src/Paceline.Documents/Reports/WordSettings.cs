namespace Paceline.Documents;

/// <summary>What the whole of a text document has in common.</summary>
/// <param name="Title">The title in the file's properties, and of <see cref="WordDocument.Title"/>.</param>
/// <param name="Language">BCP 47, such as "en", "fa" or "zh-CN": spelling, screen readers and the grouping of numbers go by it.</param>
public sealed record WordSettings(string Title, string Language = "en")
{
    /// <summary>Whether text runs from right to left.</summary>
    public bool RightToLeft { get; init; }

    /// <summary>The text at the top of each page; null for none.</summary>
    public string? Header { get; init; }

    /// <summary>The funder's wording at the foot of each page; null for none.</summary>
    public string? FundingStatement { get; init; }

    /// <summary>The page number at the foot, translated: {0} is the page, {1} the number of pages.</summary>
    public string PageNumber { get; init; } = "Page {0} of {1}";

    /// <summary>A picture beside the header text, such as the funder's emblem; null for none.</summary>
    public WordPicture? Emblem { get; init; }
}

/// <summary>A small picture.</summary>
/// <param name="Png">A PNG file.</param>
/// <param name="AlternativeText">What it shows, for those who do not see it.</param>
public sealed record WordPicture(byte[] Png, string AlternativeText);
