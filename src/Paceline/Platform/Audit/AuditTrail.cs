using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;

namespace Paceline.Platform.Audit;

/// <summary>Adds to the trail within the caller's unit of work: no change without its entry, no entry without its change.</summary>
public sealed class AuditTrail(PacelineDb db, CurrentAccess access, TimeProvider clock)
{
    /// <summary>Notes an act of whoever asks.</summary>
    /// <param name="action">An English sentence in the past tense, also the key of its translations.</param>
    /// <param name="kind">Kind of record.</param>
    /// <param name="id">The record.</param>
    /// <param name="subject">What the record is called.</param>
    /// <param name="details">Before and after, as people read it.</param>
    /// <param name="onBehalfOf">For whom, where it was not for oneself.</param>
    /// <param name="cluster">The cluster whose record it is.</param>
    /// <param name="actor">Who did it, where nobody is signed in: the command line.</param>
    public void Add(string action, RecordKind kind, Guid id, string subject, string details = "", string? onBehalfOf = null, Guid? cluster = null, string? actor = null) =>
        db.AuditEvents.Add(new AuditEvent
        {
            At = clock.GetUtcNow(),
            ActorId = access.PersonId,
            Actor = actor ?? access.Name,
            OnBehalfOf = onBehalfOf,
            Action = action,
            RecordKind = kind,
            RecordId = id,
            Subject = subject,
            Details = details,
            ClusterId = cluster,
        });
}
