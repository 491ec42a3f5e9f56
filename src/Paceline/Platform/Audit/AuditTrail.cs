using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;

namespace Paceline.Platform.Audit;

/// <summary>For whom somebody acts.</summary>
/// <param name="Name">As it is called at that time.</param>
/// <param name="CompanyId">The company, where it is one that is known here.</param>
public sealed record Behalf(string Name, Guid? CompanyId);

/// <summary>Adds to the trail within the caller's unit of work: no change without its entry, no entry without its change.</summary>
public sealed class AuditTrail(PacelineDb db, CurrentAccess access, TimeProvider clock)
{
    /// <summary>Notes an act of whoever asks. Which fields of the record change, the unit of work itself says.</summary>
    /// <param name="action">An English sentence in the past tense, also the key of its translations.</param>
    /// <param name="kind">Kind of record.</param>
    /// <param name="id">The record.</param>
    /// <param name="subject">What the record is called.</param>
    /// <param name="details">Before and after, as people read it.</param>
    /// <param name="onBehalfOf">For whom, where it was not for oneself.</param>
    /// <param name="cluster">The cluster whose record it is.</param>
    /// <param name="actor">Who did it, where nobody is signed in: the command line.</param>
    public void Add(string action, RecordKind kind, Guid id, string subject, string details = "", Behalf? onBehalfOf = null, Guid? cluster = null, string? actor = null) =>
        Add(Ids.New(), access.PersonId, actor ?? access.Name, action, kind, id, subject, details, onBehalfOf, cluster);

    /// <summary>The same with a key of the caller's.</summary>
    public void Add(Guid key, string action, RecordKind kind, Guid id, string subject, string details) =>
        Add(key, access.PersonId, access.Name, action, kind, id, subject, details, null, null);

    /// <summary>Notes what people do to their own account while they are not signed in.</summary>
    public void AddOwn(Person person, string action, string details = "") =>
        Add(Ids.New(), person.Id, person.DisplayName, action, RecordKind.Person, person.Id, person.DisplayName, details, null, null);

    /// <summary>Notes what nobody in particular did: a stranger at the door.</summary>
    public void AddStranger(string action, Person? person, string details = "") =>
        Add(Ids.New(), null, "", action, RecordKind.Person, person?.Id ?? Guid.Empty, person?.DisplayName ?? "", details, null, null);

    private void Add(Guid key, Guid? actor, string name, string action, RecordKind kind, Guid id, string subject, string details, Behalf? onBehalfOf, Guid? cluster) =>
        db.AuditEvents.Add(new AuditEvent
        {
            Id = key,
            At = clock.GetUtcNow(),
            ActorId = actor,
            Actor = name,
            OnBehalfOf = onBehalfOf?.Name,
            OnBehalfOfId = onBehalfOf?.CompanyId is { } company && actor is not null && access.PersonId is not null && !access.IsOf(company) ? company : null,
            Action = action,
            RecordKind = kind,
            RecordId = id,
            Subject = subject,
            Details = details,
            ClusterId = cluster,
            Address = access.Network,
        });
}
