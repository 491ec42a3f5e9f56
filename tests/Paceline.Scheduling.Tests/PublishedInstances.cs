namespace Paceline.Scheduling.Tests;

/// <summary>Finds the published instances, which are not part of the project: a folder beside the repository's root.</summary>
internal static class PublishedInstances
{
    public const string Absent = "The published instances are not here: expected ../shared/scheduling beside the repository, or PACELINE_SCHEDULING_DATA.";

    public static string? Folder { get; } = Find();

    public static string Path(string name)
    {
        Assert.SkipWhen(Folder is null, Absent);
        return System.IO.Path.Combine(Folder!, "instances", name + ".dzn");
    }

    public static Problem Read(string name, int? fairness = 2)
    {
        var (problem, errors) = DznFormat.Read(File.ReadAllText(Path(name)));
        Assert.Empty(errors);
        return problem! with { Fairness = fairness };
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PACELINE_SCHEDULING_DATA") is { Length: > 0 } given) return Directory.Exists(given) ? given : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(at.FullName, "Paceline.slnx"))) continue;
            var folder = System.IO.Path.Combine(at.FullName, "..", "shared", "scheduling");
            return Directory.Exists(folder) ? folder : null;
        }

        return null;
    }
}
