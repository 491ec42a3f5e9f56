using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>The evidence of an activity: what its kind needs, what is there, what is missing, whose it is and by when; and the check by somebody else.</summary>
[Requires(Can.OpenEvidence)]
public sealed class EvidenceModel(PacelineDb db, ActivityDoor door, ReadChecklists checklists, FileEvidence evidence, CheckActivity check, KeptFiles files, Texts texts, TimeProvider clock) : PageModel
{
    public sealed class FileForm
    {
        public Guid Id { get; set; } = Ids.New();
        public EvidenceKind Kind { get; set; }
        [StringLength(FileEvidence.LongestLocator, ErrorMessage = "Use at most {1} characters."), RegularExpression(ActivityInput.OneLine, ErrorMessage = ActivityInput.NotOneLine)] public string? Locator { get; set; }
        public bool NamesPeople { get; set; }
        public IFormFile? File { get; set; }
        public string? Kept { get; set; }
    }

    public sealed class CheckForm
    {
        public int Version { get; set; }
        public EvidenceLevel Level { get; set; }
        public VerificationResult? Result { get; set; }
        public string? Comment { get; set; }
    }

    public sealed record FileRow(EvidenceItem Item, long Size);

    [BindProperty] public FileForm Input { get; set; } = new();
    [BindProperty] public CheckForm Decision { get; set; } = new();

    public Activity Activity { get; private set; } = null!;
    public string Lead { get; private set; } = "";
    public EvidenceChecklist List { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public IReadOnlyList<FileRow> Files { get; private set; } = [];
    public IReadOnlyList<Verification> Checks { get; private set; } = [];
    public string? KeptName { get; private set; }
    public bool MayAdd { get; private set; }
    public bool OpensThoseOfPeople { get; private set; }
    public bool Opens(FileRow file) => OpensThoseOfPeople || !file.Item.IsOfPeople;
    public bool MayCheck { get; private set; }
    public bool IsAuthor { get; private set; }
    /// <summary>Those who were there have been asked what they thought of it.</summary>
    public bool IsAsked { get; private set; }
    public bool Overtaken { get; private set; }
    public EvidenceLevel Shown => EvidenceItem.LevelOf([.. Files.Select(f => f.Item.Kind)]);

    public IEnumerable<SelectListItem> Kinds => EvidenceChecklist.NeedsOf(Activity.Kind).SelectMany(EvidenceChecklist.ProofsOf).Append(EvidenceKind.Photo).Append(EvidenceKind.Publication).Distinct().Select(k => new SelectListItem(texts.Word(k), k.ToString()));

    public async Task<IActionResult> OnGet(Guid activity, EvidenceKind? kind, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        Input.Kind = kind ?? List.Missing.SelectMany(l => l.Kinds).FirstOrDefault(EvidenceKind.Photo);
        Decision = new CheckForm { Version = Activity.Version, Level = Shown };
        return Page();
    }

    public async Task<IActionResult> OnPostAdd(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop) || !MayAdd) return NotFound();
        Drop(nameof(Decision));
        var (file, unread) = await files.Take(Input.File, Input.Kept, Input.Id, stop);
        (Input.Kept, KeptName) = (file?.Token, file?.Name);
        ModelState.Remove("Input.Kept");
        if (unread is not null) return this.Refused("Input.File", unread);
        if (!ModelState.IsValid) return this.Invalid();
        if (await evidence.Add(Activity, file, Input.Kind, Input.Locator, Input.NamesPeople, stop) is { } refusal) return this.Refused("Input.File", refusal);
        this.Say("The file is kept.");
        return LocalRedirect(Urls.ActivityEvidence(activity));
    }

    public async Task<IActionResult> OnPostRemove(Guid activity, Guid item, CancellationToken stop)
    {
        if (!await Load(activity, stop) || !MayAdd) return NotFound();
        ModelState.Clear();
        if (await evidence.Remove(Activity, item, stop) is { } refusal) return this.Refused("", refusal);
        this.Say("The file is taken away. The audit trail keeps its name and hash.");
        return LocalRedirect(Urls.ActivityEvidence(activity));
    }

    public async Task<IActionResult> OnPostCheck(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop) || !MayCheck) return NotFound();
        Drop(nameof(Input));
        if (Decision.Result is not { } result) return this.Refused("", new Refusal("Choose whether it is accepted or returned."));
        if (!ModelState.IsValid) return this.Invalid();
        try
        {
            var accepted = result is VerificationResult.Accepted;
            if (await check.Run(Activity, Decision.Version, accepted, Decision.Level, Decision.Comment ?? "", stop) is { } refusal) return this.Refused("Decision.Comment", refusal);
            if (accepted) this.Say("It is verified and counts.");
            else this.Say("It is returned with your reason.");
            return LocalRedirect(Urls.ActivityEvidence(activity));
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            if (!await Load(activity, stop)) return NotFound();
            Overtaken = true;
            ModelState.Remove("Decision.Version");
            Decision.Version = Activity.Version;
            return this.Invalid();
        }
    }

    // Two forms on one page: what belongs to the other one is not asked.
    private void Drop(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => k.StartsWith(form + ".", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await door.Find(id, Can.OpenEvidence, stop) is not { } found) return false;
        Activity = found;
        Today = clock.Today(found.TimeZone);
        Lead = await db.Organisations.Where(o => o.Id == found.LeadClusterId).Select(o => o.Name).SingleAsync(stop);
        List = await checklists.Of(found, stop);
        Files = [.. (await db.EvidenceItems.AsNoTracking().Where(e => e.RecordKind == RecordKind.Activity && e.RecordId == id).Join(db.Files, e => e.FileId, f => f.Id, (e, f) => new { Item = e, f.Size }).OrderBy(e => e.Item.AddedAt).ThenBy(e => e.Item.Id).ToListAsync(stop)).Select(e => new FileRow(e.Item, e.Size))];
        Checks = await db.Verifications.AsNoTracking().Where(v => v.RecordKind == RecordKind.Activity && v.RecordId == id).OrderByDescending(v => v.At).ThenByDescending(v => v.Id).ToListAsync(stop);
        IsAsked = await db.RegistrationBooks.AnyAsync(b => b.ActivityId == id && b.EvaluationSentAt != null, stop);
        MayAdd = door.May(Can.ManageActivity, found) && found.State is not ActivityState.Verified && !found.Traits.CountsFromElsewhere;
        OpensThoseOfPeople = door.May(Can.OpenEvidenceOfPeople, found);
        MayCheck = door.May(Can.VerifyActivity, found) && ActivityCheck.IsOpen(found);
        IsAuthor = MayCheck && await check.IsAuthor(found, stop);
        return true;
    }
}
