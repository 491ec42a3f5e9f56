using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Scheduling;

/// <summary>Shows what participants will be told, and tells them.</summary>
[Requires(Can.ManageEvent)]
public sealed class PublishModel(PacelineDb db, CurrentAccess access, PublishSchedule publish, Texts texts) : PageModel
{
    public sealed record Choice
    {
        public Publication As { get; init; }
        public int Version { get; init; }
    }

    [BindProperty] public Choice Input { get; set; } = new();

    public EventSchedule Schedule { get; private set; } = null!;

    public PublicationNews News { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Guid @event, CancellationToken stop)
    {
        if (!await Load(@event, stop)) return NotFound();
        Input = new Choice { Version = Schedule.Event.Version, As = Schedule.Event.Publication is Publication.Final ? Publication.Final : Publication.Preliminary };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid @event, CancellationToken stop)
    {
        var answer = ModelState.IsValid ? await publish.Run(@event, Input.Version, Input.As, await this.Site(stop), stop) : DraftAnswer.Refused(PublishSchedule.Changed);
        if (answer.IsNotFound) return NotFound();
        if (answer.Said is { } said)
        {
            this.Say(said.Sentence, said.Arguments);
            return Redirect(Urls.Schedule(@event));
        }

        db.ChangeTracker.Clear();
        if (!await Load(@event, stop)) return NotFound();
        foreach (var refusal in answer.Refusals) ModelState.AddModelError("", texts.Of(refusal));
        Input = Input with { Version = Schedule.Event.Version };
        return this.Invalid();
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await EventSchedule.Load(db, id, toChange: false, stop) is not { } schedule || !access.May(Can.ManageEvent, new Scope(schedule.Event.LeadClusterId))) return false;
        (Schedule, News) = (schedule, PublicationNews.Of(schedule));
        return true;
    }
}
