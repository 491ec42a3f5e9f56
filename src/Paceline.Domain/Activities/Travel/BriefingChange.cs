namespace Paceline.Domain.Activities.Travel;

/// <summary>What a change is about.</summary>
public enum BriefingArea
{
    /// <summary>A point of the itinerary.</summary>
    Point,
    /// <summary>A member of the delegation.</summary>
    Person,
    /// <summary>A host.</summary>
    Host,
    /// <summary>A company's page.</summary>
    Company,
    /// <summary>Numbers to call in need.</summary>
    Emergency,
    /// <summary>Where the delegation stays.</summary>
    Lodging,
    /// <summary>What the study says.</summary>
    Study,
}

/// <summary>What happened to it.</summary>
public enum BriefingChangeKind
{
    /// <summary>New.</summary>
    Added,
    /// <summary>At another time or in another place.</summary>
    Moved,
    /// <summary>Says something else.</summary>
    Changed,
    /// <summary>Gone.</summary>
    Dropped,
}

/// <summary>One difference between two versions of a briefing pack.</summary>
/// <param name="Area">What it is about.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Id">The point, person, host or company; null for the rest.</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">The point as it was told, where it is one.</param>
/// <param name="Now">The point as it is, where it is one.</param>
public sealed record BriefingChange(BriefingArea Area, BriefingChangeKind Kind, Guid? Id, LocalizedText Name, BriefingPoint? Before = null, BriefingPoint? Now = null);

/// <summary>How one version of a briefing pack follows on another; pure.</summary>
public static class Briefings
{
    /// <summary>
    /// The next version's content: points whose time or place was told anew count one up, so that calendars take the change;
    /// points that are gone are struck, and stay struck until they come back.
    /// </summary>
    public static BriefingContent Next(BriefingContent? told, BriefingContent draft)
    {
        if (told is null) return draft;
        var known = told.Points.Concat(told.Struck).ToDictionary(p => p.Id);
        var struck = told.Struck.Select(p => p.Id).ToHashSet();
        var now = draft.Points.Select(p => p.Id).ToHashSet();
        return draft with
        {
            Points = [.. draft.Points.Select(p => known.TryGetValue(p.Id, out var before) ? p with
            {
                Sequence = !struck.Contains(p.Id) && before.IsWhereAndWhen(p) && before.SaysTheSame(p) ? before.Sequence : before.Sequence + 1,
                ToldToAll = before.ToldToAll || before.OnlyFor.Count == 0,
                ToldTo = [.. before.ToldTo.Union(before.OnlyFor)],
            } : p)],
            Struck = [.. told.Points.Where(p => !now.Contains(p.Id)).Select(p => p with { Sequence = p.Sequence + 1 }), .. told.Struck.Where(p => !now.Contains(p.Id))],
        };
    }

    /// <summary>What is new in a version against what was told; the itinerary first, in the order of the days.</summary>
    public static List<BriefingChange> Between(BriefingContent told, BriefingContent now)
    {
        List<BriefingChange> changes = [.. Points(told.Points, now.Points).OrderBy(c => (c.Now ?? c.Before)!.Date).ThenBy(c => (c.Now ?? c.Before)!.From)];
        changes.AddRange(Named(BriefingArea.Person, told.People, now.People, p => p.Id, p => p.Name));
        changes.AddRange(Named(BriefingArea.Host, told.Hosts, now.Hosts, h => h.Id, h => h.Name));
        changes.AddRange(Named(BriefingArea.Company, told.Companies, now.Companies, c => c.Id, c => c.Name));
        Text(BriefingArea.Emergency, told.EmergencyNumbers, now.EmergencyNumbers);
        Text(BriefingArea.Lodging, told.Lodging, now.Lodging);
        Text(BriefingArea.Study, Words(told.Excerpts), Words(now.Excerpts));
        return changes;

        void Text(BriefingArea area, string before, string after)
        {
            if (before == after) return;
            changes.Add(new BriefingChange(area, before is "" ? BriefingChangeKind.Added : after is "" ? BriefingChangeKind.Dropped : BriefingChangeKind.Changed, null, []));
        }
    }

    private static IEnumerable<BriefingChange> Points(IReadOnlyList<BriefingPoint> told, IReadOnlyList<BriefingPoint> now)
    {
        var before = told.ToDictionary(p => p.Id);
        var after = now.Select(p => p.Id).ToHashSet();
        foreach (var point in now)
        {
            if (!before.TryGetValue(point.Id, out var was)) yield return new BriefingChange(BriefingArea.Point, BriefingChangeKind.Added, point.Id, point.Title, null, point);
            else if (!was.IsWhereAndWhen(point)) yield return new BriefingChange(BriefingArea.Point, BriefingChangeKind.Moved, point.Id, point.Title, was, point);
            else if (!was.SaysTheSame(point)) yield return new BriefingChange(BriefingArea.Point, BriefingChangeKind.Changed, point.Id, point.Title, was, point);
        }

        foreach (var point in told)
            if (!after.Contains(point.Id)) yield return new BriefingChange(BriefingArea.Point, BriefingChangeKind.Dropped, point.Id, point.Title, point);
    }

    private static IEnumerable<BriefingChange> Named<T>(BriefingArea area, IReadOnlyList<T> told, IReadOnlyList<T> now, Func<T, Guid> id, Func<T, string> name) where T : class
    {
        var before = told.ToDictionary(id);
        var after = now.Select(id).ToHashSet();
        foreach (var one in now)
        {
            if (!before.TryGetValue(id(one), out var was)) yield return new BriefingChange(area, BriefingChangeKind.Added, id(one), new LocalizedText(name(one)));
            else if (Print(was) != Print(one)) yield return new BriefingChange(area, BriefingChangeKind.Changed, id(one), new LocalizedText(name(one)));
        }

        foreach (var one in told)
            if (!after.Contains(id(one))) yield return new BriefingChange(area, BriefingChangeKind.Dropped, id(one), new LocalizedText(name(one)));
    }

    // All that a record says, its texts in all languages included: what two records are compared by.
    private static string Print(object record) => record switch
    {
        BriefingPerson p => string.Join('\n', p.Name, p.LatinName, p.JobTitle, p.Organisation, p.Email, p.Phone),
        BriefingHost h => string.Join('\n', h.Name, h.LatinName, h.Country, h.City, h.Address, h.Website, Words(h.About)),
        BriefingCompany c => string.Join('\n', c.Name, c.LatinName, c.Country, c.City, c.Website, Words(c.About), Words(c.Products), Words(c.Offers), Words(c.Needs)),
        _ => "",
    };

    private static string Words(IEnumerable<BriefingExcerpt> excerpts) => string.Join('\n', excerpts.Select(e => $"{e.Study} {e.Section} {e.Readers} {Words(e.Text)}"));

    private static string Words(LocalizedText text) => string.Join('\n', text.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key} {t.Value}"));
}
