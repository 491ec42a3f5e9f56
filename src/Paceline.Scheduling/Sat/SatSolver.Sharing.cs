namespace Paceline.Scheduling.Sat;

// Lemmas of other solvers, taken in between two descents.
internal sealed partial class SatSolver
{
    private const int SharedGlue = 3, SharedLength = 30;

    private readonly LemmaExchange? _exchange;
    private readonly int _author;
    private int _read;

    /// <summary>Where lemmas are exchanged with other solvers; not together with a proof, which could not account for theirs.</summary>
    public LemmaExchange? Exchange
    {
        get => _exchange;
        init
        {
            _exchange = value;
            _author = value?.Join() ?? 0;
        }
    }

    /// <summary>So many variables, the first ones, mean the same to all solvers of the exchange.</summary>
    public int SharedVariables { get; set; }

    /// <summary>How many lemmas of others were taken in.</summary>
    public long Imported { get; private set; }

    private void Share(ReadOnlySpan<int> lemma)
    {
        if (_exchange is null || _glue > SharedGlue || lemma.Length > SharedLength) return;
        foreach (var literal in lemma)
        {
            if (literal >> 1 >= SharedVariables) return;
        }

        _exchange.Post(_author, _glue, lemma);
    }

    // At level 0.
    private void Import()
    {
        if (_exchange is null) return;
        while (!_contradiction && _exchange.Next(_author, ref _read, out var glue) is { } lemma) TakeIn(lemma, glue);
    }

    private void TakeIn(int[] lemma, int glue)
    {
        Span<int> kept = stackalloc int[SharedLength];
        var count = 0;
        foreach (var literal in lemma)
        {
            if (_value[literal] > 0) return;
            if (_value[literal] == 0) kept[count++] = literal;
        }

        Imported++;
        kept = kept[..count];
        if (count == 0) _contradiction = true;
        else if (count == 1) _contradiction = Asserted(kept[0]);
        else if (count == 2) AddBinary(kept[0], kept[1]);
        else _learnt.Add(Store(kept, learnt: true, Math.Min(glue, count - 1)));
    }

    // Whether asserting a literal at level 0 leads to a contradiction.
    private bool Asserted(int literal)
    {
        Enqueue(literal, 0);
        return Propagate() != 0;
    }
}
