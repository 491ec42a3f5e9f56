using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Paceline.Bench;

/// <summary>The product as a process of its own, on a port of its own, with data of its own.</summary>
internal sealed partial class Product : IAsyncDisposable
{
    private readonly Process _process;

    private Product(Process process, Uri address, TimeSpan startedIn, TimeSpan firstPageIn) => (_process, Address, StartedIn, FirstPageIn) = (process, address, startedIn, firstPageIn);

    public Uri Address { get; }
    /// <summary>Until it says that it is ready.</summary>
    public TimeSpan StartedIn { get; }
    /// <summary>Until the first page was seen.</summary>
    public TimeSpan FirstPageIn { get; }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Time that it kept a processor busy: what it needs, whoever else is on the machine.</summary>
    public TimeSpan Busy
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Where the product listens; another port by the environment variable PACELINE_BENCH_PORT.</summary>
    public static Uri Listening { get; } = new($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PACELINE_BENCH_PORT") ?? "5977"}");

    public static string Executable { get; } = Path.Combine(Root(), "artifacts", "publish", "Paceline", "release", "paceline.dll");

    public static async Task<Product> Start(string folder, string? database = null)
    {
        if (!File.Exists(Executable)) throw new InvalidOperationException("Build it first: dotnet publish src/Paceline");
        var address = Listening;
        var start = new ProcessStartInfo("dotnet", [Executable, "serve", "--demo", "--urls", address.ToString()]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["Paceline__Database"] = database ?? $"Data Source={folder}/bench.db";
        start.Environment["Paceline__Mail__Folder"] = $"{folder}/mail";
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var ready = TimeSpan.Zero;
        process.OutputDataReceived += (_, line) =>
        {
            if (ready == TimeSpan.Zero && line.Data?.Contains("ready", StringComparison.Ordinal) == true) ready = watch.Elapsed;
        };
        process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = address };
        while (watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/sign-in", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return new Product(process, address, ready, watch.Elapsed);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        throw new TimeoutException("The product did not start.");
    }

    /// <summary>A client that is signed in to an account of the demonstration.</summary>
    public async Task<HttpClient> SignIn(string email)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = Address };
        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var token = Token().Match(page).Groups["value"].Value;
        using var form = new FormUrlEncodedContent([new("Input.Email", email), new("Input.Password", "paceline demo 2017"), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Paceline.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The bench looks for the product above the folder in which it was built.");
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
