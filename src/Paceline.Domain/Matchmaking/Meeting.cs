namespace Paceline.Domain.Matchmaking;

/// <summary>Where a meeting stands.</summary>
public enum MeetingState
{
    /// <summary>Wanted by both, without a slot.</summary>
    Requested,
    /// <summary>Has a slot and a table.</summary>
    Scheduled,
    /// <summary>Took place.</summary>
    Held,
    /// <summary>Somebody was missing.</summary>
    NoShow,
    /// <summary>Will not take place.</summary>
    Cancelled,
}

/// <summary>What publishing the schedule tells the participants of a meeting.</summary>
public enum MeetingNews
{
    /// <summary>Nothing that they do not know.</summary>
    None,
    /// <summary>It takes place.</summary>
    New,
    /// <summary>Its time or table is another one.</summary>
    Moved,
    /// <summary>It does not take place.</summary>
    Withdrawn,
}

/// <summary>A one-to-one meeting: the accepted request, its place in the draft, and what was published of it.</summary>
public sealed class Meeting : IVersioned
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; } = Ids.New();
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }
    /// <summary>Number at the event, from 1, in the order of the list.</summary>
    public required int Number { get; init; }
    /// <summary>One party.</summary>
    public required Guid FirstId { get; init; }
    /// <summary>The other party.</summary>
    public required Guid SecondId { get; init; }
    /// <summary>The session in which it must lie, from 1; null for any.</summary>
    public int? Session { get; set; }
    /// <summary>The slot in which it must lie, from 1, by the request itself; null for any.</summary>
    public int? FixedSlot { get; set; }
    /// <summary>1 to 5 stars.</summary>
    public int Priority { get; set; } = 3;
    /// <summary>Numbers of the meetings that must lie in an earlier slot.</summary>
    public int[] After { get; set; } = [];
    /// <summary>Slot in the draft, from 1.</summary>
    public int? Slot { get; private set; }
    /// <summary>Table in the draft, from 1.</summary>
    public int? Table { get; private set; }
    /// <summary>The organiser fixed slot and table: the solver leaves them.</summary>
    public bool IsLocked { get; private set; }
    /// <summary>Where it stands.</summary>
    public MeetingState State { get; private set; }
    /// <summary>Why it has no slot, as the solver last said.</summary>
    public string? WhyNot { get; set; }
    /// <summary>Published start; null while the participants have not been told of one.</summary>
    public DateTimeOffset? PublishedStart { get; private set; }
    /// <summary>Published end.</summary>
    public DateTimeOffset? PublishedEnd { get; private set; }
    /// <summary>Published table.</summary>
    public int? PublishedTable { get; private set; }
    /// <summary>Counts what participants were told: the SEQUENCE of the calendar entry (RFC 5545, 3.8.7.4).</summary>
    public int Sequence { get; private set; }
    /// <summary>Was told to participants and then withdrawn: calendars must remove it.</summary>
    public bool IsWithdrawn { get; private set; }
    /// <summary>The upload that made it.</summary>
    public Guid? ImportId { get; init; }
    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Both parties.</summary>
    public IEnumerable<Guid> Parties => [FirstId, SecondId];

    /// <summary>The party opposite.</summary>
    public Guid Counterpart(Guid participant) => participant == FirstId ? SecondId : FirstId;

    /// <summary>May still be moved: it has neither been held nor cancelled.</summary>
    public bool IsOpen => State is MeetingState.Requested or MeetingState.Scheduled;

    /// <summary>Gives it a slot and a table in the draft.</summary>
    public void Place(int slot, int table)
    {
        (Slot, Table) = (slot, table);
        if (State is MeetingState.Requested) State = MeetingState.Scheduled;
    }

    /// <summary>Takes its slot away.</summary>
    public void Unplace()
    {
        (Slot, Table, IsLocked) = (null, null, false);
        if (State is MeetingState.Scheduled) State = MeetingState.Requested;
    }

    /// <summary>Fixes or frees slot and table; only a placed meeting can be fixed.</summary>
    public void Lock(bool locked) => IsLocked = locked && Slot is not null;

    /// <summary>Its place in the draft, as a change of the draft remembers it.</summary>
    public DraftPlacement Draft() => new(Id, Slot, Table, IsLocked);

    /// <summary>Puts it back where a change of the draft remembers it.</summary>
    public void Restore(DraftPlacement draft)
    {
        if (draft is { Slot: { } slot, Table: { } table }) Place(slot, table);
        else Unplace();
        Lock(draft.Locked);
    }

    /// <summary>Will not take place: the slot is free again.</summary>
    public void Cancel()
    {
        Unplace();
        State = MeetingState.Cancelled;
    }

    /// <summary>What both sides, or the desk, said of it.</summary>
    public void Settle(MeetingState state)
    {
        if (state is MeetingState.Scheduled && Slot is null) state = MeetingState.Requested;
        State = state;
    }

    /// <summary>What publishing it would tell its participants.</summary>
    public MeetingNews News(TimetableSlot? slot)
    {
        if (slot is null || State is MeetingState.Cancelled) return PublishedStart is null || IsWithdrawn ? MeetingNews.None : MeetingNews.Withdrawn;
        if (PublishedStart is null || IsWithdrawn) return MeetingNews.New;
        return slot.StartsAt == PublishedStart && slot.EndsAt == PublishedEnd && Table == PublishedTable ? MeetingNews.None : MeetingNews.Moved;
    }

    /// <summary>Tells participants where it now stands; true when that is news to them.</summary>
    public bool Publish(TimetableSlot? slot)
    {
        var news = News(slot);
        if (news is MeetingNews.None) return false;
        // The old time of a withdrawn meeting stays: a calendar removes an entry only if it is told which one.
        IsWithdrawn = news is MeetingNews.Withdrawn;
        if (!IsWithdrawn) (PublishedStart, PublishedEnd, PublishedTable) = (slot!.StartsAt.ToUniversalTime(), slot.EndsAt.ToUniversalTime(), Table);
        Sequence++;
        return true;
    }
}
