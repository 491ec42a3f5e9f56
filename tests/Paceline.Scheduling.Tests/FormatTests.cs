using System.Text.Json;

namespace Paceline.Scheduling.Tests;

public class FormatTests
{
    private const string Csv = """"
        # two sessions
        slot,09:00,1
        slot,"09:20",1
        slot,11:00,2
        place,Table 1,,,11:00
        place,"Booth, large",,Acme
        place,On-line,unlimited
        participant,Acme,2,1,3,09:20;11:00
        participant,"Beta ""B"""
        participant,Gamma
        meeting,"Acme;Beta ""B""",5,yes
        meeting,Gamma;Acme,,,2,11:00,,1
        fairness,2
        breaks,across
        """";

    [Fact]
    public void A_CSV_event_is_read()
    {
        var (problem, errors) = CsvFormat.Read(Csv);
        Assert.Empty(errors);
        Assert.Equal([new Slot(0, "09:00"), new Slot(0, "09:20"), new Slot(1, "11:00")], problem!.Slots);
        Assert.Equal([2], problem.Places[0].Unavailable);
        Assert.Equal(0, problem.Places[1].Owner);
        Assert.Null(problem.Places[2].Capacity);
        Assert.Equal((2, 1, 3), (problem.Participants[0].Delegates, problem.Participants[0].MinMeetings, problem.Participants[0].MaxMeetings));
        Assert.Equal([1, 2], problem.Participants[0].Unavailable);
        Assert.Equal([0, 1], problem.Meetings[0].Parties);
        Assert.True(problem.Meetings[0] is { Priority: 5, Mandatory: true });
        Assert.Equal([1], problem.Meetings[1].AllowedSessions!.Value);
        Assert.Equal(2, problem.Meetings[1].FixedSlot);
        Assert.Equal([0], problem.Meetings[1].After);
        Assert.Equal((2, BreakRule.AcrossSessions), (problem.Fairness, problem.Breaks));
    }

    [Theory]
    [InlineData("slot,09:00\nplace,T\nparticipant,A\nmeeting,A;B", 4, "participant")]
    [InlineData("slot,09:00\nplace,T\nparticipant,A\nmeeting,A;A", 4, "Meetings[0].Parties")]
    [InlineData("slot,09:00\nslot,09:00", 2, "slot")]
    [InlineData("slot,09:00,x", 1, "session")]
    [InlineData("slut,09:00", 1, "row")]
    [InlineData("slot,09:00\nplace,T\nparticipant,A\nparticipant,B\nmeeting,A;B,9", 5, "Meetings[0].Priority")]
    [InlineData("slot,09:00\nplace,T\nparticipant,A\nparticipant,B\nmeeting,A;B,3,,,10:00", 5, "slot")]
    [InlineData("slot,09:00\nplace,T\nparticipant,A\nparticipant,B\nmeeting,A;B,3,,,,,7", 5, "Meetings[0].After")]
    public void A_wrong_CSV_event_is_refused_with_the_line(string text, int line, string field)
    {
        var (problem, errors) = CsvFormat.Read(text);
        Assert.Null(problem);
        Assert.Contains(errors, e => e.Line == line && string.Equals(e.Field, field, StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_written_as_JSON_is_read_as_the_same_event()
    {
        var random = new Random(2);
        for (var run = 0; run < 50; run++)
        {
            var problem = run % 2 == 0 ? Events.Random(random, 5, 6, 4, 2, everyRule: true) : Events.Rich(random, 5, 6, 4, 2);
            if (ProblemFaults.Of(problem).Count > 0) continue;
            var text = JsonFormat.Write(problem);
            var (read, errors) = JsonFormat.Read(text);
            Assert.Empty(errors);
            Assert.Equal(text, JsonFormat.Write(read!));
            Assert.Equal(problem.Slots, read!.Slots);
            Assert.Equal(problem.Meetings.SelectMany(m => m.Parties), read.Meetings.SelectMany(m => m.Parties));
            Assert.Equal(problem.Meetings.Select(m => (m.FixedSlot, m.FixedPlace, m.Priority, m.Mandatory)), read.Meetings.Select(m => (m.FixedSlot, m.FixedPlace, m.Priority, m.Mandatory)));
            Assert.Equal(problem.Participants.Select(p => (p.Name, p.Delegates, p.MinMeetings, p.MaxMeetings)), read.Participants.Select(p => (p.Name, p.Delegates, p.MinMeetings, p.MaxMeetings)));
            Assert.Equal(problem.Places.Select(p => (p.Name, p.Capacity, p.Owner)), read.Places.Select(p => (p.Name, p.Capacity, p.Owner)));
        }
    }

    [Theory]
    [InlineData("\"priority\": 3", "\"priority\": 8", "meetings[0].Priority")]
    [InlineData("\"priority\": 3", "\"priority\": \"high\"", "meetings[0].priority")]
    [InlineData("\"version\": 2", "\"version\": 3", "version")]
    [InlineData("\"paceline-event\"", "\"other\"", "format")]
    [InlineData("\"parties\": [", "\"parties\": [ 99,", "meetings[0].Parties")]
    public void A_wrong_JSON_event_is_refused_with_the_line_and_the_path(string right, string wrong, string path)
    {
        var text = JsonFormat.Write(Events.Of(3, 3, 1, (0, 1), (1, 2)));
        var at = text.IndexOf(right, StringComparison.Ordinal);
        var line = text[..at].Count(c => c == '\n') + 1;
        var (problem, errors) = JsonFormat.Read(text[..at] + wrong + text[(at + right.Length)..]);
        Assert.Null(problem);
        var error = Assert.Single(errors);
        Assert.Equal((path, line), (error.Field, error.Line));
    }

    [Fact]
    public void What_is_no_JSON_is_refused() => Assert.Equal(2, Assert.Single(JsonFormat.Read("{\n  oops").Errors).Line);

    [Fact]
    public void The_schema_knows_every_field_that_is_written()
    {
        var schema = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "paceline-event.schema.json"));
        using var document = JsonDocument.Parse(schema);
        var random = new Random(8);
        for (var run = 0; run < 30; run++)
        {
            using var text = JsonDocument.Parse(JsonFormat.Write(Events.Rich(random, 4, 5, 3, 2)));
            foreach (var field in text.RootElement.EnumerateObject())
            {
                var known = document.RootElement.GetProperty("properties").GetProperty(field.Name);
                if (field.Value.ValueKind != JsonValueKind.Array) continue;
                foreach (var inner in field.Value.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object).SelectMany(item => item.EnumerateObject()))
                    Assert.True(known.GetProperty("items").GetProperty("properties").TryGetProperty(inner.Name, out _), inner.Name);
            }
        }
    }

    [Fact]
    public void A_CSV_event_says_all_that_a_JSON_event_does()
    {
        const string rows = """
            slot,1
            slot,2
            place,T1,,,,screen;flipchart,T2,1,10,20
            place,T2
            participant,A,,,,,North
            participant,B
            interpreter,Ines,fr;en,2
            walk,0,1,2,300
            apart,A,B,place
            meeting,A;B,,,,,,,2,screen,fr;en
            groups,50,10
            aims,places
            """;
        var (problem, errors) = CsvFormat.Read(rows);
        Assert.Empty(errors);
        Assert.Equal(["screen", "flipchart"], problem!.Places[0].Equipment);
        Assert.Equal([1], problem.Places[0].Neighbours);
        Assert.Equal((1, 10, 20), (problem.Places[0].Hall, problem.Places[0].X, problem.Places[0].Y));
        Assert.Equal("North", problem.Participants[0].Group);
        Assert.Equal([1], problem.Interpreters[0].Unavailable);
        Assert.Equal(new Walk(0, 1, 2, 300), Assert.Single(problem.Walks));
        Assert.True(Assert.Single(problem.Apart).ByPlace);
        Assert.Equal((2, Aims.PlaceChanges), (problem.Meetings[0].Length, problem.Aims));
        Assert.Equal(["fr", "en"], problem.Meetings[0].Languages);
        Assert.Equal(new GroupFairness { Breaks = 50, Served = 10 }, problem.GroupFairness);
        Assert.Equal([(9, "apart"), (12, "aims")], CsvFormat.Read(rows.Replace("place\n", "near\n", StringComparison.Ordinal).Replace("aims,places", "aims,joy", StringComparison.Ordinal)).Errors.Select(e => (e.Line, e.Field)));
    }

    [Fact]
    public void A_file_of_the_first_version_is_read()
    {
        const string text = """{ "format": "paceline-event", "version": 1, "slots": [{}], "places": [{ "name": "T" }], "participants": [{ "name": "A" }, { "name": "B" }], "meetings": [{ "parties": [0, 1] }] }""";
        Assert.Equal((1, Aims.All), (JsonFormat.Read(text).Problem!.Meetings[0].Length, JsonFormat.Read(text).Problem!.Aims));
    }

    [Fact]
    public void Every_fault_of_an_event_is_told_at_once_with_its_line()
    {
        const string rows = """
            slot,1
            place,T1,,,,,T1
            participant,A
            participant,B
            interpreter,Ines,fr
            walk,1,1,-1,0
            meeting,A;B,,,,,,,0,screen,fr;pl
            """;
        Assert.Equal([2, 5, 6, 6, 7, 7, 7], CsvFormat.Read(rows).Errors.Select(e => e.Line));
    }

    [Fact]
    public void A_schedule_with_interpreters_names_them()
    {
        var problem = Events.Of(2, 2, 1, (0, 1)) with { Interpreters = [new Interpreter { Name = "Ines", Languages = ["fr", "en"] }] };
        problem = problem with { Meetings = [problem.Meetings[0] with { Languages = ["en", "fr"], Length = 2 }] };
        var schedule = Scheduler.Solve(problem, new SolverOptions()).Schedule!;
        Assert.Equal("meeting,slot,place,interpreter\n1,1,1,1\n", CsvFormat.Write(schedule));
        Assert.Equal(schedule, CsvFormat.ReadSchedule(CsvFormat.Write(schedule), problem).Schedule);
        Assert.Equal(["   Table 1", "1  1–2 (Ines)", "2  1–2 (Ines)", ""], ScheduleGrid.Write(problem, schedule).Split('\n'));
        Assert.Contains("\"interpreter\": 0", JsonFormat.Write(schedule), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_in_the_documentation_uses_every_field_and_is_solved()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "example-event.json"));
        var (problem, errors) = JsonFormat.Read(text);
        Assert.Empty(errors);
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "paceline-event.schema.json")));
        foreach (var field in schema.RootElement.GetProperty("properties").EnumerateObject())
        {
            Assert.Contains($"\"{field.Name}\"", text, StringComparison.Ordinal);
            if (!field.Value.TryGetProperty("items", out var items) || !items.TryGetProperty("properties", out var inner)) continue;
            foreach (var name in inner.EnumerateObject()) Assert.Contains($"\"{name.Name}\"", text, StringComparison.Ordinal);
        }

        var solution = Scheduler.Solve(problem!, new SolverOptions { Budget = TimeSpan.FromSeconds(20) });
        Assert.Equal((SolutionStatus.Optimal, 9), (solution.Status, solution.Scheduled));
        Assert.Empty(Legality.Check(problem!, solution.Schedule!));
        Assert.All(solution.Objectives.Where(o => o.IsSought), o => Assert.True(o.IsProven));
    }

    [Fact]
    public void A_schedule_is_written_as_CSV_counted_from_one_and_read_back()
    {
        var problem = Events.Of(4, 3, 2, (0, 1), (1, 2), (2, 3));
        var schedule = new Schedule([new Placement(2, 1), null, new Placement(0, 0)]);
        var text = CsvFormat.Write(schedule);
        Assert.Equal("meeting,slot,place\n3,1,1\n1,3,2\n", text);
        Assert.Equal(schedule, CsvFormat.ReadSchedule(text, problem).Schedule);
        var wrong = CsvFormat.ReadSchedule(text + "1,1,1\n9,1,1\n2,8,\n", problem).Errors;
        Assert.Equal([(4, "meeting"), (5, "meeting"), (6, "slot")], wrong.Select(e => (e.Line, e.Field)));
    }

    [Fact]
    public void A_schedule_is_shown_as_a_table()
    {
        var problem = Events.Of(3, 2, 2, (0, 1), (1, 2));
        var lines = ScheduleGrid.Write(problem, new Schedule([new Placement(0, 1), new Placement(1, 1)])).Split('\n');
        Assert.Equal("   Table 2", lines[0]);
        Assert.Equal("1  1–2", lines[1]);
        Assert.Equal("2  2–3", lines[2]);
    }

    [Theory]
    [InlineData("slot,9:00\nplace,T1\nparticipant,\"Alfa\nparticipant,Beta\nmeeting,Alfa;Beta\n", "quote")]
    [InlineData("slot,9:00\nplace,T1\nparticipant,Alfa\nparticipant,Beta\nmeeting,Alfa;Beta,3,true\n", "yes")]
    [InlineData("slot,9:00\nbreaks,acros\n", "across")]
    [InlineData("slot,9:00\nfairness,1\nfairness,2\n", "already")]
    [InlineData("slot,9:00\nplace,T1\nparticipant,Alfa\nparticipant,Beta\nmeeting,Alfa;Beta,3,no,7\n", "session")]
    public void A_CSV_event_that_says_something_else_than_it_seems_to_is_refused(string text, string told) =>
        Assert.Contains(CsvFormat.Read(text).Errors, e => e.Message.Contains(told, StringComparison.Ordinal) && e.Line > 0);

    [Theory]
    [InlineData("\"mandatry\":true", "mandatry")]
    [InlineData("\"languages\":[\"\\ud800\",\"en\"]", "half a character")]
    public void A_JSON_event_with_a_field_that_is_none_or_a_text_that_is_none_is_refused(string field, string told)
    {
        var text = """{"format":"paceline-event","version":2,"slots":[{}],"places":[{}],"participants":[{},{}],"meetings":[{"parties":[0,1],FIELD}]}""".Replace("FIELD", field, StringComparison.Ordinal);
        Assert.Contains(told, Assert.Single(JsonFormat.Read(text).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_told_beside_a_circle_and_numbers_without_measure_are_faults()
    {
        var problem = Events.Of(3, 2, 1, (0, 1), (1, 2)) with { Walks = [new Walk(0, 1, int.MaxValue, 0)] };
        problem = problem with
        {
            Participants = [problem.Participants[0] with { Delegates = int.MaxValue }, .. problem.Participants.Skip(1)],
            Meetings = [problem.Meetings[0] with { After = [1], Priority = 9 }, problem.Meetings[1] with { After = [0] }],
        };
        var fields = ProblemFaults.Of(problem).Select(f => f.Field).ToList();
        Assert.Equal(["Participants[0].Delegates", "Walks[0]", "Meetings[0].Priority", "Meetings.After"], fields);
    }
}
