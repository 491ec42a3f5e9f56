using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Features.Agendas;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Contracts;

/// <summary>A contract: what it is, the meeting that it grew out of, what proves it, who checked it, and the check itself.</summary>
[Requires(Can.ViewContract)]
public sealed class DetailsModel(PacelineDb db, CurrentAccess access, ReadContracts read, VerifyContract act, AuditTrail audit, Texts texts) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        [Required(ErrorMessage = "Choose whether it is accepted or returned.")]
        public VerificationResult? Result { get; init; }
        [StringLength(2000, ErrorMessage = "Use at most {1} characters."), PlainText(Lines = true)]
        public string? Comment { get; init; }
    }

    public sealed record MeetingView(Guid EventId, string First, string Second, DateTimeOffset? StartsAt, int? Table, Domain.Matchmaking.MeetingState State);

    public sealed record TrailLine(string Action, string Actor, DateTimeOffset At, string Details);

    [BindProperty] public Form Input { get; set; } = new();

    public BusinessDeal Deal { get; private set; } = null!;
    public ContractRow Row { get; private set; } = null!;
    public string Zone { get; private set; } = "";
    public MeetingView? Meeting { get; private set; }
    public IReadOnlyList<EvidenceLine> Evidence { get; private set; } = [];
    public IReadOnlyList<CheckLine> Checks { get; private set; } = [];
    public IReadOnlyList<TrailLine> Trail { get; private set; } = [];
    /// <summary>Other contracts from the same meeting: perhaps both sides reported one and the same.</summary>
    public IReadOnlyList<BusinessDeal> Siblings { get; private set; } = [];
    /// <summary>The next contract that waits for a check.</summary>
    public Guid? Next { get; private set; }
    /// <summary>Somebody saved it while this verifier was reading.</summary>
    public bool Overtaken { get; private set; }
    public bool Checkable => access.MaySomewhere(Can.VerifyContract) && Deal.State is DealState.Evidenced or DealState.Announced or DealState.Returned;

    public async Task<IActionResult> OnGet(Guid deal, CancellationToken stop)
    {
        if (!await Load(deal, stop)) return NotFound();
        // Looking is an act too: who opened a contract, the coordinator finds in the trail.
        audit.Add("Opened a contract", RecordKind.BusinessDeal, deal, Deal.Code, cluster: Deal.HomeClusterId);
        await db.SaveChangesAsync(stop);
        Input = new Form { Version = Deal.Version };
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid deal, CancellationToken stop)
    {
        if (!await Load(deal, stop)) return NotFound();
        if (!access.May(Can.VerifyContract, ContractReader.ScopeOf(Deal))) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        try
        {
            var accepted = Input.Result is VerificationResult.Accepted;
            if (await act.Run(deal, Input.Version, accepted, Input.Comment ?? "", await this.Site(stop), stop) is { } refusal)
                return this.Refused(refusal.Sentence.StartsWith("Say what", StringComparison.Ordinal) ? "Input.Comment" : "", refusal);
            if (accepted) this.Say("{0} is verified and counts.", Row.Code);
            else this.Say("{0} is returned with your reason.", Row.Code);
            return Redirect(Urls.Contract(deal));
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            await Load(deal, stop);
            Overtaken = true;
            // The form goes on from what is there now; what was typed stays.
            ModelState.Remove("Input.Version");
            Input = Input with { Version = Deal.Version };
            return this.Invalid();
        }
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        var mine = db.BusinessDeals.Within(access.Reach(Can.ViewContract));
        if (await mine.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, stop) is not { } deal) return false;
        Deal = deal;
        Row = (await read.Run(mine.Where(d => d.Id == id), access.ClosenessTo, stop)).Single();
        Zone = await db.Activities.Where(a => a.Id == deal.ActivityId).Select(a => a.TimeZone).SingleAsync(stop);
        var opens = Row.View.OpensFiles;
        Evidence = await db.EvidenceOf(id, Zone, item => opens ? Urls.Evidence(id, item) : null, texts, stop);
        Checks = [.. (await db.ChecksOf(id, stop)).Select(c => Row.View.IsMasked ? c with { Comment = "" } : c)];
        if (!Row.View.IsMasked) await LoadContext(deal, mine, stop);
        Next = access.MaySomewhere(Can.VerifyContract) ? await mine.Where(d => d.State == DealState.Evidenced && d.Id != id).OrderBy(d => d.Number).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(stop) : null;
        return true;
    }

    private async Task LoadContext(BusinessDeal deal, IQueryable<BusinessDeal> mine, CancellationToken stop)
    {
        if (await db.Meetings.AsNoTracking().FirstOrDefaultAsync(m => m.Id == deal.MeetingId, stop) is { } m)
        {
            var sides = await db.Counterparts([.. m.Parties], stop);
            Meeting = new MeetingView(m.EventId, sides[m.FirstId].Name, sides[m.SecondId].Name, m.PublishedStart, m.PublishedTable, m.State);
        }

        Siblings = deal.MeetingId is { } meeting ? await mine.AsNoTracking().Where(d => d.MeetingId == meeting && d.Id != deal.Id).OrderBy(d => d.Number).ToListAsync(stop) : [];
        if (access.ClosenessTo(deal) is not Closeness.Inside) return;
        Guid[] records = [deal.Id, .. Evidence.Select(e => e.Id)];
        Trail = await db.AuditEvents.Where(a => records.Contains(a.RecordId) && (a.RecordKind == RecordKind.BusinessDeal || a.RecordKind == RecordKind.EvidenceItem))
            .Where(a => a.Action != "Opened a contract").OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(50).Select(a => new TrailLine(a.Action, a.Actor, a.At, a.Details)).ToListAsync(stop);
    }
}
