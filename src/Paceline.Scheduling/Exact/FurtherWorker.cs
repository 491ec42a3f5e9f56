using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

/// <summary>
/// The stages after priority and breaks, one after the other, each with all before it kept: the least spread of breaks, the
/// fewest changes of place, the fewest metres. Each asks for one less than the best known until that is refuted.
/// </summary>
internal sealed class FurtherWorker(Model model, Incumbent incumbent, int seed) : Worker
{
    private const long Propagations = 1_000_000;

    private enum Stage
    {
        None,
        Evenness,
        Changes,
        Metres,
    }

    private ExactMember? _member;
    private Stage _stage;
    private int _spread = -1;

    public override bool Slice(CancellationToken stop)
    {
        var worth = incumbent.Worth;
        var stage = worth.Spread > incumbent.SpreadBound ? Stage.Evenness
            : worth.Changes > incumbent.ChangesBound ? Stage.Changes
            : worth.Metres > incumbent.MetresBound ? Stage.Metres : Stage.None;
        if (stage == Stage.None) return false;
        if (stage != Stage.Evenness)
        {
            if (!incumbent.IsSeated)
            {
                SeatSearch.Improve(model, incumbent, seed, 1, stop);
                return incumbent.IsSeated;
            }

            if (!ScheduleEncoding.CanFollowWays(model)) return false;
        }

        if (stage != _stage || (stage == Stage.Evenness && worth.Spread != _spread)) Build(stage, worth);
        return stage switch
        {
            Stage.Evenness => Evenness(worth, stop),
            Stage.Changes => Ways(worth.Changes - 1, null, stop),
            _ => Ways(null, worth.Metres - 1, stop),
        };
    }

    private void Build(Stage stage, Worth worth)
    {
        (_stage, _spread) = (stage, worth.Spread);
        var spread = model.Problem.Fairness ?? (incumbent.SeeksEvenness ? worth.Spread - (stage == Stage.Evenness ? 1 : 0) : (int?)null);
        var own = new Model(model.Problem with { Fairness = spread });
        var all = worth.Lost == 0;
        _member = new ExactMember(own, new Domains(own, [.. model.Problem.Meetings.Select(m => all || m.Mandatory)]), BusyBound.None, focusOnRecent: true);
        if (!all) _member.KeepPriority(worth.Lost);
        _member.KeepBreaks(worth.Breaks);
        if (stage == Stage.Evenness) return;
        _member.Seat();
        if (stage == Stage.Metres && model.Problem.Aims.HasFlag(Aims.PlaceChanges)) _member.KeepChanges(worth.Changes);
    }

    private bool Evenness(Worth worth, CancellationToken stop)
    {
        switch (_member!.Ask(null, null, Propagations, stop, out var slots))
        {
            case Verdict.Satisfiable when !model.NeedsSeats:
                incumbent.Offer(slots);
                return true;
            case Verdict.Satisfiable when _member.Seated(model) is { } table:
                incumbent.Offer(table);
                return true;
            case Verdict.Satisfiable:
                return false;
            case Verdict.Unsatisfiable:
                incumbent.RaiseSpread(worth.Spread);
                return true;
            default:
                return true;
        }
    }

    private bool Ways(long? changes, long? metres, CancellationToken stop)
    {
        switch (_member!.AskWays(changes, metres, Propagations, stop))
        {
            case Verdict.Satisfiable:
                incumbent.Offer(_member.Seated(model)!);
                return true;
            case Verdict.Unsatisfiable:
                if (changes is { } few) incumbent.RaiseChanges(few + 1);
                if (metres is { } near) incumbent.RaiseMetres(near + 1);
                return true;
            default:
                return !_member.IsBeyondCounting;
        }
    }
}
