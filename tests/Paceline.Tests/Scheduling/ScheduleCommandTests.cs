using System.Text.Json;
using Paceline.Commands;

namespace Paceline.Tests.Scheduling;

public sealed class ScheduleCommandTests
{
    private const string Small = """
        nBusiness = 3; nMeetings = 3; nTables = 1; nTotalSlots = 3; nMorningSlots = 3;
        requested = [|1, 2, 3, |1, 3, 3, |2, 3, 3|];
        forbidden = [{0}, {0}, {0}]; fixed = [{0}, {0}, {0}]; precedences = [{0}, {0}, {0}];
        """;

    [Fact]
    public async Task A_file_is_scheduled_and_written_with_numbers_from_one()
    {
        var (file, output) = (await AFile(Small), Path.Combine(Directory.CreateTempSubdirectory("paceline").FullName, "schedule.csv"));
        var (code, text) = await Run(file, "--budget", "500ms", "--out", output, "--json");
        Assert.Equal(0, code);
        using var summary = JsonDocument.Parse(text);
        Assert.Equal(3, summary.RootElement.GetProperty("scheduled").GetInt32());
        var lines = await File.ReadAllLinesAsync(output);
        Assert.Equal("meeting,slot,place", lines[0]);
        Assert.Equal(["1", "2", "3"], lines[1..].Select(l => l.Split(',')[1]).Order());
    }

    [Fact]
    public async Task A_broken_file_is_refused_and_wrong_usage_is_said()
    {
        Assert.Equal(1, (await Run(await AFile("nBusiness = 3;"), "--budget", "1s")).Code);
        Assert.Equal(2, (await Run(await AFile(Small), "--budget", "soon")).Code);
        Assert.Equal(2, (await Run("/there/is/no/such.dzn")).Code);
    }

    private static async Task<string> AFile(string text)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("paceline").FullName, "event.dzn");
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private static async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ScheduleCommand.Run(arguments, output, errors);
        return (code, output.ToString());
    }
}
