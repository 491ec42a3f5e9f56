using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Paceline.Data.Demo;
using Paceline.Platform;

namespace Paceline.Commands;

/// <summary><c>paceline serve</c>: the web application.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var demo = new Option<bool>("--demo") { Description = "Fill an empty database with the demonstration programme." };
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, separated by semicolons. Default: http://localhost:5080" };
        var settings = new Option<string[]>("--set") { Description = "A setting, for example --set Paceline:Database=\"Host=…\"", AllowMultipleArgumentsPerToken = true };
        var command = new Command("serve", "Run the web application (the default).") { demo, urls, settings };
        // Whatever else is given reaches the configuration as it is; the hosting tests rely on it.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parse, stop) => Run(parse.GetValue(demo), parse.GetValue(urls), parse.GetValue(settings) ?? [], parse.UnmatchedTokens, stop));
        return command;
    }

    private static async Task<int> Run(bool demo, string? urls, string[] settings, IReadOnlyList<string> rest, CancellationToken stop)
    {
        await using var app = App.Build([.. rest, .. settings.Select(s => "--" + s), .. urls is null ? Array.Empty<string>() : ["--urls", urls]]);
        // The pages are laid out on one core while the other looks after the database.
        var pages = Task.Run(() => ((IEndpointRouteBuilder)app).DataSources.Sum(d => d.Endpoints.Count), stop);
        await App.Prepare(app, stop);
        await pages;
        if (demo) await DemoProgramme.LoadIfEmpty(app.Services, stop);
        await app.StartAsync(stop);
        await Announce(app, stop);
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    private static async Task Announce(WebApplication app, CancellationToken stop)
    {
        // Under a test host there is no console to greet and no port to name.
        if (app.Environment.EnvironmentName is "Testing") return;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        await Console.Out.WriteLineAsync($"Paceline is ready: {string.Join("  ", addresses)}");
        if (app.Services.GetRequiredService<Clock>().IsDemo) await Console.Out.WriteLineAsync(DemoProgramme.SignIns());
        else if (await Features.Account.FirstAdministrator.LinkIfNeeded(app.Services, addresses.FirstOrDefault() ?? "", stop) is { } link)
            await Console.Out.WriteLineAsync($"Nobody has an account yet. Set up the first administrator here, within 24 hours: {link}");
    }
}
