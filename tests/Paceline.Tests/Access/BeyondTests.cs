using System.Text.RegularExpressions;

namespace Paceline.Tests.Access;

/// <summary>Every place that looks beyond what whoever asks may see stands in beyond.txt, with its reason, and is reviewed there.</summary>
public sealed partial class BeyondTests
{
    [Fact]
    public async Task Every_look_beyond_stands_in_the_list()
    {
        var root = Path.Combine(Text.SourceTree.Root, "src");
        List<string> found = [];
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file);
            var looks = Look().Matches(text);
            found.AddRange(looks.Select(l => $"{Path.GetRelativePath(root, file).Replace('\\', '/')} | {l.Groups["how"].Value} | {l.Groups["why"].Value}"));
            // A reason that is put together is no reason that can be reviewed; nor is a sight that a page makes for itself.
            if (file.Contains("/Isolation/", StringComparison.Ordinal)) continue;
            Assert.Equal(AnyLook().Count(text), looks.Count);
            Assert.True(!SightMade().IsMatch(text) || file.EndsWith("Platform/Access/CurrentAccess.cs", StringComparison.Ordinal), $"Only authorization sets a sight: {file}");
        }

        var listed = (await File.ReadAllLinesAsync(Path.Combine(Text.SourceTree.Root, "tests", "Paceline.Tests", "Access", "beyond.txt"))).Where(l => l.Length > 0 && l[0] is not '#').ToList();
        Assert.True(found.Order(StringComparer.Ordinal).SequenceEqual(listed.Order(StringComparer.Ordinal), StringComparer.Ordinal), "beyond.txt and the product differ. Lines of the product that the list lacks:\n" + string.Join('\n', found.Except(listed)) + "\nLines of the list that the product lacks:\n" + string.Join('\n', listed.Except(found)));
    }

    [GeneratedRegex(@"\.(?<how>AsTheHouse|AsTheOwner|Beyond)\(""(?<why>[^""]{5,})""", RegexOptions.ExplicitCapture)]
    private static partial Regex Look();

    [GeneratedRegex(@"\.(AsTheHouse|AsTheOwner|Beyond)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex AnyLook();

    [GeneratedRegex(@"\.See\(|\bSight\.(All|None|Of)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex SightMade();
}
