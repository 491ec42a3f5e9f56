using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Organisations;
using Paceline.Features.Organisations;
using Paceline.Features.Travel;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>A point of a programme, new or known.</summary>
[Requires(Can.ManageActivity)]
public sealed class PointModel(PacelineDb db, ActivityDoor door, SavePoint save, ReadDelegation delegation, Texts texts) : PageModel
{
    private const int LongTitle = 200, LongText = 2000;

    /// <summary>Somebody for whom a point can be; who does not travel any more stays ticked until somebody decides.</summary>
    public sealed record Goer(Guid Id, string Name, string Organisation, bool Travels);

    [BindProperty] public PointInput Input { get; set; } = new();

    public Activity Activity { get; private set; } = null!;
    public bool IsNew { get; private set; }
    public IReadOnlyList<SelectListItem> Hosts { get; private set; } = [];
    public IReadOnlyList<Goer> Goers { get; private set; } = [];
    public string Zone => Dates.Zone(Activity.TimeZone, new DateTimeOffset(Activity.StartsOn, new TimeOnly(12, 0), TimeSpan.Zero));
    public IReadOnlyList<TextField> Wordings => [new("Input.Title", texts["Name"].Value, null, LongTitle, Input.Title), new("Input.Description", texts["What happens, what to bring"].Value, null, LongText, Input.Description)];

    public async Task<IActionResult> OnGet(Guid activity, string point, CancellationToken stop)
    {
        if (!await Load(activity, point, stop)) return NotFound();
        if (IsNew)
        {
            var last = await db.ProgrammeItems.AsNoTracking().Where(p => p.ActivityId == activity).OrderByDescending(p => p.Date).ThenByDescending(p => p.From).FirstOrDefaultAsync(stop);
            await LoadGoers(stop);
            Input = new PointInput { Date = last?.Date ?? Activity.StartsOn, From = last?.To ?? last?.From ?? new TimeOnly(9, 0), Kind = Activity.Traits.HasItinerary ? ProgrammeItemKind.Visit : ProgrammeItemKind.Talk };
            return Page();
        }

        if (await db.ProgrammeItems.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Guid.Parse(point) && p.ActivityId == activity, stop) is not { } found) return NotFound();
        Input = PointInput.Of(found);
        await LoadGoers(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, string point, CancellationToken stop)
    {
        if (!await Load(activity, point, stop)) return NotFound();
        if (!IsNew) Input.Id = Guid.Parse(point);
        if (Input.Title.Values.All(string.IsNullOrWhiteSpace)) ModelState.AddModelError($"Input.Title[{Texts.Language}]", texts["Give it a name in one language at least."].Value);
        foreach (var field in Wordings)
            foreach (var (at, why) in PerLanguage.Check(field.Name["Input.".Length..], field.Values, field.Longest))
                if (why is not null) ModelState.AddModelError(at, texts.Of(why));
        await LoadGoers(stop);
        Input.OnlyFor = [.. Input.OnlyFor.Distinct().Where(id => Goers.Any(g => g.Id == id))];
        if (Input.HostId is { } host && Hosts.All(h => h.Value != host.ToString())) Input.HostId = null;
        if (Input is { Date: { } date, From: { } from })
            foreach (var (field, why) in ProgrammeRules.Faults(Activity, date, from, Input.To)) ModelState.AddModelError("Input." + field, texts.Of(why));
        if (!ModelState.IsValid) return this.Invalid();
        var (saved, refusal) = await save.Run(Activity, Input, stop);
        if (refusal is not null) return this.Refused("", refusal);
        if (!saved)
        {
            db.ChangeTracker.Clear();
            if (await db.ProgrammeItems.AsNoTracking().FirstOrDefaultAsync(p => p.Id == Input.Id && p.ActivityId == activity, stop) is not { } theirs) return NotFound();
            ModelState.Remove("Input.Version");
            Input.Version = theirs.Version;
            ModelState.AddModelError("", texts["Somebody else saved this a moment ago: “{0}”, {1}, {2}. Save again to replace it.", theirs.Title.In(Texts.Language).Text, Dates.Day(theirs.Date), Dates.Time(theirs.From)].Value);
            return this.Invalid();
        }

        this.Say("Saved.");
        return LocalRedirect(Urls.ActivityProgramme(activity));
    }

    public async Task<IActionResult> OnPostRemove(Guid activity, Guid point, CancellationToken stop)
    {
        if (await door.Find(activity, Can.ManageActivity, stop) is not { } found) return NotFound();
        var (wasThere, refusal) = await save.Remove(found, point, stop);
        if (!wasThere) return NotFound();
        if (refusal is not null) this.Say(refusal.Sentence, refusal.Arguments);
        else this.Say("Taken out of the programme.");
        return LocalRedirect(Urls.ActivityProgramme(activity));
    }

    private async Task<bool> Load(Guid activity, string point, CancellationToken stop)
    {
        IsNew = point is "new";
        if (!IsNew && !Guid.TryParse(point, out _)) return false;
        if (await door.Find(activity, Can.ManageActivity, stop) is not { Traits.HasProgramme: true } found) return false;
        Activity = found;
        var hosts = found.Details is MissionDetails mission ? mission.HostIds : [];
        Hosts = [.. (await db.Organisations.Where(o => hosts.Contains(o.Id) || o.Kind == OrganisationKind.ForeignCounterpart && o.Country == found.Country).OrderBy(o => o.Name).Take(200).Select(o => new { o.Id, o.Name }).ToListAsync(stop)).Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        return true;
    }

    private async Task LoadGoers(CancellationToken stop)
    {
        if (!Activity.Traits.HasItinerary) return;
        var travel = (await delegation.Of(Activity.Id, stop)).Select(t => new Goer(t.Id, t.Name, t.Organisation, true)).ToList();
        var chosen = Input.OnlyFor.Except(travel.Select(t => t.Id)).ToList();
        using var house = db.AsTheHouse("Who organises a mission sees for whom a point of its programme was, also when that person does not travel any more.");
        travel.AddRange((await db.Registrations.Where(r => r.ActivityId == Activity.Id && chosen.Contains(r.Id)).OrderBy(r => r.Number).Select(r => new { r.Id, r.Name, r.OrganisationName }).ToListAsync(stop)).Select(r => new Goer(r.Id, r.Name, r.OrganisationName, false)));
        Goers = travel;
    }
}
