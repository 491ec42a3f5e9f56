using Paceline.Scheduling.Bench;

const string Usage = """
    dotnet run -c Release --project bench/Paceline.Scheduling.Bench -- [WHAT] [--filter NAME] [--threads N] [--seeds N] [--reference COMMAND]

    WHAT is one of: published, variants, uniform, overasked, repair, allocation; or all, which is all but the variants.
    published   runs `paceline schedule` on each published instance, start-up included, and gives each schedule to validate.py.
    variants    perturbs the published instances (labels, availability, fixed slots, precedences, tables) and proves those.
    --reference runs COMMAND with the path of each published instance and prints the ratio of the processor times.
    The published instances are looked for in ../shared/scheduling beside the repository, or in PACELINE_SCHEDULING_DATA.
    `paceline` is what is published where there is something (dotnet publish src/Paceline), and else this program.
    """;

if (args is ["schedule", ..]) return OwnCommand.Run(args[1..]);
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

var what = args is [var first, ..] && !first.StartsWith('-') ? first : "all";
if (args.Contains("--help") || what is not ("all" or "published" or "variants" or "uniform" or "overasked" or "repair" or "allocation"))
{
    Console.WriteLine(Usage);
    return args.Contains("--help") ? 0 : 2;
}

var filter = Option("--filter") ?? "";
var figures = new Figures();
if (what is "all" or "published") Published.Run(figures, filter, Number("--threads", 1), Number("--seeds", 1), Option("--reference"));
if (what is "variants") Variants.Run(filter, Number("--threads", 1), Number("--seeds", 1));
if (what is "all" or "uniform") UniformEvents.Run(figures, filter);
if (what is "all" or "overasked") OverAsked.Run(figures);
if (what is "all" or "repair") Repairs.Run(figures);
if (what is "all" or "allocation") Allocation.Run(figures);
figures.Print();
return 0;
