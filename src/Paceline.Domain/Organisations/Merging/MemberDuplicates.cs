namespace Paceline.Domain.Organisations.Merging;

/// <summary>A record as far as the search for duplicates looks at it.</summary>
public sealed record Likeness(Guid Id, string Name, string NameKey, string Country, string VatNumber, string RegistrationKey, string WebDomain, Guid? HomeClusterId, bool IsPublic);

/// <summary>Two records that may be one.</summary>
/// <param name="First">The one with the smaller id.</param>
/// <param name="Second">The other.</param>
/// <param name="Reasons">Why: English, keys of translations, the strongest first.</param>
public sealed record DuplicatePair(Likeness First, Likeness Second, IReadOnlyList<string> Reasons);

/// <summary>Finds records that may be one, group by group: never each against each.</summary>
public static class MemberDuplicates
{
    /// <summary>A website of more companies than this is a portal, and says nothing about who they are.</summary>
    private const int MostOfOneWebsite = 6;

    /// <summary>Pairs that may be one, without those of which somebody said that they are two.</summary>
    public static IReadOnlyList<DuplicatePair> Find(IReadOnlyCollection<Likeness> records, IReadOnlySet<(Guid First, Guid Second)> distinct)
    {
        var pairs = new Dictionary<(Guid, Guid), (Likeness First, Likeness Second, List<string> Reasons)>();
        Collect(records.Where(r => r.VatNumber is not "").GroupBy(r => r.VatNumber, StringComparer.Ordinal), "Same VAT number", int.MaxValue);
        Collect(records.Where(r => r.RegistrationKey is not "").GroupBy(r => r.Country + "|" + r.RegistrationKey, StringComparer.Ordinal), "Same registration number and country", int.MaxValue);
        Collect(records.Where(r => r.NameKey is not "").GroupBy(r => r.Country + "|" + r.NameKey, StringComparer.Ordinal), "Same name and country", int.MaxValue);
        Collect(records.Where(r => r.WebDomain is not "").GroupBy(r => r.WebDomain, StringComparer.Ordinal), "Same website", MostOfOneWebsite);
        return [.. pairs.Where(p => !distinct.Contains(p.Key)).Select(p => new DuplicatePair(p.Value.First, p.Value.Second, p.Value.Reasons)).OrderByDescending(p => p.Reasons.Count).ThenBy(p => p.First.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.First.Id)];

        void Collect(IEnumerable<IGrouping<string, Likeness>> groups, string reason, int most)
        {
            foreach (var group in groups)
            {
                var alike = group.OrderBy(r => r.Id).ToList();
                if (alike.Count < 2 || alike.Count > most) continue;
                // Each beside the next: of many that are one, every merge brings the next pair up.
                for (var i = 1; i < alike.Count; i++)
                {
                    var (first, second) = alike[i - 1].Id.CompareTo(alike[i].Id) < 0 ? (alike[i - 1], alike[i]) : (alike[i], alike[i - 1]);
                    if (pairs.TryGetValue((first.Id, second.Id), out var pair)) pair.Reasons.Add(reason);
                    else pairs[(first.Id, second.Id)] = (first, second, [reason]);
                }
            }
        }
    }
}
