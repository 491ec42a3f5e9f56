namespace Paceline.Domain.Monitoring;

/// <summary>How strong the proof of a record is.</summary>
public enum EvidenceLevel
{
    /// <summary>L0: somebody said so.</summary>
    Claimed,
    /// <summary>L1: a form was filled in.</summary>
    SelfDeclared,
    /// <summary>L2: there is a file.</summary>
    Documented,
    /// <summary>L3: a second, independent source says the same.</summary>
    Corroborated,
}

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>A contract, whole or redacted.</summary>
    Contract,
    /// <summary>A signed statement by the company.</summary>
    Statement,
    /// <summary>A purchase order or an invoice.</summary>
    PurchaseOrder,
    /// <summary>A message by the counterpart.</summary>
    CounterpartMessage,
    /// <summary>A signed list of those present.</summary>
    AttendanceSheet,
    /// <summary>A photo.</summary>
    Photo,
    /// <summary>An agenda.</summary>
    Agenda,
    /// <summary>A publication.</summary>
    Publication,
    /// <summary>A letter by whoever received the delegation.</summary>
    HostLetter,
    /// <summary>Who met whom, and when.</summary>
    ListOfMeetings,
    /// <summary>What was settled before names left the alliance.</summary>
    GateRecord,
    /// <summary>A badge, an invoice of the fair, a page of its catalogue.</summary>
    ProofOfPresence,
    /// <summary>A list of those who took part.</summary>
    ParticipantList,
    /// <summary>A sheet of a table, filled in on the day.</summary>
    TableSheet,
    /// <summary>Slides, hand-outs, exercises.</summary>
    Material,
    /// <summary>What those who came thought of it.</summary>
    EvaluationResults,
    /// <summary>The study or guide itself.</summary>
    Document,
    /// <summary>To whom it went, and when.</summary>
    DistributionLog,
    /// <summary>Who was connected, from when to when.</summary>
    ConnectionLog,
}

/// <summary>A file that proves a record.</summary>
public sealed class EvidenceItem
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>What it proves.</summary>
    public required RecordKind RecordKind { get; init; }
    /// <summary>The record that it proves.</summary>
    public required Guid RecordId { get; init; }
    /// <summary>What it is.</summary>
    public required EvidenceKind Kind { get; init; }
    /// <summary>The file.</summary>
    public required Guid FileId { get; init; }
    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }
    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
    /// <summary>Who added it, as shown.</summary>
    public required string AddedBy { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset AddedAt { get; init; }
    /// <summary>Where in the file, for example page 2, row 7; empty for the whole of it.</summary>
    public string Locator { get; init; } = "";
    /// <summary>The account that added it; null where it came through a link or with an import.</summary>
    public Guid? AddedById { get; init; }
    /// <summary>Whoever added it says that it names or shows people.</summary>
    public bool NamesPeople { get; init; }

    /// <summary>It names or shows people, by what it is or as was said: whoever looks on for the funder does not open it.</summary>
    public bool IsOfPeople => NamesPeople || NamesPeopleByItself(Kind);

    /// <summary>Lists of people name people, whatever is said of them.</summary>
    public static bool NamesPeopleByItself(EvidenceKind kind) => kind is EvidenceKind.AttendanceSheet or EvidenceKind.ParticipantList or EvidenceKind.ConnectionLog or EvidenceKind.GateRecord;

    /// <summary>The level that a set of files reaches: a contract, a statement or a signed sheet documents, a second kind from the other side corroborates.</summary>
    public static EvidenceLevel LevelOf(IReadOnlyCollection<EvidenceKind> kinds) =>
        kinds.Count == 0 ? EvidenceLevel.SelfDeclared
        : kinds.Any(k => k is EvidenceKind.PurchaseOrder or EvidenceKind.CounterpartMessage) && kinds.Any(k => k is EvidenceKind.Contract or EvidenceKind.Statement) ? EvidenceLevel.Corroborated
        : kinds.Contains(EvidenceKind.HostLetter) && kinds.Contains(EvidenceKind.AttendanceSheet) ? EvidenceLevel.Corroborated
        : EvidenceLevel.Documented;
}

/// <summary>What a verifier decided.</summary>
public enum VerificationResult
{
    /// <summary>It counts.</summary>
    Accepted,
    /// <summary>Something is missing.</summary>
    Returned,
}

/// <summary>A check of a record by somebody else than its author.</summary>
public sealed class Verification
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>What was checked.</summary>
    public required RecordKind RecordKind { get; init; }
    /// <summary>The record that was checked.</summary>
    public required Guid RecordId { get; init; }
    /// <summary>What was decided.</summary>
    public required VerificationResult Result { get; init; }
    /// <summary>The level of evidence found.</summary>
    public required EvidenceLevel Level { get; init; }
    /// <summary>Why.</summary>
    public string Comment { get; init; } = "";
    /// <summary>The verifier.</summary>
    public required Guid ById { get; init; }
    /// <summary>The verifier's name at that time.</summary>
    public required string By { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
