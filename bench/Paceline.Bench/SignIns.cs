using System.Diagnostics;

namespace Paceline.Bench;

/// <summary>A morning on which everybody signs in: 500 a minute, while others go on reading.</summary>
internal static class SignIns
{
    private const int PerMinute = 500, Readers = 5;
    private static readonly string[] Accounts = ["coordinator", "manager", "manager2", "company", "company2", "officer", "evaluator", "admin"];
    private static readonly string[] Pages = ["/", "/programme", "/events", "/scoreboard", "/contracts", "/follow-up", "/reports"];

    public static async Task Run(Product product, TimeSpan time)
    {
        for (var warm = 0; warm < 3; warm++)
            foreach (var account in Accounts) (await product.SignIn($"{account}@demo.example")).Dispose();
        List<double> pages = [], doors = [];
        var watch = Stopwatch.StartNew();
        var readers = Enumerable.Range(0, Readers).Select(async reader =>
        {
            using var client = await product.SignIn("coordinator@demo.example");
            foreach (var page in Pages) await client.GetStringAsync(new Uri(page, UriKind.Relative));
            for (var i = reader; watch.Elapsed < time; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                await client.GetStringAsync(new Uri(Pages[i % Pages.Length], UriKind.Relative));
                lock (pages) pages.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                await Task.Delay(200);
            }
        }).ToList();
        var interval = TimeSpan.FromMinutes(1) / PerMinute;
        var arrivals = new List<Task>();
        for (var i = 0; watch.Elapsed < time; i++)
        {
            arrivals.Add(Arrive(Accounts[i % Accounts.Length]));
            if (interval * (i + 1) - watch.Elapsed is { Ticks: > 0 } left) await Task.Delay(left);
        }

        await Task.WhenAll([.. arrivals, .. readers]);
        var minutes = watch.Elapsed.TotalMinutes;
        Console.WriteLine($"{doors.Count / minutes:0} sign-ins a minute: median {Quantile(doors, .5):0} ms, p95 {Quantile(doors, .95):0} ms (form and answer)");
        Console.WriteLine($"Pages of {Readers} readers meanwhile: {pages.Count}, median {Quantile(pages, .5):0.0} ms, p95 {Quantile(pages, .95):0.0} ms  (limit 200 ms)");

        async Task Arrive(string account)
        {
            var begun = Stopwatch.GetTimestamp();
            (await product.SignIn($"{account}@demo.example")).Dispose();
            lock (doors) doors.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }

    private static double Quantile(List<double> values, double q)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
