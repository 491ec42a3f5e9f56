using System.Text.RegularExpressions;

namespace Paceline.Tests.Text;

/// <summary>The product's sources, read as text: what no compiler checks is checked here.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<(string Path, string Text)> Files(params string[] endings) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)) && !f.Contains("Migrations", StringComparison.Ordinal))
            .Select(f => (Path.GetRelativePath(Root, f), File.ReadAllText(f)))];

    /// <summary>Sentences that the sources show to people, with the file that says them.</summary>
    public static IEnumerable<(string Path, string Key)> Sentences()
    {
        foreach (var (path, text) in Files(".cs", ".cshtml"))
        {
            foreach (Match found in InCode().Matches(text)) yield return (path, Unescaped(found.Groups["key"].Value));
            if (!path.EndsWith(".cshtml", StringComparison.Ordinal)) continue;
            foreach (Match found in InMarkup().Matches(text))
                if (!found.Groups["key"].Value.StartsWith('@')) yield return (path, System.Net.WebUtility.HtmlDecode(found.Groups["key"].Value));
        }
    }

    private static string Unescaped(string literal) => Regex.Unescape(literal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Paceline.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests look for the sources above the folder in which they were built.");
    }

    // T["…"], texts["…"], T.Count(n, "…"), new Refusal("…"), Say("…"), audit.Add("…"), ErrorMessage = "…"
    [GeneratedRegex("""(?:\b[Tt](?:exts)?\[|\b[Tt](?:exts)?\.Count\([^"\n]*?,\s*|new Refusal\(|new TableProblem\([^"\n]*?|\.Say\(|\b(?:audit|trail|auditTrail)\.Add\(|ErrorMessage = )"(?<key>(?:[^"\\]|\\.)+)""" + "\"", RegexOptions.ExplicitCapture)]
    private static partial Regex InCode();

    [GeneratedRegex("""<pl-(?:field|status)\b[^>]*?\b(?:label|hint|empty|text)="(?<key>[^"]+)""" + "\"", RegexOptions.ExplicitCapture)]
    private static partial Regex InMarkup();
}
