using Paceline.Domain.Activities.Registrations;

namespace Paceline.Domain.Tests.Activities.Registrations;

public sealed class ConnectionLogTests
{
    [Theory]
    [InlineData("62", 62), InlineData("62.5", 62), InlineData("62,9", 62), InlineData(" 62 min ", 62), InlineData("1:02:30", 62), InlineData("01:02:00", 62), InlineData("1h 2m 30s", 62), InlineData("1 h 2 min", 62), InlineData("2m", 2), InlineData("45s", 0), InlineData("90 sec.", 1), InlineData("1 hour", 60), InlineData("1440", 1440)]
    [InlineData("", null), InlineData("long", null), InlineData("-5", null), InlineData("1441", null), InlineData("1:62:00", null), InlineData("10:30", null), InlineData("1:02:75", null), InlineData("2m 3m", null), InlineData("5 days", null), InlineData("99999999999", null)]
    public void Minutes_are_read_as_meeting_programs_write_them(string text, int? minutes) => Assert.Equal(minutes, ConnectionLog.Minutes(text));

    [Fact]
    public void People_are_found_by_their_address_and_who_came_back_has_all_the_minutes()
    {
        var (ada, bo) = (Ids.New(), Ids.New());
        ConnectionLine[] lines = [new(2, "Ada", "ada@example.org", 6), new(3, "A. L.", " ADA@example.org", 5), new(4, "Bo", "bo@example.org", 9), new(5, "Ada", "", 60), new(6, "Stranger", "s@example.org", 60)];
        var log = ConnectionLog.Match(lines, new Dictionary<string, Guid> { ["ADA@EXAMPLE.ORG"] = ada, ["BO@EXAMPLE.ORG"] = bo }, least: 10);
        Assert.Equal([new Connected(ada, 11)], log.There);
        Assert.Equal([new Connected(bo, 9)], log.TooShort);
        Assert.Equal([5, 6], log.Unknown.Select(l => l.Line));
    }
}
