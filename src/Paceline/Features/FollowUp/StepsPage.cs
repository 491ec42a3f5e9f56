using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.FollowUp;

/// <summary>What the two lists of next steps share: the filter, the acts, and what went wrong at which row.</summary>
public abstract class StepsPage(StepRows rows, SettleFollowUp settle, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "show")] public StepFilter Filter { get; set; }

    protected Texts Texts => texts;

    public IReadOnlyList<StepRow> Rows { get; private set; } = [];
    public IReadOnlyList<(StepFilter Filter, string Text, int Count)> Filters { get; private set; } = [];
    public bool HasAny { get; private set; }
    /// <summary>The row that was refused, what was asked, and why not.</summary>
    public (StepChange Change, string Why)? Wrong { get; private set; }

    protected async Task Show(Guid? participant, CancellationToken stop)
    {
        if (!Enum.IsDefined(Filter)) Filter = StepFilter.Open;
        var open = await rows.Open(participant, stop);
        var settled = await rows.CountSettled(participant, stop);
        HasAny = open.Count + settled > 0;
        int Of(StepUrgency urgency) => open.Count(r => r.Urgency == urgency);
        Filters =
        [
            (StepFilter.Open, texts["All open"].Value, open.Count),
            (StepFilter.Late, texts["Late"].Value, Of(StepUrgency.Late)),
            (StepFilter.Week, texts["This week"].Value, Of(StepUrgency.ThisWeek)),
            (StepFilter.Later, texts["Later"].Value, Of(StepUrgency.Later)),
            (StepFilter.Done, texts["Done"].Value, settled),
        ];
        Rows = Filter switch
        {
            StepFilter.Open => open,
            StepFilter.Late => [.. open.Where(r => r.Urgency is StepUrgency.Late)],
            StepFilter.Week => [.. open.Where(r => r.Urgency is StepUrgency.ThisWeek)],
            StepFilter.Later => [.. open.Where(r => r.Urgency is StepUrgency.Later)],
            StepFilter.Done => await rows.Settled(participant, stop),
            _ => throw new InvalidOperationException(Filter.ToString()),
        };
    }

    protected async Task<IActionResult> Settle(StepChange change, Guid? participant, CancellationToken stop)
    {
        if (!Enum.IsDefined(change.Act)) return NotFound();
        var settled = !ModelState.IsValid ? new Settled(Refusal: new Refusal("This day cannot be read. Choose it again."))
            : change.Reason?.Contains('\0', StringComparison.Ordinal) == true ? new Settled(Refusal: new Refusal("This holds a character that cannot be kept. Type it again."))
            : await settle.Run(change, participant, stop);
        if (settled.IsMissing) return NotFound();
        if (settled.IsSaved)
        {
            this.Say(change.Act switch
            {
                StepAct.Done => "Done. It is off the list.",
                StepAct.Move => "Moved to another day.",
                StepAct.Drop => "Dropped. The reason is kept.",
                _ => "It is open again.",
            });
            return Redirect(Filter is StepFilter.Open ? Request.Path : $"{Request.Path}?show={Filter.ToString().ToLowerInvariant()}");
        }

        await Show(participant, stop);
        Wrong = (change, texts.Of(settled.Refusal!));
        return this.Invalid();
    }
}
