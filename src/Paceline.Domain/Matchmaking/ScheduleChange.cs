namespace Paceline.Domain.Matchmaking;

/// <summary>What kind of change was made to the draft.</summary>
public enum ScheduleChangeKind
{
    /// <summary>The solver's result was taken over.</summary>
    Solved,
    /// <summary>A meeting was moved by hand.</summary>
    Moved,
    /// <summary>A meeting was locked or unlocked.</summary>
    Locked,
    /// <summary>A meeting was taken out of its slot.</summary>
    Unscheduled,
    /// <summary>The timetable changed under the schedule.</summary>
    TimetableChanged,
}

/// <summary>Where a meeting stood in the draft.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Slot">Slot from 1, or null.</param>
/// <param name="Table">Table from 1, or null.</param>
/// <param name="Locked">Fixed by the organiser.</param>
public sealed record DraftPlacement(Guid Meeting, int? Slot, int? Table, bool Locked);

/// <summary>A change of the draft that can be undone, newest first.</summary>
public sealed class ScheduleChange
{
    /// <summary>Key; in order of time.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }
    /// <summary>What was done.</summary>
    public required ScheduleChangeKind Kind { get; init; }
    /// <summary>By whom.</summary>
    public required Guid ById { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Placements that the change touched, before it.</summary>
    public required List<DraftPlacement> Before { get; init; }
    /// <summary>The same placements after it.</summary>
    public required List<DraftPlacement> After { get; init; }
    /// <summary>When it was undone.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Why it cannot be undone: what it left must still stand; null when it can.</summary>
    /// <param name="meetings">The event's meetings by key.</param>
    public Refusal? CannotBeUndone(IReadOnlyDictionary<Guid, Meeting> meetings)
    {
        if (UndoneAt is not null) return new Refusal("This change has already been undone.");
        if (Kind is ScheduleChangeKind.TimetableChanged) return new Refusal("The timetable was changed. What stood before it cannot be brought back; press “Schedule” to fill the new one.");
        foreach (var left in After)
        {
            if (!meetings.TryGetValue(left.Meeting, out var meeting)) return new Refusal("A meeting of this change is no longer in the event, so it cannot be undone.");
            if (!meeting.IsOpen) return new Refusal("Meeting {0} was held or cancelled since, so this change cannot be undone.", meeting.Number);
            if (meeting.Draft() != left) return new Refusal("Meeting {0} was changed since, so this change cannot be undone.", meeting.Number);
        }

        return null;
    }
}
