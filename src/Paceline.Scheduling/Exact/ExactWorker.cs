using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>
/// An exact search that shares its bounds with others: raises the bound from below until a schedule meets it, or else asks
/// for better and better schedules, each near the one before, until there is none. It first
/// takes all meetings as required, which is the simpler problem and mostly the right one; where that is refuted it finds
/// the least priority to leave out, and then the fewest breaks for that.
/// </summary>
internal sealed class ExactWorker(Model model, Incumbent incumbent, BusyBound busyBound, bool focusOnRecent, bool fromAbove, LemmaExchange exchange) : Worker
{
    private const long Propagations = 1_000_000;

    private ExactMember? _member;
    private bool _relaxed;
    private int? _kept;
    private int _tried;
    private Worth? _from;

    public override bool Slice(CancellationToken stop)
    {
        Succeeded = false;
        if (incumbent.AllRefuted && !_relaxed) _member = null;
        _relaxed = incumbent.AllRefuted;
        if (_member is null && !Build()) return false;
        if (_relaxed) Relaxed(stop);
        else All(stop);
        return !incumbent.Closed;
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
        return !incumbent.Closed && !_relaxed && Slice(CancellationToken.None);
    }

    private void All(CancellationToken stop)
    {
        var lacking = !incumbent.Worth.IsSolution || incumbent.Worth.Lost > 0;
        int? goal = !fromAbove ? incumbent.BreaksBound : lacking ? null : BetterGoal();
        switch (_member!.Ask(null, goal, Propagations, stop, out var slots))
        {
            case Verdict.Satisfiable:
                incumbent.Offer(slots);
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
        return best.Breaks - step;
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
                incumbent.Offer(slots);
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
                incumbent.Offer(slots);
                break;
            case Verdict.Unsatisfiable:
                incumbent.RaiseBreaks(goal + 1, forAll: false);
                Succeeded = true;
                break;
        }
    }
}
