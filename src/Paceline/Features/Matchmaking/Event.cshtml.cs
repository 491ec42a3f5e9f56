using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Matchmaking;

/// <summary>One event at a glance: where it stands, what comes next.</summary>
[Requires(Can.ViewSchedule)]
public sealed class EventModel(PacelineDb db, EventAccess events) : PageModel
{
    public sealed record Upload(Guid Id, string FileName, DateTimeOffset At, string By, ImportState State, int Participants, int Meetings, DateTimeOffset? DecidedAt);

    /// <summary>A slot, or a break between two.</summary>
    public sealed record Cell(TimeOnly From, TimeOnly To, int? Slot, string Name, int Placed);

    public sealed record SessionView(int Number, string Name, TimeOnly From, TimeOnly To, IReadOnlyList<Cell> Cells)
    {
        public int Slots => Cells.Count(c => c.Slot is not null);
    }

    public sealed record DayView(DateOnly Date, IReadOnlyList<SessionView> Sessions);

    public MatchmakingEvent Event { get; private set; } = null!;
    public string Title { get; private set; } = "";
    public string TitleLanguage { get; private set; } = "";
    public string Lead { get; private set; } = "";
    public string Zone { get; private set; } = "";
    public EventProgress Progress { get; private set; } = null!;
    public int Participants { get; private set; }
    public int WithAddress { get; private set; }
    public bool MayManage { get; private set; }
    public IReadOnlyList<DayView> Days { get; private set; } = [];
    public IReadOnlyList<Upload> Uploads { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid @event, CancellationToken stop)
    {
        if (await events.Read(@event, Can.ViewSchedule, stop) is not { } found) return NotFound();
        Event = found;
        (Title, TitleLanguage) = found.Title.In(Texts.Language);
        MayManage = events.MayManage(found);
        Lead = await db.Organisations.Where(o => o.Id == found.LeadClusterId).Select(o => o.Name).FirstOrDefaultAsync(stop) ?? "";
        var timetable = Timetable.Of(found);
        Zone = Dates.Zone(found.TimeZone, timetable.Slots.Count > 0 ? timetable.Slots[0].StartsAt : DateTimeOffset.UnixEpoch);
        var placed = await db.Meetings.Where(m => m.EventId == @event && m.State != MeetingState.Cancelled && m.Slot != null).GroupBy(m => m.Slot!.Value).Select(g => new { Slot = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Slot, g => g.Count, stop);
        var meetings = await db.Meetings.CountAsync(m => m.EventId == @event && m.State != MeetingState.Cancelled, stop);
        Participants = await db.Participants.CountAsync(p => p.EventId == @event, stop);
        WithAddress = await db.Participants.CountAsync(p => p.EventId == @event && p.Email != "", stop);
        Progress = new EventProgress(timetable.Slots.Count, found.Tables, meetings, placed.Values.Sum(), found.Publication, found.PublishedAt, found.ScheduleChangedAt);
        Days = Draw(timetable, placed);
        if (MayManage) Uploads = await db.ImportBatches.Where(b => b.EventId == @event).OrderByDescending(b => b.Id).Take(8)
            .Select(b => new Upload(b.Id, b.FileName, b.At, db.Users.Where(u => u.Id == b.ById).Select(u => u.DisplayName).FirstOrDefault() ?? "", b.State, b.Participants, b.Meetings, b.DecidedAt)).ToListAsync(stop);
        return Page();
    }

    private List<DayView> Draw(Timetable timetable, Dictionary<int, int> placed) =>
    [
        .. timetable.Sessions.Index().GroupBy(s => s.Item.Date).Select(day => new DayView(day.Key, [.. day.Select(s => new SessionView(s.Index + 1, s.Item.Name, s.Item.From, s.Item.To, Cells(s.Index + 1, s.Item, timetable, placed)))])),
    ];

    private IReadOnlyList<Cell> Cells(int number, EventSession session, Timetable timetable, Dictionary<int, int> placed) =>
    [
        .. timetable.Slots.Where(t => t.Session == number).Select(t => new Cell(t.From, t.To, t.Number, "", placed.GetValueOrDefault(t.Number)))
            .Concat(Event.Breaks.Where(b => b.Date == session.Date && b.From < session.To && session.From < b.To).Select(b => new Cell(b.From, b.To, null, b.Name, 0)))
            .OrderBy(c => c.From),
    ];
}
