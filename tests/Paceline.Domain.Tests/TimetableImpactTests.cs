using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Tests;

public sealed class TimetableImpactTests
{
    private static readonly DateOnly Day = new(2017, 6, 8);
    private static readonly Guid E = Ids.New();
    private readonly EventSession _morning = S("Morning", Day, 9, 11), _afternoon = S("Afternoon", Day, 13, 15);

    [Fact]
    public void Meetings_keep_their_time_under_new_numbers()
    {
        // The morning starts an hour earlier: what was slot 1 is now slot 4.
        var impact = Impact(Copy(_morning, from: 8), [At(1, 1), At(6, 2)], out var meetings);
        Assert.False(impact.NeedsConsent);
        impact.Apply([]);
        Assert.Equal([4, 9], meetings.Select(m => m.Slot!.Value));
        Assert.Equal([1, 2], meetings.Select(m => m.Table!.Value));
    }

    [Fact]
    public void What_loses_its_slot_is_told_and_becomes_a_request_again()
    {
        var locked = At(1, 1);
        locked.Lock(true);
        var impact = Impact(Copy(_morning, from: 10), [locked, At(4, 1)], out var meetings);
        var stranded = Assert.Single(impact.Stranded);
        Assert.True(stranded.WasLocked);
        Assert.Equal(1, impact.Kept);
        var (before, after) = impact.Apply([]);
        Assert.Equal(MeetingState.Requested, meetings[0].State);
        Assert.Equal((null, false), (meetings[0].Slot, meetings[0].IsLocked));
        Assert.Equal(1, meetings[1].Slot);
        Assert.Equal((1, true), (before[0].Slot, before[0].Locked));
        Assert.Equal(2, after.Count);
    }

    [Fact]
    public void A_session_that_moves_to_another_day_takes_its_meetings_along()
    {
        var impact = Impact(Copy(_morning, day: Day.AddDays(1)), [At(2, 1)], out var meetings);
        Assert.False(impact.NeedsConsent);
        impact.Apply([]);
        // The afternoon of the first day now comes first.
        Assert.Equal(8, meetings[0].Slot);
    }

    [Fact]
    public void Fewer_tables_send_meetings_to_a_free_one_and_only_then_strand_them()
    {
        var impact = TimetableImpact.Of(Table(_morning, _afternoon), Table(_morning, _afternoon), 2, [At(1, 1), At(1, 3), At(1, 4)]);
        Assert.Equal((1, 1), (impact.Reseated, impact.Stranded.Count));
        Assert.True(impact.NeedsConsent);
    }

    [Fact]
    public void Wishes_and_absences_are_renumbered_with_the_slots()
    {
        var wish = new Meeting { EventId = E, Number = 1, FirstId = Ids.New(), SecondId = Ids.New(), Session = 2, FixedSlot = 7 };
        var participant = new Participant { EventId = E, Number = 1, Code = "A", Name = "A", UnavailableSlots = [1, 7] };
        var impact = TimetableImpact.Of(Table(_morning, _afternoon), Table(Copy(_morning, from: 8), _afternoon), 9, [wish]);
        impact.Apply([participant]);
        Assert.Equal((2, 10), (wish.Session, wish.FixedSlot));
        Assert.Equal([4, 10], participant.UnavailableSlots);
    }

    [Fact]
    public void Longer_slots_keep_an_absence_wherever_they_touch_it()
    {
        var participant = new Participant { EventId = E, Number = 1, Code = "A", Name = "A", UnavailableSlots = [2] };
        var after = Timetable.Of(new TimetablePlan("UTC", 30, 9, [_morning], []));
        TimetableImpact.Of(Table(_morning), after, 9, []).Apply([participant]);
        Assert.Equal([1, 2], participant.UnavailableSlots);
    }

    [Fact]
    public void Consent_to_one_impact_is_no_consent_to_another()
    {
        var one = Impact(Copy(_morning, from: 10), [At(1, 1)], out _);
        var other = Impact(Copy(_morning, from: 10), [At(1, 1), At(2, 1)], out _);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void A_session_that_goes_frees_the_requests_that_named_it()
    {
        var wish = new Meeting { EventId = E, Number = 1, FirstId = Ids.New(), SecondId = Ids.New(), Session = 2 };
        var impact = TimetableImpact.Of(Table(_morning, _afternoon), Table(_morning), 9, [wish]);
        Assert.Equal(1, impact.FreedRequests);
        impact.Apply([]);
        Assert.Null(wish.Session);
    }

    private TimetableImpact Impact(EventSession morning, List<Meeting> placed, out List<Meeting> meetings) =>
        TimetableImpact.Of(Table(_morning, _afternoon), Table(morning, _afternoon), 9, meetings = placed);

    private static Timetable Table(params EventSession[] sessions) => Timetable.Of(new TimetablePlan("UTC", 20, 9, sessions, []));

    private static int _number;

    private static Meeting At(int slot, int table)
    {
        var meeting = new Meeting { EventId = E, Number = Interlocked.Increment(ref _number), FirstId = Ids.New(), SecondId = Ids.New() };
        meeting.Place(slot, table);
        return meeting;
    }

    private static EventSession S(string name, DateOnly day, int from, int to) => new() { Name = name, Date = day, From = new TimeOnly(from, 0), To = new TimeOnly(to, 0) };
    private static EventSession Copy(EventSession s, int? from = null, DateOnly? day = null) => new() { Id = s.Id, Name = s.Name, Date = day ?? s.Date, From = from is { } f ? new TimeOnly(f, 0) : s.From, To = s.To };
}
