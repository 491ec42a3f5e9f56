using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;

namespace Paceline.Platform.Audit;

/// <summary>How a person is found in the trail beside its own records.</summary>
/// <param name="Anywhere">What is the person's alone, in whichever entry it stands: its proved addresses.</param>
/// <param name="Near">Names that may be somebody else's too: they are looked for only where the entry has to do with the person.</param>
/// <param name="Names">Every spelling: under one of these the holder of a link acted, who has no account.</param>
/// <param name="IsNear">Whether an entry has to do with the person: its company, its cluster, an activity that it took part in.</param>
public sealed record TrailSearch(NamesInText Anywhere, NamesInText Near, IReadOnlySet<string> Names, Func<AuditEvent, bool> IsNear);

/// <summary>
/// Takes a person out of the trail when its data are erased: the name where it acted, what was said of it where it is the
/// record. That something was done, when and to what stays, and so does the chain; an entry says what was taken out.
/// </summary>
public sealed class RedactTrail(PacelineDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The entry that says so.</summary>
    public const string Action = "Took personal data out of the audit trail";

    private const string Gone = "—";
    private const int Batch = 500;
    private static readonly HashSet<Guid> NoOthers = [];

    /// <summary>Takes out a person, or a participant of an event. How many texts went; all or nothing.</summary>
    /// <param name="kind">Person or Participant.</param>
    /// <param name="id">The record.</param>
    /// <param name="pseudonym">What stands for the name from now on.</param>
    /// <param name="stop">Stops.</param>
    public Task<int> Run(RecordKind kind, Guid id, string pseudonym, CancellationToken stop = default) => Run(kind, id, pseudonym, NoOthers, null, stop);

    /// <summary>The same for everything that stands for a person.</summary>
    /// <param name="kind">Person or Participant.</param>
    /// <param name="id">The record.</param>
    /// <param name="pseudonym">What stands for the name from now on.</param>
    /// <param name="others">Other records that are about the person: its contacts, places at events, messages.</param>
    /// <param name="search">Names and addresses that go from the texts of other entries too.</param>
    /// <param name="stop">Stops.</param>
    public async Task<int> Run(RecordKind kind, Guid id, string pseudonym, IReadOnlySet<Guid> others, TrailSearch? search, CancellationToken stop = default)
    {
        await using var together = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        var (redaction, now, texts) = (Ids.New(), clock.GetUtcNow(), new List<(long, string)>());
        var entries = db.AuditEvents.AsNoTracking();
        // What is hidden inside lists and texts, no index finds: then the whole trail is read.
        if (others.Count == 0 && search is null) entries = entries.Where(a => a.ActorId == id || a.RecordKind == kind && a.RecordId == id);
        List<AuditEvent> about = [];
        await foreach (var entry in entries.OrderBy(a => a.Sequence).AsAsyncEnumerable().WithCancellation(stop))
            if (Names(entry, kind, id, others, search).Any()) about.Add(entry);
        foreach (var entry in about)
        {
            var names = Names(entry, kind, id, others, search).Distinct(StringComparer.Ordinal).Where(n => AuditChain.RedactionOf(entry, n) is null && entry.Seals.ContainsKey(n)).ToList();
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

    /// <summary>Takes the network out of entries from before a moment: who looked after its time is not told by where from. How many; in the caller's transaction.</summary>
    /// <param name="before">Entries from before this moment.</param>
    /// <param name="held">Accounts whose entries stay as they are.</param>
    /// <param name="kind">Kind of the record that the entry about it names.</param>
    /// <param name="id">That record.</param>
    /// <param name="subject">What it is called.</param>
    /// <param name="stop">Stops.</param>
    public async Task<int> Networks(DateTimeOffset before, IReadOnlyCollection<Guid> held, RecordKind kind, Guid id, string subject, CancellationToken stop)
    {
        var (redaction, now, texts, last) = (Ids.New(), clock.GetUtcNow(), new List<(long, string)>(), 0L);
        while (await WithNetwork(db, before, held).Where(a => a.Sequence > last).OrderBy(a => a.Sequence).Take(Batch).ToListAsync(stop) is { Count: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                var seals = new Dictionary<string, string>(entry.Seals, StringComparer.Ordinal) { [nameof(entry.Address)] = AuditChain.Redacted(entry, nameof(entry.Address), redaction) };
                await db.AuditEvents.Where(a => a.Id == entry.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Address, Gone).SetProperty(x => x.Seals, seals).SetProperty(x => x.RedactedAt, now), stop);
                texts.Add((entry.Sequence, nameof(entry.Address)));
            }

            last = entries[^1].Sequence;
        }

        if (texts.Count > 0) audit.Add(redaction, Action, kind, id, subject, string.Create(CultureInfo.InvariantCulture, $"{texts.Count} · SHA-256 {AuditChain.DigestOf(texts)}"));
        return texts.Count;
    }

    /// <summary>Entries from before a moment that still say from which network they came.</summary>
    public static IQueryable<AuditEvent> WithNetwork(PacelineDb db, DateTimeOffset before, IReadOnlyCollection<Guid> held) =>
        db.AuditEvents.AsNoTracking().Where(a => a.At < before && a.Address != null && a.Address != "" && a.Address != Gone && (a.ActorId == null || !held.Contains(a.ActorId.Value)));

    private static IEnumerable<string> Names(AuditEvent entry, RecordKind kind, Guid id, IReadOnlySet<Guid> others, TrailSearch? search)
    {
        var isRedaction = string.Equals(entry.Action, Action, StringComparison.Ordinal);
        if (search is not null && !isRedaction)
        {
            var isNear = entry.ActorId == id || others.Contains(entry.RecordId) || search.IsNear(entry);
            // Who acted, the account says; only the holder of a link has none.
            if (isNear && entry.ActorId is null && search.Names.Contains(entry.Actor)) yield return nameof(entry.Actor);
            foreach (var (name, text) in AuditChain.Texts(entry))
                if (name is not nameof(entry.Actor) && (search.Anywhere.IsIn(text) || isNear && search.Near.IsIn(text))) yield return name;
        }

        if (entry.ActorId == id)
        {
            yield return nameof(entry.Actor);
            yield return nameof(entry.Address);
        }

        if (isRedaction || !(entry.RecordKind == kind && entry.RecordId == id || others.Contains(entry.RecordId))) yield break;
        yield return nameof(entry.Subject);
        yield return nameof(entry.Details);
        if (entry.RecordKind is RecordKind.Participant) yield return nameof(entry.OnBehalfOf);
        foreach (var (index, change) in entry.Changes.Index())
            if (change.Personal) yield return AuditChain.ChangeName(index);
    }
}
