namespace Paceline.Domain.Monitoring;

/// <summary>How a figure stands against its target.</summary>
public enum ProgressState
{
    /// <summary>Nothing was promised.</summary>
    NoTarget,
    /// <summary>The target is reached.</summary>
    TargetMet,
    /// <summary>As much as planned by now, or more.</summary>
    OnCourse,
    /// <summary>At least four fifths of what was planned by now.</summary>
    SlightlyBehind,
    /// <summary>Less than four fifths of what was planned by now.</summary>
    Behind,
    /// <summary>The programme is over and the target is not reached.</summary>
    Missed,
}

/// <summary>Compares a figure with the plan: the target, spread evenly over the programme.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Missing">How much is missing to the target.</param>
/// <param name="LackEvidence">Counted records without a file.</param>
public sealed record Progress(ProgressState State, long Missing, int LackEvidence)
{
    /// <summary>How a figure stands on a day.</summary>
    public static Progress Of(Figure figure, int? target, DateOnly startsOn, DateOnly endsOn, DateOnly today)
    {
        var lack = figure.Rows.Count - figure.WithEvidence;
        if (target is not { } goal) return new Progress(ProgressState.NoTarget, 0, lack);
        var missing = Math.Max(0, goal - figure.Total);
        return new Progress(StateOf(figure.Total, goal, startsOn, endsOn, today), missing, lack);
    }

    private static ProgressState StateOf(long total, long goal, DateOnly startsOn, DateOnly endsOn, DateOnly today)
    {
        if (total >= goal) return ProgressState.TargetMet;
        if (today > endsOn) return ProgressState.Missed;
        // Planned by now is goal × elapsed ÷ days; compared without dividing, so that nothing is rounded.
        long days = endsOn.DayNumber - startsOn.DayNumber + 1;
        var elapsed = Math.Clamp(today.DayNumber - startsOn.DayNumber + 1, 0, days);
        return total * days >= goal * elapsed ? ProgressState.OnCourse
            : total * days * 5 >= goal * elapsed * 4 ? ProgressState.SlightlyBehind
            : ProgressState.Behind;
    }
}

/// <summary>How a figure grew, quarter by quarter.</summary>
public static class Trend
{
    /// <summary>What had been reached at the start and at the end of each quarter of the programme that has begun; the last quarter is the one at hand.</summary>
    public static IReadOnlyList<long> Of(Figure figure, DateOnly startsOn, DateOnly endsOn, DateOnly today)
    {
        List<long> points = [figure.Until(startsOn.AddDays(-1))];
        for (var from = startsOn; from <= endsOn && from <= today; from = from.AddMonths(3)) points.Add(figure.Until(from.AddMonths(3).AddDays(-1)));
        // What is dated later than the last quarter shown counts all the same: the line ends at the figure.
        points[^1] = figure.Total;
        return points;
    }
}
