namespace Paceline.Domain.Matchmaking;

/// <summary>A slot of an event.</summary>
/// <param name="Number">From 1, through all sessions in order of time.</param>
/// <param name="Session">The number of its session, from 1.</param>
/// <param name="Date">The day, in the event's zone.</param>
/// <param name="From">Start, in the event's zone.</param>
/// <param name="To">End, in the event's zone.</param>
/// <param name="StartsAt">Start as an instant, with the zone's offset on that day.</param>
/// <param name="EndsAt">End as an instant.</param>
public sealed record TimetableSlot(int Number, int Session, DateOnly Date, TimeOnly From, TimeOnly To, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>The slots that follow from an event's sessions, breaks and slot length.</summary>
public sealed class Timetable
{
    /// <summary>More slots than any real event has: protects from a typing mistake.</summary>
    public const int MostSlots = 500;

    private Timetable(IReadOnlyList<EventSession> sessions, IReadOnlyList<TimetableSlot> slots) => (Sessions, Slots) = (sessions, slots);

    /// <summary>Sessions in order of time; session number n is at index n - 1.</summary>
    public IReadOnlyList<EventSession> Sessions { get; }

    /// <summary>Slots in order of time; slot number n is at index n - 1.</summary>
    public IReadOnlyList<TimetableSlot> Slots { get; }

    /// <summary>The slot of that number, or null if the event has none.</summary>
    public TimetableSlot? Slot(int? number) => number is >= 1 && number <= Slots.Count ? Slots[number.Value - 1] : null;

    /// <summary>Cuts the sessions into slots, leaving out what a break touches; after a break the next slot starts when it ends.</summary>
    public static Timetable Of(MatchmakingEvent @event) => Of(TimetablePlan.Of(@event));

    /// <summary>The same for a plan that no event has yet.</summary>
    public static Timetable Of(TimetablePlan plan)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
        var sessions = plan.Sessions.OrderBy(s => s.Date).ThenBy(s => s.From).ToList();
        var slots = new List<TimetableSlot>();
        var length = TimeSpan.FromMinutes(Math.Max(1, plan.SlotMinutes));
        for (var session = 0; session < sessions.Count; session++)
        {
            var s = sessions[session];
            var at = s.From.ToTimeSpan();
            while (at + length <= s.To.ToTimeSpan() && slots.Count < MostSlots)
            {
                var end = at + length;
                var pause = plan.Breaks.Where(b => b.Date == s.Date && b.From.ToTimeSpan() < end && b.To.ToTimeSpan() > at).OrderBy(b => b.To).LastOrDefault();
                if (pause is not null)
                {
                    at = pause.To.ToTimeSpan();
                    continue;
                }

                var (from, to) = (TimeOnly.FromTimeSpan(at), TimeOnly.FromTimeSpan(end));
                slots.Add(new TimetableSlot(slots.Count + 1, session + 1, s.Date, from, to, Instant(s.Date, from, zone), Instant(s.Date, to, zone)));
                at = end;
            }
        }

        return new Timetable(sessions, slots);
    }

    private static DateTimeOffset Instant(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time);
        // A minute that the spring change skips is meant as the one an hour later.
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
