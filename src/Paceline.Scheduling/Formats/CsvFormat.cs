using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Paceline.Scheduling;

/// <summary>
/// Reads events and writes schedules as CSV, version 1. The first cell of a row says what it is:
/// <list type="bullet">
/// <item><c>slot,NAME,SESSION</c> with the session's number from 1 (default 1), in order of time;</item>
/// <item><c>place,NAME,CAPACITY,OWNER,UNAVAILABLE</c> with <c>unlimited</c> for no limit (default 1);</item>
/// <item><c>participant,NAME,DELEGATES,LEAST,MOST,UNAVAILABLE</c>;</item>
/// <item><c>meeting,PARTIES,PRIORITY,MANDATORY,SESSIONS,SLOT,PLACE,AFTER</c> with <c>yes</c> where mandatory; AFTER holds
/// numbers of meeting rows, from 1;</item>
/// <item><c>apart,PARTICIPANT,PARTICIPANT</c> for two that are never in meetings of the same slot;</item>
/// <item><c>fairness,D</c> and <c>breaks,across</c>, at most once each.</item>
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
        var reading = new Reading(CsvRow.ReadAll(text));
        var problem = reading.Problem();
        if (reading.Errors.Count == 0)
            reading.Errors.AddRange(ProblemFaults.Of(problem).Select(reading.Locate));
        return reading.Errors.Count == 0 ? (problem, []) : (null, [.. reading.Errors.OrderBy(e => e.Line)]);
    }

    /// <summary>Writes a schedule with the columns <c>meeting,slot,place</c>, all counted from 1, by slot and place.</summary>
    public static string Write(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var text = new StringBuilder("meeting,slot,place\n");
        foreach (var (meeting, at) in schedule.Placements.Index().Where(p => p.Item is not null).OrderBy(p => (p.Item!.Value.Slot, p.Item!.Value.Place)))
            text.Append(CultureInfo.InvariantCulture, $"{meeting + 1},{at!.Value.Slot + 1},{at.Value.Place + 1}\n");
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
            placements[meeting] = new Placement(slot, place);
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
            foreach (var row in rows.Where(r => r[0].ToLowerInvariant() is not ("slot" or "place" or "participant" or "meeting" or "apart" or "fairness" or "breaks")))
                Wrong(row, 0, "row", $"\"{row[0]}\" is no kind of row.");
            var (slots, places, participants) = (Named("slot", _slots), Named("place", _places), Named("participant", _participants));
            return new Problem
            {
                Slots = [.. slots.Select(r => new Slot((Number(r, 2, "session") ?? 1) - 1, r[1]))],
                Places = [.. places.Select(r => new Place(r[1])
                {
                    Capacity = r[2].Equals("unlimited", StringComparison.OrdinalIgnoreCase) ? null : Number(r, 2, "capacity") ?? 1,
                    Owner = One(r, 3, "participant", _participants),
                    Unavailable = Many(r, 4, "slot", _slots),
                })],
                Participants = [.. participants.Select(r => new Participant
                {
                    Name = r[1],
                    Delegates = Number(r, 2, "delegates") ?? 1,
                    MinMeetings = Number(r, 3, "least") ?? 0,
                    MaxMeetings = Number(r, 4, "most"),
                    Unavailable = Many(r, 5, "slot", _slots),
                })],
                Meetings = [.. Rows("meeting").Select(r => new Meeting
                {
                    Parties = Many(r, 1, "participant", _participants),
                    Priority = Number(r, 2, "priority") ?? 3,
                    Mandatory = r[3].Equals("yes", StringComparison.OrdinalIgnoreCase),
                    AllowedSessions = r[4].Length == 0 ? null : [.. Numbers(r, 4, "session")],
                    FixedSlot = One(r, 5, "slot", _slots),
                    FixedPlace = One(r, 6, "place", _places),
                    After = [.. Numbers(r, 7, "meeting")],
                })],
                Apart = [.. Rows("apart").Select(r => new Apart(One(r, 1, "participant", _participants) ?? -1, One(r, 2, "participant", _participants) ?? -1))],
                Fairness = Rows("fairness").Select(r => Number(r, 1, "fairness")).FirstOrDefault(),
                Breaks = Rows("breaks").Any(r => r[1].Equals("across", StringComparison.OrdinalIgnoreCase)) ? BreakRule.AcrossSessions : BreakRule.WithinSession,
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
