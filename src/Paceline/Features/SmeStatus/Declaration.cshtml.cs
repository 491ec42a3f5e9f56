using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Features.Contracts;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.SmeStatus;

/// <summary>One declaration of size: filled in while it is a draft, then read step by step and decided on by somebody else.</summary>
[Requires(Can.ViewSmeDeclaration)]
public sealed class DeclarationModel(PacelineDb db, CurrentAccess access, ChangeDeclaration change, DecideDeclaration decide, KeptFiles kept, FileStore files, AuditTrail audit, Texts texts, TimeProvider clock) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        [Range(1990, 2100, ErrorMessage = "Type the year as four digits.")]
        public int FinancialYear { get; init; }
        public FiguresInput Last { get; init; } = new();
        public FiguresInput Before { get; init; } = new();
        public IFormFile? File { get; init; }
    }

    public sealed record Decision
    {
        public int Version { get; init; }
        public VerificationResult? Result { get; init; }
        [StringLength(2000, ErrorMessage = "Use at most {1} characters."), PlainText(Lines = true)]
        public string? Comment { get; init; }
        public DateOnly? ValidTo { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public Decision Check { get; set; } = new();

    public Organisation Company { get; private set; } = null!;
    public SmeDeclaration Declaration { get; private set; } = null!;
    public SmeResult Result { get; private set; } = null!;
    public StoredFile? Evidence { get; private set; }
    public string DeclaredBy { get; private set; } = "";
    public string DecidedBy { get; private set; } = "";
    public DateOnly Today { get; private set; }
    public bool MayChange { get; private set; }
    public bool MayDecide { get; private set; }
    /// <summary>Why a person who could decide on others may not on this one.</summary>
    public Refusal? WhyNotDecide { get; private set; }
    /// <summary>Somebody saved it while this one was reading or typing.</summary>
    public bool Overtaken { get; private set; }
    public bool IsDraft => Declaration.State is SmeDeclarationState.Draft && MayChange;

    public async Task<IActionResult> OnGet(Guid id, Guid declaration, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop)) return NotFound();
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnGetFile(Guid id, Guid declaration, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop) || Declaration.EvidenceFileId is not { } file || await files.Find(file, stop) is not var (found, content)) return NotFound();
        audit.Add("Opened evidence", RecordKind.SmeDeclaration, declaration, Company.Name, found.Name, cluster: Company.HomeClusterId);
        await db.SaveChangesAsync(stop);
        return new FileContentResult(content, found.MediaType) { FileDownloadName = found.Name };
    }

    public async Task<IActionResult> OnPost(Guid id, Guid declaration, string? then, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop) || !MayChange) return NotFound();
        Only(nameof(Input));
        var (last, before) = (Input.Last.Read("Input.Last", ModelState, texts), Input.Before.Read("Input.Before", ModelState, texts));
        var (file, wrong) = await kept.Take(Input.File, null, declaration, stop);
        if (wrong is not null) ModelState.AddModelError("Input.File", texts.Of(wrong));
        if (!ModelState.IsValid) return this.Invalid();
        return await Change(async () => await change.Save(Company, Declaration, Input.Version, d => (d.FinancialYear, d.Last, d.Before, d.EvidenceFileId) = (Input.FinancialYear, last, before, file?.Id ?? d.EvidenceFileId), stop)
            ?? (then is "declare" ? await change.Declare(Company, Declaration, Declaration.Version, stop) : null), then is "declare" ? "Declared. Somebody else checks it now." : "Saved.", stop);
    }

    public async Task<IActionResult> OnPostRemove(Guid id, Guid declaration, string place, int version, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop) || !MayChange || EnterpriseTree.Read(place) is not { Count: > 0 } at || EnterpriseTree.Find(Declaration.Links, at) is null) return NotFound();
        ModelState.Clear();
        Fill();
        return await Change(() => change.Save(Company, Declaration, version, d => d.Links = EnterpriseTree.Remove(d.Links, [.. at]), stop), "Removed.", stop);
    }

    public async Task<IActionResult> OnPostBack(Guid id, Guid declaration, int version, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop) || !MayChange) return NotFound();
        ModelState.Clear();
        var draft = Declaration.State is SmeDeclarationState.Draft;
        Fill();
        return await Change(() => change.TakeBack(Company, Declaration, version, stop), draft ? "The draft is thrown away." : "It is a draft again.", stop, draft ? Urls.SmeStatus(id) : null);
    }

    public async Task<IActionResult> OnPostDecide(Guid id, Guid declaration, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop) || !access.May(Can.ValidateSme, CompanyOfPage.ScopeOf(Company))) return NotFound();
        Only(nameof(Check));
        if (Check.Result is null) ModelState.AddModelError("Check.Result", texts["Choose whether it is validated or sent back."].Value);
        if (!ModelState.IsValid) return this.Invalid();
        var validated = Check.Result is VerificationResult.Accepted;
        return await Change(async () => await decide.Run(Company, Declaration, Check.Version, validated, Check.Comment?.Trim() ?? "", Today, Check.ValidTo, await this.Site(stop), stop), validated ? "Validated: it counts from today." : "Sent back with your reason.", stop);
    }

    private async Task<IActionResult> Change(Func<Task<Refusal?>> act, string said, CancellationToken stop, string? next = null)
    {
        try
        {
            if (await act() is { } refusal) return this.Refused("", refusal);
            this.Say(said);
            return Redirect(next ?? Urls.SmeDeclaration(Company.Id, Declaration.Id));
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            if (!await Load(Company.Id, Declaration.Id, stop)) return NotFound();
            Overtaken = true;
            // The forms go on from what is there now; what was typed stays.
            ModelState.Remove("Input.Version");
            ModelState.Remove("Check.Version");
            (Input, Check) = (Input with { Version = Declaration.Version }, Check with { Version = Declaration.Version });
            return this.Invalid();
        }
    }

    // Two forms on one page: what the other one lacks is no mistake in this one.
    private void Only(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => !k.StartsWith(form + ".", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
    }

    private void Fill()
    {
        Input = new Form { Version = Declaration.Version, FinancialYear = Declaration.FinancialYear, Last = FiguresInput.Of(Declaration.Last), Before = FiguresInput.Of(Declaration.Before) };
        Check = new Decision { Version = Declaration.Version, ValidTo = Today.AddMonths(SmeDeclaration.MonthsValid).AddDays(-1) };
    }

    private async Task<bool> Load(Guid id, Guid declaration, CancellationToken stop)
    {
        if (await CompanyOfPage.Find(db, access, Can.ViewSmeDeclaration, id, stop) is not { } company) return false;
        if (await db.SmeDeclarations.FirstOrDefaultAsync(d => d.Id == declaration && d.OrganisationId == id, stop) is not { } found) return false;
        (Company, Declaration) = (company, found);
        Today = clock.Today(IndexModel.TimeZone);
        MayChange = access.May(Can.DeclareSme, CompanyOfPage.ScopeOf(company));
        if (found.State is SmeDeclarationState.Draft && !MayChange) return false;
        if (access.May(Can.ValidateSme, CompanyOfPage.ScopeOf(company)) && found.State is SmeDeclarationState.Declared) WhyNotDecide = found.MayDecide(access.PersonId!.Value);
        MayDecide = access.May(Can.ValidateSme, CompanyOfPage.ScopeOf(company)) && found.MayDecide(access.PersonId!.Value) is null;
        Result = SmeClassifier.Classify(company.Name, company.Country, found.Last, found.Before, found.Links);
        Evidence = found.EvidenceFileId is { } file ? await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, stop) : null;
        var names = await db.Users.Where(p => p.Id == found.DeclaredById || p.Id == found.DecidedById).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        (DeclaredBy, DecidedBy) = (Name(found.DeclaredById), Name(found.DecidedById));
        return true;

        string Name(Guid? person) => person is { } known ? names.GetValueOrDefault(known, "") : "";
    }
}
