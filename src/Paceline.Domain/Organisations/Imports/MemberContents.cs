using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Organisations.Imports;

/// <summary>An organisation against which lines are compared.</summary>
/// <param name="Id">Key.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameKey">What spellings of its name share.</param>
/// <param name="VatNumber">VAT number.</param>
/// <param name="RegistrationKey">What spellings of its registration number share.</param>
/// <param name="Country">Country.</param>
/// <param name="WebDomain">Host of its website.</param>
/// <param name="State">Where its record stands.</param>
/// <param name="MergedIntoId">The organisation that carries on.</param>
/// <param name="IsOwn">Whether the cluster may change it; otherwise no more of it is shown than everybody sees.</param>
/// <param name="IsPublic">Whether everybody sees its name.</param>
public sealed record KnownMember(Guid Id, string Name, string NameKey, string VatNumber, string RegistrationKey, string Country, string WebDomain, OrganisationState State, Guid? MergedIntoId, bool IsOwn, bool IsPublic)
{
    /// <summary>The name without capitals, blanks, signs and accents, but with its legal form.</summary>
    public string Spelt { get; } = Spelling.Key(Name);
}

/// <summary>What a cluster has when a file comes in.</summary>
public sealed record MemberContents
{
    /// <summary>The cluster whose members the file lists.</summary>
    public required Guid ClusterId { get; init; }
    /// <summary>The upload.</summary>
    public required Guid ImportId { get; init; }
    /// <summary>The programme in which new members are counted; null before there is one.</summary>
    public Guid? ProgrammeId { get; init; }
    /// <summary>The day on which memberships begin where the file says nothing.</summary>
    public required DateOnly Today { get; init; }
    /// <summary>The language of the file's texts.</summary>
    public string Language { get; init; } = "en";
    /// <summary>Every organisation that a line may mean.</summary>
    public required IReadOnlyList<KnownMember> Known { get; init; }
    /// <summary>The records that the cluster may change; the plan changes them in place, and the caller keeps or drops them.</summary>
    public required IReadOnlyDictionary<Guid, MemberRecord> Records { get; init; }
    /// <summary>People at them.</summary>
    public required ILookup<Guid, Contact> Contacts { get; init; }
    /// <summary>Memberships of all organisations in this cluster.</summary>
    public required ILookup<Guid, ClusterMembership> Memberships { get; init; }
}
