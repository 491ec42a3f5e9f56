using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>The verb of the product for a machine on which only the library was built.</summary>
internal static class OwnCommand
{
    public static int Run(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;
        var request = new ScheduleRequest
        {
            File = args[0],
            Budget = TimeSpan.FromSeconds(int.Parse(Option("--budget")!.TrimEnd('s'), CultureInfo.InvariantCulture)),
            Fairness = int.Parse(Option("--fairness")!, CultureInfo.InvariantCulture),
            Threads = int.Parse(Option("--threads")!, CultureInfo.InvariantCulture),
            Seed = int.Parse(Option("--seed")!, CultureInfo.InvariantCulture),
            Out = Option("--out"),
            Json = true,
        };
        return ScheduleCommand.Run(request, Console.Out, Console.Error);
    }
}
