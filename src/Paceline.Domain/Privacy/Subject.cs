using System.Security.Cryptography;

namespace Paceline.Domain.Privacy;

/// <summary>What kind of record stands for a person.</summary>
public enum SubjectKind
{
    /// <summary>Somebody with an account.</summary>
    Person,
    /// <summary>Somebody at an organisation, without an account.</summary>
    Contact,
    /// <summary>Somebody at a matchmaking event, who holds a link.</summary>
    Participant,
    /// <summary>Somebody who registered for an activity, who holds a link.</summary>
    Registration,
    /// <summary>Somebody whose name stands in a list of an activity: invited, named in an application, reading a briefing pack.</summary>
    Named,
}

/// <summary>The record that stands for a person.</summary>
public readonly record struct Subject(SubjectKind Kind, Guid Id)
{
    /// <summary>The kind as the audit trail calls it.</summary>
    public RecordKind RecordKind => Kind switch
    {
        SubjectKind.Person => RecordKind.Person,
        SubjectKind.Contact => RecordKind.Contact,
        SubjectKind.Registration or SubjectKind.Named => RecordKind.Registration,
        _ => RecordKind.Participant,
    };
}

/// <summary>What stands for a name after erasure: always the same for the same record, so that counts stay right, and telling nothing.</summary>
public static class Pseudonym
{
    /// <summary>The pseudonym of a record: P-7F3A21C4.</summary>
    public static string Of(Guid id) => "P-" + Convert.ToHexString(SHA256.HashData(id.ToByteArray(bigEndian: true)).AsSpan(0, 4));

    /// <summary>An address that no mail reaches (RFC 2606).</summary>
    public static string Address(Guid id) => Of(id).ToLowerInvariant() + "@erased.invalid";

    /// <summary>Whether a word names somebody clearly enough to be looked for inside texts: "Li" stands in half of all words.</summary>
    public static bool IsTelling(string word) => word.Length >= 5 || word.Length >= 2 && word.Any(c => c > 0x2E7F);
}
