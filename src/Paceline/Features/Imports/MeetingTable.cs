using System.Globalization;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;

namespace Paceline.Features.Imports;

/// <summary>A list of wanted meetings; only the two parties are needed.</summary>
public static class MeetingTable
{
    /// <summary>Headings by column, as in <see cref="ParticipantTable.Headings"/>.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Headings = new Dictionary<string, string[]>
    {
        ["number"] = ["Number", "Meeting", "No", "No.", "Nr", "N°", "#", "Numéro"],
        ["first"] = ["Participant A", "Participant 1", "First participant", "Company A", "A", "Premier participant"],
        ["second"] = ["Participant B", "Participant 2", "Second participant", "Company B", "B", "Deuxième participant"],
        ["priority"] = ["Priority", "Stars", "Priorité", "Étoiles"],
        ["session"] = ["Session"],
        ["fixed"] = ["Fixed slot", "Fixed", "Slot", "Time", "Créneau", "Créneau fixe", "Heure"],
        ["after"] = ["After", "After meetings", "Not before", "Après"],
    };

    /// <summary>Whether a table has the two headings that make it such a list.</summary>
    public static bool Fits(Table table) => Columns.Find(table, Headings["first"]) is not null && Columns.Find(table, Headings["second"]) is not null;

    /// <summary>Its lines; what was said already comes along.</summary>
    public static ImportContent Read(Table table, Timetable timetable, List<ImportProblem> said)
    {
        var columns = new Columns(table, Headings, said);
        var broken = said.Where(p => p is { IsNotice: false, Line: not null }).Select(p => p.Line!.Value).ToHashSet();
        var (rows, numbers) = (new List<MeetingRow>(table.Rows.Count), new Dictionary<int, int>());
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            var line = columns.At(row);
            var number = line.Number("number", 1, 10_000_000) ?? i + 1;
            if (Read(row, number, line, timetable) is not { } read || broken.Contains(row.Line)) continue;
            if (!numbers.TryAdd(number, row.Line)) said.Add(new ImportProblem(row.Line, columns.Number("number"), "The meeting of line {0} has the number {1} already.", numbers[number], number) { IsNotice = columns.Number("number") is null });
            else rows.Add(read);
        }

        return new ImportContent(ImportShape.Meetings)
        {
            Meetings = rows,
            Problems = said,
            Columns = new ImportColumns { First = columns.Number("first"), Second = columns.Number("second"), After = columns.Number("after") },
        };
    }

    private static MeetingRow? Read(TableRow row, int number, Columns.Line line, Timetable timetable)
    {
        var read = new MeetingRow(row.Line, number, line.Needed("first", Participant.LongestName, "The first participant is missing."), line.Needed("second", Participant.LongestName, "The second participant is missing."))
        {
            Priority = line.Number("priority", 1, 5) ?? 3,
            Session = line.Read("session", text => Session(text, timetable), null),
            FixedSlot = line.Read("fixed", text => Slot(text, line, timetable), null),
            After = line.Read("after", After, [])!,
        };
        return line.IsSound ? read : null;
    }

    private static (int?, Refusal?) Session(string text, Timetable timetable) =>
        SlotText.Session(text, timetable) is { } session ? (session, null) : (null, new("There is no session “{0}”. Write its name or its number from 1 to {1}.", Columns.Shortened(text), timetable.Sessions.Count));

    private static (int?, Refusal?) Slot(string text, Columns.Line line, Timetable timetable)
    {
        var (slot, refusal) = SlotText.ReadOne(text, timetable);
        if (refusal is not null) return (null, refusal);
        var wanted = SlotText.Session(line.Text("session", 1000), timetable);
        return wanted is not null && timetable.Slot(slot)!.Session != wanted ? (null, new("Slot {0} does not lie in the session of this line.", slot!.Value)) : (slot, null);
    }

    private static (int[]?, Refusal?) After(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return (null, new("“{0}” is no number of a meeting. Write numbers like 3;7.", Columns.Shortened(part)));
            numbers.Add(number);
        }

        return ([.. numbers], null);
    }
}
