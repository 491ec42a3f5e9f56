using System.Globalization;

namespace Paceline.Documents;

/// <summary>What came of reading a file: the table as far as it could be read, and what is to be said about it.</summary>
/// <param name="Table">Null if the file could not be read at all.</param>
/// <param name="Problems">In the order of the file. At most <see cref="MostProblems"/>; the last then says that there are more.</param>
public sealed record TableReading(Table? Table, IReadOnlyList<TableProblem> Problems)
{
    /// <summary>Nobody reads more; a file of the wrong kind would otherwise give one problem for each line.</summary>
    public const int MostProblems = 100;

    /// <summary>Whether the table can be taken as it is: there is one, and all that is to be said are notices.</summary>
    public bool IsSound => Table is not null && Problems.All(problem => problem.IsNotice);
}

/// <summary>Something to be said to the person who brought the file.</summary>
/// <param name="Line">The line or sheet row, from 1; null if it concerns the whole file.</param>
/// <param name="Column">The column, from 1; null if it concerns the whole line.</param>
/// <param name="Sentence">English, the key of its translation, with {0} placeholders. It does not repeat line and column.</param>
/// <param name="Arguments">The values of the placeholders: texts and whole numbers.</param>
public sealed record TableProblem(int? Line, int? Column, string Sentence, params object[] Arguments)
{
    /// <summary>Worth knowing, but no reason to refuse the table.</summary>
    public bool IsNotice { get; init; }

    /// <summary>The English sentence with its place, for logs and the command line.</summary>
    public override string ToString()
    {
        var sentence = string.Format(CultureInfo.InvariantCulture, Sentence, Arguments);
        return (Line, Column) switch
        {
            (null, _) => sentence,
            ({ } line, null) => string.Create(CultureInfo.InvariantCulture, $"Line {line}: {sentence}"),
            ({ } line, { } column) => string.Create(CultureInfo.InvariantCulture, $"Line {line}, column {column}: {sentence}"),
        };
    }
}
