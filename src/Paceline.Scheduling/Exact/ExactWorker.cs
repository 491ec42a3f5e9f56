using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>How an exact search goes about it.</summary>
internal enum Approach
{
    /// <summary>Raises the bound until a schedule meets it.</summary>
    FromBelow,

    /// <summary>The same, but asks for any schedule of all meetings first, where none is known.</summary>
    AnyFirst,

    /// <summary>The same, but raises the bound core by core (<see cref="CoreGuide"/>).</summary>
    ByCores,
}

/// <summary>
/// An exact search that shares its bounds with others. It first takes all meetings as required, which is the simpler problem and
/// mostly the right one; where that is refuted it finds the least priority to leave out, and then the fewest breaks for that.
/// </summary>
internal sealed class ExactWorker(Model model, Incumbent incumbent, BusyBound busyBound, bool focusOnRecent, Approach approach, LemmaExchange? exchange = null, int share = 1) : Worker
{
    private readonly long _propagations = 1_000_000L * share;

    private ExactMember? _member;
    private bool _relaxed;
    private int? _kept;
    private Worth? _from;
    private bool _stuck;

    public override bool Slice(CancellationToken stop)
    {
        Succeeded = false;
        if (incumbent.AllRefuted && !_relaxed) _member = null;
        _relaxed = incumbent.AllRefuted;
        if (_member is null && !Build()) return false;
        if (_relaxed) Relaxed(stop);
        else All(stop);
        return !incumbent.TimetableClosed && !_stuck;
    }

    // What a relaxation finds may have no places: then this search can only go on to find the same again.
    private void Offer(int[]? slots)
    {
        if (!model.NeedsSeats) incumbent.Offer(slots);
        else if (_member!.Seated(model) is { } table) incumbent.Offer(table);
        else _stuck = true;
    }

    private bool Build()
    {
        var domains = new Domains(model, [.. model.Problem.Meetings.Select(m => m.Mandatory || !_relaxed)]);
        if (domains.Emptied is null)
        {
            _member = new ExactMember(model, domains, busyBound, focusOnRecent, exchange: _relaxed ? null : exchange);
            return true;
        }

        if (_relaxed) incumbent.Refute();
        else incumbent.RefuteAll();
        return !incumbent.TimetableClosed && !_relaxed && Slice(CancellationToken.None);
    }

    private void All(CancellationToken stop)
    {
        var lacking = !incumbent.Worth.IsSolution || incumbent.Worth.Lost > 0;
        if (approach == Approach.ByCores && !lacking)
        {
            ByCores(stop);
            return;
        }

        if (approach == Approach.AnyFirst) AimAtBest();
        int? goal = approach != Approach.FromBelow && lacking ? null : incumbent.BreaksBound;
        switch (_member!.Ask(null, goal, _propagations, stop, out var slots))
        {
            case Verdict.Satisfiable:
                Offer(slots);
                break;
            case Verdict.Unsatisfiable when _member.Refuted:
                incumbent.RefuteAll();
                break;
            case Verdict.Unsatisfiable:
                Raise(goal!.Value + 1);
                break;
        }
    }

    // One core for each slice: with as many as a slice has room for, the last schedule came later on events with fixed slots.
    private void ByCores(CancellationToken stop)
    {
        var verdict = _member!.AskCores(_propagations, stop, out var slots);
        if (verdict == Verdict.Satisfiable) Offer(slots);
        else if (_member.Cores.Refuted) incumbent.RefuteAll();
        else if (_member.Cores.Bound > incumbent.BreaksBound) Raise(_member.Cores.Bound);
    }

    private void Raise(int bound)
    {
        incumbent.RaiseBreaks(bound, forAll: true);
        Succeeded = true;
    }

    private void AimAtBest()
    {
        if (incumbent.Worth == _from) return;
        _from = incumbent.Worth;
        _member!.Aim(incumbent.SlotOf);
    }

    private void Relaxed(CancellationToken stop)
    {
        if (incumbent.Worth.IsSolution && incumbent.Worth.Lost <= incumbent.LostBound)
        {
            FewestBreaks(stop);
            return;
        }

        int? goal = approach != Approach.FromBelow && !incumbent.Worth.IsSolution ? null : incumbent.LostBound;
        switch (_member!.Ask(goal, null, _propagations, stop, out var slots))
        {
            case Verdict.Satisfiable:
                Offer(slots);
                break;
            case Verdict.Unsatisfiable when _member.Refuted:
                incumbent.Refute();
                break;
            case Verdict.Unsatisfiable:
                incumbent.RaiseLost(goal!.Value + 1);
                Succeeded = true;
                break;
        }
    }

    private void FewestBreaks(CancellationToken stop)
    {
        if (_kept is null)
        {
            _kept = incumbent.LostBound;
            _member!.KeepPriority(_kept.Value);
        }

        var goal = incumbent.BreaksBound;
        switch (_member!.Ask(null, goal, _propagations, stop, out var slots))
        {
            case Verdict.Satisfiable:
                Offer(slots);
                break;
            case Verdict.Unsatisfiable:
                incumbent.RaiseBreaks(goal + 1, forAll: false);
                Succeeded = true;
                break;
        }
    }
}
