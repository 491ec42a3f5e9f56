namespace Paceline.Scheduling.Sat;

/// <summary>
/// Where solvers of the same problem tell each other their best lemmas. They may have different clauses, but the first
/// variables mean the same to all of them, and a lemma is told only where it speaks of no others.
/// </summary>
internal sealed class LemmaExchange
{
    private readonly Lock _gate = new();
    private sealed record Posted(int Author, int Glue, int[] Lemma);

    private readonly List<Posted> _posted = [];
    private int _authors;

    public int Join()
    {
        lock (_gate) return _authors++;
    }

    public void Post(int author, int glue, ReadOnlySpan<int> lemma)
    {
        lock (_gate) _posted.Add(new Posted(author, glue, lemma.ToArray()));
    }

    /// <summary>The next lemma of another author at or after a position, which moves on; null where there is none.</summary>
    public int[]? Next(int author, ref int position, out int glue)
    {
        lock (_gate)
        {
            while (position < _posted.Count)
            {
                var (by, quality, lemma) = _posted[position++];
                if (by == author) continue;
                glue = quality;
                return lemma;
            }
        }

        glue = 0;
        return null;
    }
}
