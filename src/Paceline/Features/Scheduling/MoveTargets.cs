using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>What would happen if a meeting were put into a slot at a table.</summary>
public enum TargetKind
{
    /// <summary>It stands there now.</summary>
    Here,
    /// <summary>It may go there; reasons, where there are any, say what the schedule would lack then.</summary>
    Free,
    /// <summary>Another meeting stands there; both may change places.</summary>
    Swap,
    /// <summary>A rule forbids it.</summary>
    Forbidden,
}

/// <summary>A place in the grid, judged for the meeting that is being moved.</summary>
public readonly record struct Target(TargetKind Kind, IReadOnlyList<Refusal> Reasons)
{
    public bool IsPossible => Kind is TargetKind.Free or TargetKind.Swap;
}

/// <summary>All places to which a meeting may go, and why not to the others: one computation for a whole move.</summary>
public sealed class MoveTargets
{
    private readonly Target[,] _targets;

    private MoveTargets(Meeting meeting, Target[,] targets) => (Meeting, _targets) = (meeting, targets);

    public Meeting Meeting { get; }

    /// <summary>The judgement of a slot and a table, both from 1.</summary>
    public Target this[int slot, int table] => _targets[slot - 1, table - 1];

    /// <summary>The places to which it may go, in order of time.</summary>
    public IEnumerable<(int Slot, int Table, TargetKind Kind)> Possible()
    {
        for (var s = 0; s < _targets.GetLength(0); s++)
            for (var t = 0; t < _targets.GetLength(1); t++)
                if (_targets[s, t].IsPossible) yield return (s + 1, t + 1, _targets[s, t].Kind);
    }

    public static MoveTargets Of(ScheduleProblem problem, Meeting meeting)
    {
        var draft = problem.Draft();
        var index = problem.IndexOf(meeting);
        var words = new BreachWords(problem, draft);
        var at = new Dictionary<Engine.Placement, int>();
        for (var m = 0; m < draft.Placements.Length; m++)
            if (draft.Placements[m] is { } placed) at[placed] = m;

        var targets = new Target[problem.Problem.Slots.Count, problem.Problem.Places.Count];
        for (var s = 0; s < targets.GetLength(0); s++)
        {
            for (var t = 0; t < targets.GetLength(1); t++)
            {
                var to = new Engine.Placement(s, t);
                targets[s, t] = draft.Placements[index] == to ? new Target(TargetKind.Here, [])
                    : Judge(problem, draft, index, to, at.TryGetValue(to, out var holder) ? holder : null, words);
            }
        }

        return new MoveTargets(meeting, targets);
    }

    /// <summary>Judges one place; the same answer as the whole grid gives.</summary>
    public static Target Of(ScheduleProblem problem, Meeting meeting, int slot, int table)
    {
        var draft = problem.Draft();
        var to = new Engine.Placement(slot - 1, table - 1);
        var index = problem.IndexOf(meeting);
        var holder = Enumerable.Range(0, draft.Placements.Length).Where(m => m != index && draft.Placements[m] == to).Select(m => (int?)m).FirstOrDefault();
        return draft.Placements[index] == to ? new Target(TargetKind.Here, []) : Judge(problem, draft, index, to, holder, new BreachWords(problem, draft));
    }

    private static Target Judge(ScheduleProblem problem, Engine.Schedule draft, int index, Engine.Placement to, int? holder, BreachWords words)
    {
        var breaches = Engine.Legality.OfMove(problem.Problem, draft, index, to);
        if (breaches.Count == 0) return new Target(TargetKind.Free, words.Of(Engine.Legality.ShortfallsOfMove(problem.Problem, draft, index, to)));
        // Only who stands there may be in the way of changing places; anything else stays in the way.
        var onlyHolder = holder is { } h && breaches.All(b => b.OtherMeeting == h || b.Rule is Engine.Rule.SlotFull);
        return onlyHolder && holder is { } other && MaySwap(problem, draft, index, other) ? new Target(TargetKind.Swap, words.Of(breaches)) : new Target(TargetKind.Forbidden, words.Of(breaches));
    }

    private static bool MaySwap(ScheduleProblem problem, Engine.Schedule draft, int one, int other)
    {
        if (draft.Placements[one] is not { } from || draft.Placements[other] is not { } to || ScheduleProblem.IsFixed(problem.Meetings[other])) return false;
        var without = draft.With(one, null).With(other, null);
        return Engine.Legality.OfMove(problem.Problem, without, one, to).Count == 0
            && Engine.Legality.OfMove(problem.Problem, without.With(one, to), other, from).Count == 0;
    }
}
