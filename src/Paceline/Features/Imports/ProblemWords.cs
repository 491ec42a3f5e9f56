using Paceline.Domain.Matchmaking.Imports;
using Paceline.Platform.Text;

namespace Paceline.Features.Imports;

/// <summary>Problems of files in the reader's language.</summary>
public static class ProblemWords
{
    /// <summary>The sentence, without its place.</summary>
    public static string Of(this Texts texts, ImportProblem problem) =>
        texts[problem.Sentence, NamesAKind(problem) ? [.. problem.Arguments.Select(a => a is string text ? texts[text].Value : a)] : problem.Arguments].Value;

    /// <summary>Where it is: Line 7, or Meeting 7 of a file without lines.</summary>
    public static string Place(this Texts texts, int line, ImportShape shape) =>
        shape is not ImportShape.Instance ? texts["Line {0}", line].Value : line < 0 ? texts["Participant {0}", -line].Value : texts["Meeting {0}", line].Value;

    // Kinds of files are keys of their own; everything else that fills a sentence is what people typed.
    private static bool NamesAKind(ImportProblem problem) => problem.Sentence.Contains("of the kind {0}", StringComparison.Ordinal);
}
