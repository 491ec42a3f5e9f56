using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;

namespace Paceline.Domain.Tests.Activities;

public sealed class EvidenceChecklistTests
{
    private static readonly DateOnly First = new(2017, 2, 13), Last = new(2017, 2, 16);

    private static Activity An(ActivityKind kind, ActivityState state = ActivityState.Held, KindDetails? details = null) => new()
    {
        ProgrammeId = Ids.New(), LeadClusterId = Ids.New(), Kind = kind, Title = new LocalizedText("It"), StartsOn = First, EndsOn = Last, State = state, Details = details ?? KindDetails.For(kind),
    };

    // DOMAIN 5.2, written out.
    [Theory]
    [InlineData(ActivityKind.TradeMission, "GateRecord Agenda SignedAttendance PhotoOrHostLetter ListOfMeetings")]
    [InlineData(ActivityKind.ReverseMission, "GateRecord Agenda SignedAttendance PhotoOrHostLetter ListOfMeetings")]
    [InlineData(ActivityKind.FairAttendance, "ProofOfPresence PhotoWithEmblem")]
    [InlineData(ActivityKind.MatchmakingEvent, "ParticipantList FinalSchedule TableSheetsOrOutcomes")]
    [InlineData(ActivityKind.TrainingSession, "Agenda SignedAttendance Material EvaluationResults")]
    [InlineData(ActivityKind.MarketStudy, "File EmblemAndDisclaimer PublicationDate DistributionLog")]
    [InlineData(ActivityKind.Guide, "File EmblemAndDisclaimer PublicationDate DistributionLog")]
    [InlineData(ActivityKind.ExternalEvent, "")]
    public void Each_kind_has_its_minimum_documentation(ActivityKind kind, string needs) => Assert.Equal(needs, string.Join(' ', EvidenceChecklist.NeedsOf(kind)));

    [Fact]
    public void Every_kind_has_a_list_and_every_need_its_proofs()
    {
        foreach (var kind in Enum.GetValues<ActivityKind>())
            foreach (var need in EvidenceChecklist.NeedsOf(kind)) Assert.NotNull(EvidenceChecklist.ProofsOf(need));
    }

    [Fact]
    public void Files_meet_what_they_prove_and_the_rest_is_missing()
    {
        var list = EvidenceChecklist.Of(An(ActivityKind.TradeMission), [EvidenceKind.Agenda, EvidenceKind.HostLetter, EvidenceKind.AttendanceSheet], [EvidenceNeed.GateRecord]);
        Assert.Equal([EvidenceNeed.ListOfMeetings], list.Missing.Select(l => l.Need));
        Assert.False(list.IsComplete);
        Assert.True(list.Lines.Single(l => l.Need is EvidenceNeed.GateRecord).IsKeptHere);
        Assert.False(list.Lines.Single(l => l.Need is EvidenceNeed.Agenda).IsKeptHere);
        Assert.True(EvidenceChecklist.Of(An(ActivityKind.TradeMission), [EvidenceKind.Agenda, EvidenceKind.Photo, EvidenceKind.AttendanceSheet, EvidenceKind.ListOfMeetings, EvidenceKind.GateRecord], []).IsComplete);
    }

    [Theory, InlineData(0, 3, false), InlineData(2, 3, false), InlineData(3, 3, true), InlineData(5, 12, true), InlineData(4, 12, false)]
    public void An_evaluation_is_there_with_as_many_answers_as_are_shown(int answered, int asked, bool isThere) =>
        Assert.Equal(isThere, EvidenceChecklist.Of(An(ActivityKind.TrainingSession), [], [], [EvidenceProgress.OfEvaluation(answered, asked)]).Lines.Single(l => l.Need is EvidenceNeed.EvaluationResults).IsThere);

    [Fact]
    public void One_signed_page_of_two_is_not_the_list_and_a_list_that_was_brought_whole_is()
    {
        bool Has(params EvidenceProgress[] sheets) => EvidenceChecklist.Of(An(ActivityKind.TrainingSession), [EvidenceKind.AttendanceSheet], [], sheets).Lines.Single(l => l.Need is EvidenceNeed.SignedAttendance).IsThere;
        Assert.False(Has(EvidenceProgress.OfSheets(1, 2)));
        Assert.True(Has(EvidenceProgress.OfSheets(2, 2)));
        Assert.True(Has(EvidenceProgress.OfSheets(0, 2)));
        Assert.True(Has());
    }

    [Fact]
    public void Gates_tick_themselves_when_all_are_open_and_letters_are_asked_for_where_somebody_applied()
    {
        var list = EvidenceChecklist.Of(An(ActivityKind.TradeMission), [], [], [EvidenceProgress.OfGates(3, 4), EvidenceProgress.OfLetters(1, 2)]);
        Assert.Equal([EvidenceNeed.SelectionLetters, EvidenceNeed.GateRecord], list.Missing.Take(2).Select(l => l.Need));
        list = EvidenceChecklist.Of(An(ActivityKind.TradeMission), [], [], [EvidenceProgress.OfGates(4, 4), EvidenceProgress.OfLetters(2, 2)]);
        Assert.All(list.Lines.Take(2), l => Assert.True(l.IsThere && l.IsKeptHere));
        Assert.DoesNotContain(EvidenceChecklist.Of(An(ActivityKind.TradeMission), [], []).Lines, l => l.Need is EvidenceNeed.SelectionLetters);
    }

    [Fact]
    public void A_study_proves_its_publication_and_emblem_by_what_it_says()
    {
        EvidenceKind[] files = [EvidenceKind.Document, EvidenceKind.DistributionLog];
        Assert.False(EvidenceChecklist.Of(An(ActivityKind.MarketStudy), files, []).IsComplete);
        Assert.True(EvidenceChecklist.Of(An(ActivityKind.MarketStudy, details: new StudyDetails { PublishedOn = Last, CarriesEmblem = true }), files, []).IsComplete);
    }

    [Fact]
    public void Gates_are_due_before_the_journey_and_the_rest_fourteen_days_after()
    {
        var list = EvidenceChecklist.Of(An(ActivityKind.TradeMission), [], []);
        Assert.Equal(First, list.Lines.Single(l => l.Need is EvidenceNeed.GateRecord).DueOn);
        var agenda = list.Lines.Single(l => l.Need is EvidenceNeed.Agenda);
        Assert.Equal(new DateOnly(2017, 3, 2), agenda.DueOn);
        Assert.False(agenda.IsLate(agenda.DueOn));
        Assert.True(agenda.IsLate(agenda.DueOn.AddDays(1)));
    }

    [Fact]
    public void Only_what_is_complete_and_checked_by_another_counts()
    {
        var held = An(ActivityKind.FairAttendance);
        Refusal? Try(bool accepted, EvidenceLevel level = EvidenceLevel.Documented, EvidenceLevel shown = EvidenceLevel.Documented, bool complete = true, bool author = false, string comment = "", Activity? activity = null) =>
            ActivityCheck.Refuses(activity ?? held, accepted, level, shown, complete, author, comment);
        Assert.Null(Try(true));
        Assert.NotNull(Try(true, author: true));
        Assert.NotNull(Try(true, complete: false));
        Assert.NotNull(Try(true, level: EvidenceLevel.SelfDeclared));
        Assert.NotNull(Try(true, level: EvidenceLevel.Corroborated));
        Assert.Null(Try(true, level: EvidenceLevel.Corroborated, shown: EvidenceLevel.Corroborated));
        Assert.NotNull(Try(false));
        Assert.Null(Try(false, level: EvidenceLevel.Claimed, complete: false, comment: "The list is not signed."));
        Assert.NotNull(Try(true, activity: An(ActivityKind.FairAttendance, ActivityState.Running)));
        Assert.NotNull(Try(true, activity: An(ActivityKind.ExternalEvent)));
        var verified = An(ActivityKind.FairAttendance, ActivityState.Verified);
        Assert.NotNull(Try(true, activity: verified));
        Assert.Null(Try(false, comment: "The photo shows another fair.", activity: verified));
        verified.Decide(false);
        Assert.Equal(ActivityState.Held, verified.State);
    }

    [Theory]
    [InlineData("", EvidenceLevel.SelfDeclared)]
    [InlineData("Photo", EvidenceLevel.Documented)]
    [InlineData("AttendanceSheet Photo", EvidenceLevel.Documented)]
    [InlineData("AttendanceSheet HostLetter", EvidenceLevel.Corroborated)]
    [InlineData("Contract PurchaseOrder", EvidenceLevel.Corroborated)]
    public void A_second_source_corroborates(string kinds, EvidenceLevel level) =>
        Assert.Equal(level, EvidenceItem.LevelOf([.. kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<EvidenceKind>)]));

    [Theory]
    [InlineData(ActivityState.Planned, "2017-01-01", ActivityAsk.OpenRegistration)]
    [InlineData(ActivityState.Planned, "2016-10-01", ActivityAsk.Nothing)]
    [InlineData(ActivityState.OpenForRegistration, "2017-02-01", ActivityAsk.Nothing)]
    [InlineData(ActivityState.OpenForRegistration, "2017-02-12", ActivityAsk.CloseRegistration)]
    [InlineData(ActivityState.RegistrationClosed, "2017-02-13", ActivityAsk.SayThatItBegan)]
    [InlineData(ActivityState.Running, "2017-02-16", ActivityAsk.Nothing)]
    [InlineData(ActivityState.Running, "2017-02-17", ActivityAsk.SayThatItWasHeld)]
    [InlineData(ActivityState.Planned, "2017-02-17", ActivityAsk.SayThatItWasHeld)]
    [InlineData(ActivityState.Held, "2017-02-17", ActivityAsk.GatherEvidence)]
    [InlineData(ActivityState.Postponed, "2017-02-17", ActivityAsk.GiveNewDays)]
    [InlineData(ActivityState.Verified, "2017-02-17", ActivityAsk.Nothing)]
    public void The_clock_suggests_the_next_step(ActivityState state, string today, ActivityAsk ask) =>
        Assert.Equal(ask, ActivityAgenda.Ask(An(ActivityKind.TradeMission, state), DateOnly.ParseExact(today, "yyyy-MM-dd", null), isComplete: false));
}
