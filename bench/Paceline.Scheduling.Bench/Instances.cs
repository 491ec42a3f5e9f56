namespace Paceline.Scheduling.Bench;

/// <summary>Where the published instances and the built product are.</summary>
internal static class Instances
{
    public static string? Folder { get; } = Find();

    public static string? Root { get; } = FindRoot();

    /// <summary>The command that schedules a file: the product's, or this program's own.</summary>
    public static string Program()
    {
        var product = Path.Combine(Root ?? "", "artifacts", "publish", "Paceline", "release", "paceline.dll");
        return $"dotnet {(Root is not null && File.Exists(product) ? product : typeof(Instances).Assembly.Location)}";
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PACELINE_SCHEDULING_DATA") is { Length: > 0 } given) return Directory.Exists(given) ? given : null;
        if (FindRoot() is not { } root) return null;
        var folder = Path.GetFullPath(Path.Combine(root, "..", "shared", "scheduling"));
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Paceline.slnx"))) return at.FullName;
        }

        return null;
    }
}
