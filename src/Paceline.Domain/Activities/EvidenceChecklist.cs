using Paceline.Domain.Monitoring;

namespace Paceline.Domain.Activities;

/// <summary>Something that must be there before an activity counts.</summary>
public enum EvidenceNeed
{
    /// <summary>The agenda, or the programme kept here.</summary>
    Agenda,
    /// <summary>The list that those present signed, with the place of departure, or what stands in for it.</summary>
    SignedAttendance,
    /// <summary>A dated photo or a letter by a host.</summary>
    PhotoOrHostLetter,
    /// <summary>Who met whom.</summary>
    ListOfMeetings,
    /// <summary>What was settled before names left the alliance.</summary>
    GateRecord,
    /// <summary>That one visited or exhibited.</summary>
    ProofOfPresence,
    /// <summary>The stand with the funder's emblem.</summary>
    PhotoWithEmblem,
    /// <summary>Who took part.</summary>
    ParticipantList,
    /// <summary>The schedule as it was held.</summary>
    FinalSchedule,
    /// <summary>Sheets of the tables, or what both sides said came of it.</summary>
    TableSheetsOrOutcomes,
    /// <summary>What was handed out.</summary>
    Material,
    /// <summary>What those who came thought of it.</summary>
    EvaluationResults,
    /// <summary>A photo.</summary>
    Photo,
    /// <summary>The study or guide itself.</summary>
    File,
    /// <summary>The emblem, the statement and the disclaimer stand in it.</summary>
    EmblemAndDisclaimer,
    /// <summary>The day of publication.</summary>
    PublicationDate,
    /// <summary>To whom it went.</summary>
    DistributionLog,
    /// <summary>A reasoned letter to each applicant, where there was a call.</summary>
    SelectionLetters,
}

/// <summary>How far something has come that the product keeps itself.</summary>
/// <param name="Need">What for.</param>
/// <param name="Done">So many are there.</param>
/// <param name="All">Of so many.</param>
/// <param name="IsMet">Whether that is enough.</param>
public sealed record EvidenceProgress(EvidenceNeed Need, int Done, int All, bool IsMet)
{
    /// <summary>A file of the same kind is one part of it and not the whole: it does not tick the line.</summary>
    public bool AsksForAll { get; init; }

    /// <summary>All gates of a mission.</summary>
    public static EvidenceProgress OfGates(int open, int all) => new(EvidenceNeed.GateRecord, open, all, all > 0 && open == all);

    /// <summary>Pages of attendance sheets that came back signed. Once one has, each day asks for all of its pages.</summary>
    public static EvidenceProgress OfSheets(int scanned, int pages) => new(EvidenceNeed.SignedAttendance, scanned, pages, pages > 0 && scanned == pages) { AsksForAll = scanned > 0 };

    /// <summary>Those who were there and answered. Few answers tell who said what: so many must be there as are shown.</summary>
    public static EvidenceProgress OfEvaluation(int answered, int asked) => new(EvidenceNeed.EvaluationResults, answered, asked, answered > 0 && answered >= Math.Min(asked, Registrations.Evaluations.FewestShown));

    /// <summary>Letters to applicants.</summary>
    public static EvidenceProgress OfLetters(int sent, int applicants) => new(EvidenceNeed.SelectionLetters, sent, applicants, sent >= applicants);
}

/// <summary>One line of a checklist.</summary>
/// <param name="Need">What is needed.</param>
/// <param name="Kinds">The kinds of file that prove it; empty where it is no file.</param>
/// <param name="DueOn">By when.</param>
/// <param name="IsThere">Whether it is there.</param>
/// <param name="IsKeptHere">It is there without a file: the product keeps it itself.</param>
public sealed record ChecklistLine(EvidenceNeed Need, IReadOnlyList<EvidenceKind> Kinds, DateOnly DueOn, bool IsThere, bool IsKeptHere)
{
    /// <summary>How far it has come, where the product counts it.</summary>
    public EvidenceProgress? Progress { get; init; }

    /// <summary>Missing, and its day has passed.</summary>
    public bool IsLate(DateOnly today) => !IsThere && DueOn < today;
}

/// <summary>The minimum documentation of each kind of activity (DOMAIN 5.2), as data, and what of it is there.</summary>
public sealed record EvidenceChecklist(IReadOnlyList<ChecklistLine> Lines)
{
    /// <summary>Days after the last one in which evidence is gathered.</summary>
    public const int DaysToGather = 14;

    private static readonly Dictionary<EvidenceNeed, EvidenceKind[]> Proofs = new()
    {
        [EvidenceNeed.Agenda] = [EvidenceKind.Agenda],
        [EvidenceNeed.SignedAttendance] = [EvidenceKind.AttendanceSheet, EvidenceKind.ConnectionLog],
        [EvidenceNeed.PhotoOrHostLetter] = [EvidenceKind.Photo, EvidenceKind.HostLetter],
        [EvidenceNeed.ListOfMeetings] = [EvidenceKind.ListOfMeetings],
        [EvidenceNeed.GateRecord] = [EvidenceKind.GateRecord],
        [EvidenceNeed.ProofOfPresence] = [EvidenceKind.ProofOfPresence, EvidenceKind.AttendanceSheet],
        [EvidenceNeed.PhotoWithEmblem] = [EvidenceKind.Photo],
        [EvidenceNeed.ParticipantList] = [EvidenceKind.ParticipantList, EvidenceKind.AttendanceSheet],
        [EvidenceNeed.FinalSchedule] = [EvidenceKind.ListOfMeetings],
        [EvidenceNeed.TableSheetsOrOutcomes] = [EvidenceKind.TableSheet],
        [EvidenceNeed.Material] = [EvidenceKind.Material],
        [EvidenceNeed.EvaluationResults] = [EvidenceKind.EvaluationResults],
        [EvidenceNeed.Photo] = [EvidenceKind.Photo],
        [EvidenceNeed.File] = [EvidenceKind.Document],
        [EvidenceNeed.EmblemAndDisclaimer] = [],
        [EvidenceNeed.PublicationDate] = [],
        [EvidenceNeed.DistributionLog] = [EvidenceKind.DistributionLog],
        [EvidenceNeed.SelectionLetters] = [],
    };

    /// <summary>What a kind needs, in the order in which it comes about.</summary>
    public static IReadOnlyList<EvidenceNeed> NeedsOf(ActivityKind kind) => kind switch
    {
        ActivityKind.TradeMission or ActivityKind.ReverseMission => [EvidenceNeed.GateRecord, EvidenceNeed.Agenda, EvidenceNeed.SignedAttendance, EvidenceNeed.PhotoOrHostLetter, EvidenceNeed.ListOfMeetings],
        ActivityKind.FairAttendance => [EvidenceNeed.ProofOfPresence, EvidenceNeed.PhotoWithEmblem],
        ActivityKind.MatchmakingEvent => [EvidenceNeed.ParticipantList, EvidenceNeed.FinalSchedule, EvidenceNeed.TableSheetsOrOutcomes],
        ActivityKind.TrainingSession or ActivityKind.Webinar => [EvidenceNeed.Agenda, EvidenceNeed.SignedAttendance, EvidenceNeed.Material, EvidenceNeed.EvaluationResults],
        ActivityKind.StudyVisit => [EvidenceNeed.Agenda, EvidenceNeed.SignedAttendance, EvidenceNeed.PhotoOrHostLetter],
        ActivityKind.MarketStudy or ActivityKind.Guide => [EvidenceNeed.File, EvidenceNeed.EmblemAndDisclaimer, EvidenceNeed.PublicationDate, EvidenceNeed.DistributionLog],
        ActivityKind.Conference => [EvidenceNeed.Agenda, EvidenceNeed.SignedAttendance, EvidenceNeed.Photo],
        ActivityKind.ProjectMeeting => [EvidenceNeed.Agenda, EvidenceNeed.SignedAttendance],
        ActivityKind.ExternalEvent => [],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The kinds of file that prove a need.</summary>
    public static IReadOnlyList<EvidenceKind> ProofsOf(EvidenceNeed need) => Proofs[need];

    /// <summary>What the documents of a study say of themselves.</summary>
    public static IEnumerable<EvidenceNeed> KeptIn(KindDetails details)
    {
        if (details is not StudyDetails study) yield break;
        if (study.CarriesEmblem) yield return EvidenceNeed.EmblemAndDisclaimer;
        if (study.PublishedOn is not null) yield return EvidenceNeed.PublicationDate;
    }

    /// <summary>The checklist of an activity.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="files">The kinds of the files that are there.</param>
    /// <param name="keptHere">Needs that the product meets by what it keeps: a schedule, gates that were settled, results of an evaluation.</param>
    /// <param name="progress">What the product counts towards needs.</param>
    public static EvidenceChecklist Of(Activity activity, IReadOnlyCollection<EvidenceKind> files, IReadOnlyCollection<EvidenceNeed> keptHere, IReadOnlyCollection<EvidenceProgress>? progress = null)
    {
        var counted = (progress ?? []).ToDictionary(p => p.Need);
        var here = keptHere.Concat(KeptIn(activity.Details)).Concat(counted.Values.Where(p => p.IsMet).Select(p => p.Need)).ToHashSet();
        // Letters are asked for where somebody applied.
        IEnumerable<EvidenceNeed> needs = counted.ContainsKey(EvidenceNeed.SelectionLetters) ? NeedsOf(activity.Kind).Prepend(EvidenceNeed.SelectionLetters) : NeedsOf(activity.Kind);
        return new EvidenceChecklist([.. needs.Select(need =>
        {
            var count = counted.GetValueOrDefault(need);
            var proved = Proofs[need].Any(files.Contains) && count is not { AsksForAll: true, IsMet: false };
            return new ChecklistLine(need, Proofs[need], DueOn(activity, need), proved || here.Contains(need), !proved && here.Contains(need)) { Progress = count };
        })]);
    }

    /// <summary>Everything that the kind needs is there.</summary>
    public bool IsComplete => Lines.All(l => l.IsThere);

    /// <summary>What is not there.</summary>
    public IEnumerable<ChecklistLine> Missing => Lines.Where(l => !l.IsThere);

    // What protects people is settled before they travel; the rest is gathered afterwards.
    private static DateOnly DueOn(Activity activity, EvidenceNeed need) => need is EvidenceNeed.GateRecord or EvidenceNeed.SelectionLetters ? activity.StartsOn : activity.EndsOn.AddDays(DaysToGather);
}
