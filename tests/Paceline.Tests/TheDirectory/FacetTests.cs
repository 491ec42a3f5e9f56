using Paceline.Domain.Organisations;
using Paceline.Features.Directory;
using Paceline.Platform.Search;
using Paceline.Platform.Text;

namespace Paceline.Tests.TheDirectory;

public sealed class FacetTests
{
    private static readonly Random Chance = new(19);
    private static readonly DateOnly Today = new(2017, 10, 9);
    private static readonly string[] Countries = ["BE", "ES", "FR", "NL", "CN"];
    private static readonly string[] Products = ["turf", "lighting", "climbing walls", "hubs and rims", "timing"];
    private static readonly PublicFields[] Sights = [PublicFields.None, PublicFields.Card, PublicFields.Card | PublicFields.Markets, PublicFields.All, PublicFields.All];

    [Fact]
    public void Counts_are_those_of_somebody_who_counts_by_hand()
    {
        for (var round = 0; round < 60; round++)
        {
            var companies = Enumerable.Range(0, 120).Select(Some).ToList();
            var snapshot = SnapshotOf(companies, round % 2 == 0 ? 0 : 40);
            var seen = new PublicFields[snapshot.Entries.Length];
            foreach (var company in companies) seen[snapshot.Numbers[company.Record.Organisation.Id]] = company.Seen;
            var filter = new DirectoryFilter { Q = Chance.Next(3) == 0 ? Products[Chance.Next(5)] : "", Country = Few(Countries), Segment = Few(Enum.GetNames<ValueChainSegment>()), SellsIn = Few(Countries), Size = Few(Enum.GetNames<SmeCategory>()) };

            var answer = DirectorySearch.Run(snapshot, filter, seen, Today);

            Assert.Equal(companies.Where(c => Fits(c, filter, null)).Select(c => c.Record.Organisation.Id).Order(), answer.Found.Select(n => snapshot.Entries[n]!.Id).Order());
            foreach (var facet in new[] { Facet.Country, Facet.Segment, Facet.SellsIn, Facet.Size, Facet.Region })
            {
                var byHand = companies.Where(c => Fits(c, filter, facet)).SelectMany(c => Values(c, facet)).GroupBy(v => v).ToDictionary(g => g.Key, g => g.Count());
                Assert.Equal(byHand.OrderBy(v => v.Key), answer.Facets[facet].Where(v => v.Count > 0).ToDictionary(v => v.Value, v => v.Count).OrderBy(v => v.Key));
            }
        }
    }

    private sealed record Sample(EntryRecord Record, SizeClaim? Size, PublicFields Seen);

    private static DirectorySnapshot SnapshotOf(List<Sample> companies, int apart)
    {
        var (values, builder, entries, texts) = (new FacetValues(), new TextSegment.Builder(), new List<DirectoryEntry>(), new Texts());
        var all = companies.Select(c => new PreparedEntry(new DirectoryEntry(c.Record, c.Size is { } size ? [size] : [], values), [.. DirectoryTexts.Of(c.Record, texts).Select(t => (t.Field, t.Text))])).ToList();
        foreach (var prepared in all.Skip(apart / 2))
        {
            prepared.AddTo(builder);
            entries.Add(prepared.Entry);
        }

        // Some were read again since, some are new: they stand apart.
        var snapshot = DirectorySnapshot.Of(values, builder.Build(), entries);
        return apart == 0 ? snapshot : snapshot.With([.. all.Take(apart).Select(p => p.Entry.Id)], all.Take(apart));
    }

    private static Sample Some(int index)
    {
        var country = Countries[Chance.Next(5)];
        var organisation = new Organisation { Name = $"Company {index}", Kind = OrganisationKind.Company, Country = country, Nuts = Chance.Next(2) == 0 ? "" : country + Chance.Next(1, 3) + (Chance.Next(2) == 0 ? "" : "1") };
        var profile = new CompanyProfile { OrganisationId = organisation.Id, Segment = Chance.Next(4) is < 3 and var s ? (ValueChainSegment)s : null, CurrentMarkets = Few(Countries), Products = new(Products[Chance.Next(5)]) };
        SizeClaim? size = Chance.Next(2) == 0 ? null : new SizeClaim((SmeCategory)Chance.Next(1, 5), Today.AddDays(Chance.Next(-20, 5)), Today.AddDays(Chance.Next(-5, 20)));
        return new Sample(new EntryRecord(organisation, profile, null), size, Sights[Chance.Next(Sights.Length)]);
    }

    private static bool Fits(Sample c, DirectoryFilter filter, Facet? without) =>
        c.Seen != PublicFields.None
        && (filter.Q is "" || c.Seen.HasFlag(PublicFields.Description) && c.Record.Company!.Products["en"].StartsWith(filter.Q!, StringComparison.Ordinal))
        && new[] { Facet.Country, Facet.Segment, Facet.SellsIn, Facet.Size }.All(f => f == without || filter.Of(f).Length == 0 || filter.Of(f).Intersect(Values(c, f)).Any());

    private static IEnumerable<string> Values(Sample c, Facet facet) => facet switch
    {
        Facet.Country => [c.Record.Organisation.Country],
        Facet.Region => c.Record.Organisation.Nuts is "" ? c.Record.Organisation.Country is "CN" ? [] : [c.Record.Organisation.Country + "-"] : c.Record.Organisation.Nuts is { Length: 4 } nuts ? [nuts[..3], nuts] : [c.Record.Organisation.Nuts],
        Facet.Segment => c.Record.Company!.Segment is { } segment ? [segment.ToString()] : [],
        Facet.SellsIn => c.Seen.HasFlag(PublicFields.Markets) ? c.Record.Company!.CurrentMarkets : [],
        _ => c.Seen.HasFlag(PublicFields.Size) && c.Size is { } size && size.From <= Today && Today <= size.To ? [size.Category.ToString()] : [],
    };

    private static string[] Few(string[] values) => [.. values.Where(_ => Chance.Next(4) == 0)];
}
