using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Text;
using Engine = Paceline.Scheduling;

namespace Paceline.Features.Scheduling;

/// <summary>Says why a place in the grid is not possible, with names and times, in sentences that are translated.</summary>
public sealed class BreachWords(ScheduleProblem problem, Engine.Schedule schedule)
{
    /// <summary>Longest name inside a reason: hundreds of them stand on one page.</summary>
    private const int LongestName = 48;

    /// <summary>Every reason once; that all tables are taken is not said where it is said by whom.</summary>
    public IReadOnlyList<Refusal> Of(IReadOnlyList<Engine.Breach> breaches)
    {
        var said = new List<Refusal>();
        var locked = false;
        foreach (var breach in breaches)
        {
            if (breach.Rule is Engine.Rule.SlotFull && breaches.Any(b => b.Rule is Engine.Rule.PlaceTaken)) continue;
            if (breach.Rule is Engine.Rule.FixedSlot or Engine.Rule.FixedPlace && ScheduleProblem.IsFixed(problem.Meetings[breach.Meeting]))
            {
                if (locked) continue;
                locked = true;
            }

            said.Add(Of(breach));
        }

        return said;
    }

    public static string Shortened(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");

    /// <summary>09:20, as people call a slot; with its day where the event has several.</summary>
    public static string SlotName(Timetable timetable, int slot)
    {
        if (timetable.Slot(slot) is not { } found) return slot.ToString(System.Globalization.CultureInfo.CurrentCulture);
        return timetable.Slots[0].Date == timetable.Slots[^1].Date ? Dates.Time(found.From) : $"{Dates.ShortDay(found.Date)}, {Dates.Time(found.From)}";
    }

    private Refusal Of(Engine.Breach breach)
    {
        var meeting = breach.Meeting < 0 ? null : problem.Meetings[breach.Meeting];
        return breach.Rule switch
        {
            Engine.Rule.SlotExists => new Refusal("The event has no such slot."),
            Engine.Rule.PlaceExists => new Refusal("The event has no such table."),
            Engine.Rule.ParticipantBusy => new Refusal("{0} meets {1} at that time.", Name(breach.Participant!.Value), Opposite(breach.OtherMeeting!.Value, breach.Participant.Value)),
            Engine.Rule.SlotFull => new Refusal("All tables are taken at that time."),
            Engine.Rule.PlaceTaken => new Refusal("Table {0} is taken by {1} and {2}.", breach.Place!.Value + 1, First(breach.OtherMeeting!.Value), Second(breach.OtherMeeting.Value)),
            Engine.Rule.PlaceOwner => new Refusal("This table is kept by somebody else."),
            Engine.Rule.Unavailable => new Refusal("{0} is not available at that time.", Name(breach.Participant!.Value)),
            Engine.Rule.WrongSession => new Refusal("This meeting must lie in the session “{0}”.", problem.Timetable.Sessions.ElementAtOrDefault((meeting?.Session ?? 0) - 1)?.Name ?? $"{meeting?.Session}"),
            Engine.Rule.Precedence => Order(breach),
            Engine.Rule.FixedSlot or Engine.Rule.FixedPlace when meeting is { IsOpen: false } => new Refusal("This meeting has been held; it cannot be moved."),
            Engine.Rule.FixedSlot or Engine.Rule.FixedPlace when meeting is { IsLocked: true } =>
                new Refusal("This meeting is locked at {0}, table {1}. Unlock it first.", Slot(meeting.Slot!.Value), meeting.Table!.Value),
            Engine.Rule.FixedSlot => new Refusal("This meeting was asked for at {0} only.", Slot(meeting!.FixedSlot!.Value)),
            Engine.Rule.Fairness => new Refusal("{0} would then have more than {1} breaks more than somebody else.", Name(breach.Participant!.Value), problem.Problem.Fairness!.Value),
            _ => new Refusal("A rule of the event forbids it."),
        };
    }

    private Refusal Order(Engine.Breach breach)
    {
        var other = breach.OtherMeeting!.Value;
        var at = Slot((schedule.Placements[other]?.Slot ?? 0) + 1);
        return problem.Problem.Meetings[breach.Meeting].After.Contains(other)
            ? new Refusal("It must come after {0} with {1}, at {2}.", First(other), Second(other), at)
            : new Refusal("It must come before {0} with {1}, at {2}.", First(other), Second(other), at);
    }

    private string Slot(int number) => SlotName(problem.Timetable, number);

    private string Name(int participant) => Shortened(problem.Participants[participant].Name);

    private string First(int meeting) => Name(problem.Problem.Meetings[meeting].Parties[0]);

    private string Second(int meeting) => Name(problem.Problem.Meetings[meeting].Parties[1]);

    private string Opposite(int meeting, int participant) => Name(problem.Problem.Meetings[meeting].Parties.First(p => p != participant));
}
