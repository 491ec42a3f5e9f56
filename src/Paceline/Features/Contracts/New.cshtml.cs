using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.FollowUp;
using Paceline.Domain;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Contracts;

/// <summary>A company reports a contract that grew out of one of its meetings.</summary>
[Requires(Can.ReportContract)]
public sealed class NewModel(Reporters reporters, ReportContract act, KeptFiles kept, TimeProvider clock, Texts texts) : PageModel
{
    [BindProperty] public ContractForm Input { get; set; } = new();

    public Reporter Reporter { get; private set; } = null!;
    /// <summary>The meeting that was chosen; null while there is a choice to make.</summary>
    public MeetingChoice? Meeting { get; private set; }
    public IReadOnlyList<MeetingChoice> Meetings { get; private set; } = [];
    public KeptFile? Taken { get; private set; }
    public DateOnly Today { get; private set; }

    public async Task<IActionResult> OnGet(string who, Guid? meeting, CancellationToken stop)
    {
        if (!await Load(who, meeting, stop)) return NotFound();
        Input = new ContractForm { Id = Ids.New(), Counterpart = Meeting?.Counterpart ?? "", Country = Meeting?.Country ?? "" };
        return Page();
    }

    public async Task<IActionResult> OnPost(string who, Guid? meeting, CancellationToken stop)
    {
        if (!await Load(who, meeting, stop) || Meeting is null) return NotFound();
        // The file is looked at first and kept whatever else is wrong: a browser would not send it again.
        (Taken, var unfit) = await kept.Take(Input.File, Input.Kept, Input.Id, stop);
        if (unfit is not null) ModelState.AddModelError("Input.File", texts.Of(unfit));
        var (value, band) = Input.Value(ModelState, texts);
        if (Input.Id == Guid.Empty) ModelState.AddModelError("", texts["This form is out of date. Open it anew."].Value);
        if (!ModelState.IsValid) return this.Invalid();

        var draft = new ContractDraft(Input.Id, Input.SignedOn!.Value, Input.Counterpart.Trim(), Countries.CodeOf(Input.Country)!, Input.Kind!.Value, value, band, Input.Confidentiality, Taken, Input.FileKind);
        var (deal, refusal) = await act.Run(Reporter, Meeting.Id, draft, stop);
        if (deal is null) return this.Refused(refusal!.Arguments.Length > 0 || refusal.Sentence.StartsWith("This day", StringComparison.Ordinal) ? "Input.SignedOn" : "", refusal);
        this.Say("Contract {0} is reported. Somebody else checks it before it counts.", deal.Code);
        return Redirect(Urls.AgendaContract(who, deal.Id));
    }

    private async Task<bool> Load(string who, Guid? meeting, CancellationToken stop)
    {
        if (await reporters.Find(who, stop) is not { } reporter) return false;
        Reporter = reporter;
        Today = clock.Today(reporter.TimeZone);
        Meetings = await reporters.Meetings(reporter, meeting, stop);
        Meeting = meeting is null ? null : Meetings.SingleOrDefault();
        return meeting is null || Meeting is not null;
    }
}
