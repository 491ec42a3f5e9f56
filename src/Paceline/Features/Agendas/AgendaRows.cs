using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform;

namespace Paceline.Features.Agendas;

/// <summary>A meeting as one of its sides was told of it.</summary>
public sealed record AgendaRow(Meeting Meeting, Participant Counterpart, MeetingOutcome? Mine, AgendaStanding Standing, string TimeZone)
{
    public Guid Id => Meeting.Id;
    public DateTimeOffset Start => Meeting.PublishedStart!.Value.In(TimeZone);
    public DateTimeOffset End => Meeting.PublishedEnd!.Value.In(TimeZone);
    public DateOnly Day => DateOnly.FromDateTime(Start.DateTime);
    public string Time => Start.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    public string Until => End.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Reads what a participant was told: nothing of a draft, nothing of the other side's answers.</summary>
public sealed class AgendaRows(PacelineDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<AgendaRow>> Of(OpenAgenda agenda, CancellationToken stop)
    {
        var me = agenda.Participant.Id;
        if (agenda.Event.Publication is Publication.Draft) return [];
        var meetings = await db.Meetings.AsNoTracking().Where(m => (m.FirstId == me || m.SecondId == me) && m.PublishedStart != null).ToListAsync(stop);
        var others = meetings.ConvertAll(m => m.Counterpart(me));
        using var beyond = db.Beyond("An agenda names the other side of each meeting.", participants: others);
        var people = await db.Participants.AsNoTracking().Where(p => others.Contains(p.Id)).ToDictionaryAsync(p => p.Id, stop);
        var mine = await db.MeetingOutcomes.AsNoTracking().Where(o => o.ParticipantId == me).ToDictionaryAsync(o => o.MeetingId, stop);
        var now = clock.GetUtcNow();
        return [.. meetings.Where(m => Agenda.Shows(agenda.Event, m))
            .Select(m => new AgendaRow(m, people[m.Counterpart(me)], mine.GetValueOrDefault(m.Id), Agenda.StandingOf(m, mine.GetValueOrDefault(m.Id), now), agenda.Event.TimeZone))
            .OrderBy(r => r.Start).ThenBy(r => r.Meeting.Number)];
    }
}
