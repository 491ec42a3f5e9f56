using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Audit;

/// <summary>What is wrong with the chain, and where.</summary>
/// <param name="Sequence">Place of the entry at which it shows.</param>
/// <param name="Entry">The entry, where there is one.</param>
/// <param name="Fault">What is wrong, in English.</param>
public sealed record ChainFault(long Sequence, AuditEvent? Entry, string Fault);

/// <summary>What a check of the chain found.</summary>
/// <param name="Length">Entries.</param>
/// <param name="Redacted">Entries of which personal texts were taken out.</param>
/// <param name="Head">Hash of the last entry: noted elsewhere, it proves later that nothing before it was touched.</param>
/// <param name="Faults">What is wrong; empty while the chain is whole.</param>
/// <param name="NotedIsThere">Whether a hash that was noted earlier still stands in the chain; null where none was given.</param>
public sealed record ChainState(long Length, long Redacted, string Head, IReadOnlyList<ChainFault> Faults, bool? NotedIsThere)
{
    public bool IsWhole => Faults.Count == 0 && NotedIsThere is not false;
}

/// <summary>Reads the whole chain and finds entries that were changed, removed, inserted, moved or cut off.</summary>
public sealed class VerifyTrail(PacelineDb db)
{
    private const int Most = 100;

    public async Task<ChainState> Run(string? noted = null, CancellationToken stop = default)
    {
        await using var snapshot = db.Database.CurrentTransaction is null ? await Snapshot.Begin(db, stop) : null;
        List<ChainFault> faults = [];
        Dictionary<Guid, (AuditEvent First, List<(long, string)> Texts)> redactions = [];
        Dictionary<Guid, string> said = [];
        var (expected, previous, redacted, found) = (1L, AuditChain.Start, 0L, noted is null ? (bool?)null : false);
        await foreach (var entry in db.AuditEvents.AsNoTracking().OrderBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (entry.Sequence > expected) Add(new(entry.Sequence, entry, string.Create(CultureInfo.InvariantCulture, $"{entry.Sequence - expected} entries before it are gone")));
            else if (entry.Sequence < expected) Add(new(entry.Sequence, entry, "it has no place in the chain: inserted by hand"));
            if (!string.Equals(AuditChain.HashOf(entry, previous), entry.Hash, StringComparison.Ordinal) && entry.Sequence == expected)
                Add(new(entry.Sequence, entry, "it does not follow from the entry before: changed, inserted or moved"));
            foreach (var (name, _) in AuditChain.Texts(entry))
                if (AuditChain.RedactionOf(entry, name) is { } redaction)
                {
                    if (!redactions.TryGetValue(redaction, out var together)) redactions[redaction] = together = (entry, []);
                    together.Texts.Add((entry.Sequence, name));
                }

            if (entry.RedactedAt is not null) redacted++;
            if (string.Equals(entry.Action, RedactTrail.Action, StringComparison.Ordinal)) said[entry.Id] = entry.Details;
            if (noted is not null && string.Equals(entry.Hash, noted, StringComparison.OrdinalIgnoreCase)) found = true;
            (expected, previous) = (entry.Sequence + 1, entry.Hash);
        }

        foreach (var (redaction, (first, texts)) in redactions)
            if (!said.TryGetValue(redaction, out var details) || !details.Contains(AuditChain.DigestOf(texts), StringComparison.Ordinal))
                Add(new(first.Sequence, first, "texts are missing of which no entry says that they were taken out"));
        var head = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(stop);
        if (head is null || head.Length != expected - 1 || !string.Equals(head.Hash, previous, StringComparison.Ordinal))
            Add(new(expected - 1, null, string.Create(CultureInfo.InvariantCulture, $"the chain ends at {expected - 1}, but {head?.Length ?? 0} entries were written")));
        return new ChainState(expected - 1, redacted, previous, faults, found);

        void Add(ChainFault fault)
        {
            if (faults.Count < Most) faults.Add(fault);
        }
    }
}
