using System.Collections.Concurrent;
using System.Globalization;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>The parts of an entry in which words are looked for.</summary>
public enum EntryField
{
    /// <summary>The name as written.</summary>
    Name,
    /// <summary>Its short, Latin and English forms.</summary>
    OtherName,
    /// <summary>Products and services.</summary>
    Products,
    /// <summary>Certificates.</summary>
    Certifications,
    /// <summary>The one sentence.</summary>
    Summary,
    /// <summary>What it offers.</summary>
    Offers,
    /// <summary>What it looks for.</summary>
    Needs,
    /// <summary>Value chain, sectors, services of a cluster.</summary>
    Chain,
    /// <summary>Country and region.</summary>
    Place,
    /// <summary>Town.</summary>
    Town,
    /// <summary>Markets served and wanted.</summary>
    Markets,
    /// <summary>The paragraphs about it.</summary>
    Description,
}

/// <summary>An organisation with its profile, as it was read.</summary>
public sealed record EntryRecord(Organisation Organisation, CompanyProfile? Company, ClusterProfile? Cluster);

/// <summary>The texts of an entry, field by field: what the index holds, and where a found word is shown.</summary>
public static class DirectoryTexts
{
    /// <summary>What a word in a field weighs.</summary>
    public static float Weight(EntryField field) => field switch
    {
        EntryField.Name => 10,
        EntryField.OtherName => 9,
        EntryField.Products => 6,
        EntryField.Certifications or EntryField.Summary => 4,
        EntryField.Offers or EntryField.Chain => 3.5f,
        EntryField.Needs or EntryField.Place or EntryField.Town => 3,
        EntryField.Markets => 2,
        _ => 1,
    };

    /// <summary>The part of a profile to which a field belongs: a viewer who does not see the part does not find by it.</summary>
    public static PublicFields PartOf(EntryField field) => field switch
    {
        EntryField.Products or EntryField.Description => PublicFields.Description,
        EntryField.Certifications => PublicFields.Certifications,
        EntryField.Offers or EntryField.Needs => PublicFields.OffersAndNeeds,
        EntryField.Town => PublicFields.Address,
        EntryField.Markets => PublicFields.Markets,
        _ => PublicFields.Card,
    };

    /// <summary>Every text with its field and the language that it is written in, where that is known.</summary>
    public static IEnumerable<(EntryField Field, string Text, string? Language)> Of(EntryRecord record, Texts texts)
    {
        var (o, company, cluster) = record;
        yield return (EntryField.Name, o.Name, null);
        foreach (var name in new[] { o.ShortName, o.LatinName, o.EnglishName }) if (name is not "") yield return (EntryField.OtherName, name, null);
        foreach (var part in Each(EntryField.Summary, o.Summary)) yield return part;
        if (company is not null)
        {
            foreach (var part in Each(EntryField.Products, company.Products)) yield return part;
            if (company.HsCodes.Length > 0) yield return (EntryField.Products, string.Join(", ", company.HsCodes), null);
            if (company.Certifications.Length > 0) yield return (EntryField.Certifications, string.Join(", ", company.Certifications), null);
            foreach (var part in Each(EntryField.Offers, company.Offers)) yield return part;
            foreach (var part in Each(EntryField.Needs, company.Needs)) yield return part;
            if (company.Segment is { } segment) yield return (EntryField.Chain, InAllLanguages(texts, segment), null);
            foreach (var sector in company.CrossSectors) yield return (EntryField.Chain, InAllLanguages(texts, sector), null);
            foreach (var market in company.CurrentMarkets.Union(company.TargetMarkets)) yield return (EntryField.Markets, CountryInAllLanguages(market), null);
        }

        if (cluster is not null)
        {
            foreach (var chain in cluster.ValueChains) yield return (EntryField.Chain, InAllLanguages(texts, chain), null);
            foreach (var line in cluster.Services.Concat(cluster.Ecosystems).Concat(cluster.Priorities)) yield return (EntryField.Chain, line, null);
        }

        if (o.Country is not "") yield return (EntryField.Place, CountryInAllLanguages(o.Country), null);
        if (o.Region is not "") yield return (EntryField.Place, o.Region, null);
        if (o.City is not "") yield return (EntryField.Town, o.City, null);
        foreach (var part in Each(EntryField.Description, o.Description)) yield return part;
    }

    private static IEnumerable<(EntryField, string, string?)> Each(EntryField field, LocalizedText text) =>
        text.Where(t => t.Value is not "").Select(t => (field, t.Value, (string?)t.Key));

    private static readonly ConcurrentDictionary<string, string> CountryNames = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Enum, string> Named = new();

    private static string CountryInAllLanguages(string code) => CountryNames.GetOrAdd(code, c => string.Join(", ", Texts.Languages.Select(l => Countries.NameOf(c, l)).Distinct()));

    // A reader of any language finds a sector by its word in that language.
    private static string InAllLanguages<TEnum>(Texts texts, TEnum value) where TEnum : struct, Enum => Named.GetOrAdd(value, _ =>
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            return string.Join(", ", Texts.Languages.Select(l => (CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(l), texts.Word(value)).Item2).Distinct());
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    });
}
