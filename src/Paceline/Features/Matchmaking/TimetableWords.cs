using Paceline.Domain.Matchmaking;
using Paceline.Platform.Text;

namespace Paceline.Features.Matchmaking;

/// <summary>Timetables in sentences.</summary>
public static class TimetableWords
{
    /// <summary>22 slots in 2 sessions, 22 tables: room for 484 meetings.</summary>
    public static string RoomOf(this Texts texts, TimetablePlan plan)
    {
        var slots = Timetable.Of(plan).Slots.Count;
        return texts["{0} in {1}, {2}: room for {3}.",
            texts.Count(slots, "{0} slot|{0} slots"),
            texts.Count(plan.Sessions.Count, "{0} session|{0} sessions"),
            texts.Count(plan.Tables, "{0} table|{0} tables"),
            texts.Count(slots * plan.Tables, "{0} meeting|{0} meetings")].Value;
    }

    /// <summary>Mon 9 Oct, 09:20.</summary>
    public static string Start(this TimetableSlot slot) => $"{Dates.ShortDay(slot.Date)}, {Dates.Time(slot.From)}";
}
