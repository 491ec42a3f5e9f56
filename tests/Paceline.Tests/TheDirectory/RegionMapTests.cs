using Paceline.Domain.Organisations.Codes;
using Paceline.Features.Directory;

namespace Paceline.Tests.TheDirectory;

public sealed class RegionMapTests
{
    [Fact]
    public void Every_region_of_the_nomenclature_has_its_place() =>
        Assert.Empty(NutsRegions.Valid.Where(r => r.Level is 1 or 2 && !r.Code.EndsWith('Z') && RegionMap.Of(r.Code) is null).Select(r => r.Code));

    // Coasts are simplified and islands left out: a middle may lie just off the land, never in another country.
    [Fact]
    public void A_region_stands_in_its_own_country_or_off_its_coast()
    {
        var strays = from region in NutsRegions.Valid
                     where region.Level == 2 && !region.Code.EndsWith('Z') && RegionMap.Europe.ContainsKey(region.Country) && region.Code is not "FI20" // Åland has a code and an outline of its own
                     let at = RegionMap.Of(region.Code)
                     where at is { InEurope: true }
                     let within = RegionMap.Europe.Where(c => Holds(c.Value, at.Value.X, at.Value.Y)).Select(c => c.Key).ToList()
                     where within.Count > 0 && !within.Contains(region.Country)
                     select $"{region.Code} in {string.Join(' ', within)}";
        Assert.Empty(strays);
    }

    [Theory, InlineData("CN", 600, 900), InlineData("US", 200, 330), InlineData("FRY3", 280, 360)]
    public void What_lies_outside_stands_on_the_map_of_the_world(string code, double from, double to)
    {
        var at = RegionMap.Of(code)!.Value;
        Assert.False(at.InEurope);
        Assert.InRange(at.X, from, to);
    }

    // Even-odd rule over the rings of a path of the form M x y l dx dy … z.
    private static bool Holds(string path, double x, double y)
    {
        var inside = false;
        foreach (var ring in path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            var points = new List<(double X, double Y)>();
            var numbers = System.Text.RegularExpressions.Regex.Matches(ring, @"-?\d+").Select(m => double.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            for (var i = 0; i + 1 < numbers.Count; i += 2) points.Add(i == 0 ? (numbers[0], numbers[1]) : (points[^1].X + numbers[i], points[^1].Y + numbers[i + 1]));
            for (int i = 0, j = points.Count - 1; i < points.Count; j = i++)
                if (points[i].Y > y != points[j].Y > y && x < (points[j].X - points[i].X) * (y - points[i].Y) / (points[j].Y - points[i].Y) + points[i].X) inside = !inside;
        }

        return inside;
    }
}
