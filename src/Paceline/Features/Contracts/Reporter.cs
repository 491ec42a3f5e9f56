using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Agendas;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.Contracts;

/// <summary>The participant in the route, for whom whoever asks may report contracts.</summary>
/// <param name="Who">What the route says: a participant's id or a link's token.</param>
public sealed record Reporter(string Who, Guid ParticipantId, string Name, Guid? OrganisationId, Guid EventId, LocalizedText Event, string TimeZone);

/// <summary>Finds the participant of a route and what was reported through it.</summary>
public sealed class Reporters(PacelineDb db, CurrentAccess access)
{
    /// <summary>The participant, or null where it is not one's own.</summary>
    public async Task<Reporter?> Find(string who, CancellationToken stop)
    {
        var id = Guid.TryParse(who, out var participant) ? participant : access.GuestParticipantId ?? Guid.Empty;
        var found = await db.Participants.Where(p => p.Id == id)
            .Join(db.Events, p => p.EventId, e => e.Id, (p, e) => new Reporter(who, p.Id, p.Name, p.OrganisationId, e.Id, e.Title, e.TimeZone)).FirstOrDefaultAsync(stop);
        return found is not null && access.May(Can.ReportContract, new Scope(Company: found.OrganisationId, Participant: found.ParticipantId)) ? found : null;
    }

    /// <summary>The contracts of the participant's company that whoever asks may report on: with a link, those reported through it.</summary>
    public IQueryable<BusinessDeal> Deals(Reporter reporter) =>
        db.BusinessDeals.Within(access.Reach(Can.ReportContract)).Where(d => d.ParticipantId == reporter.ParticipantId || d.CompanyId == reporter.OrganisationId);

    /// <summary>The meetings of the participant from which a contract may grow, in order.</summary>
    public async Task<IReadOnlyList<MeetingChoice>> Meetings(Reporter reporter, Guid? only, CancellationToken stop)
    {
        var mine = reporter.ParticipantId;
        var @event = await db.Events.AsNoTracking().Include(e => e.Sessions).Include(e => e.Breaks).SingleAsync(e => e.Id == reporter.EventId, stop);
        var table = Timetable.Of(@event);
        var meetings = await db.Meetings.AsNoTracking().Where(m => m.EventId == reporter.EventId && (m.FirstId == mine || m.SecondId == mine) && (only == null || m.Id == only))
            .ToListAsync(stop);
        var names = await db.Counterparts([.. meetings.Select(m => m.Counterpart(mine))], stop);
        return [.. meetings.Select(m => new MeetingChoice(m.Id, names[m.Counterpart(mine)].Name, names[m.Counterpart(mine)].Country, m.DayAt(@event, table), m.PublishedStart, m.State)).OrderBy(m => m.On).ThenBy(m => m.StartsAt).ThenBy(m => m.Id)];
    }
}

/// <summary>A meeting as the one who reports knows it.</summary>
public sealed record MeetingChoice(Guid Id, string Counterpart, string Country, DateOnly On, DateTimeOffset? StartsAt, MeetingState State);

/// <summary>When a meeting is, as a day of its place.</summary>
public static class MeetingDay
{
    /// <summary>The day that was published, else the day of its slot in the draft, else the event's first.</summary>
    public static DateOnly DayAt(this Meeting meeting, MatchmakingEvent @event, Timetable table) =>
        meeting.PublishedStart?.DayIn(@event.TimeZone) ?? table.Slot(meeting.Slot)?.Date ?? @event.StartsOn;
}
