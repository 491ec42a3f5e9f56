using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Paceline.Scheduling;

/// <summary>
/// Reads events and writes schedules as CSV. The first cell of a row says what it is:
/// <list type="bullet">
/// <item><c>slot,NAME,SESSION</c> with the session's number from 1 (default 1), in order of time;</item>
/// <item><c>place,NAME,CAPACITY,OWNER,UNAVAILABLE,EQUIPMENT,NEIGHBOURS,HALL,X,Y</c> with <c>unlimited</c> for no limit
/// (default 1);</item>
/// <item><c>participant,NAME,DELEGATES,LEAST,MOST,UNAVAILABLE,GROUP</c>;</item>
/// <item><c>interpreter,NAME,LANGUAGES,UNAVAILABLE</c>;</item>
/// <item><c>meeting,PARTIES,PRIORITY,MANDATORY,SESSIONS,SLOT,PLACE,AFTER,LENGTH,EQUIPMENT,LANGUAGES</c> with <c>yes</c> where
/// mandatory; AFTER holds numbers of meeting rows, from 1;</item>
/// <item><c>apart,PARTICIPANT,PARTICIPANT</c> for two that are never in meetings of the same slot; with <c>place</c> as the
/// next cell, only not at neighbouring places;</item>
/// <item><c>walk,HALL,HALL,SLOTS,METRES</c> for the way between two halls;</item>
/// <item><c>fairness,D</c>, <c>breaks,across</c>, <c>groups,BREAKS,SERVED</c> and <c>aims,evenness;places;walking</c> (without
/// the row all three, with an empty cell none), at most once each.</item>
/// </list>
/// Lists are separated by semicolons; slots, places and participants are named. Empty cells take the default. Rows may come
/// in any order; one that begins with # is a remark.
/// </summary>
public static class CsvFormat
{
    /// <summary>Reads an event. Where anything is wrong the problem is null and all errors are listed.</summary>
    public static (Problem? Problem, IReadOnlyList<FormatError> Errors) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = new Reading(CsvRow.ReadAll(text, out var open));
        if (open is { } line) reading.Errors.Add(new FormatError(line, 0, "row", "A quote begins here and never ends: all that follows would be one cell."));
        var problem = reading.Problem();
        // What could not be read is told already, and would only be told again as something that does not exist.
        if (reading.Errors.Count == 0)
            reading.Errors.AddRange(ProblemFaults.Of(problem).Concat(ProblemFaults.OfSessions(problem)).Select(reading.Locate));
        return reading.Errors.Count == 0 ? (problem, []) : (null, [.. reading.Errors.OrderBy(e => e.Line)]);
    }

    /// <summary>
    /// Writes a schedule with the columns <c>meeting,slot,place</c>, and <c>interpreter</c> where there is any, all counted from
    /// 1, by slot and place.
    /// </summary>
    public static string Write(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var interpreted = schedule.Placements.Any(p => p?.Interpreter is not null);
        var text = new StringBuilder(interpreted ? "meeting,slot,place,interpreter\n" : "meeting,slot,place\n");
        foreach (var (meeting, at) in schedule.Placements.Index().Where(p => p.Item is not null).OrderBy(p => (p.Item!.Value.Slot, p.Item!.Value.Place)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{meeting + 1},{at!.Value.Slot + 1},{at.Value.Place + 1}");
            if (interpreted) text.Append(CultureInfo.InvariantCulture, $",{at.Value.Interpreter + 1}");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads a schedule as <see cref="Write"/> writes it; an empty place counts as the first.</summary>
    public static (Schedule? Schedule, IReadOnlyList<FormatError> Errors) ReadSchedule(string text, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(problem);
        var errors = new List<FormatError>();
        var placements = new Placement?[problem.Meetings.Count];
        foreach (var row in CsvRow.ReadAll(text).Skip(1))
        {
            int At(int column, string field, int count)
            {
                if (column == 2 && row[column].Length == 0) return 0;
                if (int.TryParse(row[column], CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count) return number - 1;
                errors.Add(new FormatError(row.Line, column + 1, field, $"There is no {field} \"{row[column]}\"."));
                return -1;
            }

            var (meeting, slot, place) = (At(0, "meeting", placements.Length), At(1, "slot", problem.Slots.Count), At(2, "place", problem.Places.Count));
            if (meeting < 0) continue;
            if (placements[meeting] is not null) errors.Add(new FormatError(row.Line, 1, "meeting", $"Meeting {meeting + 1} is listed twice."));
            placements[meeting] = new Placement(slot, place) { Interpreter = row[3].Length == 0 ? null : At(3, "interpreter", problem.Interpreters.Count) };
        }

        return errors.Count == 0 ? (new Schedule([.. placements]), []) : (null, errors);
    }

    private sealed class Reading(List<CsvRow> rows)
    {
        private readonly Dictionary<string, int> _slots = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, int> _participants = new(StringComparer.OrdinalIgnoreCase);

        public List<FormatError> Errors { get; } = [];

        public Problem Problem()
        {
            foreach (var row in rows.Where(r => r[0].ToLowerInvariant() is not ("slot" or "place" or "participant" or "meeting" or "apart" or "fairness" or "breaks" or "interpreter" or "walk" or "groups" or "aims")))
                Wrong(row, 0, "row", $"\"{row[0]}\" is no kind of row.");
            foreach (var kind in (string[])["fairness", "breaks", "groups", "aims"])
            {
                foreach (var again in Rows(kind).Skip(1)) Wrong(again, 0, kind, $"There is a \"{kind}\" row already.");
            }

            var (slots, places, participants) = (Named("slot", _slots), Named("place", _places), Named("participant", _participants));
            return new Problem
            {
                Slots = [.. slots.Select(r => new Slot((Number(r, 2, "session") ?? 1) - 1, r[1]))],
                Places = [.. places.Select(r => new Place(r[1])
                {
                    Capacity = r[2].Equals("unlimited", StringComparison.OrdinalIgnoreCase) ? null : Number(r, 2, "capacity") ?? 1,
                    Owner = One(r, 3, "participant", _participants),
                    Unavailable = Many(r, 4, "slot", _slots),
                    Equipment = Texts(r, 5),
                    Neighbours = Many(r, 6, "place", _places),
                    Hall = Number(r, 7, "hall") ?? 0,
                    X = Number(r, 8, "x") ?? 0,
                    Y = Number(r, 9, "y") ?? 0,
                })],
                Participants = [.. participants.Select(r => new Participant
                {
                    Name = r[1],
                    Delegates = Number(r, 2, "delegates") ?? 1,
                    MinMeetings = Number(r, 3, "least") ?? 0,
                    MaxMeetings = Number(r, 4, "most"),
                    Unavailable = Many(r, 5, "slot", _slots),
                    Group = r[6].Length == 0 ? null : r[6],
                })],
                Interpreters = [.. Rows("interpreter").Select(r => new Interpreter { Name = r[1], Languages = Texts(r, 2), Unavailable = Many(r, 3, "slot", _slots) })],
                Walks = [.. Rows("walk").Select(r => new Walk(Number(r, 1, "hall") ?? 0, Number(r, 2, "hall") ?? 0, Number(r, 3, "slots") ?? 0, Number(r, 4, "metres") ?? 0))],
                GroupFairness = Rows("groups").Select(r => new GroupFairness { Breaks = Number(r, 1, "groups"), Served = Number(r, 2, "groups") }).FirstOrDefault(),
                Aims = Rows("aims") is [var aims, ..] ? ReadAims(aims) : Aims.All,
                Meetings = [.. Rows("meeting").Select(r => new Meeting
                {
                    Parties = Many(r, 1, "participant", _participants),
                    Priority = Number(r, 2, "priority") ?? 3,
                    Mandatory = YesOrNo(r, 3, "mandatory"),
                    AllowedSessions = r[4].Length == 0 ? null : [.. Numbers(r, 4, "session")],
                    FixedSlot = One(r, 5, "slot", _slots),
                    FixedPlace = One(r, 6, "place", _places),
                    After = [.. Numbers(r, 7, "meeting")],
                    Length = Number(r, 8, "length") ?? 1,
                    Equipment = Texts(r, 9),
                    Languages = Texts(r, 10),
                })],
                Apart = [.. Rows("apart").Select(r => new Apart(One(r, 1, "participant", _participants) ?? -1, One(r, 2, "participant", _participants) ?? -1) { ByPlace = ByPlace(r) })],
                Fairness = Rows("fairness").Select(r => Number(r, 1, "fairness")).FirstOrDefault(),
                Breaks = Rows("breaks").Any(Across) ? BreakRule.AcrossSessions : BreakRule.WithinSession,
            };
        }

        public FormatError Locate(ProblemFault fault)
        {
            // Faults name a list and an index: the row of that kind with that number.
            var open = fault.Field.IndexOf('[', StringComparison.Ordinal);
            var kind = open < 0 ? "" : fault.Field[..open].TrimEnd('s').ToLowerInvariant();
            var index = open < 0 ? 0 : int.Parse(fault.Field.AsSpan(open + 1, fault.Field.IndexOf(']', StringComparison.Ordinal) - open - 1), CultureInfo.InvariantCulture);
            return new FormatError(Rows(kind).ElementAtOrDefault(index)?.Line ?? 0, 0, fault.Field, fault.Message);
        }

        private bool YesOrNo(CsvRow row, int column, string field)
        {
            if (row[column].ToLowerInvariant() is not ("yes" or "no" or "")) Wrong(row, column, field, "Either \"yes\", \"no\" or nothing.");
            return row[column].Equals("yes", StringComparison.OrdinalIgnoreCase);
        }

        private bool Across(CsvRow row)
        {
            if (row[1].ToLowerInvariant() is not ("across" or "within" or "")) Wrong(row, 1, "breaks", "Either \"across\" or \"within\".");
            return row[1].Equals("across", StringComparison.OrdinalIgnoreCase);
        }

        private bool ByPlace(CsvRow row)
        {
            if (row[3].Length > 0 && !row[3].Equals("place", StringComparison.OrdinalIgnoreCase)) Wrong(row, 3, "apart", "Either \"place\" or nothing.");
            return row[3].Length > 0;
        }

        private Aims ReadAims(CsvRow row)
        {
            var aims = Aims.None;
            foreach (var name in Texts(row, 1))
            {
                var aim = JsonFormat.Aim(name);
                if (aim == Aims.None) Wrong(row, 1, "aims", $"There is no aim \"{name}\".");
                aims |= aim;
            }

            return aims;
        }

        private static ImmutableArray<string> Texts(CsvRow row, int column) =>
            [.. row[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

        private List<CsvRow> Rows(string kind) => rows.FindAll(r => r[0].Equals(kind, StringComparison.OrdinalIgnoreCase));

        private List<CsvRow> Named(string kind, Dictionary<string, int> names)
        {
            var own = Rows(kind);
            for (var i = 0; i < own.Count; i++)
            {
                if (own[i][1].Length == 0) Wrong(own[i], 1, kind, $"A {kind} needs a name.");
                else if (!names.TryAdd(own[i][1], i)) Wrong(own[i], 1, kind, $"There are two of the name \"{own[i][1]}\".");
            }

            return own;
        }

        private int? Number(CsvRow row, int column, string field)
        {
            if (row[column].Length == 0) return null;
            if (int.TryParse(row[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
            Wrong(row, column, field, $"\"{row[column]}\" is no whole number.");
            return null;
        }

        private IEnumerable<int> Numbers(CsvRow row, int column, string field)
        {
            foreach (var part in row[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) yield return number - 1;
                else Wrong(row, column, field, $"\"{part}\" is no whole number.");
            }
        }

        private int? One(CsvRow row, int column, string kind, Dictionary<string, int> names)
        {
            if (row[column].Length == 0) return null;
            if (names.TryGetValue(row[column], out var index)) return index;
            Wrong(row, column, kind, $"There is no {kind} \"{row[column]}\".");
            return null;
        }

        private ImmutableArray<int> Many(CsvRow row, int column, string kind, Dictionary<string, int> names)
        {
            var indices = ImmutableArray.CreateBuilder<int>();
            foreach (var part in row[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (names.TryGetValue(part, out var index)) indices.Add(index);
                else Wrong(row, column, kind, $"There is no {kind} \"{part}\".");
            }

            return indices.ToImmutable();
        }

        private void Wrong(CsvRow row, int column, string field, string message) =>
            Errors.Add(new FormatError(row.Line, column + 1, field, message));
    }
}
