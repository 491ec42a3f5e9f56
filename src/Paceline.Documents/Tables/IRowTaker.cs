namespace Paceline.Documents;

/// <summary>Where the readers of text files and workbooks put the rows that they find, and what they have to say about them.</summary>
internal interface IRowTaker
{
    /// <summary>Says something that is no reason to refuse.</summary>
    void Notice(int? line, int? column, string sentence, params object[] arguments);

    /// <summary>Says what must be mended in the file.</summary>
    void Problem(int? line, int? column, string sentence, params object[] arguments);

    /// <summary>Says why the file cannot be read at all.</summary>
    void Refuse(int? line, int? column, string sentence, params object[] arguments);

    /// <summary>Takes the next row.</summary>
    /// <returns>Whether more rows are welcome.</returns>
    bool Add(int line, List<string> cells);

    /// <summary>Cells that were joined into one, as in "B2:D5"; told after the rows.</summary>
    void Merged(string reference);
}
