using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Agendas;

/// <summary>One meeting: who they are, where and when, and what came of it.</summary>
[Requires(Can.ViewAgenda)]
public sealed class MeetingModel(PacelineDb db, CurrentAccess access, AgendaDoor door, AgendaRows rows, TellOutcome tell, TimeProvider clock, Texts texts) : PageModel
{
    [BindProperty] public Answer Input { get; set; } = new();

    public OpenAgenda Agenda { get; private set; } = null!;
    public AgendaRow Row { get; private set; } = null!;
    public FollowUpAction? Step { get; private set; }
    public TapsForm? Taps { get; private set; }
    public Refusal? NotYet { get; private set; }
    public bool MayTell { get; private set; }
    public bool MayReport => access.May(Can.ReportContract, Agenda.OwnScope);
    public (string Text, string Language) Title => Agenda.Event.Title.In(Texts.Language);

    public async Task<IActionResult> OnGet(string who, Guid meeting, CancellationToken stop)
    {
        if (!await Load(who, meeting, stop)) return NotFound();
        Input = Answer.Of(Row.Mine, Step);
        Show(theirs: null);
        return Page();
    }

    public async Task<IActionResult> OnPost(string who, Guid meeting, CancellationToken stop)
    {
        if (!await Load(who, meeting, stop) || !MayTell) return NotFound();
        var answered = ModelState.IsValid ? await tell.Run(Agenda, meeting, Input, stop) : new Answered(Refusal: new Refusal(""));
        if (answered.IsMissing) return NotFound();
        if (answered.IsSaved)
        {
            this.Say(Input.Presence is Presence.Held ? "Saved. Thank you for telling us." : "Saved: the meeting did not take place.");
            return this.WantsFragment() ? new NoContentResult() : Redirect(Urls.Agenda(who));
        }

        if (answered.Theirs is { } theirs)
        {
            // Sent again, it replaces the answer that is shown now, and no later one.
            ModelState.Remove("Input.Version");
            Input = Input with { Version = theirs.Version };
        }

        Show(answered.Theirs);
        return answered.Refusal is { Sentence: not "" } refusal ? this.Refused(answered.Field, refusal) : this.Invalid();
    }

    private async Task<bool> Load(string who, Guid meeting, CancellationToken stop)
    {
        if (await door.Open(who, Can.ViewAgenda, stop) is not { } agenda) return false;
        if ((await rows.Of(agenda, stop)).FirstOrDefault(r => r.Id == meeting) is not { } row) return false;
        (Agenda, Row, MayTell) = (agenda, row, access.May(Can.RecordOutcome, agenda.OwnScope));
        NotYet = MeetingOutcome.WhyNotYet(row.Meeting, clock.GetUtcNow());
        Step = await db.FollowUpActions.AsNoTracking().FirstOrDefaultAsync(a => a.MeetingId == meeting && a.ParticipantId == agenda.Participant.Id, stop);
        return true;
    }

    private void Show(Answer? theirs)
    {
        if (!MayTell || NotYet is not null) return;
        var heading = Row.Mine is null ? texts["What came of it?"].Value : texts["Change your answer"].Value;
        Taps = new TapsForm(Urls.Meeting(Agenda.Who, Row.Id), Urls.Agenda(Agenda.Who), heading, Input, clock.Today(Agenda.Event.TimeZone), theirs);
    }
}
