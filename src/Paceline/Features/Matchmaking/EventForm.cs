using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Matchmaking;

/// <summary>The form of an event, new or known: rows of sessions and breaks can be added and taken away with and without a script.</summary>
public abstract class EventForm(PacelineDb db, CurrentAccess access, Texts texts) : PageModel
{
    /// <summary>Something that two people typed differently.</summary>
    public sealed record Difference(string Label, string Theirs, string Yours);

    [BindProperty] public EventInput Input { get; set; } = new();

    /// <summary>Clusters that may lead the event.</summary>
    public IReadOnlyList<SelectListItem> Clusters { get; private set; } = [];

    /// <summary>What a change would cost; shown before it is done.</summary>
    public TimetableImpact? Impact { get; protected set; }

    public IReadOnlyList<Difference> Differences { get; protected set; } = [];

    /// <summary>What the timetable gives, in a sentence; null while something keeps it from being one.</summary>
    public string? Summary { get; private set; }

    /// <summary>What keeps it from being one, and what is odd in it.</summary>
    public IReadOnlyList<string> Remarks { get; private set; } = [];

    public static IEnumerable<string> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal) || id is "UTC").Order(StringComparer.Ordinal);

    protected string Translated(string sentence) => texts[sentence].Value;

    protected async Task Prepare(CancellationToken stop)
    {
        var reach = access.Reach(Can.ManageEvent);
        Clusters = [.. (await db.Organisations.Where(o => o.Kind == OrganisationKind.ClusterOrganisation && (reach.Everywhere || reach.Clusters.Contains(o.Id)))
            .Select(o => new { o.Id, o.Name }).ToListAsync(stop)).OrderBy(o => o.Name, StringComparer.CurrentCultureIgnoreCase).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        if (Clusters.Count == 1 && Input.LeadClusterId is null) Input.LeadClusterId = Guid.Parse(Clusters[0].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Adds or takes away a row, or only reckons; everything typed stays. Null when the form is to be saved.</summary>
    protected IActionResult? Edit(string? act)
    {
        var verb = act?.Split(':') ?? [];
        if (verb is not [var what, ..] || what is "save") return null;
        var index = verb.Length > 1 && int.TryParse(verb[1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : -1;
        switch (what)
        {
            case "add-session" when Input.Sessions.Count < 60: Input.Sessions.Add(NextSession()); break;
            case "remove-session" when index >= 0 && index < Input.Sessions.Count: Input.Sessions.RemoveAt(index); break;
            case "add-break" when Input.Breaks.Count < 60: Input.Breaks.Add(new() { Name = texts["Break"].Value, Date = Input.Sessions.LastOrDefault()?.Date }); break;
            case "remove-break" when index >= 0 && index < Input.Breaks.Count: Input.Breaks.RemoveAt(index); break;
            default: break;
        }

        ModelState.Clear();
        return Show();
    }

    /// <summary>The page, or for a script its part that changes.</summary>
    protected IActionResult Show()
    {
        Reckon();
        return this.WantsFragment() ? Partial("_Timetable", this) : Page();
    }

    /// <summary>Whether what was typed can be taken; what cannot is told at its field.</summary>
    protected bool Check()
    {
        Reckon();
        if (Clusters.All(c => c.Value != Input.LeadClusterId?.ToString())) ModelState.AddModelError("Input.LeadClusterId", texts["Choose the cluster in the lead."].Value);
        if (!string.IsNullOrEmpty(Input.Country) && Countries.CodeOf(Input.Country) != Input.Country) ModelState.AddModelError("Input.Country", texts["Choose a country from the list."].Value);
        if (!ModelState.IsValid) return false;
        foreach (var fault in Input.Plan().Faults()) ModelState.AddModelError(FieldOf(fault), texts.Of(fault.Refusal));
        return ModelState.IsValid;
    }

    protected void Reckon()
    {
        var plan = Input.Plan();
        var faults = plan.Faults();
        if (Input.Sessions.Count > 0 && plan.Sessions.Count == 0)
        {
            (Summary, Remarks) = (null, [texts["Give each session its day and times: then the slots are counted here."].Value]);
            return;
        }

        var remarks = plan.IdleBreaks().Select(i => texts["The break “{0}” lies outside every session and changes nothing.", plan.Breaks[i].Name].Value);
        Remarks = [.. faults.Select(f => texts.Of(f.Refusal)).Distinct(StringComparer.Ordinal), .. remarks];
        Summary = faults.Count > 0 ? null : texts.RoomOf(plan);
    }

    private EventInput.Stretch NextSession()
    {
        var last = Input.Sessions.LastOrDefault(s => s.IsWhole);
        if (last is null) return new() { Name = texts["Morning"].Value, From = new TimeOnly(9, 0), To = new TimeOnly(12, 20), Date = Input.Sessions.LastOrDefault()?.Date };
        var from = last.To!.Value;
        return from.Hour < 16
            ? new() { Name = texts["Afternoon"].Value, Date = last.Date, From = from.AddHours(1), To = from.AddHours(4) }
            : new() { Name = texts["Morning"].Value, Date = last.Date!.Value.AddDays(1), From = new TimeOnly(9, 0), To = new TimeOnly(12, 20) };
    }

    private static string FieldOf(PlanFault fault) => fault.Part switch
    {
        PlanPart.TimeZone => "Input.TimeZone",
        PlanPart.SlotMinutes => "Input.SlotMinutes",
        PlanPart.Tables => "Input.Tables",
        PlanPart.Session => $"Input.Sessions[{fault.Index}].To",
        PlanPart.SessionDate => $"Input.Sessions[{fault.Index}].Date",
        PlanPart.Break => $"Input.Breaks[{fault.Index}].To",
        _ => "Input.Sessions",
    };
}
