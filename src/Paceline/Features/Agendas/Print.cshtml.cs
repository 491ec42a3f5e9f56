using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Agendas;

/// <summary>Which sheets are printed.</summary>
public enum PrintSheets
{
    /// <summary>One page for each participant.</summary>
    Participants,
    /// <summary>One page for each table.</summary>
    Tables,
    /// <summary>The list that people sign at the door.</summary>
    Door,
}

/// <summary>What the sheets show.</summary>
public enum PrintFrom
{
    /// <summary>What the participants were told.</summary>
    Published,
    /// <summary>What the organisers are working on; each sheet says so.</summary>
    Draft,
}

/// <summary>The print pack for the desk: venues lose their network, paper does not.</summary>
[Requires(Can.ManageEvent)]
public sealed class PrintModel(PacelineDb db, CurrentAccess access, AgendaLinks links, CurrentProgramme programmes) : PageModel
{
    /// <summary>A meeting with its place in time, wherever it was read from.</summary>
    public sealed record Line(DateTimeOffset Start, DateTimeOffset End, int? Table, Guid FirstId, Guid SecondId)
    {
        public DateOnly Day => DateOnly.FromDateTime(Start.DateTime);
        public string Time => Start.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        public Guid Counterpart(Guid participant) => participant == FirstId ? SecondId : FirstId;
    }

    [BindProperty(SupportsGet = true, Name = "what")] public PrintSheets Sheets { get; set; }
    [BindProperty(SupportsGet = true, Name = "from")] public PrintFrom? From { get; set; }

    public MatchmakingEvent Event { get; private set; } = null!;
    public (string Text, string Language) Title { get; private set; }
    public IReadOnlyDictionary<Guid, Participant> People { get; private set; } = new Dictionary<Guid, Participant>();
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<TimetableSlot> Slots { get; private set; } = [];
    public ILookup<Guid, Line> LinesOf { get; private set; } = null!;
    public IReadOnlyDictionary<Guid, string> Tokens { get; private set; } = new Dictionary<Guid, string>();
    public (string Text, string Language) Statement { get; private set; }
    public (string Text, string Language) Disclaimer { get; private set; }
    public string? ProgrammeName { get; private set; }
    public bool IsDraft => From is PrintFrom.Draft;

    public IEnumerable<Participant> ByName => People.Values.OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase);

    public IEnumerable<DateOnly> Days => Slots.Select(s => s.Date).Distinct().DefaultIfEmpty(Event.StartsOn);

    public int Pages => Sheets switch { PrintSheets.Participants => People.Count, PrintSheets.Tables => Event.Tables, _ => Days.Count() };

    private string _site = "";

    public string LinkOf(Guid participant) => _site + Urls.Agenda(Tokens[participant]);

    public async Task<IActionResult> OnGet(Guid @event, CancellationToken stop)
    {
        if (await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.Id == @event, stop) is not { } found || !access.May(Can.ManageEvent, new Scope(found.LeadClusterId))) return NotFound();
        if (!Enum.IsDefined(Sheets)) Sheets = PrintSheets.Participants;
        if (From is null || !Enum.IsDefined(From.Value)) From = found.Publication is Publication.Draft ? PrintFrom.Draft : PrintFrom.Published;
        (Event, Title, Slots) = (found, found.Title.In(Texts.Language), Timetable.Of(found).Slots);
        People = await db.Participants.AsNoTracking().Where(p => p.EventId == @event).ToDictionaryAsync(p => p.Id, stop);
        var meetings = await db.Meetings.AsNoTracking().Where(m => m.EventId == @event).ToListAsync(stop);
        Lines = [.. (IsDraft ? Drafted(meetings, Timetable.Of(found)) : Published(meetings, found)).OrderBy(l => l.Start).ThenBy(l => l.Table)];
        LinesOf = Lines.SelectMany(l => new[] { (Id: l.FirstId, Line: l), (Id: l.SecondId, Line: l) }).ToLookup(x => x.Id, x => x.Line);
        if (Sheets is PrintSheets.Participants)
        {
            (Tokens, _site) = (await links.Agendas(found, stop), await this.Site(stop));
            await db.SaveChangesAsync(stop);
        }

        if (await programmes.Find(stop) is { } programme)
        {
            (Statement, Disclaimer, ProgrammeName) = (programme.FundingStatement.In(Texts.Language), programme.Disclaimer.In(Texts.Language), programme.Acronym);
        }

        return Page();
    }

    private static IEnumerable<Line> Published(IEnumerable<Meeting> meetings, MatchmakingEvent @event) =>
        from m in meetings
        where Agenda.Shows(@event, m) && !m.IsWithdrawn
        select new Line(m.PublishedStart!.Value.In(@event.TimeZone), m.PublishedEnd!.Value.In(@event.TimeZone), m.PublishedTable, m.FirstId, m.SecondId);

    private static IEnumerable<Line> Drafted(IEnumerable<Meeting> meetings, Timetable timetable) =>
        from m in meetings
        let slot = timetable.Slot(m.Slot)
        where slot is not null && m.State is not MeetingState.Cancelled
        select new Line(slot.StartsAt, slot.EndsAt, m.Table, m.FirstId, m.SecondId);
}
