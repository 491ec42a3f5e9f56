using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Tests;

public sealed class TimetableTests
{
    private static readonly DateOnly Day = new(2017, 6, 8);

    [Fact]
    public void Slots_stop_at_a_break_and_go_on_when_it_ends()
    {
        var table = Timetable.Of(AnEvent("09:00", "11:00", "09:50", "10:10"));
        Assert.Equal(["09:00", "09:20", "10:10", "10:30"], table.Slots.Select(s => s.From.ToString("HH:mm", null)));
        Assert.All(table.Slots, s => Assert.Equal(1, s.Session));
    }

    [Fact]
    public void A_slot_that_would_pass_the_end_is_not_made() =>
        Assert.Equal(2, Timetable.Of(AnEvent("09:00", "09:59", "12:00", "12:10")).Slots.Count);

    [Fact]
    public void Instants_carry_the_offset_of_the_place_on_that_day() =>
        Assert.Equal(TimeSpan.FromHours(2), Timetable.Of(AnEvent("09:00", "10:00", "12:00", "12:10")).Slots[0].StartsAt.Offset);

    private static MatchmakingEvent AnEvent(string from, string to, string breakFrom, string breakTo) => new()
    {
        ProgrammeId = Ids.New(),
        Kind = ActivityKind.MatchmakingEvent,
        Title = new LocalizedText("E"),
        StartsOn = Day,
        EndsOn = Day,
        LeadClusterId = Ids.New(),
        Sessions = [new EventSession { Name = "Morning", Date = Day, From = TimeOnly.Parse(from, null), To = TimeOnly.Parse(to, null) }],
        Breaks = [new EventBreak { Name = "Coffee", Date = Day, From = TimeOnly.Parse(breakFrom, null), To = TimeOnly.Parse(breakTo, null) }],
    };
}
