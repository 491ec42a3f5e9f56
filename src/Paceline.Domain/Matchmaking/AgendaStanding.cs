namespace Paceline.Domain.Matchmaking;

/// <summary>What a meeting is to one of its two sides at a moment: the word beside it on the agenda.</summary>
public enum AgendaStanding
{
    /// <summary>Lies ahead.</summary>
    Planned,
    /// <summary>Is being held.</summary>
    Now,
    /// <summary>Is over, and this side has not said what came of it.</summary>
    TellUs,
    /// <summary>This side said that it took place.</summary>
    Told,
    /// <summary>This side said that somebody was missing.</summary>
    NobodyCame,
    /// <summary>Was published and then taken back.</summary>
    Cancelled,
}

/// <summary>Reads an agenda's words from what was published and what was told.</summary>
public static class Agenda
{
    /// <summary>Participants are shown a meeting only when they were told of a time for it.</summary>
    public static bool Shows(MatchmakingEvent @event, Meeting meeting) => @event.Publication is not Publication.Draft && meeting.PublishedStart is not null;

    /// <summary>Where a shown meeting stands for the side whose answer is <paramref name="mine"/>.</summary>
    public static AgendaStanding StandingOf(Meeting meeting, MeetingOutcome? mine, DateTimeOffset now)
    {
        if (mine is not null) return mine.Presence is Presence.Held ? AgendaStanding.Told : AgendaStanding.NobodyCame;
        if (meeting.IsWithdrawn) return AgendaStanding.Cancelled;
        if (now < meeting.PublishedStart) return AgendaStanding.Planned;
        return now < meeting.PublishedEnd ? AgendaStanding.Now : AgendaStanding.TellUs;
    }
}
