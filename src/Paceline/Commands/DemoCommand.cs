using System.CommandLine;
using Paceline.Data.Demo;

namespace Paceline.Commands;

/// <summary><c>paceline demo</c>: the demonstration programme in an empty database.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Fill an empty database with the demonstration programme, and print its sign-ins.");
        command.SetAction(async (_, stop) =>
        {
            await using var app = App.Build([]);
            await App.Prepare(app, stop);
            if (!await DemoProgramme.LoadIfEmpty(app.Services, stop))
            {
                await Console.Error.WriteLineAsync("The database is not empty, so nothing was added. Name another one with the setting Paceline:Database, or delete the data folder.");
                return 1;
            }

            await Console.Out.WriteLineAsync(DemoProgramme.SignIns());
            return 0;
        });
        return command;
    }
}
