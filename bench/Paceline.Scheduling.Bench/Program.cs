using Paceline.Scheduling.Bench;

const string Usage = """
    dotnet run -c Release --project bench/Paceline.Scheduling.Bench [WHAT] [--filter NAME] [--threads N] [--reference COMMAND]

    WHAT is one of: published, uniform, overasked, repair; all of them where nothing is said.
    --reference  runs COMMAND with the path of each published instance and prints the ratio of the processor times.
    The published instances are looked for in ../shared/scheduling beside the repository, or in PACELINE_SCHEDULING_DATA.
    """;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

var what = args is [var first, ..] && !first.StartsWith('-') ? first : "all";
if (args.Contains("--help") || what is not ("all" or "published" or "uniform" or "overasked" or "repair"))
{
    Console.WriteLine(Usage);
    return args.Contains("--help") ? 0 : 2;
}

var threads = int.Parse(Option("--threads") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
if (what is "all" or "published") Published.Run(Option("--filter") ?? "", threads, Option("--reference"));
if (what is "all" or "uniform") UniformEvents.Run(Option("--filter") ?? "");
if (what is "all" or "overasked") OverAsked.Run();
if (what is "all" or "repair") Repairs.Run();
return 0;
