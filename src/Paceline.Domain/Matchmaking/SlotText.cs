using System.Globalization;

namespace Paceline.Domain.Matchmaking;

/// <summary>Slots as people write them: 1-3;7 or 09:00-10:30 or 2017-06-09 14:00 or the name of a session.</summary>
public static class SlotText
{
    private static readonly string[] Times = ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss", "H'h'mm", "H.mm"];

    /// <summary>The numbers of the slots meant, in order; a refusal where a part means none.</summary>
    public static (int[] Slots, Refusal? Refusal) Read(string text, Timetable timetable)
    {
        var slots = new SortedSet<int>();
        foreach (var part in text.Split([';', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var found = Part(part, timetable);
            if (found.Count == 0) return ([], new("“{0}” names no slot of this event. Write numbers like 1-3;7 or times like 09:00-10:30.", part));
            slots.UnionWith(found);
        }

        return ([.. slots], null);
    }

    /// <summary>The one slot meant by a number or a start; a refusal where it is none or several.</summary>
    public static (int? Slot, Refusal? Refusal) ReadOne(string text, Timetable timetable)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return timetable.Slot(number) is null ? (null, new("There is no slot {0}: the event has {1}.", number, timetable.Slots.Count)) : (number, null);
        var (date, time) = Moment(text);
        var starts = time is null ? [] : timetable.Slots.Where(s => s.From == time && (date is null || s.Date == date)).Select(s => s.Number).ToList();
        return starts.Count switch
        {
            1 => (starts[0], null),
            0 => (null, new("No slot starts at “{0}”. Write its number or its start, for example 09:20.", text)),
            _ => (null, new("Slots start at {0} on several days. Write the day too, for example {1}.", text, $"{timetable.Slots[starts[0] - 1].Date:yyyy-MM-dd} {text}")),
        };
    }

    /// <summary>The number of a session, by its number or its name; null if there is none such.</summary>
    public static int? Session(string text, Timetable timetable)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number >= 1 && number <= timetable.Sessions.Count ? number : null;
        var key = Spelling.Key(text);
        var index = timetable.Sessions.ToList().FindIndex(s => Spelling.Key(s.Name) == key);
        return index < 0 ? null : index + 1;
    }

    private static List<int> Part(string part, Timetable timetable)
    {
        var ends = part.Split(['-', '–', '—'], StringSplitOptions.TrimEntries);
        if (ends.Length <= 2 && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            return timetable.Slot(first) is null || timetable.Slot(last) is null || last < first ? [] : [.. Enumerable.Range(first, last - first + 1)];
        if (Session(part, timetable) is { } session) return [.. timetable.Slots.Where(s => s.Session == session).Select(s => s.Number)];

        var (date, from, to) = Stretch(part);
        if (from is null) return date is null ? [] : [.. timetable.Slots.Where(s => s.Date == date).Select(s => s.Number)];
        return [.. timetable.Slots.Where(s => (date is null || s.Date == date) && (to is null ? s.From <= from && from < s.To : s.From < to && from < s.To)).Select(s => s.Number)];
    }

    private static (DateOnly? Date, TimeOnly? From, TimeOnly? To) Stretch(string part)
    {
        DateOnly? date = null;
        if (part.Length >= 10 && DateOnly.TryParseExact(part[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) (date, part) = (day, part[10..].Trim(' ', 'T'));
        if (part is "") return (date, null, null);
        var ends = part.Split(['-', '–', '—'], StringSplitOptions.TrimEntries);
        var (from, to) = (Time(ends[0]), ends.Length == 2 ? Time(ends[1]) : null);
        return ends.Length > 2 || from is null || ends.Length == 2 && (to is null || to <= from) ? (null, null, null) : (date, from, to);
    }

    private static (DateOnly? Date, TimeOnly? Time) Moment(string text)
    {
        var (date, from, to) = Stretch(text.Trim());
        return to is null ? (date, from) : (null, null);
    }

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
