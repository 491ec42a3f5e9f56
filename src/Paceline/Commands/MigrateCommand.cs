using System.CommandLine;

namespace Paceline.Commands;

/// <summary><c>paceline migrate</c>: brings the schema up to date and ends; for operators who do it before a roll-out.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Create the database or bring it up to date, and end.");
        command.SetAction(async (_, stop) =>
        {
            await using var app = App.Build([]);
            await App.Prepare(app, stop);
            await Console.Out.WriteLineAsync("The database is up to date.");
            return 0;
        });
        return command;
    }
}
