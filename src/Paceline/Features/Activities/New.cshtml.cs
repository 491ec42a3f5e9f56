using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>Plans an activity: from nothing, as a copy of an earlier one, or from a template of the alliance.</summary>
[Requires(Can.ManageActivity)]
public sealed class NewModel(PacelineDb db, CurrentAccess access, Texts texts, CurrentProgramme programmes, SaveActivity save, KeepTemplate templates, TimeProvider clock) : ActivityForm(db, access, texts)
{
    public sealed record Earlier(Guid Id, ActivityKind Kind, LocalizedText Title, DateOnly StartsOn, string Place);

    public sealed record Kept(Guid Id, ActivityKind Kind, string Name, string By, DateTimeOffset At, bool Mine);

    /// <summary>A kind, a copy or a template is chosen: the form shows.</summary>
    public bool IsChosen { get; private set; }
    public bool HasProgramme { get; private set; }
    public string TimeZone { get; private set; } = "Europe/Brussels";
    public string? StartedFrom { get; private set; }
    public IReadOnlyList<Earlier> Copies { get; private set; } = [];
    public IReadOnlyList<Kept> Templates { get; private set; } = [];

    public async Task<IActionResult> OnGet(ActivityKind? kind, Guid? copy, Guid? template, CancellationToken stop)
    {
        var programme = await programmes.Find(stop);
        HasProgramme = programme is not null;
        TimeZone = programme?.TimeZone ?? TimeZone;
        if (kind is ActivityKind.MatchmakingEvent) return LocalRedirect(Urls.NewEvent);
        if (await Plan(copy, template, stop) is { } plan)
        {
            if (plan.Kind is ActivityKind.MatchmakingEvent) return LocalRedirect(Urls.NewEvent);
            Input = ActivityInput.Of(plan);
            (Input.Copy, Input.Template) = (copy, template);
        }
        else if (kind is { } chosen && Enum.IsDefined(chosen))
        {
            Input = new ActivityInput { Kind = chosen, TimeZone = TimeZone };
        }
        else if (copy is not null || template is not null)
        {
            return NotFound();
        }
        else
        {
            await List(stop);
            return Page();
        }

        IsChosen = true;
        await Prepare(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var programme = await programmes.Find(stop);
        (IsChosen, HasProgramme) = (true, programme is not null);
        var plan = await Plan(Input.Copy, Input.Template, stop);
        if (plan is not null) Input.Kind = plan.Kind;
        if (Input.Kind is ActivityKind.MatchmakingEvent || !Enum.IsDefined(Input.Kind)) return NotFound();
        await Prepare(stop);
        if (!Check() || programme is null) return this.Invalid();
        await save.Create(programme.Id, Input, plan, stop);
        this.Say("It stands in the plan. Next: its programme.");
        return LocalRedirect(Urls.Activity(Input.Id));
    }

    public async Task<IActionResult> OnPostDrop(Guid template, CancellationToken stop)
    {
        if (!await templates.Drop(template, stop)) return NotFound();
        this.Say("The template is gone. Activities that started from it stay.");
        return LocalRedirect(Urls.NewActivity);
    }

    // Everybody who plans may start from any activity of the alliance: what is taken over stands on its page anyway.
    private async Task<ActivityPlan?> Plan(Guid? copy, Guid? template, CancellationToken stop)
    {
        if (template is { } kept && await Db.ActivityTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Id == kept, stop) is { } found)
        {
            StartedFrom = found.Name;
            return found.Plan;
        }

        if (copy is not { } id || await Db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop) is not { } earlier) return null;
        StartedFrom = earlier.Title.In(Texts.Language).Text;
        return ActivityPlan.Of(earlier, await Db.ProgrammeItems.AsNoTracking().Where(p => p.ActivityId == id).ToListAsync(stop));
    }

    private async Task List(CancellationToken stop)
    {
        var today = clock.Today(TimeZone);
        Copies = await Db.Activities.Where(a => a.Kind != ActivityKind.MatchmakingEvent && a.StartsOn <= today.AddYears(1)).OrderByDescending(a => a.StartsOn).ThenBy(a => a.Id).Take(30).Select(a => new Earlier(a.Id, a.Kind, a.Title, a.StartsOn, a.Place)).ToListAsync(stop);
        Templates = [.. (await Db.ActivityTemplates.AsNoTracking().ToListAsync(stop)).OrderBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase).Select(t => new Kept(t.Id, t.Plan.Kind, t.Name, t.SavedBy, t.SavedAt, Access.May(Can.ManageActivity, new Scope(t.ClusterId))))];
    }
}
