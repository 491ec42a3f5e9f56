using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Contracts;

/// <summary>One of the company's own contracts: where it stands, what was asked, and a place for files and answers.</summary>
[Requires(Can.ReportContract)]
public sealed class OwnModel(PacelineDb db, Reporters reporters, KeptFiles kept, AddEvidence act, Texts texts) : PageModel
{
    public sealed record Form
    {
        /// <summary>Made with the form; seals a kept file to it.</summary>
        public Guid Id { get; init; }
        public IFormFile? File { get; init; }
        public EvidenceKind FileKind { get; init; } = EvidenceKind.Contract;
        public string? Kept { get; init; }
        [StringLength(2000, ErrorMessage = "Use at most {1} characters."), PlainText(Lines = true)]
        public string? Answer { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();

    public Reporter Reporter { get; private set; } = null!;
    public BusinessDeal Deal { get; private set; } = null!;
    public IReadOnlyList<EvidenceLine> Evidence { get; private set; } = [];
    public IReadOnlyList<CheckLine> Checks { get; private set; } = [];
    public KeptFile? Taken { get; private set; }
    /// <summary>What the verifier asked for, while it is asked for.</summary>
    public CheckLine? Asked => Deal.State is DealState.Returned ? Checks.FirstOrDefault(c => c.Result is VerificationResult.Returned) : null;

    public async Task<IActionResult> OnGet(string who, Guid deal, CancellationToken stop)
    {
        Input = new Form { Id = Ids.New() };
        return await Load(who, deal, stop) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(string who, Guid deal, CancellationToken stop)
    {
        if (!await Load(who, deal, stop)) return NotFound();
        (Taken, var unfit) = await kept.Take(Input.File, Input.Kept, Input.Id, stop);
        if (unfit is not null) ModelState.AddModelError("Input.File", texts.Of(unfit));
        if (!ModelState.IsValid) return this.Invalid();
        if (await act.Run(deal, Taken, Input.FileKind, Input.Answer, stop) is { } refusal)
        {
            await Load(who, deal, stop);
            return this.Refused(refusal.Sentence is "Choose a file first." && Asked is null ? "Input.File" : "", Asked is null ? refusal : new Refusal("Write an answer or add a file."));
        }

        this.Say("Saved. The verifier looks at it next.");
        return Redirect(Urls.AgendaContract(who, deal));
    }

    private async Task<bool> Load(string who, Guid deal, CancellationToken stop)
    {
        if (await reporters.Find(who, stop) is not { } reporter) return false;
        if (await reporters.Deals(reporter).AsNoTracking().FirstOrDefaultAsync(d => d.Id == deal, stop) is not { } found) return false;
        (Reporter, Deal) = (reporter, found);
        Evidence = await db.EvidenceOf(deal, reporter.TimeZone, item => Urls.AgendaContract(who, deal) + "/evidence/" + item, texts, stop);
        Checks = await db.ChecksOf(deal, stop);
        return true;
    }
}
