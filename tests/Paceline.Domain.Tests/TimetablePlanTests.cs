using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Tests;

public sealed class TimetablePlanTests
{
    private static readonly DateOnly Day = new(2017, 6, 8);

    [Fact]
    public void A_sound_plan_has_no_faults() => Assert.Empty(Plan().Faults());

    [Fact]
    public void Each_fault_is_told_at_its_part()
    {
        Assert.Equal(PlanPart.SlotMinutes, Assert.Single((Plan() with { SlotMinutes = 4 }).Faults()).Part);
        Assert.Equal(PlanPart.SlotMinutes, Assert.Single((Plan() with { SlotMinutes = 241 }).Faults()).Part);
        Assert.Equal(PlanPart.Tables, Assert.Single((Plan() with { Tables = 0 }).Faults()).Part);
        Assert.Equal(PlanPart.Tables, Assert.Single((Plan() with { Tables = 1001 }).Faults()).Part);
        Assert.Equal(PlanPart.TimeZone, Assert.Single((Plan() with { TimeZone = "Europe/Atlantis" }).Faults()).Part);
        Assert.Equal(PlanPart.Sessions, Assert.Single((Plan() with { Sessions = [] }).Faults()).Part);
        Assert.Equal((PlanPart.Session, 1), Place((Plan() with { Sessions = [S("A", "09:00", "12:00"), S("B", "11:00", "13:00")] }).Faults()));
        Assert.Equal((PlanPart.Session, 0), Place((Plan() with { Sessions = [S("A", "12:00", "09:00")] }).Faults()));
        Assert.Equal((PlanPart.SessionDate, 0), Place((Plan() with { Sessions = [new EventSession { Name = "A", Date = new DateOnly(217, 6, 8), From = new(9, 0), To = new(10, 0) }] }).Faults()));
        Assert.Equal((PlanPart.Break, 0), Place((Plan() with { Breaks = [B("Coffee", "11:00", "10:00")] }).Faults()));
        Assert.Equal(PlanPart.Sessions, Assert.Single((Plan() with { SlotMinutes = 200 }).Faults()).Part);
    }

    [Fact]
    public void More_slots_than_any_event_has_are_refused()
    {
        var days = Enumerable.Range(0, 20).Select(i => new EventSession { Name = $"{i}", Date = Day.AddDays(i), From = new(0, 0), To = new(23, 55) }).ToList();
        Assert.Equal(PlanPart.Sessions, Assert.Single((Plan() with { SlotMinutes = 5, Sessions = days }).Faults()).Part);
    }

    [Fact]
    public void A_break_outside_every_session_is_harmless_but_told()
    {
        var plan = Plan() with { Breaks = [B("Coffee", "10:00", "10:20"), B("Dinner", "19:00", "20:00")] };
        Assert.Empty(plan.Faults());
        Assert.Equal([1], plan.IdleBreaks());
    }

    [Fact]
    public void The_grid_of_a_file_starts_at_nine_with_lunch_between()
    {
        var (plan, refusal) = TimetablePlan.Grid("Europe/Brussels", Day, 20, [12, 10], 22);
        Assert.Null(refusal);
        Assert.Equal(["09:00-13:00", "14:00-17:20"], plan!.Sessions.Select(s => $"{s.From:HH:mm}-{s.To:HH:mm}"));
        var slots = Timetable.Of(plan).Slots;
        Assert.Equal([12, 10], slots.GroupBy(s => s.Session).Select(g => g.Count()));
        Assert.NotNull(TimetablePlan.Grid("Europe/Brussels", Day, 60, [12, 10], 22).Refusal);
    }

    [Fact]
    public void The_next_step_follows_from_what_stands()
    {
        var at = DateTimeOffset.UnixEpoch;
        Assert.Equal(EventStep.SetUp, new EventProgress(0, 0, 0, 0, Publication.Draft, null, null).Next);
        Assert.Equal(EventStep.Import, new EventProgress(22, 22, 0, 0, Publication.Draft, null, null).Next);
        Assert.Equal(EventStep.Schedule, new EventProgress(22, 22, 302, 0, Publication.Draft, null, null).Next);
        Assert.Equal(EventStep.Publish, new EventProgress(22, 22, 302, 302, Publication.Draft, null, at).Next);
        Assert.Equal(EventStep.Agendas, new EventProgress(22, 22, 302, 302, Publication.Final, at, at).Next);
        Assert.Equal(EventStep.Publish, new EventProgress(22, 22, 302, 302, Publication.Final, at, at.AddHours(1)).Next);
    }

    [Fact]
    public void Waits_are_runs_between_meetings_of_one_session()
    {
        var table = Timetable.Of(new TimetablePlan("UTC", 20, 2, [S("A", "09:00", "11:00"), S("B", "12:00", "14:00")], []));
        Assert.Equal(0, Waits.Count([], table));
        Assert.Equal(0, Waits.Count([1, 2, 3, 7], table));
        Assert.Equal(2, Waits.Count([1, 3, 6, 9, 10], table));
    }

    [Theory]
    [InlineData("1-3;6", new[] { 1, 2, 3, 6 })]
    [InlineData("09:20-10:00", new[] { 2, 3 })]
    [InlineData("9:30", new[] { 2 })]
    [InlineData("afternoon", new[] { 7, 8, 9, 10, 11, 12 })]
    [InlineData("2017-06-08 09:00", new[] { 1 })]
    [InlineData("", new int[0])]
    public void Slots_are_read_as_people_write_them(string text, int[] slots) => Assert.Equal(slots, SlotText.Read(text, TwoSessions()).Slots);

    [Theory]
    [InlineData("0")]
    [InlineData("13")]
    [InlineData("5-2")]
    [InlineData("10:00-09:00")]
    [InlineData("2017-01-03")]
    [InlineData("never")]
    [InlineData("-")]
    public void What_names_no_slot_is_refused(string text) => Assert.NotNull(SlotText.Read(text, TwoSessions()).Refusal);

    [Fact]
    public void A_start_that_two_days_share_needs_its_day()
    {
        var table = Timetable.Of(new TimetablePlan("UTC", 20, 2, [S("A", "09:00", "10:00"), new EventSession { Name = "B", Date = Day.AddDays(1), From = new(9, 0), To = new(10, 0) }], []));
        Assert.NotNull(SlotText.ReadOne("09:20", table).Refusal);
        Assert.Equal(5, SlotText.ReadOne("2017-06-09 09:20", table).Slot);
        Assert.Equal(4, SlotText.ReadOne("4", table).Slot);
    }

    private static (PlanPart, int) Place(IReadOnlyList<PlanFault> faults)
    {
        var fault = Assert.Single(faults);
        return (fault.Part, fault.Index);
    }

    private static Timetable TwoSessions() => Timetable.Of(new TimetablePlan("UTC", 20, 2, [S("Morning", "09:00", "11:00"), S("Afternoon", "13:00", "15:00")], []));
    private static TimetablePlan Plan() => new("Europe/Brussels", 20, 10, [S("Morning", "09:00", "12:00")], []);
    private static EventSession S(string name, string from, string to) => new() { Name = name, Date = Day, From = TimeOnly.Parse(from, null), To = TimeOnly.Parse(to, null) };
    private static EventBreak B(string name, string from, string to) => new() { Name = name, Date = Day, From = TimeOnly.Parse(from, null), To = TimeOnly.Parse(to, null) };
}
