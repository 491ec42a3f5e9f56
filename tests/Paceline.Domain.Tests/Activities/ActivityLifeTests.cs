using Paceline.Domain.Activities;

namespace Paceline.Domain.Tests.Activities;

public sealed class ActivityLifeTests
{
    private static readonly DateOnly First = new(2017, 2, 13), Last = new(2017, 2, 16);

    private static Activity Mission(ActivityState state) => new()
    {
        ProgrammeId = Ids.New(), LeadClusterId = Ids.New(), Kind = ActivityKind.TradeMission, Title = new LocalizedText("Mission"), StartsOn = First, EndsOn = Last, State = state,
    };

    // Written out: a change of the life is a change of this table. Verified is reached by a verification alone.
    [Theory]
    [InlineData(ActivityState.Planned, "OpenRegistration Begin Hold Postpone Cancel")]
    [InlineData(ActivityState.OpenForRegistration, "CloseRegistration Begin Hold Postpone Cancel")]
    [InlineData(ActivityState.RegistrationClosed, "OpenRegistration Begin Hold Postpone Cancel")]
    [InlineData(ActivityState.Running, "Hold Cancel StepBack")]
    [InlineData(ActivityState.Held, "StepBack")]
    [InlineData(ActivityState.Verified, "")]
    [InlineData(ActivityState.Postponed, "Resume Cancel")]
    [InlineData(ActivityState.Cancelled, "")]
    public void Each_state_offers_its_steps(ActivityState state, string steps) => Assert.Equal(steps, string.Join(' ', ActivityLife.From(state)));

    [Fact]
    public void It_is_over_on_its_last_day_at_the_earliest()
    {
        Assert.NotNull(Mission(ActivityState.Running).Move(ActivityMove.Hold, Last.AddDays(-1)));
        var held = Mission(ActivityState.Running);
        Assert.Null(held.Move(ActivityMove.Hold, Last));
        Assert.Equal(ActivityState.Held, held.State);
    }

    [Fact]
    public void It_begins_on_its_first_day_and_opens_no_registration_after_its_last()
    {
        Assert.NotNull(Mission(ActivityState.RegistrationClosed).Move(ActivityMove.Begin, First.AddDays(-1)));
        Assert.Null(Mission(ActivityState.RegistrationClosed).Move(ActivityMove.Begin, First));
        Assert.NotNull(Mission(ActivityState.Planned).Move(ActivityMove.OpenRegistration, Last.AddDays(1)));
        Assert.Null(Mission(ActivityState.Planned).Move(ActivityMove.OpenRegistration, Last));
    }

    [Theory]
    [InlineData(ActivityMove.Cancel, ActivityState.Cancelled)]
    [InlineData(ActivityMove.Postpone, ActivityState.Postponed)]
    public void Who_cancels_or_postpones_says_why(ActivityMove move, ActivityState state)
    {
        var activity = Mission(ActivityState.OpenForRegistration);
        Assert.NotNull(activity.Move(move, First, "  "));
        Assert.NotNull(activity.Move(move, First, new string('x', ActivityLife.LongestReason + 1)));
        Assert.Equal(ActivityState.OpenForRegistration, activity.State);
        Assert.Null(activity.Move(move, First, " The fair was moved. "));
        Assert.Equal((state, "The fair was moved."), (activity.State, activity.Reason));
        Assert.False(activity.IsOn);
    }

    [Fact]
    public void What_was_postponed_is_planned_again_without_its_reason()
    {
        var activity = Mission(ActivityState.Postponed);
        activity.Reason = "The fair was moved.";
        Assert.Null(activity.Move(ActivityMove.Resume, First));
        Assert.Equal((ActivityState.Planned, null), (activity.State, activity.Reason));
    }

    [Fact]
    public void Every_kind_has_its_traits_and_details()
    {
        foreach (var kind in Enum.GetValues<ActivityKind>())
        {
            Assert.NotNull(KindTraits.Of(kind));
            Assert.NotNull(KindDetails.For(kind));
            Assert.False(KindTraits.Of(kind) is { IsDocument: true, HasRegistration: true });
        }
    }
}
