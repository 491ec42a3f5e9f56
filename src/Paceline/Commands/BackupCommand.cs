using System.CommandLine;
using Paceline.Data;

namespace Paceline.Commands;

/// <summary><c>paceline backup</c>: everything in one file, while the product goes on serving.</summary>
public static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Where to write, for example paceline-2026-11-22.zip" };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if there is one." };
        var settings = SettingOption.Create();
        var command = new Command("backup", "Write the whole database to one file, while the product goes on serving. Keep the file safe: it holds password hashes and people's data. The key file is not in it: keep a copy of that elsewhere.") { file, force, settings };
        command.SetAction(async (parse, stop) =>
        {
            var path = Path.GetFullPath(parse.GetValue(file)!);
            if (File.Exists(path) && !parse.GetValue(force))
            {
                await Console.Error.WriteLineAsync($"{path} exists. Choose another name, or add --force.");
                return 1;
            }

            await using var app = App.Build(parse.Arguments(settings));
            await App.Prepare(app, stop);
            await using var scope = app.Services.CreateAsyncScope();
            var made = await Backup.Write(scope.ServiceProvider.GetRequiredService<PacelineDb>(), path, TimeProvider.System.GetUtcNow(), stop);
            await Console.Out.WriteLineAsync($"Wrote {made.Rows.Values.Sum()} rows to {path} ({new FileInfo(path).Length / 1024} kB).");
            return 0;
        });
        return command;
    }
}

/// <summary><c>paceline restore</c>: a back-up into an empty database of either engine.</summary>
public static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A file that “paceline backup” wrote." };
        var newKeys = new Option<bool>("--new-keys") { Description = "The key file is lost: leave the keys out. Links in mails, authenticator apps and what was sealed (diet, access needs, identities of the erased) open no more." };
        var settings = SettingOption.Create();
        var command = new Command("restore", "Put a back-up into an empty database, SQLite or PostgreSQL, whichever the setting Paceline:Database names. The key file of the installation that made it has to lie where Paceline:KeyFile says.") { file, newKeys, settings };
        command.SetAction(async (parse, stop) =>
        {
            try
            {
                await using var app = App.Build(parse.Arguments(settings));
                await App.Prepare(app, stop);
                await using var scope = app.Services.CreateAsyncScope();
                var restored = await Backup.Restore(scope.ServiceProvider.GetRequiredService<PacelineDb>(), parse.GetValue(file)!, app.Services.GetRequiredService<KeyFile>(), parse.GetValue(newKeys), stop);
                await Console.Out.WriteLineAsync($"Restored {restored.Rows.Values.Sum()} rows as of {restored.At:u}. {(parse.GetValue(newKeys) ? "Everybody signs in by password; the keys are new." : "Everybody signs in as before.")}");
                return 0;
            }
            catch (Exception error) when (error is InvalidDataException or KeyFileException or IOException or System.Text.Json.JsonException)
            {
                await Console.Error.WriteLineAsync(error.Message);
                return 1;
            }
        });
        return command;
    }
}

/// <summary><c>paceline move</c>: from one engine to the other.</summary>
public static class MoveCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to") { Description = "Connection string of the empty database, for example \"Host=db;Database=paceline;Username=paceline\"", Required = true };
        var settings = SettingOption.Create();
        var command = new Command("move", "Copy everything to an empty database of the other engine. Stop the product first, so that nothing is written meanwhile.") { to, settings };
        command.SetAction(async (parse, stop) =>
        {
            await using var from = App.Build(parse.Arguments(settings));
            await App.Prepare(from, stop);
            // The keys travel as they are, so the key file is the same one from then on.
            var key = from.Services.GetRequiredService<KeyFile>();
            string[] named = key.Path is null ? [] : [$"--Paceline:KeyFile={key.Path}"];
            await using var target = App.Build([$"--Paceline:Database={parse.GetValue(to)}", .. named]);
            await App.Prepare(target, stop);
            await using var source = from.Services.CreateAsyncScope();
            await using var destination = target.Services.CreateAsyncScope();
            if (await Move.Run(source.ServiceProvider.GetRequiredService<PacelineDb>(), destination.ServiceProvider.GetRequiredService<PacelineDb>(), target.Services.GetRequiredService<KeyFile>(), stop) is not { } rows)
            {
                await Console.Error.WriteLineAsync("The target database is not empty, so nothing was copied.");
                return 1;
            }

            await Console.Out.WriteLineAsync($"Copied {rows} rows. Now start Paceline with the setting Paceline:Database={parse.GetValue(to)}{(key.Path is null ? "" : $" and Paceline:KeyFile={key.Path}")}");
            return 0;
        });
        return command;
    }
}
