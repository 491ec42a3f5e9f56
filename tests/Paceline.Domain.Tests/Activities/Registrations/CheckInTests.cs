using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;

namespace Paceline.Domain.Tests.Activities.Registrations;

public sealed class CheckInTests
{
    private static readonly DateTimeOffset Nine = new(2017, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2017, 11, 22);
    private static readonly Guid Person = Ids.New(), First = Ids.New(), Second = Ids.New();

    internal static Activity Conference(ActivityState state = ActivityState.Running) => new()
    {
        ProgrammeId = Ids.New(), LeadClusterId = Ids.New(), Kind = ActivityKind.Conference, Title = new LocalizedText("Conference"), StartsOn = Day, EndsOn = Day.AddDays(1), State = state,
    };

    private static CheckInEvent Act(DeskAct act, int minute, Guid? device = null) => new()
    {
        Id = Ids.New(), ActivityId = Guid.Empty, RegistrationId = Person, Act = act, Day = Day, Method = AttendanceMethod.DeskCheckIn, At = Nine.AddMinutes(minute), DeviceAt = Nine.AddMinutes(minute),
        DeviceId = device ?? First, ReceivedAt = Nine.AddHours(2), ById = null, By = "Desk",
    };

    [Fact]
    public void Two_devices_that_check_in_the_same_person_make_one_presence_at_the_earlier_moment()
    {
        CheckInEvent late = Act(DeskAct.CheckIn, 5, First), early = Act(DeskAct.CheckIn, 2, Second);
        Assert.Equal(early, CheckIns.Standing([late, early]).Act);
        Assert.Equal(early, CheckIns.Standing([late, early, late, early]).Act);
    }

    [Fact]
    public void An_undo_ends_what_was_before_it_and_nothing_after()
    {
        Assert.False(CheckIns.Standing([Act(DeskAct.CheckIn, 1), Act(DeskAct.UndoCheckIn, 2)]).IsThere);
        var again = Act(DeskAct.CheckIn, 3);
        Assert.Equal(again, CheckIns.Standing([again, Act(DeskAct.UndoCheckIn, 2), Act(DeskAct.CheckIn, 1)]).Act);
        Assert.False(CheckIns.Standing([Act(DeskAct.UndoCheckIn, 1)]).IsThere);
        Assert.False(CheckIns.Standing([Act(DeskAct.UndoCheckIn, 1), Act(DeskAct.CheckIn, 1)]).IsThere);
        Assert.False(CheckIns.Standing([]).IsThere);
    }

    // Whatever the order and however often acts arrive, the same stands.
    [Fact]
    public void The_order_of_arrival_changes_nothing()
    {
        var random = new Random(20171122);
        for (var round = 0; round < 500; round++)
        {
            var acts = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Act(random.Next(3) is 0 ? DeskAct.UndoCheckIn : DeskAct.CheckIn, random.Next(4), random.Next(2) is 0 ? First : Second)).ToArray();
            var expected = CheckIns.Standing(acts);
            var shuffled = acts.Concat(acts).ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(expected, CheckIns.Standing(shuffled));
        }
    }

    [Fact]
    public void A_clock_that_is_wrong_by_years_is_put_right()
    {
        var wrong = Nine.AddYears(9);
        Assert.Equal(Nine.AddMinutes(-3), CheckIns.Corrected(wrong.AddMinutes(-3), wrong, Nine));
        Assert.Equal(Nine, CheckIns.Corrected(wrong.AddMinutes(3), wrong, Nine));
    }

    [Fact]
    public void People_are_received_on_the_days_of_the_activity_and_not_before_they_come()
    {
        Assert.Null(CheckIns.Refuses(Conference(), Day, Day));
        Assert.Null(CheckIns.Refuses(Conference(ActivityState.Held), Day, Day.AddDays(30)));
        Assert.NotNull(CheckIns.Refuses(Conference(), Day.AddDays(1), Day));
        Assert.NotNull(CheckIns.Refuses(Conference(), Day.AddDays(2), Day.AddDays(9)));
        Assert.NotNull(CheckIns.Refuses(Conference(ActivityState.Cancelled), Day, Day));
        Assert.NotNull(CheckIns.Refuses(Conference(ActivityState.Verified), Day, Day));
    }

    [Fact]
    public void A_walk_in_brings_name_organisation_and_place_and_after_a_week_a_reason()
    {
        var conference = Conference();
        Assert.Null(CheckIns.RefusesWalkIn(conference, "Lin", "Lumen", "Ghent", "", conference.EndsOn.AddDays(7)));
        Assert.NotNull(CheckIns.RefusesWalkIn(conference, "Lin", "Lumen", "Ghent", " ", conference.EndsOn.AddDays(8)));
        Assert.Null(CheckIns.RefusesWalkIn(conference, "Lin", "Lumen", "Ghent", "The list of the second door was found late.", conference.EndsOn.AddDays(8)));
        Assert.NotNull(CheckIns.RefusesWalkIn(conference, "Lin", "Lumen", "", "", Day));
        Assert.NotNull(CheckIns.RefusesWalkIn(conference, "Lin", "", "Ghent", "", Day));
        Assert.NotNull(CheckIns.RefusesWalkIn(conference, " ", "Lumen", "Ghent", "", Day));
    }
}
