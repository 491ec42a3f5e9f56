using Paceline.Domain;
using Paceline.Features.Scheduling;
using Paceline.Scheduling;

namespace Paceline.Tests.Scheduling;

public sealed class ReasonWordsTests
{
    private static readonly Problem Event = new()
    {
        Slots = [new Slot(0, "09:00"), new Slot(0, "09:20")],
        Places = [new Place("Table 1") { Equipment = ["screen"] }],
        Participants = [new() { Name = "Ada Works", MaxMeetings = 2, Unavailable = [1] }, new() { Name = "Bo <Ltd>" }, new() { Name = "Édouard & fils" }],
        Interpreters = [new() { Name = "Ines", Languages = ["en", "fr"] }],
        Meetings = [new() { Parties = [0, 1], AllowedSessions = [0], FixedSlot = 1, FixedPlace = 0, Length = 2, Equipment = ["screen"], Languages = ["en", "fr"] }, new() { Parties = [1, 2], After = [0] }],
        Apart = [new Apart(0, 2)],
        Fairness = 1,
        GroupFairness = new GroupFairness { Breaks = 50 },
    };

    [Fact]
    public void What_is_kept_of_a_reason_is_read_as_the_same_sentences()
    {
        var reason = new Reason(ReasonKind.RulesInConflict, null, "") { Premises = [new Premise(PremiseKind.Mandatory, 1), new Premise(PremiseKind.Unavailable, null, 0)] };
        var read = ReasonWords.Read(ReasonWords.Stored(Event, [reason]))!;
        Assert.Equal(["These cannot all hold.", "{0} meets {1}.", "{0} is not available at {1}."], read.Select(r => r.Sentence));
        Assert.Equal(["Bo <Ltd>", "Édouard & fils"], read[1].Arguments);
        Assert.Equal(["Ada Works", "09:20"], read[2].Arguments);
        Assert.Null(ReasonWords.Read(TakeOverSchedule.AlreadyAsGood));
        Assert.Null(ReasonWords.Read(null));
    }

    [Fact]
    public void A_change_that_would_help_is_one_sentence()
    {
        var reason = new Reason(ReasonKind.NoSlotFree, 1, "") { Change = new Change(ChangeKind.HigherMaximum, 0) };
        var said = Assert.Single(ReasonWords.Read(ReasonWords.Stored(Event, [reason]))!);
        Assert.Equal(("Possible if {0} could have {1} meetings.", 3), (said.Sentence, said.Arguments[1]));
        var none = new Reason(ReasonKind.NoSlotAllowed, 1, "") { End = ReasonEnd.NoneFound };
        Assert.Equal(["No slot suits both.", "No single change that helps was found."], ReasonWords.Of(Event, none).Select(r => r.Sentence));
    }

    [Fact]
    public void Every_kind_of_change_and_of_rule_has_its_sentence()
    {
        List<Refusal> said = [.. Enum.GetValues<ChangeKind>().SelectMany(kind => ReasonWords.Of(Event, new Reason(ReasonKind.NoSlotFree, 0, "") { Change = new Change(kind, 0, 0, 1, 2) }))];
        Assert.Equal(said.Count, said.DistinctBy(s => s.Sentence).Count());
        foreach (var kind in Enum.GetValues<PremiseKind>())
            Assert.Equal(2, ReasonWords.Of(Event, new Reason(ReasonKind.RulesInConflict, null, "") { Premises = [new Premise(kind, 0, 0, 0)] }).Count);
    }
}
