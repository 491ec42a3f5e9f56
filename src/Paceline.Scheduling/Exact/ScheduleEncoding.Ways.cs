using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling.Exact;

// Changes of place and metres walked by participants of one delegate. Needs the places one by one.
internal sealed partial class ScheduleEncoding
{
    // Beyond so many clauses for the ways of all participants it is left to local search.
    private const long MostWays = 3_000_000;

    private List<int>? _changes;
    private int[]? _changesCounted;
    private readonly List<(int Literal, int Metres)> _steps = [];
    private WeightedSum? _metres;

    public static bool CanFollowWays(Model model)
    {
        var places = (long)model.Problem.Places.Count;
        return CanSeat(model) && model.Participants * model.Slots * places * (model.HasDistances ? places : 1) <= MostWays;
    }

    /// <summary>The literal to assume for "at most so many changes of place"; null where that always holds.</summary>
    public int? AtMostChanges(long most)
    {
        Ways();
        _changesCounted ??= Cardinality.Count(_solver, _changes!.ToArray(), _changes!.Count);
        return most < _changesCounted.Length ? Literal.Not(_changesCounted[most]) : null;
    }

    /// <summary>The literal to assume for "at most so many metres"; false where the sums are too many.</summary>
    public bool AtMostMetres(long most, out int? literal)
    {
        Ways();
        _metres ??= new WeightedSum(_solver, _steps, most + 1);
        literal = _metres.AtMost(most);
        return !_metres.IsTooLarge;
    }

    private void Ways()
    {
        if (_changes is not null) return;
        _changes = [];
        for (var p = 0; p < _model.Participants; p++)
        {
            if (_model.Delegates[p] == 0 && _model.MeetingsOf[p].Length > 1) Way(p, _model.MeetingsOf[p]);
        }
    }

    // last[l]: the participant's last meeting so far was at place l.
    private void Way(int participant, int[] own)
    {
        var places = own.SelectMany(m => _model.Suits[m]).Distinct().Order().ToList();
        int[] distances = [0, .. places.SelectMany(l => places.Select(o => _model.Metres(l, o))).Where(d => d > 0).Distinct().Order()];
        var last = new int[places.Count];
        Array.Fill(last, _false);
        for (var t = 0; t < _model.Slots; t++)
        {
            var busy = Busy(participant, t);
            if (busy == _false) continue;
            var here = places.ConvertAll(l => Any([.. own.Where(m => Array.IndexOf(_model.Suits[m], l) >= 0)
                .Select(m => Uses(m, Array.IndexOf(_model.Suits[m], l), t)).Where(u => u != _false)], exactly: true));
            if (Array.Exists(last, l => l != _false)) Step(busy, here, last, places, distances);
            for (var i = 0; i < last.Length; i++)
            {
                if (here[i] == _false && last[i] == _false) continue;
                var now = _solver.NewLiteral();
                if (here[i] != _false) _solver.Add(Literal.Not(here[i]), now);
                if (last[i] != _false) _solver.Add(Literal.Not(last[i]), busy, now);
                last[i] = now;
            }
        }
    }

    private void Step(int busy, List<int> here, int[] last, List<int> places, int[] distances)
    {
        var change = _solver.NewLiteral();
        _changes!.Add(change);
        var reached = new int[distances.Length];
        for (var d = 1; d < reached.Length; d++)
        {
            reached[d] = _solver.NewLiteral();
            if (d > 1) _solver.Add(Literal.Not(reached[d]), reached[d - 1]);
            _steps.Add((reached[d], distances[d] - distances[d - 1]));
        }

        for (var from = 0; from < last.Length; from++)
        {
            if (last[from] == _false) continue;
            if (here[from] == _false) _solver.Add(Literal.Not(last[from]), Literal.Not(busy), change);
            else _solver.Add(Literal.Not(last[from]), Literal.Not(busy), here[from], change);
            for (var to = 0; to < last.Length && distances.Length > 1; to++)
            {
                var way = Array.IndexOf(distances, _model.Metres(places[from], places[to]));
                if (way > 0 && here[to] != _false) _solver.Add(Literal.Not(last[from]), Literal.Not(here[to]), reached[way]);
            }
        }
    }
}
