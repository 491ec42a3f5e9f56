using Paceline.Domain.Activities;

namespace Paceline.Domain.Matchmaking;

/// <summary>How far participants may rely on the schedule.</summary>
public enum Publication
{
    /// <summary>Only the organisers see it.</summary>
    Draft,
    /// <summary>Participants see it and know that it may still change.</summary>
    Preliminary,
    /// <summary>Participants rely on it; every change is told.</summary>
    Final,
}

/// <summary>An event of one-to-one meetings: sessions cut into slots, held at tables.</summary>
public sealed class MatchmakingEvent : Activity
{
    /// <summary>Length of a slot in minutes.</summary>
    public int SlotMinutes { get; set; } = 20;
    /// <summary>How many meetings can be held at once.</summary>
    public int Tables { get; set; }
    /// <summary>How far the schedule is published.</summary>
    public Publication Publication { get; set; }
    /// <summary>When it was last published.</summary>
    public DateTimeOffset? PublishedAt { get; set; }
    /// <summary>When the draft was last changed: later than <see cref="PublishedAt"/> means that there is something to publish.</summary>
    public DateTimeOffset? ScheduleChangedAt { get; set; }
    /// <summary>The most by which the breaks of two participants may differ; null when nobody asked.</summary>
    public int? Fairness { get; set; }
    /// <summary>Stretches of time in which meetings are held, in order.</summary>
    public List<EventSession> Sessions { get; init; } = [];
    /// <summary>Pauses inside the sessions.</summary>
    public List<EventBreak> Breaks { get; init; } = [];
}

/// <summary>A stretch of a day in which meetings are held. Idle time between sessions is no break of a participant.</summary>
public sealed class EventSession
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The event.</summary>
    public Guid EventId { get; init; }
    /// <summary>What people call it: Morning.</summary>
    public required string Name { get; set; }
    /// <summary>The day.</summary>
    public required DateOnly Date { get; set; }
    /// <summary>First minute.</summary>
    public required TimeOnly From { get; set; }
    /// <summary>End; a slot that would pass it is not made.</summary>
    public required TimeOnly To { get; set; }
}

/// <summary>A pause inside a session: no slot touches it.</summary>
public sealed class EventBreak
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The event.</summary>
    public Guid EventId { get; init; }
    /// <summary>What people call it: Coffee.</summary>
    public required string Name { get; set; }
    /// <summary>The day.</summary>
    public required DateOnly Date { get; set; }
    /// <summary>First minute.</summary>
    public required TimeOnly From { get; set; }
    /// <summary>End.</summary>
    public required TimeOnly To { get; set; }
}
