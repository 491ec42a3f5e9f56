using System.Globalization;

namespace Paceline.Domain.Activities.Registrations;

/// <summary>A page of an attendance sheet: who signs on it. Kept when it is printed, so that the scan finds its rows again.</summary>
public sealed class AttendanceSheet
{
    /// <summary>Rows of a page of A4 that leave room to sign.</summary>
    public const int RowsPerPage = 14;

    /// <summary>Empty rows at the end, for walk-ins.</summary>
    public const int EmptyRows = 4;

    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The activity.</summary>
    public required Guid ActivityId { get; init; }
    /// <summary>Number in the activity, from 1.</summary>
    public required int Number { get; init; }
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>Page of its printing, from 1.</summary>
    public required int Page { get; init; }
    /// <summary>Pages of its printing.</summary>
    public required int Pages { get; init; }
    /// <summary>The registrations on it, in their order; walk-ins who signed its empty rows come last.</summary>
    public Guid[] Rows { get; set; } = [];
    /// <summary>Who printed it.</summary>
    public required string PrintedBy { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset PrintedAt { get; init; }
    /// <summary>The signed scan.</summary>
    public Guid? EvidenceId { get; set; }
    /// <summary>The page in the scan, from 1.</summary>
    public int? EvidencePage { get; set; }

    /// <summary>What is printed on it and typed when the scan comes back: S0007-KT.</summary>
    public string Code => "S" + RegistrationCode.Of(ActivityId, Number);

    /// <summary>Rows on which somebody may have signed who was not on the list.</summary>
    public int FreeRows => Page == Pages ? Math.Max(0, RowsPerPage - Rows.Length) : 0;

    /// <summary>Its scan is no longer its scan.</summary>
    public void Release() => (EvidenceId, EvidencePage) = (null, null);

    /// <summary>Splits people over pages; the last one has room for walk-ins.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Split<T>(IReadOnlyList<T> people)
    {
        var pages = (people.Count + EmptyRows + RowsPerPage - 1) / RowsPerPage;
        return [.. Enumerable.Range(0, pages).Select(p => (IReadOnlyList<T>)[.. people.Skip(p * RowsPerPage).Take(RowsPerPage)])];
    }

    /// <summary>The number of a sheet behind what was typed, or null.</summary>
    public static int? Read(Guid activity, string typed) => typed.Trim() is { Length: > 0 } text ? RegistrationCode.Read(activity, text[0] is 'S' or 's' ? text[1..] : text) : null;

    /// <summary>What does not fit between a scan and what is said of it; null where all fits. It is asked about, not refused.</summary>
    /// <param name="sheet">The sheet that the number names; null where there is none.</param>
    /// <param name="day">The day that was said.</param>
    /// <param name="pageOfScan">The page of the scan.</param>
    public static Refusal? Doubt(AttendanceSheet? sheet, DateOnly day, int pageOfScan) =>
        sheet is null ? new Refusal("No sheet of this activity has that number. Compare it with the corner of the page.")
        : sheet.Day != day ? new Refusal("Sheet {0} is of {1}, and you said {2}. Compare it with the head of the page.", sheet.Code, sheet.Day, day)
        : sheet.EvidenceId is not null ? new Refusal("Sheet {0} has its scan already.", sheet.Code)
        : pageOfScan < 1 ? new Refusal("Pages are counted from {0}.", 1.ToString(CultureInfo.InvariantCulture))
        : null;
}
