using Microsoft.AspNetCore.Mvc;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Features.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>Changes an activity.</summary>
[Requires(Can.ManageActivity)]
public sealed class EditModel(PacelineDb db, CurrentAccess access, Texts texts, ActivityDoor door, SaveActivity save) : ActivityForm(db, access, texts)
{
    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ManageActivity, stop) is not { } found) return NotFound();
        Name = found.Title.In(Texts.Language).Text;
        Input = ActivityInput.Of(found);
        await Prepare(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid activity, CancellationToken stop)
    {
        if (await door.Find(activity, Can.ManageActivity, stop) is not { } found) return NotFound();
        Name = found.Title.In(Texts.Language).Text;
        (Input.Id, Input.Kind) = (activity, found.Kind);
        await Prepare(stop);
        if (!Check()) return this.Invalid();
        var outcome = await save.Change(found, Input, await this.Site(stop), stop);
        if (outcome.Refusal is { } no) return this.Refused("", no);
        if (outcome.IsConflict) return await Conflict(activity, stop);
        if (outcome.Consequences is { } consequences)
        {
            (Consequences, Fingerprint) = (consequences, outcome.Fingerprint);
            return this.Invalid();
        }

        if (outcome.Told > 0) this.Say("Saved. Told by mail: {0}.", outcome.Told);
        else this.Say("Saved.");
        return LocalRedirect(Urls.Activity(activity));
    }

    private async Task<IActionResult> Conflict(Guid id, CancellationToken stop)
    {
        if (await door.Read(id, Can.ManageActivity, stop) is not { } theirs) return NotFound();
        var (now, mine) = (Words(ActivityInput.Of(theirs)), Words(Input));
        Differences = [.. now.Zip(mine, (t, y) => (t.Label, t.Text, y.Text)).Where(d => d.Item2 != d.Item3)];
        // The next save is made knowing theirs.
        Input.Version = theirs.Version;
        ModelState.Remove("Input.Version");
        return this.Invalid();
    }

    private List<(string Label, string Text)> Words(ActivityInput i) =>
    [
        ("Name", PerLanguage.Words(i.Title)),
        ("What awaits those who come", PerLanguage.Words(i.Summary)),
        ("Whom it is for", PerLanguage.Words(i.TargetGroup)),
        ("Accessibility", PerLanguage.Words(i.Accessibility)),
        ("First day", i.StartsOn is { } from ? Dates.Day(from) : ""),
        ("Last day", i.EndsOn is { } to ? Dates.Day(to) : ""),
        ("Time zone", i.TimeZone),
        ("Town", i.Place ?? ""),
        ("Market or country", Texts.Country(i.Country)),
        ("House and address, in Latin letters", i.Venue ?? ""),
        ("House and address, as written there", i.LocalVenue ?? ""),
        ("Places", $"{i.Capacity}"),
        ("Languages", i.Spoken ?? ""),
        ("Lead", Clusters.FirstOrDefault(c => c.Value == i.LeadClusterId?.ToString())?.Text ?? ""),
        ("Deliverable", i.Deliverable ?? ""),
        ("Who pays what", PerLanguage.Words(i.CoFinancing)),
        ("Hotel and how one gets there", i.Lodging ?? ""),
        ("Authors", i.Authors ?? ""),
        ("What it says", string.Join('\n', i.Sections.OrderBy(s => s.Key).Select(s => PerLanguage.Words(s.Value)).Where(s => s is not ""))),
    ];
}
