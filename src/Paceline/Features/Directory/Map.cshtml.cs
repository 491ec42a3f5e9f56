using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>How many organisations of a list are where: circles on a map of our own, and the same as a table.</summary>
[AllowAnonymous]
public sealed class MapModel(CurrentAccess access, DirectorySearch search, DirectorySight sight, TimeProvider clock, Texts texts) : PageModel
{
    // Areas stand for numbers, up to the size at which neighbours would be covered.
    private const double Largest = 46, One = 9;

    [BindProperty(SupportsGet = true, Name = "")] public DirectoryFilter Filter { get; set; } = new();

    public bool IsPublic { get; private set; }
    public int Total { get; private set; }
    public int Elsewhere { get; private set; }
    public IReadOnlyList<Place> Places { get; private set; } = [];

    /// <summary>A region, or a country where the region is not known.</summary>
    public sealed record Place(string Name, string Country, int Count, string Url, MapPoint? At, double Radius);

    public async Task OnGet(CancellationToken stop)
    {
        await access.Load(stop);
        IsPublic = sight.IsPublic;
        var answer = await search.Run(Filter, stop);
        var (seen, today, regions) = (sight.Over(answer.Snapshot), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), answer.Snapshot.Values.All(Facet.Region));
        var counts = new Dictionary<(Facet, string), int>();
        foreach (var number in answer.Found)
        {
            var (entry, key) = (answer.Snapshot.Entries[number]!, default((Facet, string)));
            foreach (var value in entry.In(Facet.Region, seen[number], today)) if (value < regions.Length && (key.Item2 is null || regions[value].Length > key.Item2.Length)) key = (Facet.Region, regions[value]);
            if (key.Item2 is null) key = (Facet.Country, entry.Country);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Total = answer.Found.Length;
        Elsewhere = counts.GetValueOrDefault((Facet.Country, ""));
        var most = counts.Count == 0 ? 1 : counts.Values.Max();
        Places = [.. counts.Where(c => c.Key.Item2 is not "").Select(c => Of(c.Key.Item1, c.Key.Item2, c.Value, most)).OrderByDescending(p => p.Count).ThenBy(p => p.Name, StringComparer.CurrentCulture)];
    }

    private Place Of(Facet facet, string value, int count, int most)
    {
        var country = facet is Facet.Country ? value : NutsRegions.CountryOf(value);
        var open = value.EndsWith('-');
        var name = facet is Facet.Country ? Texts.Country(value) : open ? texts["{0}, region not given", Texts.Country(country)].Value : NutsRegions.Find(value)?.Name ?? value;
        return new Place(name, Texts.Country(country), count, Filter.Url(Urls.Directory, Filter.Of(facet).Contains(value) ? null : facet, value), RegionMap.Of(open ? country : value), Math.Min(One, Largest / Math.Sqrt(most)) * Math.Sqrt(count));
    }
}
