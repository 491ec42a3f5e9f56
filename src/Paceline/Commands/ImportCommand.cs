using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Features.Imports;
using Paceline.Platform.Files;

namespace Paceline.Commands;

/// <summary><c>paceline import</c>: participants and meetings from a file into an event, as the page does it.</summary>
public static class ImportCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV, XLSX or DZN, up to 10 MB." };
        var to = new Option<Guid>("--event") { Description = "The event, by the id in the address of its page.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be created and what is wrong." };
        var good = new Option<bool>("--good-lines") { Description = "Leave out lines that are wrong, instead of stopping at them." };
        var json = new Option<bool>("--json") { Description = "Answer in JSON." };
        var settings = new Option<string[]>("--set") { Description = "A setting, for example --set Paceline:Database=\"Host=…\"", AllowMultipleArgumentsPerToken = true };
        var command = new Command("import", "Import participants and meetings into an event.") { file, to, dryRun, good, json, settings };
        command.SetAction((parse, stop) => Run(parse.GetValue(file)!, parse.GetValue(to), parse.GetValue(dryRun), parse.GetValue(good), parse.GetValue(json), parse.GetValue(settings) ?? [], stop));
        return command;
    }

    private static async Task<int> Run(FileInfo file, Guid to, bool dryRun, bool good, bool json, string[] settings, CancellationToken stop)
    {
        if (!file.Exists || file.Length > FileStore.Largest)
        {
            await Console.Error.WriteLineAsync(file.Exists ? "This file is larger than 10 MB." : $"There is no file {file.FullName}.");
            return 2;
        }

        await using var app = App.Build([.. settings.Select(s => "--" + s)]);
        await App.Prepare(app, stop);
        return await Run(app.Services, file.Name, await File.ReadAllBytesAsync(file.FullName, stop), to, dryRun, good, json, Console.Out, stop);
    }

    /// <summary>The same in a running application: 0 done, 1 refused, 2 no such event.</summary>
    public static async Task<int> Run(IServiceProvider services, string name, byte[] bytes, Guid to, bool dryRun, bool good, bool json, TextWriter output, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PacelineDb>();
        using var house = db.AsTheHouse("Whoever may use the command line may read the database.");
        if (await db.Events.FirstOrDefaultAsync(e => e.Id == to, stop) is not { } @event)
        {
            await output.WriteLineAsync($"There is no event {to}.");
            return 2;
        }

        var preview = scope.ServiceProvider.GetRequiredService<PreviewImport>();
        var (_, plan) = await preview.Plan(@event, Ids.New(), name, bytes, new HashSet<int>(), stop);
        var refusal = plan.IsRefused ? new Refusal("This file cannot be imported as it is. Mend it and upload it again.") : null;
        if (!dryRun && refusal is null)
        {
            var (kept, _) = await preview.Keep(@event, Ids.New(), name, bytes, Guid.Empty, stop);
            var batch = await db.ImportBatches.SingleAsync(b => b.Id == kept!.Id, stop);
            refusal = await scope.ServiceProvider.GetRequiredService<ImportParticipants>().Run(@event, batch, new HashSet<int>(), good, "Command line", stop);
        }

        await output.WriteLineAsync(json ? InJson(plan, dryRun, refusal) : InWords(plan, dryRun, refusal));
        return refusal is null ? 0 : 1;
    }

    private static string InJson(ImportPlan plan, bool dryRun, Refusal? refusal) => JsonSerializer.Serialize(
        new
        {
            Imported = !dryRun && refusal is null,
            Refusal = refusal is null ? null : Say(refusal.Sentence, refusal.Arguments),
            Participants = plan.Participants.Count,
            Meetings = plan.Meetings.Count,
            plan.Matched,
            Duplicates = plan.Duplicates.Select(d => new { d.Line, d.What, d.Existing }),
            WrongLines = plan.WrongLines.Count,
            Problems = plan.Problems.Select(p => new { p.Line, p.Column, Notice = p.IsNotice, Message = Say(p.Sentence, p.Arguments) }),
        },
        Json);

    private static string InWords(ImportPlan plan, bool dryRun, Refusal? refusal) => string.Join(Environment.NewLine,
    [
        .. plan.Problems.Select(p => $"{(p.Line is null ? "File" : $"Line {p.Line}")}{(p.Column is null ? "" : $", column {p.Column}")}: {Say(p.Sentence, p.Arguments)}{(p.IsNotice ? "" : " [left out]")}"),
        string.Create(CultureInfo.InvariantCulture, $"{plan.Participants.Count} participants and {plan.Meetings.Count} meetings are new, {plan.Matched} participants are there already, {plan.Duplicates.Count} lines look like duplicates, {plan.WrongLines.Count} lines are wrong."),
        refusal is not null ? Say(refusal.Sentence, refusal.Arguments) : dryRun ? "Nothing was written." : "Imported.",
    ]);

    private static string Say(string sentence, object[] arguments) => string.Format(CultureInfo.InvariantCulture, sentence, arguments);
}
