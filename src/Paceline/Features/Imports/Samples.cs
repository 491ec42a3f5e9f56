using Paceline.Documents;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Text;

namespace Paceline.Features.Imports;

/// <summary>Files that show what an import reads; made for an event, so that they can be imported as they are.</summary>
public static class Samples
{
    private static readonly string[] ParticipantHeader = ["Number", "Name", "Code", "Contact", "E-mail", "Country", "Language", "About", "Organisation", "Unavailable"];

    private static object?[][] ParticipantRows(Timetable timetable) =>
    [
        [1, "Nordvelo Components", "NRD", "Lotte Maes", "lotte@nordvelo.example", "Belgium", "en", "Hubs and rims for cargo bikes", "", timetable.Slots.Count < 3 ? "" : "1-2"],
        [2, "北京山地体育", "BEI", "王芳", "wang@beijing.example", "CN", "zh", "Looks for wheels, 40 000 pairs a year", "", ""],
        [3, "Cimes Harnais", "CIM", "Élise Roche", "elise@cimes.example", "France", "fr", "Harnesses for climbing halls", "", timetable.Slots.Count == 0 ? "" : $"{Dates.Time(timetable.Slots[^1].From)}-{Dates.Time(timetable.Slots[^1].To)}"],
    ];

    private static readonly string[] MeetingHeader = ["Number", "Participant A", "Participant B", "Priority", "Session", "Fixed slot", "After"];

    private static object?[][] MeetingRows(Timetable timetable) =>
    [
        [1, "NRD", "北京山地体育", 5, timetable.Sessions.Count == 0 ? "" : timetable.Sessions[0].Name, "", ""],
        [2, "Cimes Harnais", "Nordvelo Components", 3, "", timetable.Slots.Count < 3 ? "" : "3", ""],
        [3, "3", "2", 4, "", "", "1"],
    ];

    /// <summary>A list of participants.</summary>
    public static byte[] Participants(Timetable timetable) => CsvText.Write(ParticipantHeader, ParticipantRows(timetable));

    /// <summary>A list of wanted meetings.</summary>
    public static byte[] Meetings(Timetable timetable) => CsvText.Write(MeetingHeader, MeetingRows(timetable));

    /// <summary>The list of participants as a workbook.</summary>
    public static byte[] Workbook(Timetable timetable) => Documents.Workbook.Write([new Sheet("Participants", ParticipantHeader, ParticipantRows(timetable))]);
}
