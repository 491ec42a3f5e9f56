using Paceline.Domain.Privacy;
using Paceline.Platform.Access;

namespace Paceline.Features.Privacy;

/// <summary>Whoever asks for its own data: by an account, or by the link in the route. Nobody sees anybody else's here.</summary>
public sealed class OwnDoor(CurrentAccess access, FindSubject find)
{
    /// <summary>The person, or null.</summary>
    /// <param name="who">What the route says: a link's token, or nothing.</param>
    /// <param name="stop">Stops.</param>
    public async Task<DataSubject?> Open(string? who, CancellationToken stop)
    {
        if (who is not null) return access.Guest is { } guest ? await find.ByLink(guest, stop) : null;
        return access.PersonId is { } person ? await find.Of(new Subject(SubjectKind.Person, person), stop) : null;
    }

    /// <summary>How a person came in.</summary>
    public static PrivacyDoor Of(DataSubject person) => person.Subject.Kind switch
    {
        SubjectKind.Person => PrivacyDoor.OwnPage,
        SubjectKind.Participant => PrivacyDoor.AgendaLink,
        _ => PrivacyDoor.RegistrationLink,
    };
}
