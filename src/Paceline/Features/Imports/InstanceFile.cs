using System.Globalization;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Scheduling;

namespace Paceline.Features.Imports;

/// <summary>A published scheduling instance (DZN): its participants have numbers instead of names.</summary>
public static class InstanceFile
{
    /// <summary>Its participants and meetings, numbered from 1 as there. What the event's timetable has no slot for is said at the meeting.</summary>
    public static ImportContent Read(Problem problem, Timetable timetable)
    {
        var problems = new List<ImportProblem>();
        var slots = problem.Slots.Count;
        var grid = new FileGrid([.. problem.Slots.GroupBy(s => s.Session).OrderBy(g => g.Key).Select(g => g.Count())], problem.Places.Count);
        // Participants have lines below zero: their numbers are not those of the meetings.
        // The file's sessions are 1 and 2 even where one of them has no slot.
        var sessions = problem.Slots.Select(s => s.Session).Distinct().Order().ToList();
        var participants = problem.Participants.Select((p, i) => new ParticipantRow(-(i + 1), "Participant " + Text(i + 1)) { Number = i + 1, Unavailable = [.. p.Unavailable.Where(s => s < timetable.Slots.Count).Select(s => s + 1)] }).ToList();
        var meetings = new List<MeetingRow>(problem.Meetings.Count);
        for (var i = 0; i < problem.Meetings.Count; i++)
        {
            var m = problem.Meetings[i];
            int? session = m.AllowedSessions is { Length: 1 } allowed ? sessions.IndexOf(allowed[0]) + 1 : null;
            int? slot = m.FixedSlot + 1;
            if (session is not null && (session < 1 || session > timetable.Sessions.Count)) problems.Add(new ImportProblem(i + 1, null, "The event has no session {0}.", m.AllowedSessions!.Value[0] + 1));
            else if (slot > timetable.Slots.Count) problems.Add(new ImportProblem(i + 1, null, "There is no slot {0}: the event has {1}.", slot, timetable.Slots.Count));
            else meetings.Add(new MeetingRow(i + 1, i + 1, Text(m.Parties[0] + 1), Text(m.Parties[1] + 1)) { Session = session, FixedSlot = slot, Priority = m.Priority, After = [.. m.After.Select(a => a + 1)] });
        }

        if (slots > timetable.Slots.Count && problem.Participants.Any(p => p.Unavailable.Any(s => s >= timetable.Slots.Count)))
            problems.Add(new ImportProblem(null, null, "Some participants are away in slots that the event does not have; there is nothing to keep of it.") { IsNotice = true });
        return new ImportContent(ImportShape.Instance) { Participants = participants, Meetings = meetings, Problems = problems, Grid = grid };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
