using System.Collections.Immutable;
using Paceline.Scheduling.Exact;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling;

/// <summary>
/// Finds for an infeasible problem a minimal set of its rules that cannot hold together: rules are left out, many at a time
/// and then one by one, as long as what remains is still shown to be infeasible.
/// </summary>
internal sealed class Conflict
{
    private const long Propagations = 3_000_000;

    // Beyond so many meeting-slot pairs only the plain consequences of the rules are tried: the clauses of one trial would take
    // longer than there is time.
    private const int LargestExact = 40_000;

    private bool _isCutShort;

    private readonly Problem _problem;
    private readonly CancellationToken _stop;

    private Conflict(Problem problem, CancellationToken stop) => (_problem, _stop) = (problem, stop);

    public static Reason? Of(Problem problem, CancellationToken stop)
    {
        var conflict = new Conflict(problem, stop);
        var premises = conflict.Minimise(conflict.Start());
        if (premises.IsEmpty) return null;
        return new Reason(ReasonKind.RulesInConflict, null, conflict.Text(premises)) { Premises = premises, End = conflict._isCutShort ? ReasonEnd.NotTried : ReasonEnd.Told };
    }

    // Too many meetings of one participant are a conflict by themselves, and the most common one.
    private List<Premise> Start()
    {
        var all = All();
        var model = new Model(_problem);
        var domains = new Domains(model, [.. _problem.Meetings.Select(m => m.Mandatory)]);
        // A meeting without any slot left is most often one by its own rules.
        var crowd = domains.Crowded.Count > 0 ? domains.Crowded.ToHashSet() : domains.Emptied is { } emptied ? [emptied] : [];
        if (crowd.Count == 0) return all;
        var few = all.FindAll(p => p.Kind != PremiseKind.Mandatory || crowd.Contains(p.Meeting!.Value));
        return Infeasible(few) ? few : all;
    }

    private List<Premise> All()
    {
        var premises = new List<Premise>();
        for (var m = 0; m < _problem.Meetings.Count; m++)
        {
            if (_problem.Meetings[m].Mandatory) premises.Add(new Premise(PremiseKind.Mandatory, m));
        }

        for (var p = 0; p < _problem.Participants.Count; p++)
        {
            var participant = _problem.Participants[p];
            if (participant.MinMeetings > 0) premises.Add(new Premise(PremiseKind.Minimum, null, p));
            if (participant.MaxMeetings is not null) premises.Add(new Premise(PremiseKind.Maximum, null, p));
            if (!participant.Unavailable.IsEmpty) premises.Add(new Premise(PremiseKind.Unavailable, null, p));
            if (OwnPlaces(p).Any()) premises.Add(new Premise(PremiseKind.OwnPlaces, null, p));
        }

        for (var m = 0; m < _problem.Meetings.Count; m++)
        {
            var meeting = _problem.Meetings[m];
            if (meeting.AllowedSessions is not null) premises.Add(new Premise(PremiseKind.Session, m));
            if (meeting.FixedSlot is not null) premises.Add(new Premise(PremiseKind.FixedSlot, m));
            if (meeting.FixedPlace is not null) premises.Add(new Premise(PremiseKind.FixedPlace, m));
            if (!meeting.After.IsEmpty) premises.Add(new Premise(PremiseKind.After, m));
            if (meeting.Length > 1) premises.Add(new Premise(PremiseKind.Length, m));
            if (!meeting.Equipment.IsEmpty) premises.Add(new Premise(PremiseKind.Equipment, m));
            if (!meeting.Languages.IsEmpty) premises.Add(new Premise(PremiseKind.Interpreter, m));
        }

        if (_problem.Walks.Any(w => w.Slots > 0)) premises.Add(new Premise(PremiseKind.Walks));
        if (_problem.GroupFairness?.Breaks is not null) premises.Add(new Premise(PremiseKind.GroupBreaks));
        if (_problem.GroupFairness?.Served is not null) premises.Add(new Premise(PremiseKind.GroupServed));

        for (var a = 0; a < _problem.Apart.Count; a++) premises.Add(new Premise(PremiseKind.Apart, Pair: a));
        premises.Add(new Premise(PremiseKind.Places));
        if (_problem.Fairness is not null) premises.Add(new Premise(PremiseKind.Fairness));
        return premises;
    }

    private ImmutableArray<Premise> Minimise(List<Premise> premises)
    {
        if (!Infeasible(premises)) return [];
        for (var size = Math.Max(1, premises.Count / 2); ; size = Math.Max(1, size / 2))
        {
            var dropped = false;
            for (var from = 0; from < premises.Count && !_stop.IsCancellationRequested;)
            {
                var fewer = premises[..from];
                fewer.AddRange(premises.Skip(from + size));
                if (Infeasible(fewer))
                {
                    premises = fewer;
                    dropped = true;
                }
                else
                {
                    from += size;
                }
            }

            _isCutShort = _stop.IsCancellationRequested;
            if (_isCutShort || (size == 1 && !dropped)) return [.. premises];
        }
    }

    // A premise less may let a meeting go that another premise is about: only the rules of meetings that stay count.
    private bool Infeasible(List<Premise> premises)
    {
        var kept = premises.ToHashSet();
        var floor = premises.Exists(p => p.Kind == PremiseKind.Minimum);
        // What holds between groups counts all that was asked for: there nothing goes, it only need not be held.
        var all = premises.Exists(p => p.Kind is PremiseKind.GroupBreaks or PremiseKind.GroupServed);
        bool Stays(int m) => all || kept.Contains(new Premise(PremiseKind.Mandatory, m)) || (floor && !_problem.Meetings[m].Mandatory);
        int[] stay = [.. Enumerable.Range(0, _problem.Meetings.Count).Where(Stays)];
        var index = stay.Index().ToDictionary(x => x.Item, x => x.Index);
        var relaxed = _problem with
        {
            Participants = [.. _problem.Participants.Select((participant, p) => participant with
            {
                MinMeetings = kept.Contains(new Premise(PremiseKind.Minimum, null, p)) ? participant.MinMeetings : 0,
                MaxMeetings = kept.Contains(new Premise(PremiseKind.Maximum, null, p)) ? participant.MaxMeetings : null,
                Unavailable = kept.Contains(new Premise(PremiseKind.Unavailable, null, p)) ? participant.Unavailable : [],
            })],
            Places = Relax(kept),
            Apart = [.. _problem.Apart.Where((_, a) => kept.Contains(new Premise(PremiseKind.Apart, Pair: a)))],
            Fairness = kept.Contains(new Premise(PremiseKind.Fairness)) ? _problem.Fairness : null,
            Walks = kept.Contains(new Premise(PremiseKind.Walks)) ? _problem.Walks : [.. _problem.Walks.Select(w => w with { Slots = 0 })],
            GroupFairness = _problem.GroupFairness is not { } between ? null : between with
            {
                Breaks = kept.Contains(new Premise(PremiseKind.GroupBreaks)) ? between.Breaks : null,
                Served = kept.Contains(new Premise(PremiseKind.GroupServed)) ? between.Served : null,
            },
            Meetings = [.. stay.Select(m => Relax(kept, index, m))],
        };
        return Refuted(relaxed);
    }

    // Whose own places do not matter holds its meetings wherever it likes: the places are as good as any, and always open.
    private IReadOnlyList<Place> Relax(HashSet<Premise> kept)
    {
        Place Own(Place place) => place.Owner is { } owner && !kept.Contains(new Premise(PremiseKind.OwnPlaces, null, owner)) ? place with { Unavailable = [], Capacity = null } : place;
        return kept.Contains(new Premise(PremiseKind.Places))
            ? [.. _problem.Places.Select(Own)]
            : [.. _problem.Places.Select(place => place.Owner is null ? place with { Unavailable = [] } : Own(place)), Anywhere()];
    }

    private IEnumerable<Place> OwnPlaces(int participant) => _problem.Places.Where(p => p.Owner == participant);

    private Meeting Relax(HashSet<Premise> kept, Dictionary<int, int> index, int m)
    {
        var meeting = _problem.Meetings[m];
        bool Keeps(PremiseKind kind) => kept.Contains(new Premise(kind, m));
        return meeting with
        {
            AllowedSessions = Keeps(PremiseKind.Session) ? meeting.AllowedSessions : null,
            FixedSlot = Keeps(PremiseKind.FixedSlot) ? meeting.FixedSlot : null,
            FixedPlace = Keeps(PremiseKind.FixedPlace) ? meeting.FixedPlace : null,
            Mandatory = Keeps(PremiseKind.Mandatory),
            Length = Keeps(PremiseKind.Length) ? meeting.Length : 1,
            Equipment = Keeps(PremiseKind.Equipment) ? meeting.Equipment : [],
            Languages = Keeps(PremiseKind.Interpreter) ? meeting.Languages : [],
            After = Keeps(PremiseKind.After) ? [.. meeting.After.Where(index.ContainsKey).Select(earlier => index[earlier])] : [],
        };
    }

    // A place as good as any other, without limit.
    private Place Anywhere() => new("")
    {
        Capacity = null,
        Equipment = [.. _problem.Places.SelectMany(p => p.Equipment).Distinct(StringComparer.Ordinal)],
        Hall = _problem.Places.Select(p => p.Hall).Concat(_problem.Walks.SelectMany(w => (int[])[w.First, w.Second])).DefaultIfEmpty().Max() + 1,
    };

    private bool Refuted(Problem relaxed)
    {
        if (relaxed.Meetings.Count == 0) return false;
        var model = new Model(relaxed);
        var domains = new Domains(model, [.. relaxed.Meetings.Select(m => m.Mandatory)]);
        if (domains.Emptied is not null) return true;
        if ((long)model.Meetings * model.Slots > LargestExact) return false;
        var solver = new SatSolver();
        _ = new ScheduleEncoding(model, domains, solver, BusyBound.None, countsBreaks: false);
        return solver.Solve([], Propagations, _stop) == Verdict.Unsatisfiable;
    }

    private string Text(ImmutableArray<Premise> premises)
    {
        var lines = premises.Select(Sentence).Where(s => s.Length > 0);
        return "These cannot all hold: " + string.Join("; ", lines) + (_isCutShort ? "; there was no time to see which of them can be spared." : ".");
    }

    private string Sentence(Premise premise)
    {
        string Meeting() => Wording.Meeting(_problem, premise.Meeting!.Value);
        string Name() => _problem.Participants[premise.Participant!.Value].Name;
        return premise.Kind switch
        {
            PremiseKind.Mandatory => $"{Meeting()} is held",
            PremiseKind.Minimum => $"{Name()} has at least {_problem.Participants[premise.Participant!.Value].MinMeetings} meetings",
            PremiseKind.Maximum => $"{Name()} has at most {_problem.Participants[premise.Participant!.Value].MaxMeetings} meetings",
            PremiseKind.Unavailable => $"{Name()} is not available in {Wording.Slots(_problem, _problem.Participants[premise.Participant!.Value].Unavailable)}",
            PremiseKind.Session => $"{Meeting()} lies in session {string.Join(" or ", _problem.Meetings[premise.Meeting!.Value].AllowedSessions!.Value.Select(s => s + 1))}",
            PremiseKind.FixedSlot => $"{Meeting()} lies in {Wording.Slot(_problem, _problem.Meetings[premise.Meeting!.Value].FixedSlot!.Value)}",
            PremiseKind.FixedPlace => $"{Meeting()} is held at {_problem.Places[_problem.Meetings[premise.Meeting!.Value].FixedPlace!.Value].Name}",
            PremiseKind.After => $"{Meeting()} comes after {string.Join(" and ", _problem.Meetings[premise.Meeting!.Value].After.Select(m => Wording.Meeting(_problem, m)))}",
            PremiseKind.Apart => $"{_problem.Participants[_problem.Apart[premise.Pair!.Value].First].Name} and {_problem.Participants[_problem.Apart[premise.Pair.Value].Second].Name} are kept apart{(_problem.Apart[premise.Pair.Value].ByPlace ? " at neighbouring places" : "")}",
            PremiseKind.Places => $"there are only {_problem.Places.Count} places",
            PremiseKind.Fairness => $"nobody has more than {_problem.Fairness} breaks more than somebody else",
            PremiseKind.Length => $"{Meeting()} takes {_problem.Meetings[premise.Meeting!.Value].Length} slots",
            PremiseKind.Equipment => $"{Meeting()} needs {string.Join(" and ", _problem.Meetings[premise.Meeting!.Value].Equipment)}",
            PremiseKind.Interpreter => $"{Meeting()} needs an interpreter between {string.Join(" and ", _problem.Meetings[premise.Meeting!.Value].Languages)}",
            PremiseKind.OwnPlaces => $"{Name()} meets at {string.Join(" or ", OwnPlaces(premise.Participant!.Value).Select(p => p.Name))}{Closed(premise.Participant!.Value)}",
            PremiseKind.Walks => "the ways between halls take their time",
            PremiseKind.GroupBreaks => $"the breaks per participant of two groups differ by at most {_problem.GroupFairness!.Breaks} hundredths",
            PremiseKind.GroupServed => $"the shares of scheduled requests of two groups differ by at most {_problem.GroupFairness!.Served} percentage points",
            _ => throw new ArgumentOutOfRangeException(nameof(premise), premise.Kind, null),
        };
    }

    private string Closed(int owner) => OwnPlaces(owner).SelectMany(p => p.Unavailable).Distinct().Order().ToList() is { Count: > 0 } closed ? $", not open in {Wording.Slots(_problem, closed)}" : "";
}
