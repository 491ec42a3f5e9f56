namespace Paceline.Documents;

/// <summary>The letters by which spreadsheets name columns.</summary>
internal static class CellReference
{
    /// <summary>The letters of a column, from 1: A, B ... Z, AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>The column that a reference such as "AB12" names, from 1; null if it names none that a sheet can have.</summary>
    public static int? Column(string reference)
    {
        var column = 0;
        foreach (var letter in reference)
        {
            if (!char.IsAsciiLetter(letter)) break;
            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
            if (column > 16_384) return null;
        }

        return column == 0 ? null : column;
    }
}
