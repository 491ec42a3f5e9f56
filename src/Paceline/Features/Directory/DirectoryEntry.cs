using System.Collections.Concurrent;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Search;

namespace Paceline.Features.Directory;

/// <summary>By what the directory is narrowed.</summary>
public enum Facet
{
    /// <summary>What the organisation is.</summary>
    Kind,
    /// <summary>Country.</summary>
    Country,
    /// <summary>NUTS region, with those that it lies in.</summary>
    Region,
    /// <summary>Home cluster.</summary>
    Cluster,
    /// <summary>Value chain.</summary>
    Segment,
    /// <summary>Sectors crossed.</summary>
    Sector,
    /// <summary>Markets served.</summary>
    SellsIn,
    /// <summary>Markets wanted.</summary>
    WantsIn,
    /// <summary>Size by the validated declaration.</summary>
    Size,
}

/// <summary>Values of facets by number, so that counting them is adding to an array. Values are only ever added.</summary>
public sealed class FacetValues
{
    private readonly Dictionary<string, int>[] _numbers = [.. Enum.GetValues<Facet>().Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private readonly List<string>[] _values = [.. Enum.GetValues<Facet>().Select(_ => new List<string>())];
    private readonly Lock _turn = new();

    public int Number(Facet facet, string value)
    {
        lock (_turn)
        {
            if (_numbers[(int)facet].TryGetValue(value, out var number)) return number;
            _values[(int)facet].Add(value);
            return _numbers[(int)facet][value] = _values[(int)facet].Count - 1;
        }
    }

    /// <summary>The number of a value that some entry has; −1 for others.</summary>
    public int Find(Facet facet, string value)
    {
        lock (_turn) return _numbers[(int)facet].GetValueOrDefault(value, -1);
    }

    public string[] All(Facet facet)
    {
        lock (_turn) return [.. _values[(int)facet]];
    }
}

/// <summary>What the index keeps of an organisation beside its words: enough to filter, to count and to sort.</summary>
public sealed class DirectoryEntry
{
    private static readonly int Facets = Enum.GetValues<Facet>().Length;
    private readonly int[][] _values = new int[Facets][];

    public DirectoryEntry(EntryRecord record, IEnumerable<SizeClaim> sizes, FacetValues values)
    {
        var (o, company, _) = record;
        (Id, Name, Kind, Country, Cluster) = (o.Id, o.Name, o.Kind, o.Country, o.HomeClusterId);
        Public = company?.Public ?? PublicFields.None;
        Names = [.. new[] { o.Name, o.ShortName, o.LatinName, o.EnglishName }.Where(n => n is not "").Select(Folding.Line).Distinct(StringComparer.Ordinal)];
        SortKey = Folding.Line(o.LatinName is not "" ? o.LatinName : o.Name);
        Sizes = [.. sizes];
        Set(Facet.Kind, [o.Kind.ToString()]);
        Set(Facet.Country, o.Country is "" ? [] : [o.Country]);
        Set(Facet.Region, o.Nuts.Length switch { < 3 => HasRegions(o.Country) ? [o.Country + "-"] : [], 3 => [o.Nuts], _ => [o.Nuts[..3], o.Nuts[..4]] });
        Set(Facet.Cluster, o.HomeClusterId is { } home ? [home.ToString()] : []);
        Set(Facet.Segment, company?.Segment is { } segment ? [segment.ToString()] : record.Cluster?.ValueChains.Select(v => v.ToString()) ?? []);
        Set(Facet.Sector, company?.CrossSectors.Select(s => s.ToString()) ?? []);
        Set(Facet.SellsIn, company?.CurrentMarkets ?? []);
        Set(Facet.WantsIn, company?.TargetMarkets ?? record.Cluster?.ThirdCountries ?? []);
        // A validated size holds from a day to a day: which one counts is asked when it is counted.
        _values[(int)Facet.Size] = [.. Sizes.Select(s => values.Number(Facet.Size, s.Category.ToString()))];

        void Set(Facet facet, IEnumerable<string> of) => _values[(int)facet] = [.. of.Distinct(StringComparer.Ordinal).Select(v => values.Number(facet, v))];
    }

    public Guid Id { get; }
    public string Name { get; }
    public OrganisationKind Kind { get; }
    public string Country { get; }
    public Guid? Cluster { get; }
    public PublicFields Public { get; }
    /// <summary>The forms of its name, folded.</summary>
    public string[] Names { get; }
    public string SortKey { get; }
    public SizeClaim[] Sizes { get; }

    /// <summary>Numbers of its values in a facet, for a viewer who sees these parts on this day.</summary>
    public ReadOnlySpan<int> In(Facet facet, PublicFields sight, DateOnly day)
    {
        if ((sight & PartOf(facet)) is PublicFields.None) return default;
        if (facet is not Facet.Size) return _values[(int)facet];
        for (var i = 0; i < Sizes.Length; i++)
            if (Sizes[i].From <= day && day <= Sizes[i].To) return _values[(int)facet].AsSpan(i, 1);
        return default;
    }

    // Where a country has regions, "not given" is a place to look, too.
    private static readonly ConcurrentDictionary<string, bool> Parted = new(StringComparer.Ordinal);

    private static bool HasRegions(string country) => country is not "" && Parted.GetOrAdd(country, c => NutsRegions.In(c).Any());

    /// <summary>The validated category that counts on a day.</summary>
    public SmeCategory? SizeOn(DateOnly day) => Sizes.Where(s => s.From <= day && day <= s.To).Select(s => (SmeCategory?)s.Category).FirstOrDefault();

    private static PublicFields PartOf(Facet facet) => facet switch
    {
        Facet.SellsIn or Facet.WantsIn => PublicFields.Markets,
        Facet.Size => PublicFields.Size,
        _ => PublicFields.Card,
    };
}

/// <summary>A validated category and the days on which it counts.</summary>
public readonly record struct SizeClaim(SmeCategory Category, DateOnly From, DateOnly To);
