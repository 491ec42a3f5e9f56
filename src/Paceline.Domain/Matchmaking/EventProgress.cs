namespace Paceline.Domain.Matchmaking;

/// <summary>The five steps from an idea to the meetings.</summary>
public enum EventStep
{
    /// <summary>Sessions, slots and tables.</summary>
    SetUp,
    /// <summary>Participants and the meetings that they want.</summary>
    Import,
    /// <summary>Slots and tables for the meetings.</summary>
    Schedule,
    /// <summary>Telling the participants.</summary>
    Publish,
    /// <summary>Agendas in the hands of the participants.</summary>
    Agendas,
}

/// <summary>What stands, and what comes next.</summary>
/// <param name="Slots">Slots of the timetable.</param>
/// <param name="Tables">Tables.</param>
/// <param name="Meetings">Meetings that are wanted.</param>
/// <param name="Placed">Meetings that have a slot in the draft.</param>
/// <param name="Publication">How far the schedule is published.</param>
/// <param name="PublishedAt">When it last was.</param>
/// <param name="ChangedAt">When the draft last changed.</param>
public sealed record EventProgress(int Slots, int Tables, int Meetings, int Placed, Publication Publication, DateTimeOffset? PublishedAt, DateTimeOffset? ChangedAt)
{
    /// <summary>The draft has changed since participants were told.</summary>
    public bool HasNews => Publication is not Publication.Draft && ChangedAt > PublishedAt;

    /// <summary>The step that comes next.</summary>
    public EventStep Next =>
        Slots == 0 || Tables == 0 ? EventStep.SetUp
        : Meetings == 0 ? EventStep.Import
        : Placed == 0 ? EventStep.Schedule
        : Publication is Publication.Draft || HasNews ? EventStep.Publish
        : EventStep.Agendas;
}

/// <summary>Waiting times of a participant.</summary>
public static class Waits
{
    /// <summary>How many times a participant waits: runs of slots without a meeting, between two of its meetings in one session.</summary>
    public static int Count(IEnumerable<int> slots, Timetable timetable)
    {
        var count = 0;
        foreach (var session in slots.Select(n => timetable.Slot(n)).OfType<TimetableSlot>().GroupBy(s => s.Session))
        {
            var numbers = session.Select(s => s.Number).Distinct().Order().ToList();
            for (var i = 1; i < numbers.Count; i++)
                if (numbers[i] > numbers[i - 1] + 1) count++;
        }

        return count;
    }
}
