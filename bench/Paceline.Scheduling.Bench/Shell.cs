using System.Diagnostics;
using System.Globalization;

namespace Paceline.Scheduling.Bench;

/// <summary>Runs commands as somebody at a terminal would, and takes their time, processor time included.</summary>
internal static class Shell
{
    /// <summary>What a command printed, how long it took and how much processor time it used with all its children.</summary>
    public sealed record Outcome(string Output, int Code, double Seconds, double Processor);

    public static Outcome Run(string command, params string[] arguments)
    {
        // The shell's own clock: a process that has ended cannot be asked for its processor time.
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", $"TIMEFORMAT='@ %R %U %S'; time {command} \"$@\" 2>/dev/null", "bash", .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        // One line, so that it waits in the pipe until the output is read.
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var clock = errors.Split('@')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new Outcome(output, process.ExitCode, clock[0], clock[1] + clock[2]);
    }

    public static bool Has(string program) => Run($"command -v {program}").Code == 0;
}
