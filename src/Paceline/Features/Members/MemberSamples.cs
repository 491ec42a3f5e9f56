using Paceline.Documents;

namespace Paceline.Features.Members;

/// <summary>Files that show what an import reads. All companies and people in them are invented.</summary>
public static class MemberSamples
{
    /// <summary>The headings alone, with what to write in each on a second sheet.</summary>
    public static byte[] Template()
    {
        string[] header = [.. MemberColumns.All.Select(c => c.Headings["en"][0])];
        var texts = MemberColumns.All.Select(c => (IReadOnlyList<object?>)[c.Headings["en"][0], c.Means, string.Join(", ", c.Headings.Where(h => h.Key is not "en").Select(h => h.Value[0]))]).ToList();
        return Workbook.Write([new Sheet("Members", header, []), new Sheet("Columns", ["Heading", "What to write", "In other languages"], texts)], "Members");
    }

    /// <summary>120 companies with the mistakes of real lists.</summary>
    public static byte[] Mistakes() => Resource("members-120.csv");

    /// <summary>The same as a workbook: an empty sheet first, a title, two rows of headings, joined cells, and the people on a sheet of their own.</summary>
    public static byte[] MistakesWorkbook() => Resource("members-120.xlsx");

    /// <summary>People at those companies.</summary>
    public static byte[] People() => Resource("people.csv");

    /// <summary>The 120 companies with the mistakes mended.</summary>
    public static byte[] Mended() => Resource("members-120-mended.csv");

    private static byte[] Resource(string name)
    {
        using var stream = typeof(MemberSamples).Assembly.GetManifestResourceStream("samples/" + name) ?? throw new InvalidOperationException($"The sample {name} is missing.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
