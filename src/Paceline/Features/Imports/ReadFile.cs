using System.Text;
using Paceline.Documents;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Platform.Files;
using Paceline.Scheduling;

namespace Paceline.Features.Imports;

/// <summary>Reads an uploaded file by what it is, not by what it is called; whatever the bytes are, the answer is content or problems in words.</summary>
public static class ReadFile
{
    // Longer cells are let through to the columns, which say which limit they pass.
    private static readonly TableLimits Limits = TableLimits.Default with { Bytes = FileStore.Largest, CellLength = 100_000 };

    /// <summary>The media type under which the file is kept.</summary>
    public static string MediaType(byte[] content) => FileKind.Detect(content) is FileKind.Xlsx ? Workbook.MediaType : "text/plain";

    /// <summary>What the file holds for an event.</summary>
    public static ImportContent Of(string name, byte[] content, Timetable timetable)
    {
        var kind = FileKind.Detect(content);
        if (content.Length == 0) return Refused("This file is empty.");
        if (kind is FileKind.Xlsx) return OfTable(Workbook.Read(content, Limits), timetable);
        if (kind is FileKind.Ole) return Refused("This is an older Excel workbook (XLS) or one locked by a password. Save it as XLSX or CSV, without a password.");
        if (kind is not (FileKind.Text or FileKind.Unknown)) return Refused("By its content this file is of the kind {0}, whatever its name says. Bring CSV, XLSX or DZN.", kind.Name);
        return IsInstance(name, content) ? OfInstance(content, timetable) : OfTable(CsvText.Read(content, Limits), timetable);
    }

    private static ImportContent OfTable(TableReading reading, Timetable timetable)
    {
        var said = reading.Problems.Select(p => new ImportProblem(p.Line, p.Column, p.Sentence, p.Arguments) { IsNotice = p.IsNotice || p.Line is null && reading.Table is not null }).ToList();
        if (reading.Table is not { } table) return new ImportContent(ImportShape.Participants) { IsUnreadable = true, Problems = said };
        // What is wrong with the headings is wrong with every line below them.
        var headerLine = table.Rows.Count == 0 ? int.MaxValue : table.Rows[0].Line;
        said = [.. said.Select(p => p is { IsNotice: false, Line: { } line } && line < headerLine ? p with { Line = null } : p)];
        if (MeetingTable.Fits(table)) return MeetingTable.Read(table, timetable, said);
        if (ParticipantTable.Fits(table)) return ParticipantTable.Read(table, timetable, said);
        return Refused("No heading says what this file holds. A list of participants needs the heading “Name”; a list of meetings needs “Participant A” and “Participant B”. Found: {0}.", Shortened(string.Join(", ", table.Header)));
    }

    private static ImportContent OfInstance(byte[] content, Timetable timetable)
    {
        var (problem, errors) = DznFormat.Read(Encoding.UTF8.GetString(content));
        if (problem is null) return new ImportContent(ImportShape.Instance) { IsUnreadable = true, Problems = [.. errors.Take(TableReading.MostProblems).Select(e => new ImportProblem(null, null, e.Line == 0 ? "{0}: {1}" : "Line {2}, column {3}: {0}: {1}", e.Field, e.Message, e.Line, e.Column))] };
        return InstanceFile.Read(problem, timetable);
    }

    private static bool IsInstance(string name, byte[] content)
    {
        if (name.EndsWith(".dzn", StringComparison.OrdinalIgnoreCase)) return true;
        var start = Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 4000)));
        return start.Contains("nBusiness", StringComparison.Ordinal) && start.Contains('=', StringComparison.Ordinal);
    }

    private static ImportContent Refused(string sentence, params object[] arguments) => new(ImportShape.Participants) { IsUnreadable = true, Problems = [new ImportProblem(null, null, sentence, arguments)] };

    private static string Shortened(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
