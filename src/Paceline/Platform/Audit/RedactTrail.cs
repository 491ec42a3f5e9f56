using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;

namespace Paceline.Platform.Audit;

/// <summary>
/// Takes a person out of the trail when its data are erased: the name where it acted, what was said of it where it is the
/// record. That something was done, when and to what stays, and so does the chain; an entry says what was taken out.
/// </summary>
public sealed class RedactTrail(PacelineDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The entry that says so.</summary>
    public const string Action = "Took personal data out of the audit trail";

    private const string Gone = "—";

    /// <summary>Takes out a person, or a participant of an event. How many texts went; all or nothing.</summary>
    /// <param name="kind">Person or Participant.</param>
    /// <param name="id">The record.</param>
    /// <param name="pseudonym">What stands for the name from now on.</param>
    /// <param name="stop">Stops.</param>
    public async Task<int> Run(RecordKind kind, Guid id, string pseudonym, CancellationToken stop = default)
    {
        await using var together = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        var (redaction, now, texts) = (Ids.New(), clock.GetUtcNow(), new List<(long, string)>());
        foreach (var entry in await db.AuditEvents.AsNoTracking().Where(a => a.ActorId == id || a.RecordKind == kind && a.RecordId == id).OrderBy(a => a.Sequence).ToListAsync(stop))
        {
            var names = Names(entry, kind, id).Where(n => AuditChain.RedactionOf(entry, n) is null && entry.Seals.ContainsKey(n)).ToList();
            if (names.Count == 0) continue;
            var seals = new Dictionary<string, string>(entry.Seals, StringComparer.Ordinal);
            foreach (var name in names) seals[name] = AuditChain.Redacted(entry, name, redaction);
            texts.AddRange(names.Select(n => (entry.Sequence, n)));
            var changes = entry.Changes.Select((c, i) => names.Contains(AuditChain.ChangeName(i)) ? c with { Before = null, After = null } : c).ToList();
            string? Text(string name, string? now, string then) => names.Contains(name) ? then : now;
            var (actor, subject, details, behalf, address) = (Text("Actor", entry.Actor, pseudonym)!, Text("Subject", entry.Subject, pseudonym)!, Text("Details", entry.Details, Gone)!, Text("OnBehalfOf", entry.OnBehalfOf, pseudonym), Text("Address", entry.Address, Gone));
            await db.AuditEvents.Where(a => a.Id == entry.Id).ExecuteUpdateAsync(a => a
                .SetProperty(x => x.Actor, actor).SetProperty(x => x.Subject, subject).SetProperty(x => x.Details, details).SetProperty(x => x.OnBehalfOf, behalf)
                .SetProperty(x => x.Address, address).SetProperty(x => x.Changes, changes).SetProperty(x => x.Seals, seals).SetProperty(x => x.RedactedAt, now), stop);
        }

        if (texts.Count > 0)
        {
            audit.Add(redaction, Action, kind, id, pseudonym, string.Create(CultureInfo.InvariantCulture, $"{texts.Count} · SHA-256 {AuditChain.DigestOf(texts)}"));
            await db.SaveChangesAsync(stop);
        }

        if (together is not null) await together.CommitAsync(stop);
        return texts.Count;
    }

    private static IEnumerable<string> Names(AuditEvent entry, RecordKind kind, Guid id)
    {
        if (entry.ActorId == id)
        {
            yield return nameof(entry.Actor);
            yield return nameof(entry.Address);
        }

        if (entry.RecordKind != kind || entry.RecordId != id || string.Equals(entry.Action, Action, StringComparison.Ordinal)) yield break;
        yield return nameof(entry.Subject);
        yield return nameof(entry.Details);
        if (kind is RecordKind.Participant) yield return nameof(entry.OnBehalfOf);
        foreach (var (index, change) in entry.Changes.Index())
            if (change.Personal) yield return AuditChain.ChangeName(index);
    }
}
