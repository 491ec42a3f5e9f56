namespace Paceline.Domain.Matchmaking.Imports;

/// <summary>
/// Which two meet already. A table that names a pair twice has probably said it twice; published instances hold twins on
/// purpose, so there the first so many of a pair are those that the event has, and further ones are new.
/// </summary>
internal sealed class PairCounter
{
    private readonly bool _ofTables;
    private readonly Dictionary<(Guid, Guid), Queue<int>> _existing = [];
    private readonly Dictionary<(Guid, Guid), int> _inFile = [];

    public PairCounter(IEnumerable<ExistingMeeting> existing, bool ofTables)
    {
        _ofTables = ofTables;
        foreach (var meeting in existing.OrderBy(m => m.Number))
        {
            var pair = Pair(meeting.FirstId, meeting.SecondId);
            if (!_existing.TryGetValue(pair, out var numbers)) _existing[pair] = numbers = new();
            numbers.Enqueue(meeting.Number);
        }
    }

    /// <summary>The meeting of these two that a line repeats, if it repeats one.</summary>
    public (int? Number, bool InFile)? Seen(Guid first, Guid second)
    {
        var pair = Pair(first, second);
        if (_existing.TryGetValue(pair, out var numbers))
        {
            if (_ofTables) return (numbers.Peek(), false);
            if (numbers.TryDequeue(out var number)) return (number, false);
        }

        return _ofTables && _inFile.TryGetValue(pair, out var earlier) ? (earlier, true) : null;
    }

    public void Add(Guid first, Guid second, int number) => _inFile.TryAdd(Pair(first, second), number);

    private static (Guid, Guid) Pair(Guid a, Guid b) => a.CompareTo(b) < 0 ? (a, b) : (b, a);
}
