using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Paceline.Data;
using Paceline.Data.Demo;
using static Microsoft.Playwright.Assertions;

[assembly: AssemblyFixture(typeof(Paceline.Browser.Tests.Site))]

namespace Paceline.Browser.Tests;

/// <summary>The real site with the demonstration on a real port, seen through the Chromium that the operating system provides.</summary>
public sealed class Site : WebApplicationFactory<Program>, IAsyncLifetime
{
    private static readonly string? Chromium = new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser" }.FirstOrDefault(File.Exists);
    private readonly string _folder = Directory.CreateTempSubdirectory("paceline").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why there is nothing to run in; null where there is.</summary>
    public static string? Missing => Chromium is null ? "No Chromium here (apt install chromium, or set CHROMIUM)" : null;

    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Testing")
        .UseSetting("Paceline:Database", $"Data Source={_folder}/site.db").UseSetting("Paceline:Mail:Folder", _folder + "/mail")
        .UseSetting("Logging:LogLevel:Default", "Warning").UseSetting("Logging:LogLevel:Microsoft", "None").UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "None");

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        UseKestrel(0);
        StartServer();
        await DemoProgramme.LoadIfEmpty(Services);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh browser: nobody signed in, nothing remembered.</summary>
    public async Task<IPage> Browser(int width = 1280, int height = 900, string locale = "en", bool script = true, bool touch = false)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var context = await _browser!.NewContextAsync(new() { BaseURL = Address, Locale = locale, ViewportSize = new() { Width = width, Height = height }, JavaScriptEnabled = script, HasTouch = touch });
        context.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(30_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => throw new InvalidOperationException(error);
        return page;
    }

    /// <summary>A browser in which an account of the demonstration is signed in.</summary>
    public async Task<IPage> As(string account, int width = 1280, string locale = "en", bool script = true)
    {
        var page = await Browser(width, locale: locale, script: script);
        await page.GotoAsync("/sign-in");
        await page.Locator("#Input-Email").FillAsync($"{account}@demo.example");
        await page.Locator("#Input-Password").FillAsync(DemoAccounts.Password);
        await page.Locator("#Input-Password").PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return page;
    }

    public async Task<T> Db<T>(Func<PacelineDb, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("What a test looks at.");
        return await ask(db);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
