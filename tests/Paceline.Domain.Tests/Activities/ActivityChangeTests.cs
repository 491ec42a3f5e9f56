using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;

namespace Paceline.Domain.Tests.Activities;

public sealed class ActivityChangeTests
{
    private static readonly ActivityFrame March = new(new(2018, 3, 20), new(2018, 3, 21), "Europe/Brussels", 40);

    private static CapacityImpact Seats(ActivityFrame will, int taken, int waiting = 0) => new(taken, waiting, Math.Max(0, taken - (will.Capacity ?? taken)), Math.Clamp((will.Capacity ?? taken + waiting) - taken, 0, waiting));

    private static string Say(ActivityFrame will, int confirmed = 0, int told = 0, params DateOnly[] points) =>
        string.Join('\n', ActivityChange.Consequences(March, will, Seats(will, confirmed), told, points).Select(c => string.Format(System.Globalization.CultureInfo.InvariantCulture, c.Sentence, c.Arguments)));

    [Fact]
    public void Nothing_changed_has_no_consequence() => Assert.Equal("", Say(March, confirmed: 40, told: 40, new DateOnly(2018, 3, 20)));

    [Fact]
    public void Fewer_places_than_people_take_nobodys_place_away()
    {
        Assert.Equal("", Say(March with { Capacity = 31 }, confirmed: 31));
        Assert.StartsWith("Places taken: 31, places then: 30. Nobody loses a place", Say(March with { Capacity = 30 }, confirmed: 31), StringComparison.Ordinal);
        // What is as it was has no consequence, however full it is.
        Assert.Equal("", Say(March, confirmed: 41));
    }

    [Fact]
    public void More_places_tell_how_many_move_up()
    {
        var will = March with { Capacity = 42 };
        var said = Assert.Single(ActivityChange.Consequences(March, will, Seats(will, 40, waiting: 5), 0, []));
        Assert.Equal(2, said.Arguments[0]);
    }

    [Fact]
    public void New_days_beyond_the_change_of_clocks_say_so()
    {
        var later = March with { StartsOn = new(2018, 4, 3), EndsOn = new(2018, 4, 4) };
        var said = Say(later, told: 12, points: [new DateOnly(2018, 3, 20), new DateOnly(2018, 3, 21)]);
        Assert.Contains("Told of the new days: 12.", said, StringComparison.Ordinal);
        Assert.Contains("move along by 14 days and keep their times: 2.", said, StringComparison.Ordinal);
        Assert.Contains("every time then lies 60 minutes earlier", said, StringComparison.Ordinal);
        Assert.DoesNotContain("outside", said, StringComparison.Ordinal);
        Assert.Contains("change on", Say(March with { StartsOn = new(2018, 3, 24), EndsOn = new(2018, 3, 26) }), StringComparison.Ordinal);
        Assert.DoesNotContain("clocks", Say(March with { StartsOn = new(2018, 3, 21), EndsOn = new(2018, 3, 22) }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shorter_stretch_leaves_points_outside_and_says_how_many() =>
        Assert.Contains("lie outside the days: 1.", Say(March with { EndsOn = March.StartsOn }, points: [new DateOnly(2018, 3, 20), new DateOnly(2018, 3, 21)]), StringComparison.Ordinal);

    [Fact]
    public void What_was_accepted_is_that_change_with_those_consequences()
    {
        var will = March with { Capacity = 30 };
        var first = ActivityChange.Fingerprint(will, ActivityChange.Consequences(March, will, Seats(will, 31), 0, []));
        Assert.Equal(first, ActivityChange.Fingerprint(will, ActivityChange.Consequences(March, will, Seats(will, 31), 0, [])));
        Assert.NotEqual(first, ActivityChange.Fingerprint(will, ActivityChange.Consequences(March, will, Seats(will, 32), 0, [])));
        Assert.NotEqual(first, ActivityChange.Fingerprint(will with { Capacity = 29 }, ActivityChange.Consequences(March, will, Seats(will, 31), 0, [])));
    }

    [Theory]
    [InlineData("2018-03-21", "2018-03-20", "Europe/Brussels", null, "EndsOn")]
    [InlineData("2018-03-20", "2019-03-21", "Europe/Brussels", null, "EndsOn")]
    [InlineData("2018-03-20", "2018-03-20", "Brussels", null, "TimeZone")]
    [InlineData("2018-03-20", "2018-03-20", "Europe/Brussels", 0, "Capacity")]
    [InlineData("2018-03-20", "2018-03-20", "Asia/Tehran", 1, null)]
    public void A_frame_has_an_order_a_zone_and_room(string from, string to, string zone, int? capacity, string? field) =>
        Assert.Equal(field, new ActivityFrame(DateOnly.ParseExact(from, "yyyy-MM-dd", null), DateOnly.ParseExact(to, "yyyy-MM-dd", null), zone, capacity).Faults().Select(f => f.Field).FirstOrDefault());

    [Fact]
    public void A_plan_takes_over_what_lasts_and_neither_people_nor_evidence_nor_state()
    {
        var host = Ids.New();
        var from = new Activity
        {
            ProgrammeId = Ids.New(), LeadClusterId = Ids.New(), Kind = ActivityKind.FairAttendance, Title = new LocalizedText("ISPO"), StartsOn = new(2017, 2, 15), EndsOn = new(2017, 2, 18), State = ActivityState.Verified,
            Deliverable = "D2.1", IsPublic = true, Capacity = 17, Details = new FairDetails { Fair = "ISPO Beijing", Edition = "2017", Stand = "A1", ExhibitorIds = [host] },
        };
        ProgrammeItem Point(int day, string title) => new() { ActivityId = from.Id, Kind = ProgrammeItemKind.Talk, Title = new LocalizedText(title), Date = from.StartsOn.AddDays(day), From = new(9, 0), Speakers = [new("Li", "", "", "")], OnlyFor = [Ids.New()], HostId = host };
        var plan = ActivityPlan.Of(from, [Point(3, "Last"), Point(0, "First")]);
        Assert.Equal((4, 17, "ISPO"), (plan.Days, plan.Capacity, plan.Title.ToString()));
        Assert.Equal(new FairDetails { Fair = "ISPO Beijing" }, plan.Details);
        var next = new Activity { ProgrammeId = from.ProgrammeId, LeadClusterId = from.LeadClusterId, Kind = plan.Kind, Title = plan.Title, StartsOn = new(2018, 1, 24), EndsOn = new(2018, 1, 26) };
        var points = plan.PointsFor(next).ToList();
        Assert.Equal([("First", new DateOnly(2018, 1, 24))], points.Select(p => (p.Title.ToString(), p.Date)));
        Assert.Empty(points[0].Speakers);
        Assert.Empty(points[0].OnlyFor);
        Assert.Equal(host, points[0].HostId);
    }

    [Fact]
    public void A_point_lies_within_the_days_at_an_hour_that_exists()
    {
        var activity = new Activity { ProgrammeId = Ids.New(), LeadClusterId = Ids.New(), Kind = ActivityKind.Conference, Title = new LocalizedText("C"), StartsOn = new(2018, 3, 24), EndsOn = new(2018, 3, 25) };
        string[] Fields(DateOnly day, TimeOnly from, TimeOnly? to) => [.. ProgrammeRules.Faults(activity, day, from, to).Select(f => f.Field)];
        Assert.Empty(Fields(activity.StartsOn, new(9, 0), new(10, 0)));
        Assert.Empty(Fields(activity.StartsOn, new(9, 0), null));
        Assert.Equal(["Date"], Fields(activity.EndsOn.AddDays(1), new(9, 0), null));
        Assert.Equal(["To"], Fields(activity.StartsOn, new(9, 0), new(9, 0)));
        Assert.Equal(["From"], Fields(activity.EndsOn, new(2, 30), null));
    }

    [Fact]
    public void A_study_is_read_by_those_it_is_for()
    {
        Assert.True(new StudyDetails { Readers = StudyReaders.Everybody }.IsFor(signedIn: false, partner: false));
        Assert.True(new StudyDetails { Readers = StudyReaders.Members }.IsFor(signedIn: true, partner: false));
        Assert.False(new StudyDetails { Readers = StudyReaders.Members }.IsFor(signedIn: false, partner: false));
        Assert.False(new StudyDetails { Readers = StudyReaders.Partners }.IsFor(signedIn: true, partner: false));
        Assert.True(new StudyDetails { Readers = StudyReaders.Partners }.IsFor(signedIn: true, partner: true));
    }
}
