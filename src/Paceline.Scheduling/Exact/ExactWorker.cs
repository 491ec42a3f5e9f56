using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>
/// An exact search that shares its bounds with others: raises the bound from below until a schedule meets it, or else asks
/// for better and better schedules, each near the one before, until there is none. It first
/// takes all meetings as required, which is the simpler problem and mostly the right one; where that is refuted it finds
/// the least priority to leave out, and then the fewest breaks for that.
/// </summary>
internal sealed class ExactWorker(Model model, Incumbent incumbent, BusyBound busyBound, bool focusOnRecent, bool fromAbove, LemmaExchange? exchange = null) : Worker
{
    private const long Propagations = 1_000_000;

    private ExactMember? _member;
    private bool _relaxed;
    private int? _kept;
    private int _tried;
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
        // Where places are named one by one, a schedule need not be one: then only the bound is sure to be of use.
        int? goal = fromAbove && lacking ? null : fromAbove && !model.NeedsSeats ? BetterGoal() : incumbent.BreaksBound;
        switch (_member!.Ask(null, goal, Propagations, stop, out var slots))
        {
            case Verdict.Satisfiable:
                Offer(slots);
                break;
            case Verdict.Unsatisfiable when _member.Refuted:
                incumbent.RefuteAll();
                break;
            case Verdict.Unsatisfiable:
                incumbent.RaiseBreaks(goal!.Value + 1, forAll: true);
                Succeeded = true;
                break;
        }
    }

    // Half way from the best schedule to the bound; each time that this takes too long, half as far. What is known to be good
    // is where the search begins: from below alone the last schedule took up to ten times as long as the proof before it.
    private int BetterGoal()
    {
        var best = incumbent.Worth;
        if (best != _from)
        {
            _from = best;
            _tried = 0;
            _member!.Prefer(incumbent.SlotOf);
        }

        var step = Math.Max(1, (best.Breaks - incumbent.BreaksBound) >> Math.Min(30, 1 + _tried));
        _tried++;
        // Another thread may have met the bound just now.
        return Math.Max(incumbent.BreaksBound, best.Breaks - step);
    }

    private void Relaxed(CancellationToken stop)
    {
        if (incumbent.Worth.IsSolution && incumbent.Worth.Lost <= incumbent.LostBound)
        {
            FewestBreaks(stop);
            return;
        }

        int? goal = fromAbove && !incumbent.Worth.IsSolution ? null : incumbent.LostBound;
        switch (_member!.Ask(goal, null, Propagations, stop, out var slots))
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
        switch (_member!.Ask(null, goal, Propagations, stop, out var slots))
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
