using Microsoft.AspNetCore.Mvc;
using Paceline.Features.Agendas;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.FollowUp;

/// <summary>What a participant promised, beside its agenda.</summary>
[Requires(Can.ViewFollowUps)]
public sealed class AgendaModel(StepRows rows, SettleFollowUp settle, AgendaDoor door, Texts texts) : StepsPage(rows, settle, texts)
{
    public OpenAgenda Agenda { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string who, CancellationToken stop)
    {
        if (!await Open(who, stop)) return NotFound();
        await Show(Agenda.Participant.Id, stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(string who, StepChange change, CancellationToken stop) =>
        await Open(who, stop) ? await Settle(change, Agenda.Participant.Id, stop) : NotFound();

    private async Task<bool> Open(string who, CancellationToken stop)
    {
        if (await door.Open(who, Can.ViewFollowUps, stop) is not { } agenda) return false;
        Agenda = agenda;
        return true;
    }
}
