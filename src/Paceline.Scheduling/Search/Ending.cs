using System.Collections.Immutable;

namespace Paceline.Scheduling;

/// <summary>Turns the end of a search into what the caller gets.</summary>
internal static class Ending
{
    // Explaining takes time of its own, since a search that was stopped has most to explain; but only a moment beyond its time.
    private static readonly TimeSpan ForReasons = TimeSpan.FromSeconds(3), Moment = TimeSpan.FromMilliseconds(250);

    public static Solution Of(Model model, Incumbent incumbent, TimeSpan budget, CancellationToken stop)
    {
        var problem = model.Problem;
        var schedule = incumbent.ToSchedule();
        var elapsed = incumbent.Elapsed;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var left = budget - elapsed;
        limit.CancelAfter(left < Moment ? Moment : left < ForReasons ? left : ForReasons);
        var worth = incumbent.Worth;
        return new Solution(
            incumbent.Infeasible ? null : schedule,
            incumbent.Status,
            schedule.Scheduled,
            worth.Breaks,
            incumbent.BreaksBound,
            ScheduleMeasures.Spread(problem, schedule),
            elapsed,
            incumbent.Infeasible ? WhyNothing(problem, limit.Token) : WhyNotAll(problem, schedule, worth.IsSolution && worth.Lost <= incumbent.LostBound, limit.Token))
        {
            PriorityLost = worth.Lost,
            PriorityLostBound = incumbent.LostBound,
            Objectives = incumbent.Infeasible ? [] : Objectives(incumbent, problem, schedule),
        };
    }

    private static ImmutableArray<Objective> Objectives(Incumbent incumbent, Problem problem, Schedule schedule)
    {
        var worth = incumbent.Worth;
        var objectives = ImmutableArray.CreateBuilder<Objective>(5);
        var proven = worth.IsSolution;
        void Add(ObjectiveKind kind, long value, long bound, bool sought)
        {
            // A bound is for schedules that are the best by all before; who is not proven the best by them proves nothing.
            proven = proven && (!sought || value <= bound);
            objectives.Add(new Objective(kind, value, Math.Min(value, bound), sought, sought && proven));
        }

        Add(ObjectiveKind.Priority, worth.Lost, incumbent.LostBound, sought: true);
        Add(ObjectiveKind.Breaks, worth.Breaks, incumbent.BreaksBound, sought: true);
        Add(ObjectiveKind.Evenness, ScheduleMeasures.Spread(problem, schedule), incumbent.SpreadBound, incumbent.SeeksEvenness);
        Add(ObjectiveKind.PlaceChanges, ScheduleMeasures.PlaceChanges(problem, schedule), incumbent.ChangesBound, problem.Aims.HasFlag(Aims.PlaceChanges));
        Add(ObjectiveKind.Walking, ScheduleMeasures.Walking(problem, schedule), incumbent.MetresBound, problem.Aims.HasFlag(Aims.Walking));
        return objectives.MoveToImmutable();
    }

    private static ImmutableArray<Reason> WhyNothing(Problem problem, CancellationToken stop) =>
    [
        Conflict.Of(problem, stop) ?? new Reason(ReasonKind.RulesInConflict, null, "The rules cannot all hold; which of them stand against each other was not found in time.") { End = ReasonEnd.NotTried },
    ];

    private static ImmutableArray<Reason> WhyNotAll(Problem problem, Schedule schedule, bool isBest, CancellationToken stop)
    {
        var reasons = ImmutableArray.CreateBuilder<Reason>();
        var order = Enumerable.Range(0, problem.Meetings.Count).Where(m => schedule.Placements[m] is null)
            .OrderByDescending(m => problem.Meetings[m].Mandatory).ThenByDescending(m => problem.Meetings[m].Priority);
        foreach (var meeting in order) reasons.Add(WhyNot.Of(problem, schedule, meeting, isBest, stop));
        var lacks = Legality.Shortfalls(problem, schedule);
        foreach (var lack in lacks.Where(b => b.Rule == Rule.Minimum))
        {
            var participant = problem.Participants[lack.Participant!.Value];
            reasons.Add(new Reason(ReasonKind.Minimum, null, $"No schedule was found in which {participant.Name} has {participant.MinMeetings} meetings.") { Participant = lack.Participant });
        }

        if (lacks.Any(b => b.Rule == Rule.Fairness))
            reasons.Add(new Reason(ReasonKind.Fairness, null, "No schedule with breaks as even as asked for was found."));
        if (lacks.Any(b => b.Rule is Rule.GroupBreaks or Rule.GroupServed))
            reasons.Add(new Reason(ReasonKind.GroupFairness, null, "No schedule as even between groups as asked for was found."));
        return reasons.ToImmutable();
    }
}
