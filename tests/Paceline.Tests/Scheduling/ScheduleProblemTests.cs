using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Scheduling;
using Paceline.Scheduling;
using Meeting = Paceline.Domain.Matchmaking.Meeting;
using Participant = Paceline.Domain.Matchmaking.Participant;

namespace Paceline.Tests.Scheduling;

public sealed class ScheduleProblemTests
{
    private readonly MatchmakingEvent _event = AnEvent();
    private readonly Participant[] _people;
    private readonly Meeting[] _meetings;

    public ScheduleProblemTests()
    {
        _people = [.. Enumerable.Range(1, 4).Select(n => new Participant { EventId = _event.Id, Number = n, Code = $"P{n}", Name = $"Participant {n}" })];
        _meetings = [AMeeting(1, 0, 1), AMeeting(2, 0, 2), AMeeting(3, 1, 2), AMeeting(4, 2, 3)];
    }

    [Fact]
    public void Slots_tables_and_people_are_named_as_people_call_them()
    {
        _people[1].UnavailableSlots = [2, 99];
        var problem = Made().Problem;
        Assert.Equal([(0, "09:00"), (0, "09:20"), (0, "10:00"), (1, "14:00"), (1, "14:20")], problem.Slots.Select(s => (s.Session, s.Name)));
        Assert.Equal(["Table 1", "Table 2"], problem.Places.Select(p => p.Name));
        Assert.Equal([1], problem.Participants[1].Unavailable);
        Assert.Equal(BreakRule.WithinSession, problem.Breaks);
        Assert.Equal(2, problem.Fairness);
        Assert.Empty(ProblemFaults.Of(problem));
    }

    [Fact]
    public void What_a_request_asks_for_becomes_its_rules()
    {
        _meetings[2].Session = 2;
        _meetings[2].FixedSlot = 5;
        _meetings[2].After = [1, 3, 77];
        _meetings[2].Priority = 9;
        var asked = Made().Problem.Meetings[2];
        Assert.Equal([1], asked.AllowedSessions!.Value);
        Assert.Equal(4, asked.FixedSlot);
        Assert.Equal([0], asked.After);
        Assert.Equal(5, asked.Priority);
        Assert.False(asked.Mandatory);
    }

    [Fact]
    public void Locked_and_held_meetings_stand_fast_and_cancelled_ones_are_left_out()
    {
        _meetings[0].Place(3, 2);
        _meetings[0].Lock(true);
        _meetings[1].Place(4, 1);
        _meetings[1].Settle(MeetingState.Held);
        _people[2].UnavailableSlots = [4];
        _meetings[2].Cancel();
        var made = Made();
        Assert.Equal([1, 2, 4], made.Meetings.Select(m => m.Number));
        Assert.Equal((2, 1, true), (made.Problem.Meetings[0].FixedSlot, made.Problem.Meetings[0].FixedPlace, made.Problem.Meetings[0].Mandatory));
        Assert.Equal((3, 0, true), (made.Problem.Meetings[1].FixedSlot, made.Problem.Meetings[1].FixedPlace, made.Problem.Meetings[1].Mandatory));
        Assert.Empty(made.Problem.Participants[2].Unavailable);
        Assert.Empty(Legality.Check(made.Problem, made.Draft()));
    }

    [Fact]
    public void A_schedule_goes_there_and_back_by_meeting_number()
    {
        _meetings[0].Place(1, 1);
        _meetings[3].Place(5, 2);
        _meetings[1].Place(40, 1);
        var made = Made();
        var back = made.Back(made.Draft());
        Assert.Equal([(1, 1, 1), (4, 5, 2)], back.Select(p => (p.Key, p.Value.Slot, p.Value.Table)));
        Assert.Equal(made.Draft(), made.From(back));
        Assert.Equal(back, RunNotes.Best(RunNotes.Best(back)));
    }

    [Fact]
    public void Of_a_result_that_no_longer_fits_the_legal_part_is_kept_around_what_is_fixed()
    {
        _meetings[0].Place(1, 1);
        _meetings[0].Lock(true);
        var made = Made();
        var result = made.From(new Dictionary<int, (int, int)> { [1] = (2, 1), [2] = (1, 2), [3] = (3, 1), [4] = (1, 1) });
        var legal = made.Back(made.LegalPart(result));
        Assert.Equal([(1, 1, 1), (3, 3, 1)], legal.Select(p => (p.Key, p.Value.Slot, p.Value.Table)));
        Assert.Empty(Legality.Check(made.Problem, made.LegalPart(result)));
    }

    [Fact]
    public void A_curve_keeps_only_changes_and_stays_short()
    {
        var curve = "[]";
        for (var i = 0; i < 2000; i++) curve = RunNotes.WithPoint(RunNotes.WithPoint(curve, i * 1000, 5000 - i, i), i * 1000 + 500, 5000 - i, i);
        var points = RunNotes.Curve(curve);
        Assert.InRange(points.Count, 100, RunNotes.MostPoints);
        Assert.Equal([1_999_000, 3001, 1999], points[^1]);
    }

    private ScheduleProblem Made() => ScheduleProblem.Of(_event, _people, _meetings);

    private Meeting AMeeting(int number, int first, int second) => new() { EventId = _event.Id, Number = number, FirstId = _people[first].Id, SecondId = _people[second].Id };

    private static MatchmakingEvent AnEvent()
    {
        var day = new DateOnly(2017, 6, 8);
        return new MatchmakingEvent
        {
            ProgrammeId = Ids.New(),
            Kind = ActivityKind.MatchmakingEvent,
            Title = new LocalizedText("E"),
            StartsOn = day,
            EndsOn = day,
            LeadClusterId = Ids.New(),
            Tables = 2,
            Fairness = 2,
            Sessions = [new EventSession { Name = "Morning", Date = day, From = new TimeOnly(9, 0), To = new TimeOnly(10, 20) }, new EventSession { Name = "Afternoon", Date = day, From = new TimeOnly(14, 0), To = new TimeOnly(14, 40) }],
            Breaks = [new EventBreak { Name = "Coffee", Date = day, From = new TimeOnly(9, 40), To = new TimeOnly(10, 0) }],
        };
    }
}
