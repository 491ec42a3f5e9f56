using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;

namespace Paceline.Features.Scheduling;

/// <summary>An event with everything that its schedule is made of.</summary>
public sealed class EventSchedule
{
    private readonly Dictionary<Guid, Participant> _people;
    private readonly Dictionary<int, Meeting> _numbers;
    private ScheduleProblem? _problem;

    private EventSchedule(MatchmakingEvent @event, List<Participant> participants, List<Meeting> meetings)
    {
        (Event, Participants, Meetings) = (@event, participants, meetings);
        _people = participants.ToDictionary(p => p.Id);
        _numbers = meetings.ToDictionary(m => m.Number);
    }

    public MatchmakingEvent Event { get; }

    public IReadOnlyList<Participant> Participants { get; }

    public IReadOnlyList<Meeting> Meetings { get; }

    /// <summary>As it stands now; asked again after a change, it is made anew.</summary>
    public ScheduleProblem Problem => _problem ??= ScheduleProblem.Of(Event, Participants, Meetings);

    public Timetable Timetable => Problem.Timetable;

    public Participant Person(Guid id) => _people[id];

    public Meeting? Meeting(int? number) => number is { } n ? _numbers.GetValueOrDefault(n) : null;

    public Meeting? At(int slot, int table) => Meetings.FirstOrDefault(m => m.Slot == slot && m.Table == table && m.State is not MeetingState.Cancelled);

    /// <summary>Both parties as one reads them.</summary>
    public string Pair(Meeting meeting) => $"{Person(meeting.FirstId).Name} / {Person(meeting.SecondId).Name}";

    /// <summary>Forgets what was computed from the meetings.</summary>
    public void Changed() => _problem = null;

    /// <summary>The event, its participants and meetings; null when there is no such event.</summary>
    public static async Task<EventSchedule?> Load(PacelineDb db, Guid eventId, bool toChange, CancellationToken stop)
    {
        var tracking = toChange ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking;
        var @event = await db.Events.AsTracking(tracking).FirstOrDefaultAsync(e => e.Id == eventId, stop);
        if (@event is null) return null;
        var participants = await db.Participants.AsNoTracking().Where(p => p.EventId == eventId).OrderBy(p => p.Number).ToListAsync(stop);
        var meetings = await db.Meetings.AsTracking(tracking).Where(m => m.EventId == eventId).OrderBy(m => m.Number).ToListAsync(stop);
        return new EventSchedule(@event, participants, meetings);
    }
}
