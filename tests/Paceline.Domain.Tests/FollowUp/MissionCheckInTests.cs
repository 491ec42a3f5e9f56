using Paceline.Domain.Activities;
using Paceline.Domain.FollowUp;

namespace Paceline.Domain.Tests.FollowUp;

public sealed class MissionCheckInTests
{
    [Fact]
    public void Check_ins_come_one_three_six_and_twelve_months_after_the_last_day_and_at_the_end_of_a_short_month()
    {
        Assert.Equal([(1, new DateOnly(2017, 3, 16)), (3, new DateOnly(2017, 5, 16)), (6, new DateOnly(2017, 8, 16)), (12, new DateOnly(2018, 2, 16))], AfterMission.Due(new DateOnly(2017, 2, 16)));
        Assert.Equal(new DateOnly(2017, 2, 28), AfterMission.Due(new DateOnly(2017, 1, 31)).First().DueOn);
    }

    [Theory]
    [InlineData(ActivityKind.TradeMission, ActivityState.Held, true)]
    [InlineData(ActivityKind.ReverseMission, ActivityState.Verified, true)]
    [InlineData(ActivityKind.TradeMission, ActivityState.Running, false)]
    [InlineData(ActivityKind.TradeMission, ActivityState.Cancelled, false)]
    [InlineData(ActivityKind.Conference, ActivityState.Verified, false)]
    public void Only_missions_that_took_place_lead_to_them(ActivityKind kind, ActivityState state, bool follows) =>
        Assert.Equal(follows, AfterMission.FollowFrom(new Activity { ProgrammeId = Guid.Empty, Kind = kind, Title = [], StartsOn = default, EndsOn = default, LeadClusterId = Guid.Empty, State = state }));

    [Fact]
    public void A_check_in_is_done_once_dropped_with_a_reason_and_taken_up_again()
    {
        var today = new DateOnly(2017, 10, 10);
        var checkIn = new MissionCheckIn { ActivityId = Guid.Empty, CompanyId = Guid.Empty, Month = 1, DueOn = today.AddDays(-1) };
        Assert.True(checkIn.IsLate(today));
        Assert.NotNull(checkIn.Drop(" ", "me", default));
        Assert.Null(checkIn.Drop("Closed down", "me", default));
        Assert.NotNull(checkIn.Complete("", "me", default));
        checkIn.Reopen();
        Assert.NotNull(checkIn.Complete(new string('x', 301), "me", default));
        Assert.Null(checkIn.Complete(" Two samples sent ", "me", default));
        Assert.Equal((FollowUpState.Done, "Two samples sent", StepUrgency.Settled), (checkIn.State, checkIn.Note, checkIn.Urgency(today)));
        Assert.False(checkIn.IsLate(today));
    }
}
