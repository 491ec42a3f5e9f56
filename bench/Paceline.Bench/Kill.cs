using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Paceline.Bench;

/// <summary>What was left after the process was killed again and again while people were writing.</summary>
/// <param name="Rounds">Kills.</param>
/// <param name="Confirmed">Writes that were answered.</param>
/// <param name="Interrupted">Writes that got no answer and were sent again.</param>
/// <param name="Lost">Answered, and not there.</param>
/// <param name="Doubled">There more than once, in the list or in the trail.</param>
/// <param name="Chain">What “paceline audit verify” said.</param>
/// <param name="ChainIsWhole">Whether it ended with 0.</param>
internal sealed record KillOutcome(int Rounds, int Confirmed, int Interrupted, int Lost, int Doubled, string Chain, bool ChainIsWhole);

/// <summary>Kills the product with signal 9 while four people invite others, starts it again, and counts what is there.</summary>
internal static partial class Kill
{
    private const int Lanes = 4;

    public static async Task<KillOutcome> Run(string executable, string connection, Uri address, string folder, int rounds, Action<string> say, CancellationToken stop = default)
    {
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromSeconds(1) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        var chance = new Random(20171009);
        List<string> confirmed = [];
        List<Dictionary<string, string>> pending = [];
        var interrupted = 0;
        for (var round = 0; round < rounds; round++)
        {
            using var product = await Start(executable, connection, address, folder, http, stop);
            if (round == 0) await SignIn(http, stop);
            await Resend(http, pending, confirmed, stop);
            var before = confirmed.Count;
            var lanes = Enumerable.Range(0, Lanes).Select(lane => Write(http, string.Create(CultureInfo.InvariantCulture, $"r{round}-l{lane}"), confirmed, pending, stop)).ToList();
            for (var tries = 0; tries < 3000 && Confirmed() == before; tries++) await Task.Delay(10, stop);
            await Task.Delay(chance.Next(20, 800), stop);
            product.Kill();
            await product.WaitForExitAsync(stop);
            await Task.WhenAll(lanes);
            interrupted += pending.Count;
            int Confirmed()
            {
                lock (confirmed) return confirmed.Count;
            }

            if (round % 10 == 9) say(string.Create(CultureInfo.InvariantCulture, $"  {round + 1} kills, {confirmed.Count} writes confirmed"));
        }

        using var last = await Start(executable, connection, address, folder, http, stop);
        await Resend(http, pending, confirmed, stop);
        var list = await http.GetStringAsync(new Uri("/people", UriKind.Relative), stop);
        // Above the table stands what the last press said.
        var people = Occurrences(list[list.IndexOf("<tbody", StringComparison.Ordinal)..]);
        var trail = Occurrences(await http.GetStringAsync(new Uri("/audit.csv?kind=Person&text=invited", UriKind.Relative), stop));
        foreach (var doubled in people.Concat(trail).Where(p => p.Value > 1)) say($"  doubled: {doubled.Key}");
        last.Kill();
        await last.WaitForExitAsync(stop);
        var (code, chain) = await Verify(executable, connection, folder, stop);
        return new KillOutcome(rounds, confirmed.Count, interrupted, confirmed.Count(c => people.GetValueOrDefault(c) == 0 || trail.GetValueOrDefault(c) == 0),
            people.Concat(trail).Count(p => p.Value > 1), chain, code == 0);
    }

    internal static async Task<Process> Start(string executable, string connection, Uri address, string folder, HttpClient http, CancellationToken stop)
    {
        var process = Process.Start(At(new("dotnet", [executable, "serve", "--demo", "--urls", address.ToString()]), connection, folder))!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        // The first start makes the demonstration; a machine with much else to do takes minutes for it.
        for (var tries = 0; tries < 20_000 && !process.HasExited; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), stop);
                if (answer.IsSuccessStatusCode) return process;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(20, stop);
        }

        if (process.HasExited) throw new InvalidOperationException($"The product ended while it started: {process.ExitCode}.");
        process.Kill();
        throw new TimeoutException("The product did not start again.");
    }

    private static ProcessStartInfo At(ProcessStartInfo start, string connection, string folder)
    {
        (start.WorkingDirectory, start.RedirectStandardOutput, start.UseShellExecute) = (folder, true, false);
        start.Environment["Paceline__Database"] = connection;
        start.Environment["Paceline__Mail__Folder"] = Path.Combine(folder, "mail");
        start.Environment["Logging__LogLevel__Default"] = "None";
        return start;
    }

    internal static async Task SignIn(HttpClient http, CancellationToken stop)
    {
        var fields = await Form(http, "/sign-in", stop);
        (fields["Input.Email"], fields["Input.Password"]) = ("coordinator@demo.example", "paceline demo 2017");
        if (!await Send(http, "/sign-in", fields, stop)) throw new InvalidOperationException("The demonstration’s coordinator did not get in.");
    }

    // One person: opens the form, fills it, sends it, until the house goes dark.
    private static async Task Write(HttpClient http, string lane, List<string> confirmed, List<Dictionary<string, string>> pending, CancellationToken stop)
    {
        for (var i = 0; ; i++)
        {
            Dictionary<string, string>? fields = null;
            try
            {
                fields = await Form(http, "/people/invite", stop);
                fields["Input.Email"] = string.Create(CultureInfo.InvariantCulture, $"kill-{lane}-{i}@example.org");
                (fields["Input.Name"], fields["Input.Role"]) = ($"Nr {lane}-{i}", "Evaluator");
                if (!await Send(http, "/people/invite", fields, stop)) throw new InvalidOperationException("An invitation was refused.");
                lock (confirmed) confirmed.Add(fields["Input.Email"]);
            }
            catch (Exception dark) when (dark is HttpRequestException or IOException or TaskCanceledException)
            {
                if (fields?.ContainsKey("Input.Role") == true) lock (pending) pending.Add(fields);
                return;
            }
        }
    }

    // What got no answer is sent again, as a person would press the button again: it may be there already.
    private static async Task Resend(HttpClient http, List<Dictionary<string, string>> pending, List<string> confirmed, CancellationToken stop)
    {
        foreach (var fields in pending)
        {
            if (!await Send(http, "/people/invite", fields, stop)) throw new InvalidOperationException("The same form sent again was refused.");
            confirmed.Add(fields["Input.Email"]);
        }

        pending.Clear();
    }

    private static async Task<Dictionary<string, string>> Form(HttpClient http, string path, CancellationToken stop)
    {
        var html = await http.GetStringAsync(new Uri(path, UriKind.Relative), stop);
        var main = html[html.IndexOf("<main", StringComparison.Ordinal)..];
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = Token().Match(main).Groups["v"].Value };
        if (Key().Match(main) is { Success: true } key) fields["Input.Id"] = key.Groups["v"].Value;
        return fields;
    }

    private static async Task<bool> Send(HttpClient http, string path, Dictionary<string, string> fields, CancellationToken stop)
    {
        using var body = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body, stop);
        return answer.StatusCode is HttpStatusCode.Found;
    }

    private static Dictionary<string, int> Occurrences(string text) => Email().Matches(text).GroupBy(m => m.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    private static async Task<(int Code, string Said)> Verify(string executable, string connection, string folder, CancellationToken stop)
    {
        using var process = Process.Start(At(new("dotnet", [executable, "audit", "verify"]), connection, folder))!;
        var said = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, said.Trim());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<v>[^\"]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("name=\"Input.Id\"[^>]*value=\"(?<v>[^\"]+)|value=\"(?<v>[^\"]+)\"[^>]*name=\"Input.Id\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"kill-r\d+-l\d+-\d+@example\.org", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Email();
}
