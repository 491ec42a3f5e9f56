using System.CommandLine;
using System.Data.Common;
using Paceline.Platform.Upkeep;

namespace Paceline.Commands;

/// <summary><c>paceline doctor</c>: looks the installation over; exit code 1 when something does not work.</summary>
public static class DoctorCommand
{
    public static Command Create()
    {
        var settings = SettingOption.Create();
        var command = new Command("doctor", "Look the installation over: database, clock, background work, mail, disk, Chromium. Ends with 1 when something does not work.") { settings };
        command.SetAction(async (parse, stop) =>
        {
            await using var app = App.Build(parse.Arguments(settings));
            try
            {
                await App.ReadClock(app.Services, stop);
            }
            catch (DbException)
            {
                // The check-up itself says so, in words.
            }

            await using var scope = app.Services.CreateAsyncScope();
            var findings = await scope.ServiceProvider.GetRequiredService<Checkup>().Run(stop);
            foreach (var finding in findings)
                await Console.Out.WriteLineAsync($"{finding.Health switch { Health.Good => "good ", Health.Watch => "watch", _ => "BAD  " }}  {finding.Part,-16} {finding}");
            return findings.Any(f => f.Health is Health.Bad) ? 1 : 0;
        });
        return command;
    }
}
