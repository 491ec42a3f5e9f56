namespace Paceline.Platform.Search;

/// <summary>Which documents hold which words, and in which of their fields. Never changed once it is built.</summary>
public sealed class TextSegment
{
    /// <summary>Bits of a posting that name the field.</summary>
    public const int FieldBits = 5;

    private readonly int[] _starts;
    private readonly uint[] _postings;

    private TextSegment(string[] words, int[] starts, uint[] postings) => (Lexicon, _starts, _postings) = (new Lexicon(words), starts, postings);

    /// <summary>The words.</summary>
    public Lexicon Lexicon { get; }

    /// <summary>Where a word stands: the number of the document shifted by <see cref="FieldBits"/>, and the field; in ascending order.</summary>
    public ReadOnlySpan<uint> Of(int word) => _postings.AsSpan(_starts[word], _starts[word + 1] - _starts[word]);

    /// <summary>One segment out of two, without the documents that <paramref name="rename"/> gives −1.</summary>
    /// <param name="first">A segment; its documents come first in the numbering.</param>
    /// <param name="second">Another; its documents are numbered on from <paramref name="offset"/>.</param>
    /// <param name="offset">Number of documents in the first.</param>
    /// <param name="rename">The new number of each old one.</param>
    public static TextSegment Merge(TextSegment first, TextSegment second, int offset, int[] rename)
    {
        var (words, starts, postings) = (new List<string>(), new List<int>(), new List<uint>(first._postings.Length + second._postings.Length));
        var (a, b) = (first.Lexicon.Words, second.Lexicon.Words);
        var (i, j) = (0, 0);
        while (i < a.Count || j < b.Count)
        {
            var order = i == a.Count ? 1 : j == b.Count ? -1 : string.CompareOrdinal(a[i], b[j]);
            var from = postings.Count;
            if (order <= 0) Copy(first.Of(i), 0);
            if (order >= 0) Copy(second.Of(j), offset);
            if (postings.Count > from)
            {
                words.Add(order <= 0 ? a[i] : b[j]);
                starts.Add(from);
            }

            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        starts.Add(postings.Count);
        return new TextSegment([.. words], [.. starts], [.. postings]);

        void Copy(ReadOnlySpan<uint> source, int shift)
        {
            foreach (var posting in source)
                if (rename[(posting >> FieldBits) + shift] is var number and >= 0) postings.Add((uint)number << FieldBits | posting & (1 << FieldBits) - 1);
        }
    }

    /// <summary>Collects documents into a segment; they are numbered as they come.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<ulong> _found = [];
        private readonly HashSet<ulong> _seen = [];
        private int _document = -1;

        /// <summary>The next document begins.</summary>
        public void Begin()
        {
            _document++;
            _seen.Clear();
        }

        /// <summary>Adds a text of a field of the document at hand.</summary>
        public void Add(int field, string text)
        {
            foreach (var word in Folding.ToIndex(text))
            {
                if (!_numbers.TryGetValue(word.Text, out var number)) _numbers.Add(word.Text, number = _numbers.Count);
                var entry = (ulong)number << 32 | (uint)_document << FieldBits | (uint)field;
                if (_seen.Add(entry)) _found.Add(entry);
            }
        }

        /// <summary>The segment.</summary>
        public TextSegment Build()
        {
            var words = new string[_numbers.Count];
            foreach (var (word, number) in _numbers) words[number] = word;
            var sorted = (string[])words.Clone();
            Array.Sort(sorted, StringComparer.Ordinal);
            for (var i = 0; i < sorted.Length; i++) _numbers[sorted[i]] = i;
            var entries = new ulong[_found.Count];
            for (var i = 0; i < entries.Length; i++) entries[i] = (ulong)_numbers[words[_found[i] >> 32]] << 32 | (uint)_found[i];
            Array.Sort(entries);
            var (starts, postings) = (new int[sorted.Length + 1], new uint[entries.Length]);
            var word0 = 0;
            for (var i = 0; i < entries.Length; i++)
            {
                postings[i] = (uint)entries[i];
                while (word0 < (int)(entries[i] >> 32)) starts[++word0] = i;
            }

            while (word0 < sorted.Length) starts[++word0] = entries.Length;
            return new TextSegment(sorted, starts, postings);
        }
    }
}
