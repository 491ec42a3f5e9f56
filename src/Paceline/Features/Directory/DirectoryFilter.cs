using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Paceline.Features.Directory;

/// <summary>In what order entries are listed.</summary>
public enum DirectoryOrder
{
    /// <summary>The best match first; by name where nothing is looked for.</summary>
    Best,
    /// <summary>By name.</summary>
    Name,
    /// <summary>By country, then by name.</summary>
    Country,
}

/// <summary>What somebody asks the directory, as it stands in the address: a list can be kept and sent as a link.</summary>
public sealed class DirectoryFilter
{
    private const int MostValues = 60;

    /// <summary>Words to look for.</summary>
    public string? Q { get; set; }
    public string[] Kind { get; set; } = [];
    public string[] Country { get; set; } = [];
    public string[] Region { get; set; } = [];
    public string[] Cluster { get; set; } = [];
    public string[] Segment { get; set; } = [];
    public string[] Sector { get; set; } = [];
    public string[] SellsIn { get; set; } = [];
    public string[] WantsIn { get; set; } = [];
    public string[] Size { get; set; } = [];
    public DirectoryOrder Order { get; set; }
    [Range(1, 100_000, ErrorMessage = "There is no such page.")]
    public int Page { get; set; } = 1;

    /// <summary>The words, as far as anybody needs to write.</summary>
    public string Question => (Q ?? "").Trim() is { Length: > 200 } longer ? longer[..200] : (Q ?? "").Trim();

    /// <summary>Chosen values of a facet.</summary>
    public string[] Of(Facet facet) => (facet switch
    {
        Facet.Kind => Kind,
        Facet.Country => Country,
        Facet.Region => Region,
        Facet.Cluster => Cluster,
        Facet.Segment => Segment,
        Facet.Sector => Sector,
        Facet.SellsIn => SellsIn,
        Facet.WantsIn => WantsIn,
        _ => Size,
    } ?? []).Where(v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.Ordinal).Take(MostValues).ToArray();

    /// <summary>Whether anything is asked for.</summary>
    public bool IsEmpty => Question is "" && Enum.GetValues<Facet>().All(f => Of(f).Length == 0);

    /// <summary>Name of a facet in the address.</summary>
    public static string NameOf(Facet facet) => char.ToLowerInvariant(facet.ToString()[0]) + facet.ToString()[1..];

    /// <summary>The address of this list at a path, with one value of a facet put in or taken out, from page one unless a page is named.</summary>
    public string Url(string path, Facet? change = null, string? value = null, string? question = null, int page = 1)
    {
        var parts = new List<KeyValuePair<string, string?>>();
        if ((question ?? Question) is { Length: > 0 } words) parts.Add(new("q", words));
        foreach (var facet in Enum.GetValues<Facet>())
        {
            var chosen = Of(facet).ToList();
            if (facet == change && value is not null && !chosen.Remove(value)) chosen.Add(value);
            parts.AddRange(chosen.Select(v => new KeyValuePair<string, string?>(NameOf(facet), v)));
        }

        if (Order is not DirectoryOrder.Best) parts.Add(new("order", Order.ToString()));
        if (page > 1) parts.Add(new("page", page.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString(path, parts);
    }
}
