using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Paceline.Bench;

/// <summary>A real brokerage event (forum-14: 78 participants, 302 meetings, 22 slots, 22 tables), where the published instances are at hand.</summary>
internal static partial class RealEvent
{
    /// <summary>Makes an event by its form, imports the file by the command, schedules it, and names the pages to measure.</summary>
    public static async Task<IReadOnlyList<(string Role, string Path, string Name)>> Import(Product product, string folder)
    {
        var file = Path.Combine(Product.Root(), "..", "shared", "scheduling", "instances", "forum-14.original.dzn");
        if (!File.Exists(file))
        {
            Console.WriteLine("The published instances are not beside this checkout: the grid of forum-14 is left out.");
            return [];
        }

        using var client = await product.SignIn("coordinator@demo.example");
        var id = await MakeEvent(client);
        await Run(folder, "import", file, "--event", id);
        await Post(client, $"/events/{id}/schedule", "?handler=Start", new() { ["Input.Budget"] = "10" });
        for (var i = 0; i < 120; i++)
        {
            await Task.Delay(1000);
            var page = await client.GetStringAsync(new Uri($"/events/{id}/schedule", UriKind.Relative));
            if (!page.Contains("data-live", StringComparison.Ordinal)) break;
        }

        return [("coordinator", $"/events/{id}/schedule", "grid of forum-14 (limit 100 ms, 200 kB)")];
    }

    private static async Task<string> MakeEvent(HttpClient client)
    {
        var (fields, html) = await Form(client, "/events/new");
        fields["Input.Name"] = "Forum 14";
        fields["Input.Place"] = "Girona";
        fields["Input.LeadClusterId"] = Cluster().Match(html).Groups["v"].Value;
        fields["Input.Tables"] = "22";
        (string From, string To)[] sessions = [("09:00", "13:00"), ("14:00", "17:20")];
        foreach (var (index, session) in sessions.Index())
        {
            fields[$"Input.Sessions[{index}].Date"] = "2017-10-06";
            fields[$"Input.Sessions[{index}].From"] = session.From;
            fields[$"Input.Sessions[{index}].To"] = session.To;
        }

        fields["act"] = "save";
        using var body = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri("/events/new", UriKind.Relative), body);
        return Guid_().Match(answer.RequestMessage!.RequestUri!.AbsolutePath).Value;
    }

    private static async Task Post(HttpClient client, string path, string query, Dictionary<string, string> more)
    {
        var (fields, _) = await Form(client, path);
        var token = fields.Where(f => f.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        foreach (var (name, value) in more) token[name] = value;
        using var body = new FormUrlEncodedContent(token);
        using var answer = await client.PostAsync(new Uri(path + query, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<(Dictionary<string, string> Fields, string Html)> Form(HttpClient client, string path)
    {
        var html = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Input().Matches(html))
        {
            var name = Name().Match(input.Value).Groups["v"].Value;
            if (name is not "" && !fields.ContainsKey(name)) fields[name] = System.Net.WebUtility.HtmlDecode(Value().Match(input.Value).Groups["v"].Value);
        }

        return (fields, html);
    }

    private static async Task Run(string folder, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Product.Executable, .. words]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["Paceline__Database"] = $"Data Source={folder}/bench.db";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException(said);
    }

    [GeneratedRegex("<input[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Input();

    [GeneratedRegex("\\bname=\"(?<v>[^\"]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("\\bvalue=\"(?<v>[^\"]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();

    [GeneratedRegex("<option value=\"(?<v>[0-9a-f]{8}-[0-9a-f-]{27})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cluster();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex Guid_();
}
