using System.Globalization;

namespace Paceline.Bench;

/// <summary>Measurements that run on their own.</summary>
internal static class Verbs
{
    public static async Task<int> Run(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("paceline-bench").FullName;
        try
        {
            if (args[0] is "sign-ins")
            {
                await using var product = await Product.Start(folder);
                await SignIns.Run(product, TimeSpan.FromMinutes(1));
                return 0;
            }

            if (args[0] is "registrations" or "check-ins")
            {
                var database = args.Length > 1 ? args[1] : $"Data Source={folder}/bench.db";
                await using var product = await Product.Start(folder, database);
                if (args[0] is "check-ins") return await Desk.CheckIns(product, database) ? 0 : 1;
                await Desk.Registrations(product, database);
                return 0;
            }

            if (args[0] is "briefing")
            {
                var database = args.Length > 1 ? args[1] : $"Data Source={folder}/bench.db";
                await using var product = await Product.Start(folder, database);
                return await Briefing.Run(product, database) ? 0 : 1;
            }

            if (args[0] is "audit")
            {
                var database = args.Length > 1 ? args[1] : $"Data Source={folder}/bench.db";
                // The product brings the database up to date; then it is away.
                await using (await Product.Start(folder, database))
                {
                }

                return await Trail.Run(database) ? 0 : 1;
            }

            var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
            var connection = args.Length > 2 ? args[2] : $"Data Source={folder}/kill.db";
            var outcome = await Kill.Run(Product.Executable, connection, Product.Listening, folder, rounds, Console.WriteLine);
            Console.WriteLine($"{outcome.Rounds} kills during writes: {outcome.Confirmed} writes confirmed, {outcome.Interrupted} cut off and sent again, {outcome.Lost} lost, {outcome.Doubled} doubled. Audit trail: {outcome.Chain}");
            return outcome is { Lost: 0, Doubled: 0, ChainIsWhole: true } ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
