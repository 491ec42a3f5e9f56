using System.Text.Json;

namespace Paceline.Features.Scheduling;

/// <summary>What a run keeps as JSON: its best schedule and the points of its curve.</summary>
public static class RunNotes
{
    /// <summary>As many points as a curve needs on a screen.</summary>
    public const int MostPoints = 240;

    public static string Best(IReadOnlyDictionary<int, (int Slot, int Table)> placements) =>
        JsonSerializer.Serialize(placements.OrderBy(p => p.Key).Select(p => new[] { p.Key, p.Value.Slot, p.Value.Table }));

    public static Dictionary<int, (int Slot, int Table)>? Best(string? stored) =>
        stored is null ? null : JsonSerializer.Deserialize<int[][]>(stored)!.ToDictionary(p => p[0], p => (p[1], p[2]));

    /// <summary>Points of milliseconds, breaks and bound.</summary>
    public static List<long[]> Curve(string stored) => JsonSerializer.Deserialize<List<long[]>>(stored) ?? [];

    /// <summary>Adds a point where something changed; thins the older ones out when there are too many.</summary>
    public static string WithPoint(string stored, long milliseconds, int breaks, int bound)
    {
        var points = Curve(stored);
        if (points.Count > 0 && points[^1] is [_, var lastBreaks, var lastBound] && lastBreaks == breaks && lastBound == bound) return stored;
        points.Add([milliseconds, breaks, bound]);
        if (points.Count > MostPoints) points = [.. points.Where((_, i) => i % 2 == 0 || i == points.Count - 1)];
        return JsonSerializer.Serialize(points);
    }
}
