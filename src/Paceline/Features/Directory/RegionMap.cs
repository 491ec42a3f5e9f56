using System.Collections.Frozen;
using System.Globalization;

namespace Paceline.Features.Directory;

/// <summary>A place on one of the two maps, in the units of its drawing.</summary>
public readonly record struct MapPoint(bool InEurope, double X, double Y);

/// <summary>
/// Outlines of countries and middles of regions. The outlines are Natural Earth's (public domain), simplified and projected once:
/// Europe by Lambert's azimuthal equal-area projection around 52° north and 10° east, the world by Equal Earth around 11° east.
/// Circles of the same size stand for the same number on equal areas.
/// </summary>
public static class RegionMap
{
    /// <summary>The part of the drawing of Europe that is shown: x, y, width, height.</summary>
    public const string EuropeBox = "60 90 900 850";

    /// <summary>The part of the drawing of the world that is shown.</summary>
    public const string WorldBox = "40 0 940 430";

    private const double Degree = Math.PI / 180;

    private static readonly Lazy<FrozenDictionary<string, string>> Outlines = new(() => Lines("europe.txt").Select(l => l.Split(' ', 2)).ToFrozenDictionary(l => l[0], l => l[1], StringComparer.Ordinal));
    private static readonly Lazy<string> Land = new(() => Lines("world.txt").Single());
    private static readonly Lazy<FrozenDictionary<string, (double North, double East)>> Middles = new(ReadMiddles);

    /// <summary>Outlines of the countries of Europe and around, as SVG paths by code.</summary>
    public static IReadOnlyDictionary<string, string> Europe => Outlines.Value;

    /// <summary>The land of the world as one SVG path.</summary>
    public static string World => Land.Value;

    /// <summary>Where a NUTS region or a country stands; null when it is not known.</summary>
    public static MapPoint? Of(string code) => Middles.Value.TryGetValue(code, out var middle) ? Project(middle.North, middle.East) : null;

    /// <summary>Degrees to a place on the map of Europe, or of the world where it lies outside.</summary>
    public static MapPoint Project(double north, double east)
    {
        var (x, y) = Lambert(north * Degree, (east - 10) * Degree);
        if (x is > 75 and < 945 && y is > 105 and < 925) return new MapPoint(true, x, y);
        (x, y) = EqualEarth(north * Degree, (east < -169 ? east + 349 : east - 11) * Degree);
        return new MapPoint(false, x, y);
    }

    private static (double X, double Y) Lambert(double north, double east)
    {
        const double Middle = 52 * Degree;
        var k = Math.Sqrt(2 / (1 + Math.Sin(Middle) * Math.Sin(north) + Math.Cos(Middle) * Math.Cos(north) * Math.Cos(east)));
        return (1360 * k * Math.Cos(north) * Math.Sin(east) + 430, 560 - 1360 * k * (Math.Cos(Middle) * Math.Sin(north) - Math.Sin(Middle) * Math.Cos(north) * Math.Cos(east)));
    }

    private static (double X, double Y) EqualEarth(double north, double east)
    {
        const double A1 = 1.340264, A2 = -0.081106, A3 = 0.000893, A4 = 0.003796;
        var t = Math.Asin(Math.Sqrt(3) / 2 * Math.Sin(north));
        var (t2, t6) = (t * t, Math.Pow(t, 6));
        var x = 2 * Math.Sqrt(3) * east * Math.Cos(t) / (3 * (9 * A4 * t6 * t2 + 7 * A3 * t6 + 3 * A2 * t2 + A1));
        return (176 * x + 490, 236 - 176 * t * (A4 * t6 * t2 + A3 * t6 + A2 * t2 + A1));
    }

    // Regions of level 1 stand in the middle of those of level 2 within them.
    private static FrozenDictionary<string, (double, double)> ReadMiddles()
    {
        var places = Lines("country-centres.txt").Concat(Lines("nuts-centres.txt")).SelectMany(l => l.Split(';')).Select(p => p.Split(' '))
            .ToDictionary(p => p[0], p => (North: double.Parse(p[1], CultureInfo.InvariantCulture), East: double.Parse(p[2], CultureInfo.InvariantCulture)), StringComparer.Ordinal);
        foreach (var group in places.Where(p => p.Key.Length == 4).GroupBy(p => p.Key[..3], StringComparer.Ordinal).ToList())
            places[group.Key] = (group.Average(p => p.Value.North), group.Average(p => p.Value.East));
        return places.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static List<string> Lines(string name)
    {
        using var reader = new StreamReader(typeof(RegionMap).Assembly.GetManifestResourceStream("map/" + name)!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#'))];
    }
}
