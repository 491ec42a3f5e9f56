namespace Paceline.Scheduling;

/// <summary>Finds schedules.</summary>
public static class Scheduler
{
    /// <summary>
    /// Searches for the best schedule of a problem until there is a proof, the budget is spent or the caller stops it; the
    /// best schedule found is kept. Progress is reported at most ten times a second.
    /// </summary>
    /// <exception cref="ArgumentException">The problem has faults; <see cref="ProblemFaults"/> lists them.</exception>
    public static Solution Solve(
        Problem problem, SolverOptions options, IProgress<Progress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var faults = ProblemFaults.Of(problem);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(' ', faults.Select(f => $"{f.Field}: {f.Message}")), nameof(problem));
        return new Run(problem, options, progress).Solve(stop);
    }
}
