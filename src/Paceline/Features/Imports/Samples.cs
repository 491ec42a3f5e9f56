using Paceline.Documents;

namespace Paceline.Features.Imports;

/// <summary>Files that show what an import reads.</summary>
public static class Samples
{
    private static readonly string[] ParticipantHeader = ["Number", "Name", "Code", "Contact", "E-mail", "Country", "Language", "About", "Organisation", "Unavailable"];

    private static readonly object?[][] ParticipantRows =
    [
        [1, "Nordvelo Components", "NRD", "Lotte Maes", "lotte@nordvelo.example", "Belgium", "en", "Hubs and rims for cargo bikes", "", "1-3"],
        [2, "北京山地体育", "BEI", "王芳", "wang@beijing.example", "CN", "zh", "Looks for wheels, 40 000 pairs a year", "", ""],
        [3, "Cimes Harnais", "CIM", "Élise Roche", "elise@cimes.example", "France", "fr", "Harnesses for climbing halls", "", "11:00-12:00"],
    ];

    private static readonly string[] MeetingHeader = ["Number", "Participant A", "Participant B", "Priority", "Session", "Fixed slot", "After"];

    private static readonly object?[][] MeetingRows =
    [
        [1, "NRD", "北京山地体育", 5, "Morning", "", ""],
        [2, "Cimes Harnais", "Nordvelo Components", 3, "", "10:00", ""],
        [3, "3", "2", 4, "", "", "1"],
    ];

    /// <summary>A list of participants.</summary>
    public static byte[] Participants() => CsvText.Write(ParticipantHeader, ParticipantRows);

    /// <summary>A list of wanted meetings.</summary>
    public static byte[] Meetings() => CsvText.Write(MeetingHeader, MeetingRows);

    /// <summary>The list of participants as a workbook.</summary>
    public static byte[] Workbook() => Documents.Workbook.Write([new Sheet("Participants", ParticipantHeader, ParticipantRows)]);
}
