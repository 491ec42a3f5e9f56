namespace Paceline.Documents;

/// <summary>A sheet to be written.</summary>
/// <param name="Name">What the tab says; longer than 31 characters is cut, forbidden characters are replaced.</param>
/// <param name="Header">The headings.</param>
/// <param name="Rows">Texts, numbers, dates, times, booleans or null; anything else by its text. An instant with offset shows its own wall clock.</param>
public sealed record Sheet(string Name, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>Whether the first column stands at the right, as in Persian and Arabic.</summary>
    public bool RightToLeft { get; init; }
}
