using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Paceline.Platform.Audit;

namespace Paceline.Commands;

/// <summary><c>paceline audit verify</c>: whether the trail is what was written; exit code 1 where it is not.</summary>
public static class AuditCommand
{
    public static Command Create()
    {
        var noted = new Option<string?>("--noted") { Description = "A hash that was noted earlier, to be found in the chain still." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var settings = SettingOption.Create();
        var verify = new Command("verify", "Read the audit trail from the first entry to the last and name each entry that was changed, removed, inserted or moved. Ends with 1 when there is one. Note the hash it prints: it proves later that nothing before it was touched.") { noted, json, settings };
        verify.SetAction(async (parse, stop) =>
        {
            await using var app = App.Build(parse.Arguments(settings));
            await using var scope = app.Services.CreateAsyncScope();
            try
            {
                var state = await scope.ServiceProvider.GetRequiredService<VerifyTrail>().Run(parse.GetValue(noted), stop);
                return await Answer(state, parse.GetValue(json), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
            }
            catch (DbException fault)
            {
                await parse.InvocationConfiguration.Error.WriteLineAsync($"The database cannot be read, so nothing is said of the trail: {fault.Message}");
                return 3;
            }
        });
        return new Command("audit", "Look after the audit trail.") { verify };
    }

    /// <summary>Says what was found; the exit code.</summary>
    public static async Task<int> Answer(ChainState state, bool json, TextWriter output, TextWriter error)
    {
        if (json) await output.WriteLineAsync(Json(state));
        else await Say(state, output, error);
        return state.IsWhole ? 0 : 1;
    }

    private static async Task Say(ChainState state, TextWriter output, TextWriter error)
    {
        foreach (var fault in state.Faults)
            await error.WriteLineAsync(fault.Entry is { } entry
                ? string.Create(CultureInfo.InvariantCulture, $"BROKEN  entry {fault.Sequence} ({entry.Id}, {entry.At:u}, “{entry.Action}” by {(entry.Actor is "" ? "the system" : entry.Actor)}): {fault.Fault}.")
                : $"BROKEN  {fault.Fault}.");
        if (state.NotedIsThere is false) await error.WriteLineAsync("BROKEN  the noted hash is not in the chain: what it sealed was changed or cut off.");
        if (state.IsWhole) await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Whole: {state.Length} entries{(state.Redacted > 0 ? $", personal texts taken out of {state.Redacted}" : "")}. Last hash: {state.Head}"));
    }

    private static string Json(ChainState state) => JsonSerializer.Serialize(new
    {
        whole = state.IsWhole,
        length = state.Length,
        redacted = state.Redacted,
        head = state.Head,
        notedIsThere = state.NotedIsThere,
        faults = state.Faults.Select(f => new { sequence = f.Sequence, id = f.Entry?.Id, fault = f.Fault }),
    });
}
