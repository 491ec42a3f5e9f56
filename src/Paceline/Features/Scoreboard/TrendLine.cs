using System.Globalization;

namespace Paceline.Features.Scoreboard;

/// <summary>The points of a small line chart, 120 by 32.</summary>
public sealed record TrendLine(string Path, string Area, string? Goal, string EndX, string EndY)
{
    private const double Width = 120, Top = 2, Bottom = 30;

    public static TrendLine Of(IReadOnlyList<long> points, int? target)
    {
        var most = Math.Max(1, Math.Max(points.Max(), target ?? 0));
        var step = Width / Math.Max(1, points.Count - 1);
        var path = string.Concat(points.Select((p, i) => $"{(i == 0 ? "M" : "L")}{Text(i * step)} {Text(Height(p))}"));
        return new TrendLine(path, path + $"L{Text((points.Count - 1) * step)} 31L0 31z", target is { } goal ? $"M0 {Text(Height(goal))}H120" : null, Text((points.Count - 1) * step), Text(Height(points[^1])));

        double Height(long value) => Bottom - (Bottom - Top) * value / most;
    }

    private static string Text(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}
