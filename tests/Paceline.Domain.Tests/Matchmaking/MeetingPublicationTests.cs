using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Tests.Matchmaking;

public sealed class MeetingPublicationTests
{
    private static readonly TimetableSlot First = Slot(1, 9), Second = Slot(2, 10);

    [Fact]
    public void What_was_told_once_is_not_told_again()
    {
        var meeting = AMeeting();
        meeting.Place(1, 4);
        Assert.Equal(MeetingNews.New, meeting.News(First));
        Assert.True(meeting.Publish(First));
        Assert.Equal(MeetingNews.None, meeting.News(First));
        Assert.False(meeting.Publish(First));
        Assert.Equal(1, meeting.Sequence);
    }

    [Fact]
    public void Another_table_is_news_as_another_time_is()
    {
        var meeting = AMeeting();
        meeting.Place(1, 4);
        meeting.Publish(First);
        meeting.Place(1, 5);
        Assert.Equal(MeetingNews.Moved, meeting.News(First));
        Assert.True(meeting.Publish(First));
        meeting.Place(2, 5);
        Assert.Equal(MeetingNews.Moved, meeting.News(Second));
        Assert.True(meeting.Publish(Second));
        Assert.Equal(3, meeting.Sequence);
    }

    [Fact]
    public void A_withdrawn_meeting_keeps_its_old_time_and_comes_back_as_new_even_at_that_time()
    {
        var meeting = AMeeting();
        meeting.Place(1, 4);
        meeting.Publish(First);
        meeting.Unplace();
        Assert.Equal(MeetingNews.Withdrawn, meeting.News(null));
        Assert.True(meeting.Publish(null));
        Assert.False(meeting.Publish(null));
        Assert.True(meeting.IsWithdrawn);
        Assert.Equal(First.StartsAt, meeting.PublishedStart);
        meeting.Place(1, 4);
        Assert.Equal(MeetingNews.New, meeting.News(First));
        Assert.True(meeting.Publish(First));
        Assert.False(meeting.IsWithdrawn);
        Assert.Equal(3, meeting.Sequence);
    }

    [Fact]
    public void A_meeting_that_nobody_was_told_of_is_cancelled_without_news()
    {
        var meeting = AMeeting();
        meeting.Place(1, 4);
        meeting.Cancel();
        Assert.Equal(MeetingNews.None, meeting.News(null));
        Assert.False(meeting.Publish(null));
    }

    [Fact]
    public void A_change_is_undone_only_while_what_it_left_still_stands()
    {
        var meeting = AMeeting();
        var before = meeting.Draft();
        meeting.Place(1, 4);
        var change = new ScheduleChange { EventId = meeting.EventId, Kind = ScheduleChangeKind.Moved, ById = Ids.New(), At = DateTimeOffset.UnixEpoch, Before = [before], After = [meeting.Draft()] };
        var meetings = new Dictionary<Guid, Meeting> { [meeting.Id] = meeting };
        Assert.Null(change.CannotBeUndone(meetings));
        meeting.Lock(true);
        Assert.Contains("changed since", change.CannotBeUndone(meetings)!.Sentence, StringComparison.Ordinal);
        meeting.Lock(false);
        meeting.Restore(before);
        Assert.Equal(before, meeting.Draft());
        Assert.Equal(MeetingState.Requested, meeting.State);
    }

    [Fact]
    public void A_change_of_the_timetable_or_of_a_cancelled_meeting_is_not_undone()
    {
        var meeting = AMeeting();
        var meetings = new Dictionary<Guid, Meeting> { [meeting.Id] = meeting };
        ScheduleChange Change(ScheduleChangeKind kind) => new() { EventId = meeting.EventId, Kind = kind, ById = Ids.New(), At = DateTimeOffset.UnixEpoch, Before = [meeting.Draft()], After = [meeting.Draft()] };
        Assert.NotNull(Change(ScheduleChangeKind.TimetableChanged).CannotBeUndone(meetings));
        meeting.Cancel();
        Assert.Contains("cancelled", Change(ScheduleChangeKind.Moved).CannotBeUndone(meetings)!.Sentence, StringComparison.Ordinal);
        Assert.NotNull(Change(ScheduleChangeKind.Moved).CannotBeUndone(new Dictionary<Guid, Meeting>()));
    }

    private static Meeting AMeeting() => new() { EventId = Ids.New(), Number = 7, FirstId = Ids.New(), SecondId = Ids.New() };

    private static TimetableSlot Slot(int number, int hour) =>
        new(number, 1, new DateOnly(2017, 6, 8), new TimeOnly(hour, 0), new TimeOnly(hour, 20), new DateTimeOffset(2017, 6, 8, hour, 0, 0, TimeSpan.FromHours(2)), new DateTimeOffset(2017, 6, 8, hour, 20, 0, TimeSpan.FromHours(2)));
}
