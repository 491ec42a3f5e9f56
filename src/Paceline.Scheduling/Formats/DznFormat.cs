using System.Collections.Immutable;
using System.Globalization;

namespace Paceline.Scheduling;

/// <summary>
/// Reads the files of the published Business-to-Business Meeting Scheduling instances (MiniZinc data, <c>.dzn</c>).
/// Participants, meetings, slots and places are numbered from 1 there and from 0 here.
/// </summary>
public static class DznFormat
{
    private const int Most = 1_000_000;

    /// <summary>
    /// Reads a file. Every meeting is mandatory, breaks count across sessions and nothing but few of them is sought, as
    /// published. Where anything is wrong the problem is null and all errors are listed.
    /// </summary>
    public static (Problem? Problem, IReadOnlyList<FormatError> Errors) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reading = new Reading();
        reading.Fields = DznField.ReadAll(DznToken.Cut(text, reading.Errors), reading.Errors);
        var problem = reading.Problem();
        var errors = reading.Errors.OrderBy(e => e.Line).ThenBy(e => e.Column).ToImmutableArray();
        return (errors.IsEmpty ? problem : null, errors);
    }

    /// <summary>Reads a file, as <see cref="Read(string)"/> does.</summary>
    public static (Problem? Problem, IReadOnlyList<FormatError> Errors) Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Read(reader.ReadToEnd());
    }

    private sealed class Reading
    {
        public List<FormatError> Errors { get; } = [];

        public Dictionary<string, DznField> Fields { get; set; } = [];

        public Problem Problem()
        {
            var participants = Number("nBusiness", 0);
            var count = Number("nMeetings", 0);
            var tables = Number("nTables", 0);
            var slots = Number("nTotalSlots", 1);
            var morning = Number("nMorningSlots", 0);
            if (morning > slots) Wrong(Fields["nMorningSlots"], "More morning slots than slots.");
            if (slots > ProblemFaults.LongestSession)
                Wrong(Fields["nTotalSlots"], $"More than {ProblemFaults.LongestSession} slots are not supported.");
            var meetings = Meetings(participants, count, slots);
            var forbidden = Sets("forbidden", participants, 1, slots, "slot");
            if (Errors.Count > 0) meetings = [];
            else CheckRedundant(meetings, participants);
            return new Problem
            {
                Slots = [.. Enumerable.Range(0, slots).Select(t => new Slot(t < morning ? 0 : 1, Name(t)))],
                Places = [.. Enumerable.Range(0, tables).Select(place => new Place(Name(place)))],
                Participants = [.. forbidden.Select((set, p) => new Participant { Name = Name(p), Unavailable = set })],
                Meetings = meetings,
                Breaks = BreakRule.AcrossSessions,
                Aims = Aims.None,
            };
        }

        private Meeting[] Meetings(int participants, int count, int slots)
        {
            var parties = new ImmutableArray<int>[count];
            var sessions = new int[count];
            var rows = List("requested", count);
            for (var m = 0; m < rows.Count; m++)
            {
                var row = rows[m].Numbers;
                if (row.Count != 3)
                {
                    Wrong(rows[m], "requested", $"Meeting {m + 1} needs three numbers: participant, participant, session.");
                    continue;
                }

                foreach (var party in row.Take(2).Where(n => n.Value < 1 || n.Value > participants))
                    Wrong(party, "requested", $"Meeting {m + 1}: there is no participant {party.Value}.");
                if (row[0].Value == row[1].Value)
                    Wrong(row[1], "requested", $"Meeting {m + 1}: participant {row[1].Value} would meet itself.");
                if (row[2].Value is < 1 or > 3)
                    Wrong(row[2], "requested", $"Meeting {m + 1}: the session is 1, 2 or 3, not {row[2].Value}.");
                parties[m] = [row[0].Value - 1, row[1].Value - 1];
                sessions[m] = row[2].Value;
            }

            var after = Sets("precedences", count, 1, count, "meeting");
            var fixedSlots = List("fixed", count);
            var meetings = new Meeting[count];
            for (var m = 0; m < count; m++)
            {
                var slot = m < fixedSlots.Count && fixedSlots[m].Numbers.Count > 0 ? fixedSlots[m].Numbers[0] : null;
                if (slot is not null && (slot.Value < 0 || slot.Value > slots)) Wrong(slot, "fixed", $"Meeting {m + 1}: there is no slot {slot.Value}.");
                if (after[m].Contains(m)) Wrong(Fields["precedences"], $"Meeting {m + 1} would come before itself.");
                meetings[m] = new Meeting
                {
                    Parties = parties[m],
                    AllowedSessions = sessions[m] is 1 or 2 ? [sessions[m] - 1] : null,
                    FixedSlot = slot is { Value: > 0 } ? slot.Value - 1 : null,
                    After = after[m],
                    Mandatory = true,
                };
            }

            if (ProblemFaults.Cycle(meetings) is { } cycle)
            {
                var names = string.Join(", ", cycle.Select(m => (m + 1).ToString(CultureInfo.InvariantCulture)));
                Wrong(Fields["precedences"], $"Meetings {names} come before each other in a circle.");
            }

            return meetings;
        }

        // The file says twice who has which meetings; a file that contradicts itself is not read. The redundant lists
        // count the meetings from 2 and begin with a dummy 1.
        private void CheckRedundant(Meeting[] meetings, int participants)
        {
            var own = new List<int>[participants];
            for (var p = 0; p < participants; p++) own[p] = [];
            for (var m = 0; m < meetings.Length; m++)
            {
                foreach (var party in meetings[m].Parties) own[party].Add(m);
            }

            var lists = Fields.ContainsKey("meetingsxBusiness") ? List("meetingsxBusiness", participants) : [];
            for (var p = 0; p < Math.Min(lists.Count, participants); p++)
            {
                var listed = lists[p].Numbers.Where(n => n.Value != 1).Select(n => n.Value - 2).ToHashSet();
                if (!listed.SetEquals(own[p]))
                    Wrong(lists[p], "meetingsxBusiness", $"The meetings of participant {p + 1} are not those of \"requested\".");
            }

            var counts = Fields.ContainsKey("nMeetingsBusiness") ? List("nMeetingsBusiness", participants) : [];
            for (var p = 0; p < Math.Min(counts.Count, participants); p++)
            {
                if (counts[p].Numbers is not [var told, ..] || told.Value != own[p].Count)
                    Wrong(counts[p], "nMeetingsBusiness", $"Participant {p + 1} has {own[p].Count} meetings in \"requested\".");
            }
        }

        private ImmutableArray<int>[] Sets(string name, int count, int least, int most, string what)
        {
            var sets = new ImmutableArray<int>[count];
            Array.Fill(sets, []);
            var entries = List(name, count);
            for (var i = 0; i < Math.Min(count, entries.Count); i++)
            {
                foreach (var number in entries[i].Numbers.Where(n => n.Value != 0 && (n.Value < least || n.Value > most)))
                    Wrong(number, name, $"There is no {what} {number.Value}.");
                // A 0 stands for nothing: it only keeps the set from being empty.
                sets[i] = [.. entries[i].Numbers.Where(n => n.Value != 0).Select(n => n.Value - 1).Distinct().Order()];
            }

            return sets;
        }

        private List<DznEntry> List(string name, int count)
        {
            if (!Fields.TryGetValue(name, out var field))
            {
                Errors.Add(new FormatError(0, 0, name, "The field is missing."));
                return [];
            }

            if (field.IsNumber) Wrong(field, "A list in [ ] was expected, not a number.");
            else if (field.Entries.Count != count) Wrong(field, $"{count} entries were expected, not {field.Entries.Count}.");
            else return field.Entries;
            return [];
        }

        private int Number(string name, int least)
        {
            if (!Fields.TryGetValue(name, out var field))
            {
                Errors.Add(new FormatError(0, 0, name, "The field is missing."));
                return least;
            }

            if (!field.IsNumber) Wrong(field, "A number was expected.");
            else if (field.Entries[0].Numbers[0].Value is var value && (value < least || value > Most))
                Wrong(field, $"The number must lie between {least} and {Most}.");
            else return value;
            return least;
        }

        private void Wrong(DznField field, string message) =>
            Errors.Add(new FormatError(field.Line, field.Column, field.Name, message));

        private void Wrong(DznEntry entry, string name, string message) =>
            Errors.Add(new FormatError(entry.Line, entry.Column, name, message));

        private void Wrong(DznNumber number, string name, string message) =>
            Errors.Add(new FormatError(number.Line, number.Column, name, message));

        private static string Name(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
    }
}
