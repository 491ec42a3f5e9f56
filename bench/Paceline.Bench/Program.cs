// Prints the figures of the README: start, memory, page times under load, page weights, and the grid of a real event.
//   dotnet run -c Release --project bench/Paceline.Bench            everything
//   dotnet run -c Release --project bench/Paceline.Bench -- 20 2000  visitors, requests for each page
//   dotnet run -c Release --project bench/Paceline.Bench -- import    a list of 10 000 members; with a connection as second argument on PostgreSQL
//   dotnet run -c Release --project bench/Paceline.Bench -- directory  search over ten thousand companies
//   dotnet run -c Release --project bench/Paceline.Bench -- briefing  the briefing pack of a mission of 30 people, as one document
//   dotnet run -c Release --project bench/Paceline.Bench -- sign-ins  500 sign-ins a minute, and the other pages meanwhile
//   dotnet run -c Release --project bench/Paceline.Bench -- kill 100 ["Host=…"]  kill -9 during writes, on SQLite or an empty PostgreSQL database
//   dotnet run -c Release --project bench/Paceline.Bench -- audit ["Host=…"]  what an entry of the audit trail costs, and reading 100 000 of them
//   dotnet run -c Release --project bench/Paceline.Bench -- registrations ["Host=…"]  list, search, check-in among 5 000 registrations
//   dotnet run -c Release --project bench/Paceline.Bench -- check-ins ["Host=…"]  100 check-ins a second from ten devices
// The product runs as a process of its own, on the same two cores as its visitors here.
using System.Globalization;
using Paceline.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["import", ..])
{
    var place = Directory.CreateTempSubdirectory("paceline-bench").FullName;
    try
    {
        await using var one = await Product.Start(place, args.ElementAtOrDefault(1));
        await MemberImport.Run(one);
        return 0;
    }
    finally
    {
        Directory.Delete(place, recursive: true);
    }
}

var directory = args is ["directory", ..];
if (directory) args = [];
if (args is ["sign-ins" or "kill" or "registrations" or "check-ins" or "briefing" or "audit", ..]) return await Verbs.Run(args);
var visitors = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var requests = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 400;
var folder = Directory.CreateTempSubdirectory("paceline-bench").FullName;
try
{
    if (directory)
    {
        await DirectoryLoad.Run(folder);
        return 0;
    }

    var first = await Product.Start(folder);
    Console.WriteLine($"First start, with the demonstration made  {first.StartedIn.TotalSeconds,8:0.00} s");
    await first.DisposeAsync();
    await using var product = await Product.Start(folder);
    Console.WriteLine($"Second start                              {product.StartedIn.TotalSeconds,8:0.00} s   (limit 2 s), first page seen after {product.FirstPageIn.TotalSeconds:0.00} s");
    await Task.Delay(TimeSpan.FromSeconds(3));
    Console.WriteLine($"Memory at rest                            {product.Memory / 1048576d,8:0} MB  (limit 250 MB)");
    var grid = await RealEvent.Import(product, folder);
    Console.WriteLine();
    await PageLoad.Run(product, visitors, requests, grid);
    Console.WriteLine($"Memory after the load                     {product.Memory / 1048576d,8:0} MB");
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
