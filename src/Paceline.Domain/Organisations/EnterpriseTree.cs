namespace Paceline.Domain.Organisations;

/// <summary>
/// Owners and holdings as a tree that is changed one enterprise at a time. A place is written "0.2": the third link of the first link.
/// Changes give a new tree; the old one stays.
/// </summary>
public static class EnterpriseTree
{
    /// <summary>The most enterprises that one declaration takes: beyond it, the annexes of the Recommendation are filled in on paper.</summary>
    public const int Most = 100;
    /// <summary>How deep links of links are kept.</summary>
    public const int Deepest = 4;

    /// <summary>The numbers of a place, or null when it is not written as one.</summary>
    public static IReadOnlyList<int>? Read(string? place)
    {
        var numbers = new List<int>();
        foreach (var part in (place ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length > 3 || !int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return numbers.Count <= Deepest ? numbers : null;
    }

    /// <summary>The enterprise at a place; null when there is none.</summary>
    public static EnterpriseLink? Find(IReadOnlyList<EnterpriseLink> links, IReadOnlyList<int> place)
    {
        EnterpriseLink? found = null;
        foreach (var index in place)
        {
            if (index >= links.Count) return null;
            found = links[index];
            links = found.Links;
        }

        return found;
    }

    /// <summary>The tree with an enterprise put in the place of another.</summary>
    public static EnterpriseLink[] Replace(IReadOnlyList<EnterpriseLink> links, ReadOnlySpan<int> place, EnterpriseLink with) => Change(links, place, (list, at) => list[at] = with);

    /// <summary>The tree without an enterprise and all that hangs on it.</summary>
    public static EnterpriseLink[] Remove(IReadOnlyList<EnterpriseLink> links, ReadOnlySpan<int> place) => Change(links, place, (list, at) => list.RemoveAt(at));

    /// <summary>The tree with an enterprise added under a place; an empty place is the declaring company itself.</summary>
    public static EnterpriseLink[] Add(IReadOnlyList<EnterpriseLink> links, ReadOnlySpan<int> under, EnterpriseLink link)
    {
        if (under.IsEmpty) return [.. links, link];
        var parent = links[under[0]];
        EnterpriseLink[] changed = [.. links];
        changed[under[0]] = parent with { Links = Add(parent.Links, under[1..], link) };
        return changed;
    }

    /// <summary>How many enterprises there are.</summary>
    public static int Count(IReadOnlyList<EnterpriseLink> links) => links.Sum(l => 1 + Count(l.Links));

    private static EnterpriseLink[] Change(IReadOnlyList<EnterpriseLink> links, ReadOnlySpan<int> place, Action<List<EnterpriseLink>, int> change)
    {
        List<EnterpriseLink> list = [.. links];
        if (place.Length == 1) change(list, place[0]);
        else list[place[0]] = list[place[0]] with { Links = Change(list[place[0]].Links, place[1..], change) };
        return [.. list];
    }
}
