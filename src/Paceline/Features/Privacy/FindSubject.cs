using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Privacy;

namespace Paceline.Features.Privacy;

/// <summary>A person and every record that stands for it.</summary>
/// <param name="Subject">The record by which the person is known here.</param>
/// <param name="Name">The name.</param>
/// <param name="Email">The address; empty when none is known.</param>
/// <param name="Language">The language in which the person reads.</param>
/// <param name="Participants">Places at matchmaking events.</param>
/// <param name="Contacts">Entries as a contact of an organisation.</param>
/// <param name="Profiles">Companies that name the person as the contact for buyers.</param>
public sealed record DataSubject(Subject Subject, string Name, string Email, string Language, IReadOnlyList<Guid> Participants, IReadOnlyList<Guid> Contacts, IReadOnlyList<Guid> Profiles)
{
    /// <summary>The account, where it is one.</summary>
    public Guid? PersonId => Subject.Kind is SubjectKind.Person ? Subject.Id : null;

    /// <summary>Whether the address is known to be the person's: an account has proved it, the privacy officer has asked. A link proves a place, no address.</summary>
    public bool HasOwnAddress => Subject.Kind is not SubjectKind.Participant && !IsByLink && Email is not "";

    /// <summary>The person came by a link: it sees and erases what the link was made for.</summary>
    public bool IsByLink { get; init; }

    /// <summary>Whether the person was erased and bears a pseudonym.</summary>
    public bool IsErased => string.Equals(Name, Pseudonym.Of(Subject.Id), StringComparison.Ordinal);

    /// <summary>Where activities name the person.</summary>
    public InActivities Activities { get; init; } = InActivities.Nowhere;

    /// <summary>Keys by which missions know the person: its registration, or its entry as a contact.</summary>
    public IReadOnlyList<Guid> Travellers => [.. Activities.Registrations.Concat(Contacts)];

    /// <summary>All records that stand for the person.</summary>
    public IReadOnlyList<Guid> Ids => [Subject.Id, .. Participants.Concat(Contacts).Concat(Activities.Registrations).Concat(Activities.Invitations).Concat(Activities.Readers).Where(i => i != Subject.Id)];
}

/// <summary>Where activities name a person.</summary>
/// <param name="Registrations">Registrations.</param>
/// <param name="Invitations">Invitations.</param>
/// <param name="Readers">Readers of briefing packs.</param>
/// <param name="Applications">Applications that name the person, now or in a version that was handed in.</param>
/// <param name="Delegates">The person in these applications.</param>
public sealed record InActivities(IReadOnlyList<Guid> Registrations, IReadOnlyList<Guid> Invitations, IReadOnlyList<Guid> Readers, IReadOnlyList<Guid> Applications, IReadOnlyList<Guid> Delegates)
{
    /// <summary>Nowhere.</summary>
    public static readonly InActivities Nowhere = new([], [], [], [], []);
}

/// <summary>
/// Finds the records of a person. An account has proved its address, so what bears that address is its own. A link proves one
/// place at one event and no more: whoever typed an address into a list must not see what else belongs to it.
/// </summary>
public sealed partial class FindSubject(PacelineDb db)
{
    public async Task<DataSubject?> Of(Subject subject, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Records that stand for one person, of whichever cluster they are.");
        return subject.Kind switch
        {
            SubjectKind.Person => await Person(subject.Id, stop),
            SubjectKind.Participant => await Participant(subject.Id, stop),
            SubjectKind.Registration => await Registered(subject.Id, stop),
            SubjectKind.Named => await Named(subject.Id, stop),
            _ => await Contact(subject.Id, stop),
        };
    }

    /// <summary>Whom a link stands for, with what the link was made for and no more.</summary>
    public async Task<DataSubject?> ByLink(Subject subject, CancellationToken stop)
    {
        using var house = db.AsTheHouse("The records that a link was made for, of whichever cluster they are.");
        return subject.Kind switch
        {
            SubjectKind.Participant => await Participant(subject.Id, stop),
            SubjectKind.Registration => await RegisteredByLink(subject.Id, stop),
            _ => await ReaderByLink(subject.Id, stop),
        };
    }

    private async Task<DataSubject?> Person(Guid id, CancellationToken stop)
    {
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } person) return null;
        return await With(new Subject(SubjectKind.Person, id), person.DisplayName, person.Email ?? "", person.Language ?? "en", id, stop);
    }

    private async Task<DataSubject?> Contact(Guid id, CancellationToken stop)
    {
        if (await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, stop) is not { } contact) return null;
        var found = await With(new Subject(SubjectKind.Contact, id), contact.Name, contact.Email, contact.Language, null, stop);
        return found.Contacts.Contains(id) ? found : found with { Contacts = [id, .. found.Contacts] };
    }

    private async Task<DataSubject?> Participant(Guid id, CancellationToken stop)
    {
        if (await db.Participants.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } participant) return null;
        return new DataSubject(new Subject(SubjectKind.Participant, id), participant.ContactName is "" ? participant.Name : participant.ContactName, participant.Email, participant.Language, [id], [], []) { Activities = await AtEvent(participant, stop) };
    }

    private async Task<DataSubject> With(Subject subject, string name, string email, string language, Guid? account, CancellationToken stop)
    {
        var address = email.Trim().ToLowerInvariant();
        var known = address is not "";
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        var participants = known ? await db.Participants.Where(p => p.Email.ToLower() == address).Select(p => p.Id).ToListAsync(stop) : [];
        var contacts = await db.Contacts.Where(c => account != null && c.PersonId == account || known && c.Email.ToLower() == address).Select(c => c.Id).ToListAsync(stop);
        var profiles = known ? await db.CompanyProfiles.Where(p => p.ContactEmail.ToLower() == address).Select(p => p.OrganisationId).ToListAsync(stop) : [];
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        return new DataSubject(subject, name, email, language, participants, contacts, profiles) { Activities = await ActivitiesOf(email, account, contacts, stop) };
    }
}
