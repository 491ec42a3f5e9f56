namespace Paceline.Domain.Matchmaking;

/// <summary>What a timetable is made of: an event's own, or what somebody is about to make of it.</summary>
/// <param name="TimeZone">IANA zone of the place.</param>
/// <param name="SlotMinutes">Length of a slot.</param>
/// <param name="Tables">How many meetings can be held at once.</param>
/// <param name="Sessions">Stretches in which meetings are held, in any order.</param>
/// <param name="Breaks">Pauses inside them.</param>
public sealed record TimetablePlan(string TimeZone, int SlotMinutes, int Tables, IReadOnlyList<EventSession> Sessions, IReadOnlyList<EventBreak> Breaks)
{
    /// <summary>The shortest and the longest slot, in minutes.</summary>
    public const int ShortestSlot = 5, LongestSlot = 240;

    /// <summary>The most tables that one event has.</summary>
    public const int MostTables = 1000;

    /// <summary>The earliest and the latest year that is no typing mistake.</summary>
    public const int FirstYear = 2000, LastYear = 2099;

    /// <summary>The plan that an event follows now.</summary>
    public static TimetablePlan Of(MatchmakingEvent @event) => new(@event.TimeZone, @event.SlotMinutes, @event.Tables, @event.Sessions, @event.Breaks);

    /// <summary>Everything that keeps the plan from being a timetable; none if it can be taken.</summary>
    public IReadOnlyList<PlanFault> Faults()
    {
        var faults = new List<PlanFault>();
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)) faults.Add(new(PlanPart.TimeZone, 0, new("There is no time zone “{0}”. Choose one from the list, for example Europe/Brussels.", TimeZone)));
        if (SlotMinutes is < ShortestSlot or > LongestSlot) faults.Add(new(PlanPart.SlotMinutes, 0, new("A slot takes {0} to {1} minutes.", ShortestSlot, LongestSlot)));
        if (Tables is < 1 or > MostTables) faults.Add(new(PlanPart.Tables, 0, new("An event has 1 to {0} tables.", MostTables)));
        if (Sessions.Count == 0) faults.Add(new(PlanPart.Sessions, 0, new("Add at least one session: a stretch of a day in which meetings are held.")));
        for (var i = 0; i < Sessions.Count; i++)
        {
            var s = Sessions[i];
            if (s.Date.Year is < FirstYear or > LastYear) faults.Add(new(PlanPart.SessionDate, i, new("The year {0} cannot be meant.", s.Date.Year)));
            else if (s.To <= s.From) faults.Add(new(PlanPart.Session, i, new("This session ends before it starts.")));
            else if (Sessions.Take(i).FirstOrDefault(o => o.Date == s.Date && o.From < s.To && s.From < o.To) is { } other) faults.Add(new(PlanPart.Session, i, new("This session overlaps with “{0}”.", other.Name)));
        }

        for (var i = 0; i < Breaks.Count; i++)
            if (Breaks[i].To <= Breaks[i].From) faults.Add(new(PlanPart.Break, i, new("This break ends before it starts.")));
        if (faults.Count > 0) return faults;

        var slots = Timetable.Of(this).Slots.Count;
        if (slots == 0) faults.Add(new(PlanPart.Sessions, 0, new("No slot of {0} minutes fits into these sessions.", SlotMinutes)));
        if (slots >= Timetable.MostSlots) faults.Add(new(PlanPart.Sessions, 0, new("These sessions make {0} slots or more. Make slots longer or sessions shorter.", Timetable.MostSlots)));
        return faults;
    }

    /// <summary>Breaks that change nothing because they touch no session, by their position: harmless, but worth saying.</summary>
    public IEnumerable<int> IdleBreaks() =>
        Breaks.Index().Where(b => !Sessions.Any(s => s.Date == b.Item.Date && s.From < b.Item.To && b.Item.From < s.To)).Select(b => b.Index);

    /// <summary>The grid of a file on a day: from 09:00, lunch between the sessions. A refusal where it does not fit into the day.</summary>
    public static (TimetablePlan? Plan, Refusal? Refusal) Grid(string timeZone, DateOnly day, int slotMinutes, IReadOnlyList<int> slotsOfSessions, int tables)
    {
        const int start = 9 * 60, lunch = 60, midnight = 24 * 60;
        var end = start + slotsOfSessions.Sum() * slotMinutes + Math.Max(0, slotsOfSessions.Count - 1) * lunch;
        if (end >= midnight) return (null, new("{0} slots of {1} minutes do not fit between 09:00 and midnight. Give the event shorter slots first.", slotsOfSessions.Sum(), slotMinutes));
        string[] names = slotsOfSessions.Count == 2 ? ["Morning", "Afternoon"] : ["Day"];
        var sessions = new List<EventSession>();
        var at = start;
        foreach (var count in slotsOfSessions)
        {
            var to = at + count * slotMinutes;
            sessions.Add(new EventSession { Name = names[Math.Min(sessions.Count, names.Length - 1)], Date = day, From = new TimeOnly(at / 60, at % 60), To = new TimeOnly(to / 60, to % 60) });
            at = to + lunch;
        }

        return (new TimetablePlan(timeZone, slotMinutes, tables, sessions, []), null);
    }
}

/// <summary>What of a plan is wrong.</summary>
public enum PlanPart
{
    /// <summary>The zone.</summary>
    TimeZone,
    /// <summary>The length of a slot.</summary>
    SlotMinutes,
    /// <summary>The number of tables.</summary>
    Tables,
    /// <summary>The sessions together.</summary>
    Sessions,
    /// <summary>The times of one session.</summary>
    Session,
    /// <summary>The day of one session.</summary>
    SessionDate,
    /// <summary>One break.</summary>
    Break,
}

/// <summary>Something wrong with a plan.</summary>
/// <param name="Part">With what.</param>
/// <param name="Index">Which session or break, from 0.</param>
/// <param name="Refusal">Why.</param>
public sealed record PlanFault(PlanPart Part, int Index, Refusal Refusal);
