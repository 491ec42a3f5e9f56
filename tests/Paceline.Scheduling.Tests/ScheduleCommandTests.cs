using System.Text.Json;

namespace Paceline.Scheduling.Tests;

public sealed class ScheduleCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _errors.Dispose();
    }

    private string Event(Problem problem, string name = "event.json")
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, JsonFormat.Write(problem));
        return path;
    }

    private int Run(ScheduleRequest request) => ScheduleCommand.Run(request, _output, _errors);

    [Fact]
    public void A_schedule_is_written_and_summed_up()
    {
        var problem = Events.Of(4, 3, 2, (0, 1), (1, 2), (2, 3));
        var path = Path.Combine(_folder, "schedule.csv");
        Assert.Equal(0, Run(new ScheduleRequest { File = Event(problem), Out = path, Certify = true, Grid = true }));
        var schedule = CsvFormat.ReadSchedule(File.ReadAllText(path), problem).Schedule!;
        Assert.Equal(3, schedule.Scheduled);
        Assert.Empty(Legality.Check(problem, schedule));
        Assert.Contains("status      optimal", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("certificate the schedule is legal", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Table 1", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_is_one_JSON_object_where_asked_for()
    {
        Assert.Equal(0, Run(new ScheduleRequest { File = Event(Events.Of(3, 3, 1, (0, 1), (1, 2))), Json = true, Fairness = 1 }));
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal("optimal", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("scheduled").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("bound").GetInt32());
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public void What_has_no_solution_is_refused_with_its_reasons()
    {
        var problem = Events.Of(2, 1, 1, (0, 1), (0, 1));
        problem = problem with { Meetings = [.. problem.Meetings.Select(m => m with { Mandatory = true })] };
        var path = Path.Combine(_folder, "schedule.csv");
        Assert.Equal(1, Run(new ScheduleRequest { File = Event(problem), Out = path }));
        Assert.Contains("cannot all hold", _output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_wrong_file_is_refused_with_all_its_errors()
    {
        var path = Path.Combine(_folder, "event.csv");
        File.WriteAllText(path, "slot,9\nslut,10\nparticipant,A\nmeeting,A;B\n");
        Assert.Equal(1, Run(new ScheduleRequest { File = path }));
        Assert.Contains("line 2", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 4", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere.json", null, 1, 1)]
    [InlineData("event.json", "out.pdf", 1, 1)]
    [InlineData("event.json", null, 0, 1)]
    [InlineData("event.json", null, 1, 0)]
    public void Wrong_usage_is_said_to_be_so(string file, string? to, int seconds, int threads)
    {
        Event(Events.Of(2, 1, 1, (0, 1)));
        var request = new ScheduleRequest { File = Path.Combine(_folder, file), Out = to, Budget = TimeSpan.FromSeconds(seconds), Threads = threads };
        Assert.Equal(2, Run(request));
        Assert.NotEmpty(_errors.ToString());
    }

    [Fact]
    public void The_proof_is_written_where_asked_for()
    {
        var problem = Events.Of(4, 3, 1, (0, 1), (1, 2), (0, 2)) with { Fairness = 0 };
        problem = problem with { Participants = [.. problem.Participants.Select((p, i) => i == 1 ? p with { Unavailable = [1] } : p)] };
        problem = problem with { Meetings = [.. problem.Meetings.Select(m => m with { Mandatory = true })] };
        var proof = Path.Combine(_folder, "proof");
        Assert.Equal(1, Run(new ScheduleRequest { File = Event(problem), Certify = true, Proof = proof }));
        Assert.StartsWith("p cnf ", File.ReadAllText(proof + ".cnf"), StringComparison.Ordinal);
        Assert.EndsWith("0\n", File.ReadAllText(proof + ".drat"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_counting_is_enough_there_is_no_proof_to_write_and_it_is_said()
    {
        var proof = Path.Combine(_folder, "counted");
        Assert.Equal(0, Run(new ScheduleRequest { File = Event(Events.Of(2, 1, 1, (0, 1))), Certify = true, Proof = proof }));
        Assert.False(File.Exists(proof + ".cnf") || File.Exists(proof + ".drat"));
        Assert.Contains("no refutation by clauses", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_and_steps_give_the_same_bytes()
    {
        var random = new Random(9);
        var path = Event(Events.Random(random, 24, 80, 12, 8));
        string Bytes(string name)
        {
            var to = Path.Combine(_folder, name);
            Run(new ScheduleRequest { File = path, Out = to, Steps = 4, Budget = TimeSpan.FromHours(1), Seed = 4 });
            return File.ReadAllText(to);
        }

        Assert.Equal(Bytes("a.csv"), Bytes("b.csv"));
    }
}
