using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Travel;

/// <summary>The compliance gates of a mission: what is settled, what is missing, and the lists that left.</summary>
[Requires(Can.ManageActivity)]
public sealed class GatesModel(PacelineDb db, ReadGates read, ChangeGates change, LookUpCounterparts lookUp) : PageModel
{
    /// <summary>Travel security or insurance as the form holds it.</summary>
    public sealed record SettleForm(Guid Id, int Version, GateKind Kind, string DoneBy, DateOnly? DoneOn, DateOnly? ValidUntil, string Note);

    public GateView View { get; private set; } = null!;
    public IReadOnlyList<GateStanding> Standings { get; private set; } = [];
    public IReadOnlyList<ListTransfer> Lists { get; private set; } = [];
    public bool HasGates { get; private set; }

    /// <summary>The form that was sent and what is wrong with it, so that nothing typed is lost.</summary>
    public (string Form, Refusal Why)? Wrong { get; private set; }
    public SettleForm? Sent { get; private set; }
    public string SentNote { get; private set; } = "";
    public TransferBasis? SentBasis { get; private set; }
    public string? SentCountry { get; private set; }
    public IReadOnlyCollection<Guid> SentPeople { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop) => await Load(activity, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBasis(Guid activity, Guid[] people, string? country, TransferBasis? basis, string? note, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        // Whatever is refused, nobody has decided anything else than what was sent.
        (SentPeople, SentCountry, SentBasis, SentNote) = (people, country, basis, note ?? "");
        return Answer("basis", await change.Record(View, people, country ?? (View.Facts.Beyond is [var only] ? only : null), basis, (note ?? "").Trim(), stop));
    }

    public async Task<IActionResult> OnPostWithdraw(Guid activity, Guid person, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        return Answer("basis", await change.Withdraw(View, person, stop));
    }

    public async Task<IActionResult> OnPostLookUp(Guid activity, Guid? host, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        return Answer("measures", await lookUp.Run(View, host, stop));
    }

    public async Task<IActionResult> OnPostDecide(Guid activity, Guid check, int version, bool isMatch, string? reason, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        SentNote = reason ?? "";
        return Answer("decide-" + check, await lookUp.Decide(View, check, version, isMatch, reason ?? "", stop));
    }

    public async Task<IActionResult> OnPostSettle(Guid activity, SettleForm form, IFormFile? file, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Sent = form with { DoneBy = form.DoneBy ?? "", Note = form.Note ?? "" };
        if (form.DoneOn is not { } doneOn) return Answer("settle-" + form.Kind, new Refusal("Say on which day it was done."));
        var answer = await change.Settle(View, new SettledInput(form.Id, form.Version, form.Kind, Sent.DoneBy, doneOn, form.ValidUntil, Sent.Note, file), stop);
        return Answer("settle-" + form.Kind, answer?.Refusal);
    }

    /// <summary>What a form of travel security or insurance shows.</summary>
    public SettleForm FormOf(GateKind kind) =>
        Wrong is { } wrong && wrong.Form == "settle-" + kind && Sent is { } sent ? sent
        : View.Settled(kind) is { } gate ? new SettleForm(gate.Id, gate.Version, kind, gate.DoneBy, gate.DoneOn, gate.ValidUntil, gate.Note)
        : new SettleForm(Ids.New(), 0, kind, "", View.Facts.Today, kind is GateKind.Insurance ? View.Activity.EndsOn : null, "");

    private IActionResult Answer(string form, Refusal? refusal)
    {
        if (refusal is not null)
        {
            Wrong = (form, refusal);
            return this.Invalid();
        }

        this.Say("Saved.");
        return LocalRedirect(Urls.Gates(View.Activity.Id) + "#" + form.Split('-')[0]);
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await read.Of(activity, stop) is not { } view) return false;
        View = view;
        HasGates = view.Activity.Traits.HasGates;
        Standings = Gates.Of(view.Facts);
        Lists = await db.ListTransfers.AsNoTracking().Where(t => t.ActivityId == activity).OrderByDescending(t => t.At).ToListAsync(stop);
        return true;
    }
}
