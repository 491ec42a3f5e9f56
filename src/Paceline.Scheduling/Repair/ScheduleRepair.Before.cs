using System.Collections.Immutable;

namespace Paceline.Scheduling;

// What a repair starts from: what has happened, what is locked, what can stay.
public static partial class ScheduleRepair
{
    private sealed partial class Work
    {
        private Placement? Before(int i) => _wanted[i] < _request.Before.Placements.Length ? _request.Before.Placements[_wanted[i]] : null;

        private bool IsPast(int i) => _before[i] >= 0 && _before[i] < _request.Now;

        // Only what lies ahead can be placed anew, and only when its people are there; what happened is where it was, and who
        // interprets at it, or at what is locked, goes on doing so.
        private void Bind(Model model)
        {
            for (var i = 0; i < _wanted.Length; i++)
            {
                var row = i * model.Slots;
                Array.Fill(model.Allowed, false, row, IsPast(i) ? model.Slots : _request.Now);
                if (IsPast(i)) model.Allowed[row + _before[i]] = true;
                for (var t = _request.Now; t < model.Slots && !IsPast(i); t++)
                {
                    if (!model.Allowed[row + t]) continue;
                    var end = t + model.Length[i];
                    model.Allowed[row + t] = !_request.Problem.Meetings[_wanted[i]].Parties.Any(p => _request.Problem.Participants[p].Unavailable.Any(away => away >= t && away < end));
                }

                if (model.Problem.Meetings[i].Mandatory && Before(i)?.Interpreter is { } who && model.Interpreters[i].Contains(who)) model.Interpreters[i] = [who];
            }
        }

        // A lock holds as far as the meeting's own rules, what happened and the other locks allow: who will move anyway is not in its way.
        private HashSet<int> HeldFast()
        {
            var (problem, held) = (_request.Problem, new HashSet<int>());
            var firm = new Schedule([.. problem.Meetings.Select((_, m) => At(m) is { } at && at.Slot < _request.Now ? at : (Placement?)null)]);
            foreach (var m in _request.Locked.Distinct().OrderByDescending(m => problem.Meetings[m].Mandatory).ThenByDescending(m => problem.Meetings[m].Priority))
            {
                if (At(m) is not { } at || at.Slot < _request.Now || Legality.OfMove(problem, firm, m, at).Count > 0) continue;
                firm = firm.With(m, at);
                held.Add(m);
            }

            return held;

            Placement? At(int m) => m < _request.Before.Placements.Length ? _request.Before.Placements[m] : null;
        }

        // Whether a meeting can be just where it was, by all but other meetings.
        private bool CanStay(int i)
        {
            if (Before(i) is not { } at || IsPast(i)) return IsPast(i);
            if (!_model.Allowed[i * _model.Slots + at.Slot] || Array.IndexOf(_model.Suits[i], at.Place) < 0 || !_model.IsOpen(at.Place, at.Slot, _model.Length[i])) return false;
            return _model.Interpreters[i].Length == 0 ? at.Interpreter is null : at.Interpreter is { } who && Array.IndexOf(_model.Interpreters[i], who) >= 0 && _model.IsThere(who, at.Slot, _model.Length[i]);
        }

        private Meeting Meeting(int m, int before, Placement? old, Dictionary<int, int> index)
        {
            var meeting = _request.Problem.Meetings[m];
            var renamed = meeting with
            {
                After = [.. meeting.After.Where(index.ContainsKey).Select(earlier => index[earlier])],
                Priority = meeting.Mandatory ? DearMandatory : meeting.Priority,
                Mandatory = false,
            };
            if (before >= 0 && before < _request.Now)
                return renamed with { AllowedSessions = null, FixedSlot = before, FixedPlace = old!.Value.Place, Mandatory = true, Equipment = [], After = [] };
            return _locked.Contains(m) && old is { } at ? renamed with { FixedSlot = at.Slot, FixedPlace = at.Place, Mandatory = true } : renamed;
        }
    }
}
