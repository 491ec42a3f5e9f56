using System.CommandLine;
using Paceline.Commands;

var root = new RootCommand("""
    Paceline: trade missions, matchmaking and follow-up for an alliance of clusters.

    Examples:
      paceline                          run the web application on http://localhost:5080
      paceline serve --demo             the same, with the demonstration programme in an empty database
      paceline import FILE --event ID   bring participants and meetings into an event
      paceline schedule FILE            schedule the meetings of a file, without any database
    """)
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    MigrateCommand.Create(),
    ScheduleCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    MoveCommand.Create(),
    DoctorCommand.Create(),
    AuditCommand.Create(),
    ImportCommand.Create(),
};

// No verb means serve, with whatever settings follow.
string[] verb = args is [] || args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version") ? ["serve"] : [];
return await root.Parse([.. verb, .. args]).InvokeAsync();

/// <summary>Where the program starts; public so that tests can start it too.</summary>
public partial class Program;
