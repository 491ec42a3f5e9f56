using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Paceline.Bench;

/// <summary>
/// Every page of the demonstration, asked for by many visitors at once: each visitor asks again as soon as it has its answer,
/// after a pause of one second, as a very quick reader would. Times are seen by the visitor, so the network stack counts too.
/// </summary>
internal static partial class PageLoad
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task Run(Product product, int visitors, int requests, IReadOnlyList<(string Role, string Path, string Name)> more)
    {
        var pages = (await Pages(product)).Concat(more).ToList();
        var clients = new Dictionary<string, HttpClient>(StringComparer.Ordinal);
        foreach (var role in pages.Select(p => p.Role).Distinct(StringComparer.Ordinal)) clients[role] = await product.SignIn($"{role}@demo.example");

        Console.WriteLine($"{"page",-34} {"role",-12} {"median",8} {"p95",8} {"page",9} {"with assets",12}");
        var all = new List<double>();
        foreach (var (role, path, name) in pages)
        {
            var (size, whole) = await Weigh(clients[role], path);
            for (var i = 0; i < 5; i++) (await clients[role].GetAsync(new Uri(path, UriKind.Relative))).Dispose();
            var alone = new List<double>();
            for (var i = 0; i < 20; i++) alone.Add(await Ask(clients[role], path));
            all.AddRange(alone);
            Console.WriteLine($"{name,-34} {role,-12} {Quantile(alone, .5),6:0.0} ms {Quantile(alone, .95),6:0.0} ms {size / 1000d,6:0.0} kB {whole / 1000d,9:0.0} kB");
        }

        Console.WriteLine();
        var times = new List<double>();
        await Task.WhenAll(Enumerable.Range(0, visitors).Select(async visitor =>
        {
            await Task.Delay(Pause * visitor / visitors);
            for (var i = 0; i < requests / visitors; i++)
            {
                var (role, path, _) = pages[(visitor + i) % pages.Count];
                var time = await Ask(clients[role], path);
                lock (times) times.Add(time);
                await Task.Delay(Pause);
            }
        }));
        Console.WriteLine($"{visitors} visitors at once, a page a second each: {times.Count} pages, median {Quantile(times, .5):0.0} ms, p95 {Quantile(times, .95):0.0} ms  (limit 50 ms)");
        var watch = Stopwatch.StartNew();
        times.Clear();
        await Task.WhenAll(Enumerable.Range(0, visitors).Select(async visitor =>
        {
            for (var i = 0; i < requests / visitors; i++)
            {
                var (role, path, _) = pages[(visitor + i) % pages.Count];
                var time = await Ask(clients[role], path);
                lock (times) times.Add(time);
            }
        }));
        Console.WriteLine($"{visitors} visitors without a pause: {times.Count / watch.Elapsed.TotalSeconds:0} pages a second, median {Quantile(times, .5):0.0} ms, p95 {Quantile(times, .95):0.0} ms");
    }

    private static async Task<IReadOnlyList<(string Role, string Path, string Name)>> Pages(Product product)
    {
        using var coordinator = await product.SignIn("coordinator@demo.example");
        var events = await coordinator.GetStringAsync(new Uri("/events", UriKind.Relative));
        var @event = EventLink().Matches(events).Select(m => m.Value).Distinct(StringComparer.Ordinal).ToList();
        var list = new List<(string, string, string)>
        {
            ("coordinator", "/", "home"), ("company", "/", "home of a company"), ("officer", "/", "home of the officer"),
            ("coordinator", "/programme", "programme"), ("coordinator", "/events", "events"),
            ("coordinator", "/scoreboard", "scoreboard"), ("coordinator", "/scoreboard/R-06", "rows of a figure"),
            ("coordinator", "/contracts", "contracts"), ("coordinator", "/follow-up", "follow-up"), ("company", "/follow-up", "follow-up of a company"),
            ("company", "/agenda", "agenda"), ("coordinator", "/reports", "reports"), ("coordinator", "/audit", "audit trail"), ("admin", "/people", "people"),
        };
        foreach (var (index, path) in @event.Index())
        {
            list.Add(("coordinator", path, $"event {index + 1}"));
            list.Add(("coordinator", path + "/participants", $"participants of event {index + 1}"));
            list.Add(("coordinator", path + "/schedule", $"schedule of event {index + 1}"));
        }

        return list;
    }

    private static async Task<double> Ask(HttpClient client, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Bytes as sent, compressed: the page alone, and with its style sheets, scripts and pictures.</summary>
    private static async Task<(long Page, long Whole)> Weigh(HttpClient client, string path)
    {
        var html = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        var page = await Compressed(client, path);
        var whole = page;
        foreach (var asset in Asset().Matches(html).Select(m => m.Groups["url"].Value.Split('#')[0]).Where(u => u.StartsWith('/')).Distinct(StringComparer.Ordinal))
            whole += await Compressed(client, asset);
        return (page, whole);
    }

    private static async Task<long> Compressed(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        using var answer = await client.SendAsync(request);
        return (await answer.Content.ReadAsByteArrayAsync()).LongLength;
    }

    private static double Quantile(List<double> values, double q)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    [GeneratedRegex("/events/[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex EventLink();

    [GeneratedRegex("""(?:<link[^>]+href|<script[^>]+src|<use href|<img[^>]+src)="(?<url>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asset();
}
