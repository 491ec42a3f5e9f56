namespace Paceline.Scheduling.Exact;

/// <summary>
/// The bounds by counting, once, at the beginning. On an event too large for a proof (not <paramref name="always"/>) a bound on
/// breaks is of use only where all meetings are scheduled.
/// </summary>
internal sealed class BoundWorker(Model model, Incumbent incumbent, int steps, bool always) : Worker
{
    public override bool Slice(CancellationToken stop)
    {
        var mandatory = model.Problem.Meetings.Select(m => m.Mandatory).ToArray();
        // Where all are mandatory, the next look says the same.
        if (mandatory.Contains(true) && mandatory.Contains(false) && new Domains(model, mandatory).Emptied is not null)
        {
            incumbent.Refute();
            return false;
        }

        var domains = new Domains(model, [.. Enumerable.Repeat(true, model.Meetings)]);
        if (domains.Emptied is not null)
        {
            incumbent.RefuteAll();
        }
        else if (!model.IsLong)
        {
            var bound = new LagrangianBound(model, domains).Improve(steps, incumbent.Worth.Breaks, stop);
            if (bound == int.MaxValue) incumbent.RefuteAll();
            else if (always || incumbent.Worth is { Missing: 0, Lost: 0 }) incumbent.RaiseBreaks(bound, forAll: true);
        }

        if (incumbent.Worth.Lost > 0 && PriorityBound.Lost(model, stop) is > 0 and var lost)
        {
            incumbent.RefuteAll();
            incumbent.RaiseLost(lost);
        }

        return false;
    }
}
