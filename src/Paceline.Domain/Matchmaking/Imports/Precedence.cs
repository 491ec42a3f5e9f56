namespace Paceline.Domain.Matchmaking.Imports;

/// <summary>Which meeting must come before which.</summary>
public static class Precedence
{
    /// <summary>Meetings that wait for each other in a circle, and so can never all be held; empty if there is none.</summary>
    /// <param name="after">For each meeting those that must come before it; numbers that are no key are ignored.</param>
    public static IReadOnlySet<int> Circle(IReadOnlyDictionary<int, int[]> after)
    {
        var left = Trim(after.ToDictionary(p => p.Key, p => p.Value.Where(after.ContainsKey).Distinct().ToArray()));
        // What is left waits for a circle or is one; the same from the other end leaves what lies between circles at most.
        var followers = left.SelectMany(p => p.Value, (p, before) => (Before: before, Then: p.Key)).ToLookup(e => e.Before, e => e.Then);
        return Trim(left.Keys.ToDictionary(k => k, k => followers[k].ToArray())).Keys.ToHashSet();
    }

    // Takes away, again and again, what waits for nothing.
    private static Dictionary<int, int[]> Trim(Dictionary<int, int[]> waits)
    {
        var followers = waits.SelectMany(p => p.Value, (p, before) => (Before: before, Then: p.Key)).ToLookup(e => e.Before, e => e.Then);
        var open = waits.ToDictionary(p => p.Key, p => p.Value.Length);
        var free = new Queue<int>(open.Where(p => p.Value == 0).Select(p => p.Key));
        while (free.TryDequeue(out var meeting))
        {
            open.Remove(meeting);
            foreach (var then in followers[meeting])
                if (--open[then] == 0) free.Enqueue(then);
        }

        return open.Keys.ToDictionary(k => k, k => waits[k].Where(open.ContainsKey).ToArray());
    }
}
