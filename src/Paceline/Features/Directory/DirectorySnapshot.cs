using Paceline.Platform.Search;

namespace Paceline.Features.Directory;

/// <summary>
/// The whole directory at one moment, never changed: readers keep the one that they hold while a newer one is made.
/// It has two parts: the most of it, and the entries that changed since that was built.
/// </summary>
public sealed class DirectorySnapshot
{
    /// <summary>So many changed entries are kept apart; then the parts are merged.</summary>
    private const int MostApart = 200;

    private readonly Dictionary<Guid, PreparedEntry> _apart;

    private DirectorySnapshot(FacetValues values, TextSegment most, DirectoryEntry?[] mostEntries, Dictionary<Guid, PreparedEntry> apart)
    {
        (Values, _apart, Most, Offset) = (values, apart, most, mostEntries.Length);
        var builder = new TextSegment.Builder();
        Entries = new DirectoryEntry?[mostEntries.Length + apart.Count];
        mostEntries.CopyTo(Entries, 0);
        var next = mostEntries.Length;
        foreach (var prepared in apart.Values)
        {
            prepared.AddTo(builder);
            Entries[next++] = prepared.Entry;
        }

        Apart = builder.Build();
        var (order, keys) = (Enumerable.Range(0, Entries.Length).ToArray(), Entries.Select(e => e?.SortKey ?? "").ToArray());
        Array.Sort(keys, order, StringComparer.Ordinal);
        Rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++) Rank[order[i]] = i;
        Numbers = new Dictionary<Guid, int>(Entries.Length);
        for (var i = 0; i < Entries.Length; i++) if (Entries[i] is { } entry) Numbers[entry.Id] = i;
    }

    public FacetValues Values { get; }
    public TextSegment Most { get; }
    public TextSegment Apart { get; }
    /// <summary>Where the numbers of <see cref="Apart"/> begin.</summary>
    public int Offset { get; }
    /// <summary>Entries by number; null where one was replaced or is gone.</summary>
    public DirectoryEntry?[] Entries { get; }
    /// <summary>Place of each number in the order of names.</summary>
    public int[] Rank { get; }
    /// <summary>Number of each organisation.</summary>
    public Dictionary<Guid, int> Numbers { get; }

    public DirectoryEntry? Find(Guid id) => Numbers.TryGetValue(id, out var number) ? Entries[number] : null;

    public static DirectorySnapshot Of(FacetValues values, TextSegment segment, List<DirectoryEntry> entries) => new(values, segment, [.. entries], []);

    /// <summary>The directory with some entries read anew; those that are not among the fresh ones are gone.</summary>
    public DirectorySnapshot With(IReadOnlyCollection<Guid> changed, IEnumerable<PreparedEntry> fresh)
    {
        var apart = new Dictionary<Guid, PreparedEntry>(_apart);
        var most = Entries[..Offset];
        foreach (var id in changed)
        {
            apart.Remove(id);
            if (Numbers.TryGetValue(id, out var number) && number < Offset) most[number] = null;
        }

        foreach (var entry in fresh) apart[entry.Entry.Id] = entry;
        var next = new DirectorySnapshot(Values, Most, most, apart);
        return apart.Count <= MostApart ? next : next.Merged();
    }

    private DirectorySnapshot Merged()
    {
        var (rename, left) = (new int[Entries.Length], new List<DirectoryEntry>(Entries.Length));
        for (var i = 0; i < Entries.Length; i++)
        {
            rename[i] = Entries[i] is null ? -1 : left.Count;
            if (Entries[i] is { } entry) left.Add(entry);
        }

        return Of(Values, TextSegment.Merge(Most, Apart, Offset, rename), left);
    }
}
