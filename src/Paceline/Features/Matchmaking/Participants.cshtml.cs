using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Features.Shared;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Matchmaking;

/// <summary>Who comes to an event, with what each has.</summary>
[Requires(Can.ViewSchedule)]
public sealed class ParticipantsModel(PacelineDb db, EventAccess events, AgendaLinks links, Texts texts) : PageModel
{
    private const int PageSize = 200;

    public sealed record Row(Guid Id, int Number, string Code, string Name, string Contact, string Email, string Country, Guid? OrganisationId, int Wanted, int Scheduled, int Waits, int Unavailable);

    private sealed record Sides(Guid FirstId, Guid SecondId, int? Slot);

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? Sort { get; set; }
    [BindProperty(SupportsGet = true)] public int P { get; set; } = 1;

    public MatchmakingEvent Event { get; private set; } = null!;
    public string Title { get; private set; } = "";
    public bool MayManage { get; private set; }
    public int Total { get; private set; }
    public int Found { get; private set; }
    public int WithAddress { get; private set; }
    public int Pages => (Found + PageSize - 1) / PageSize;
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string SortUrl(string by) => Address(by == Sort ? "-" + by : by, 1);

    public string PageUrl(int page) => Address(Sort, page);

    /// <summary>For the column's head: which way it is sorted.</summary>
    public string? Sorted(string by) => Sort == by ? "ascending" : Sort == "-" + by ? "descending" : null;

    public async Task<IActionResult> OnGet(Guid @event, CancellationToken stop)
    {
        if (await Load(@event, stop) is not { } shown) return NotFound();
        P = Math.Clamp(P, 1, Math.Max(1, Pages));
        Rows = [.. shown.Skip((P - 1) * PageSize).Take(PageSize)];
        return Page();
    }

    public async Task<IActionResult> OnGetExport(Guid @event, string? format, CancellationToken stop)
    {
        if (await Load(@event, stop) is not { } shown) return NotFound();
        ListColumn<Row>[] columns =
        [
            new(texts["No"], texts["Number at the event."], r => r.Number),
            new(texts["Name"], texts["The name on the agenda and at the table."], r => r.Name),
            new(texts["Code"], texts["Short sign in the grid."], r => r.Code),
            new(texts["Country"], texts["Where the participant comes from."], r => Texts.Country(r.Country)),
            .. MayManage ? (ListColumn<Row>[])[new(texts["Contact"], texts["The person who comes."], r => r.Contact), new(texts["E-mail"], texts["Where the agenda link is sent."], r => r.Email)] : [],
            new(texts["Wanted"], texts["Meetings that were asked for and not cancelled."], r => r.Wanted),
            new(texts["Scheduled"], texts["Of those, meetings that have a slot."], r => r.Scheduled),
            new(texts["Breaks"], texts["Waits between two meetings of a session."], r => r.Waits),
            new(texts["Away"], texts["Slots in which the participant cannot meet."], r => r.Unavailable),
        ];
        return this.Export(format, "participants", texts["Participants"].Value, columns, shown);
    }

    private async Task<List<Row>?> Load(Guid @event, CancellationToken stop)
    {
        if (await events.Read(@event, Can.ViewSchedule, stop) is not { } found) return null;
        Event = found;
        Title = found.Title.In(Texts.Language).Text;
        MayManage = events.MayManage(found);
        var rows = await All(found, stop);
        (Total, WithAddress) = (rows.Count, rows.Count(r => r.Email is not ""));
        var wanted = string.IsNullOrWhiteSpace(Q) ? [] : Q.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Spelling.Key).ToArray();
        var shown = Sorted(rows.Where(r => wanted.All(w => Spelling.Key($"{r.Number} {r.Code} {r.Name} {(MayManage ? r.Contact : "")} {Texts.Country(r.Country)}").Contains(w, StringComparison.Ordinal)))).ToList();
        Found = shown.Count;
        return shown;
    }

    public async Task<IActionResult> OnPostSendLinks(Guid @event, CancellationToken stop)
    {
        if (await events.Find(@event, Can.ManageEvent, stop) is not { } found) return NotFound();
        var sent = await links.SendToAll(found, await this.Site(stop), stop);
        this.Say("Links are on their way to {0} participants.", sent);
        return LocalRedirect(Urls.Participants(@event));
    }

    private async Task<List<Row>> All(MatchmakingEvent found, CancellationToken stop)
    {
        var timetable = Timetable.Of(found);
        var meetings = await db.Meetings.Where(m => m.EventId == found.Id && m.State != MeetingState.Cancelled).Select(m => new Sides(m.FirstId, m.SecondId, m.Slot)).ToListAsync(stop);
        var sides = meetings.SelectMany(m => new[] { (Id: m.FirstId, m.Slot), (Id: m.SecondId, m.Slot) }).ToLookup(s => s.Id, s => s.Slot);
        var participants = await db.Participants.Where(p => p.EventId == found.Id)
            .Select(p => new { p.Id, p.Number, p.Code, p.Name, p.ContactName, p.Email, p.Country, p.OrganisationId, p.UnavailableSlots }).ToListAsync(stop);
        return [.. participants.Select(p => new Row(p.Id, p.Number, p.Code, p.Name, p.ContactName, p.Email, p.Country, p.OrganisationId,
            sides[p.Id].Count(), sides[p.Id].Count(s => s is not null), Waits.Count(sides[p.Id].OfType<int>(), timetable), p.UnavailableSlots.Length))];
    }

    private IEnumerable<Row> Sorted(IEnumerable<Row> rows) => Sort switch
    {
        "name" => rows.OrderBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(r => r.Number),
        "-name" => rows.OrderByDescending(r => r.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(r => r.Number),
        "code" => rows.OrderBy(r => r.Code, StringComparer.OrdinalIgnoreCase),
        "-code" => rows.OrderByDescending(r => r.Code, StringComparer.OrdinalIgnoreCase),
        "country" => rows.OrderBy(r => Texts.Country(r.Country), StringComparer.CurrentCultureIgnoreCase).ThenBy(r => r.Number),
        "-country" => rows.OrderByDescending(r => Texts.Country(r.Country), StringComparer.CurrentCultureIgnoreCase).ThenBy(r => r.Number),
        "meetings" => rows.OrderBy(r => r.Wanted).ThenBy(r => r.Number),
        "-meetings" => rows.OrderByDescending(r => r.Wanted).ThenBy(r => r.Number),
        "scheduled" => rows.OrderBy(r => r.Scheduled).ThenBy(r => r.Number),
        "-scheduled" => rows.OrderByDescending(r => r.Scheduled).ThenBy(r => r.Number),
        "breaks" => rows.OrderBy(r => r.Waits).ThenBy(r => r.Number),
        "-breaks" => rows.OrderByDescending(r => r.Waits).ThenBy(r => r.Number),
        "away" => rows.OrderBy(r => r.Unavailable).ThenBy(r => r.Number),
        "-away" => rows.OrderByDescending(r => r.Unavailable).ThenBy(r => r.Number),
        "-number" => rows.OrderByDescending(r => r.Number),
        _ => rows.OrderBy(r => r.Number),
    };

    private string Address(string? sort, int page)
    {
        (string Key, string? Value)[] parts = [("q", Q), ("sort", sort), ("p", page == 1 ? null : page.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return Urls.Participants(Event.Id) + QueryString.Create(parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Key, p.Value))).ToUriComponent();
    }
}
