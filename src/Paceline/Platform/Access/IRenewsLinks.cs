namespace Paceline.Platform.Access;

/// <summary>What an area does for whoever asks for a new link of its kind: it goes to the address that is kept, never to one that is typed.</summary>
public interface IRenewsLinks
{
    /// <summary>What its links open.</summary>
    LinkPurpose Purpose { get; }

    /// <summary>The subjects of links that go to an address and may still be of use, newest first.</summary>
    Task<IReadOnlyList<Guid>> Find(string email, int most, CancellationToken stop);

    /// <summary>Mails the link of a subject, where there still is such a one; within the caller's unit of work.</summary>
    Task Send(Guid subject, string site, CancellationToken stop);
}
