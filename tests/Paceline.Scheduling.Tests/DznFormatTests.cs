namespace Paceline.Scheduling.Tests;

public class DznFormatTests
{
    private const string Small = """
        nBusiness = 3; % a comment
        nMeetings = 2;
        nTables = 1;
        nTotalSlots = 4;
        nMorningSlots = 2;
        requested = [|1, 2,1,
        |2, 3,3,
        |];
        meetingsxBusiness = [{1,2},{1,2,3},{1,3}];
        nMeetingsBusiness = [1,2,1];
        forbidden = [{0},{0,3},{}];
        fixed = [0,4];
        precedences = [{},{1}];
        """;

    [Fact]
    public void A_file_is_read_with_everything_counted_from_zero()
    {
        var (problem, errors) = DznFormat.Read(Small);
        Assert.Empty(errors);
        Assert.Equal([0, 0, 1, 1], problem!.Slots.Select(s => s.Session));
        Assert.Equal([0, 1], problem.Meetings[0].Parties);
        Assert.Equal([0], problem.Meetings[0].AllowedSessions!.Value);
        Assert.Null(problem.Meetings[1].AllowedSessions);
        Assert.Equal(3, problem.Meetings[1].FixedSlot);
        Assert.Equal([0], problem.Meetings[1].After);
        Assert.Equal([2], problem.Participants[1].Unavailable);
        Assert.Empty(problem.Participants[0].Unavailable);
        Assert.All(problem.Meetings, m => Assert.True(m.Mandatory));
    }

    [Theory]
    [InlineData("|2, 3,3", "|2, 2,3", "requested", 7)]
    [InlineData("|2, 3,3", "|2, 9,3", "requested", 7)]
    [InlineData("|2, 3,3", "|2, 3,5", "requested", 7)]
    [InlineData("fixed = [0,4]", "fixed = [0,5]", "fixed", 12)]
    [InlineData("fixed = [0,4]", "fixed = [0]", "fixed", 12)]
    [InlineData("{0,3}", "{0,33}", "forbidden", 11)]
    [InlineData("[{},{1}]", "[{2},{1}]", "precedences", 13)]
    [InlineData("[{},{1}]", "[{},{8}]", "precedences", 13)]
    [InlineData("{1,2,3}", "{1,2}", "meetingsxBusiness", 9)]
    [InlineData("[1,2,1]", "[1,1,1]", "nMeetingsBusiness", 10)]
    [InlineData("nTables = 1;", "", "nTables", 0)]
    [InlineData("nTables = 1;", "nTables = ?;", "?", 3)]
    public void A_wrong_file_is_refused_with_the_line_and_the_field(string right, string wrong, string field, int line)
    {
        var (problem, errors) = DznFormat.Read(Small.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(problem);
        Assert.Contains(errors, e => string.Equals(e.Field, field, StringComparison.Ordinal) && e.Line == line);
    }

    [Fact]
    public void All_errors_are_listed_at_once()
    {
        var text = Small.Replace("|1, 2,1", "|1, 1,1", StringComparison.Ordinal).Replace("[0,4]", "[9,9]", StringComparison.Ordinal);
        Assert.Equal(3, DznFormat.Read(text).Errors.Count);
    }

    [Fact]
    public void Whatever_is_read_ends_without_an_exception()
    {
        var random = new Random(5);
        for (var run = 0; run < 3000; run++)
        {
            var text = Small.ToCharArray();
            for (var i = 0; i < 3; i++) text[random.Next(text.Length)] = " ;=[]{}|,09a%"[random.Next(13)];
            var (problem, errors) = DznFormat.Read(new string(text)[..random.Next(text.Length)]);
            Assert.True(problem is not null || errors.Count > 0);
        }
    }

    [Fact]
    public void Every_published_instance_is_read()
    {
        Assert.SkipWhen(PublishedInstances.Folder is null, PublishedInstances.Absent);
        foreach (var file in Directory.GetFiles(Path.Combine(PublishedInstances.Folder!, "instances"), "*.dzn"))
            Assert.Empty(DznFormat.Read(File.ReadAllText(file)).Errors);
    }
}
