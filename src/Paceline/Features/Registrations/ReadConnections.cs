using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Files;

namespace Paceline.Features.Registrations;

/// <summary>The lines of a connection log, and what in it could not be read.</summary>
/// <param name="Lines">Its people.</param>
/// <param name="Unread">Lines whose minutes cannot be read: they prove nothing.</param>
/// <param name="Refusal">Why nothing can be taken from it.</param>
public sealed record Connections(IReadOnlyList<ConnectionLine> Lines, IReadOnlyList<int> Unread, Refusal? Refusal = null);

/// <summary>Reads the list of an on-line meeting by what it is, with the headings that Zoom, Teams, Webex and people give it.</summary>
public static class ReadConnections
{
    private const int RowsLookedAt = 30;
    private static readonly TableLimits Limits = TableLimits.Default with { Bytes = FileStore.Largest, Rows = 20_000 };

    private static readonly string[] Name = ["Name", "Name (Original Name)", "Full name", "User name", "Participant", "Attendee", "Nom", "Nombre", "Naam", "Nom i cognoms"],
        Email = ["E-mail", "Email", "Mail", "User email", "E-mail address", "Email address", "Attendee email", "Participant ID (UPN)", "Courriel", "Adresse e-mail", "Correo", "Correo electrónico", "Correu", "Correu electrònic", "E-mailadres"],
        Minutes = ["Minutes", "Duration", "Duration (minutes)", "Total duration (minutes)", "Time in session (minutes)", "In-meeting duration", "Attendance duration", "Durée", "Durée (minutes)", "Duración", "Duración (minutos)", "Durada", "Durada (minuts)", "Duur", "Duur (minuten)", "Minutos", "Minuts", "Minuten"];

    /// <summary>What a file holds.</summary>
    public static Connections Of(byte[] content)
    {
        var kind = FileKind.Detect(content);
        if (kind is not (FileKind.Xlsx or FileKind.Text)) return new([], [], new Refusal("Bring the list as CSV or XLSX."));
        var reading = kind is FileKind.Xlsx ? Workbook.ReadRows(content, Limits, null) : CsvText.ReadRows(content, Limits);
        if (reading.Rows is not { } rows) return new([], [], reading.Problems is [var problem, ..] ? new Refusal(problem.Sentence, problem.Arguments) : new Refusal("Bring the list as CSV or XLSX."));
        // Meeting programs write the title and the hours above the headings.
        var head = rows.Take(RowsLookedAt).FirstOrDefault(r => Find(r, Email) >= 0 && Find(r, Minutes) >= 0);
        if (head is null) return new([], [], new Refusal("The list needs the headings “Email” and “Minutes”. Found: {0}.", Short(string.Join(", ", rows.Count > 0 ? rows[0].Cells : []))));
        var (name, email, minutes) = (Find(head, Name), Find(head, Email), Find(head, Minutes));
        var (lines, unread) = (new List<ConnectionLine>(), new List<int>());
        foreach (var row in rows.Where(r => r.Line > head.Line))
        {
            string Cell(int position) => position >= 0 && position < row.Cells.Count ? Spelling.Line(row.Cells[position]) : "";
            if (ConnectionLog.Minutes(Cell(minutes)) is { } stayed) lines.Add(new ConnectionLine(row.Line, Short(Cell(name)), Short(Cell(email)), stayed));
            else if (Cell(email) is not "") unread.Add(row.Line);
        }

        return lines.Count == 0 ? new([], unread, new Refusal("No line of the list says how many minutes somebody was connected.")) : new(lines, unread);
    }

    private static int Find(TableRow row, string[] headings) => row.Cells.ToList().FindIndex(c => headings.Any(h => Heading.Fold(h) == Heading.Fold(c)));

    private static string Short(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
