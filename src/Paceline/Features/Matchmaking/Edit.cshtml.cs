using Microsoft.AspNetCore.Mvc;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Matchmaking;

/// <summary>Changes a matchmaking event.</summary>
[Requires(Can.ManageEvent)]
public sealed class EditModel(PacelineDb db, CurrentAccess access, Texts texts, EventAccess events, ChangeEvent change) : EventForm(db, access, texts)
{
    public string EventName { get; private set; } = "";

    public async Task<IActionResult> OnGet(Guid @event, CancellationToken stop)
    {
        if (await events.Read(@event, Can.ManageEvent, stop) is not { } found) return NotFound();
        Input = EventInput.Of(found, Texts.Language);
        EventName = Input.Name;
        await Prepare(stop);
        Reckon();
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid @event, string? act, CancellationToken stop)
    {
        if (await events.Find(@event, Can.ManageEvent, stop) is not { } found) return NotFound();
        EventName = found.Title.In(Texts.Language).Text;
        Input.Id = @event;
        await Prepare(stop);
        if (Edit(act) is { } shown) return shown;
        if (!Check()) return this.Invalid();
        var outcome = await change.Run(found, Input, stop);
        if (outcome.Refusal is { } refusal) return this.Refused("", refusal);
        if (outcome.IsConflict) return await Conflict(@event, stop);
        if (outcome.Impact is { } impact)
        {
            Impact = impact;
            return Page();
        }

        this.Say("Saved.");
        return LocalRedirect(Urls.Event(@event));
    }

    private async Task<IActionResult> Conflict(Guid @event, CancellationToken stop)
    {
        if (await events.Read(@event, Can.ManageEvent, stop) is not { } theirs) return NotFound();
        var (now, mine) = (Words(EventInput.Of(theirs, Texts.Language)), Words(Input));
        Differences = [.. now.Zip(mine, (t, y) => new Difference(t.Label, t.Text, y.Text)).Where(d => d.Theirs != d.Yours)];
        // The next save is made knowing theirs.
        Input.Version = theirs.Version;
        ModelState.Remove("Input.Version");
        return this.Invalid();
    }

    private List<(string Label, string Text)> Words(EventInput input) =>
    [
        ("Name", input.Name),
        ("Place", input.Place ?? ""),
        ("Country", Texts.Country(input.Country)),
        ("Time zone", input.TimeZone),
        ("Lead", Clusters.FirstOrDefault(c => c.Value == input.LeadClusterId?.ToString())?.Text ?? ""),
        ("Slot length in minutes", $"{input.SlotMinutes}"),
        ("Tables", $"{input.Tables}"),
        ("Sessions", Words(input.Sessions)),
        ("Breaks in the sessions", Words(input.Breaks)),
    ];

    private static string Words(IEnumerable<EventInput.Stretch> stretches) =>
        string.Join("; ", stretches.Where(s => s.IsWhole).OrderBy(s => s.Date).ThenBy(s => s.From).Select(s => $"{s.Name}, {Dates.ShortDay(s.Date!.Value)}, {Dates.Time(s.From!.Value)}–{Dates.Time(s.To!.Value)}"));
}
