namespace Paceline.Domain.Matchmaking.Imports;

/// <summary>What a file holds.</summary>
public enum ImportShape
{
    /// <summary>A list of participants.</summary>
    Participants,
    /// <summary>A list of wanted meetings.</summary>
    Meetings,
    /// <summary>A published scheduling instance: participants, meetings and a grid.</summary>
    Instance,
}

/// <summary>Something to say about a file.</summary>
/// <param name="Line">The line, sheet row, or running number of the meeting; null for the whole file.</param>
/// <param name="Column">The column, from 1; null for the whole line.</param>
/// <param name="Sentence">English, the key of its translation, with {0} placeholders.</param>
/// <param name="Arguments">What fills them.</param>
public sealed record ImportProblem(int? Line, int? Column, string Sentence, params object[] Arguments)
{
    /// <summary>Worth knowing, but the line is taken all the same.</summary>
    public bool IsNotice { get; init; }

    /// <summary>From a rule of the domain.</summary>
    public static ImportProblem Of(int? line, int? column, Refusal refusal) => new(line, column, refusal.Sentence, refusal.Arguments);
}

/// <summary>A participant as a line of a file gives it; what is wrong in the line itself was already said.</summary>
public sealed record ParticipantRow(int Line, string Name)
{
    /// <summary>Number at the event, if the file gives one.</summary>
    public int? Number { get; init; }
    /// <summary>Short sign, if the file gives one.</summary>
    public string Code { get; init; } = "";
    /// <summary>The person who comes.</summary>
    public string ContactName { get; init; } = "";
    /// <summary>Address.</summary>
    public string Email { get; init; } = "";
    /// <summary>ISO 3166-1 alpha-2 code.</summary>
    public string Country { get; init; } = "";
    /// <summary>ISO 639-1 code; null where the file says nothing.</summary>
    public string? Language { get; init; }
    /// <summary>A sentence.</summary>
    public string About { get; init; } = "";
    /// <summary>The organisation of the directory, by name.</summary>
    public string Organisation { get; init; } = "";
    /// <summary>Slots in which it cannot meet.</summary>
    public int[] Unavailable { get; init; } = [];
}

/// <summary>A wanted meeting as a line of a file gives it.</summary>
/// <param name="Line">Where.</param>
/// <param name="Number">The number by which other lines of the file refer to it.</param>
/// <param name="First">One party: name, code or number.</param>
/// <param name="Second">The other.</param>
public sealed record MeetingRow(int Line, int Number, string First, string Second)
{
    /// <summary>The session in which it must lie.</summary>
    public int? Session { get; init; }
    /// <summary>The slot in which it must lie.</summary>
    public int? FixedSlot { get; init; }
    /// <summary>1 to 5.</summary>
    public int Priority { get; init; } = 3;
    /// <summary>Meetings of the file that must come before it.</summary>
    public int[] After { get; init; } = [];
}

/// <summary>The columns to which problems point; null where the file has none such.</summary>
public sealed record ImportColumns
{
    /// <summary>Number.</summary>
    public int? Number { get; init; }
    /// <summary>Name.</summary>
    public int? Name { get; init; }
    /// <summary>Code.</summary>
    public int? Code { get; init; }
    /// <summary>Organisation.</summary>
    public int? Organisation { get; init; }
    /// <summary>One party.</summary>
    public int? First { get; init; }
    /// <summary>The other.</summary>
    public int? Second { get; init; }
    /// <summary>Meetings before.</summary>
    public int? After { get; init; }
}

/// <summary>The grid that an instance was made for.</summary>
/// <param name="SlotsOfSessions">How many slots each session has.</param>
/// <param name="Tables">How many tables there are.</param>
public sealed record FileGrid(IReadOnlyList<int> SlotsOfSessions, int Tables)
{
    /// <summary>Whether an event has just this grid.</summary>
    public bool Fits(Timetable timetable, int tables) =>
        tables == Tables && timetable.Slots.GroupBy(s => s.Session).OrderBy(g => g.Key).Select(g => g.Count()).SequenceEqual(SlotsOfSessions);
}

/// <summary>A file as read: its good lines, and what is wrong with the others.</summary>
public sealed record ImportContent(ImportShape Shape)
{
    /// <summary>Nothing can be taken from the file, whatever line is mended.</summary>
    public bool IsUnreadable { get; init; }
    /// <summary>Participants.</summary>
    public IReadOnlyList<ParticipantRow> Participants { get; init; } = [];
    /// <summary>Wanted meetings.</summary>
    public IReadOnlyList<MeetingRow> Meetings { get; init; } = [];
    /// <summary>What was said while reading.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];
    /// <summary>Where the columns are.</summary>
    public ImportColumns Columns { get; init; } = new();
    /// <summary>The grid, where the file has one.</summary>
    public FileGrid? Grid { get; init; }
}
