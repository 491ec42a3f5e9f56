using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Matchmaking;

/// <summary>One participant of an event, to be corrected, with the link to its agenda.</summary>
[Requires(Can.ManageEvent)]
public sealed class ParticipantModel(PacelineDb db, EventAccess events, ChangeParticipant change, AgendaLinks links, Texts texts) : PageModel
{
    public sealed record MeetingRow(int Number, string With, TimetableSlot? Slot, int? Table, MeetingState State);

    [BindProperty] public ParticipantInput Input { get; set; } = new();

    public MatchmakingEvent Event { get; private set; } = null!;
    public string Title { get; private set; } = "";
    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public string SavedName { get; private set; } = "";
    public string SavedEmail { get; private set; } = "";
    public string Link { get; private set; } = "";
    public Timetable Timetable { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<MeetingRow> Meetings { get; private set; } = [];
    public IReadOnlyList<EventForm.Difference> Differences { get; private set; } = [];

    public static IEnumerable<SelectListItem> LanguageChoices() => Languages.All(Texts.Language).Select(l => new SelectListItem(l.Name, l.Code));

    public async Task<IActionResult> OnGet(Guid @event, Guid participant, CancellationToken stop)
    {
        if (await Load(@event, participant, stop) is not { } found) return NotFound();
        Input = ParticipantInput.Of(found);
        await Show(found, stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid @event, Guid participant, CancellationToken stop)
    {
        if (await Load(@event, participant, stop) is not { } found) return NotFound();
        if (!string.IsNullOrEmpty(Input.Country) && Countries.CodeOf(Input.Country) != Input.Country) ModelState.AddModelError("Input.Country", texts["Choose a country from the list."].Value);
        if (Input.Unavailable.Any(s => Timetable.Slot(s) is null)) ModelState.AddModelError("", texts["The timetable has changed. Reload the page and tick the slots again."].Value);
        if (!ModelState.IsValid)
        {
            await Show(found, stop);
            return this.Invalid();
        }

        var outcome = await change.Run(Event, found, Input, stop);
        if (outcome is { Refusal: null, IsConflict: false })
        {
            this.Say("Saved.");
            return LocalRedirect(Urls.Participants(@event));
        }

        db.ChangeTracker.Clear();
        if (await Load(@event, participant, stop) is not { } now) return NotFound();
        await Show(now, stop);
        if (outcome.Refusal is { } refusal) return this.Refused(outcome.Field, refusal);
        Differences = [.. Words(ParticipantInput.Of(now)).Zip(Words(Input), (t, y) => new EventForm.Difference(t.Label, t.Text, y.Text)).Where(d => d.Theirs != d.Yours)];
        Input.Version = now.Version;
        ModelState.Remove("Input.Version");
        return this.Invalid();
    }

    public async Task<IActionResult> OnPostSend(Guid @event, Guid participant, CancellationToken stop)
    {
        if (await Load(@event, participant, stop) is not { Email: not "" } found) return NotFound();
        await links.Send(Event, found, await this.Site(stop), stop);
        this.Say("The link is on its way to {0}.", found.Email);
        return LocalRedirect(Request.Path);
    }

    public async Task<IActionResult> OnPostReplace(Guid @event, Guid participant, CancellationToken stop)
    {
        if (await Load(@event, participant, stop) is not { } found) return NotFound();
        await links.Replace(Event, found, stop);
        this.Say("The old link opens nothing any more. The new one is below.");
        return LocalRedirect(Request.Path);
    }


    private async Task<Participant?> Load(Guid @event, Guid participant, CancellationToken stop)
    {
        if (await events.Find(@event, Can.ManageEvent, stop) is not { } found) return null;
        Event = found;
        Timetable = Timetable.Of(found);
        Title = found.Title.In(Texts.Language).Text;
        return await db.Participants.FirstOrDefaultAsync(p => p.Id == participant && p.EventId == @event, stop);
    }

    private async Task Show(Participant p, CancellationToken stop)
    {
        (Id, Number, SavedName, SavedEmail) = (p.Id, p.Number, p.Name, p.Email);
        var timetable = Timetable;
        Organisations = [.. (await db.Organisations.Select(o => new { o.Id, o.Name, o.Country }).ToListAsync(stop)).OrderBy(o => o.Name, StringComparer.CurrentCultureIgnoreCase)
            .Select(o => new SelectListItem(o.Country is "" ? o.Name : $"{o.Name} ({o.Country})", o.Id.ToString()))];
        Meetings = [.. (await db.Meetings.Where(m => m.FirstId == p.Id || m.SecondId == p.Id).OrderBy(m => m.Slot == null).ThenBy(m => m.Slot).ThenBy(m => m.Number)
            .Select(m => new { m.Number, m.Slot, m.Table, m.State, With = db.Participants.Where(o => o.Id == (m.FirstId == p.Id ? m.SecondId : m.FirstId)).Select(o => o.Name).First() }).ToListAsync(stop))
            .Select(m => new MeetingRow(m.Number, m.With, timetable.Slot(m.Slot), m.Table, m.State))];
        var link = await links.Of(Event, p.Id, stop);
        Link = await this.Site(stop) + link;
    }

    private List<(string Label, string Text)> Words(ParticipantInput input) =>
    [
        ("Name", input.Name),
        ("Code", input.Code),
        ("Contact", input.ContactName ?? ""),
        ("E-mail", input.Email ?? ""),
        ("Country", Texts.Country(input.Country)),
        ("Language", input.Language),
        ("About", input.About ?? ""),
        ("Organisation of the directory", Organisations.FirstOrDefault(o => o.Value == input.OrganisationId?.ToString())?.Text ?? ""),
        ("Cannot meet in slots", string.Join(", ", input.Unavailable.Order())),
    ];
}
