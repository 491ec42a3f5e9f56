using System.CommandLine;

namespace Paceline.Commands;

/// <summary>The option by which every verb takes settings.</summary>
internal static class SettingOption
{
    public static Option<string[]> Create() => new("--set") { Description = "A setting, for example --set Paceline:Database=\"Host=…\"", AllowMultipleArgumentsPerToken = true };

    public static string[] Arguments(this ParseResult parse, Option<string[]> option) => [.. (parse.GetValue(option) ?? []).Select(s => "--" + s)];
}
