using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Ui;

namespace Paceline.Features.Acting;

/// <summary>The company's own page: whether the cluster may act for it, and everything that was done so.</summary>
[Requires(Can.ConsentToActing)]
public sealed class CompanyModel(PacelineDb db, ChangeConsent change, CurrentProgramme programme, CurrentAccess access, TimeProvider clock) : PageModel
{
    private const int Shown = 100;

    /// <summary>A company that the person speaks for.</summary>
    public sealed record Card(Guid Id, string Name, string? Cluster, ActingConsent? Consent, IReadOnlyList<ActingConsent> Earlier, IReadOnlyList<AuditEvent> Acts);

    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        public Guid Company { get; init; }
        [Required(ErrorMessage = "This is needed.")] public DateOnly? Until { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<Card> Cards { get; private set; } = [];
    public string Zone { get; private set; } = "Europe/Brussels";

    public async Task OnGet(CancellationToken stop)
    {
        await Show(stop);
        Input = new Form { Until = clock.Today(Zone).AddYears(1) };
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Show(stop);
        if (Cards.All(c => c.Id != Input.Company)) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        if (await change.Give(Input.Id, Input.Company, access.Name, ConsentGivenBy.OwnPage, clock.Today(Zone), Input.Until!.Value, Zone, "", stop) is var (field, no)) return this.Refused(field, no);
        this.Say("Your cluster may act for you. You see here what it does, and take it back when you like.");
        return LocalRedirect(Urls.CompanyConsent);
    }

    public async Task<IActionResult> OnPostWithdraw([FromForm] Guid company, CancellationToken stop)
    {
        await Show(stop);
        if (Cards.All(c => c.Id != company)) return NotFound();
        await change.Withdraw(company, stop);
        this.Say("Taken back. From now on nobody acts for you.");
        return LocalRedirect(Urls.CompanyConsent);
    }

    private async Task Show(CancellationToken stop)
    {
        Zone = (await programme.Find(stop))?.TimeZone ?? Zone;
        var mine = access.Reach(Can.ConsentToActing).Companies.ToList();
        var now = clock.GetUtcNow();
        var companies = await (from o in db.Organisations
                               where mine.Contains(o.Id)
                               join c in db.Organisations on o.HomeClusterId equals c.Id into home
                               from c in home.DefaultIfEmpty()
                               orderby o.Name
                               select new { o.Id, o.Name, Cluster = c == null ? null : c.Name }).ToListAsync(stop);
        var consents = await db.ActingConsents.AsNoTracking().Where(c => mine.Contains(c.CompanyId)).ToListAsync(stop);
        List<Card> cards = [];
        foreach (var company in companies)
        {
            // By the record, never by its name: a name changes, and two companies may bear the same one.
            var records = await db.Organisations.Where(o => o.Id == company.Id || o.MergedIntoId == company.Id).Select(o => (Guid?)o.Id).ToListAsync(stop);
            var acts = await db.AuditEvents.AsNoTracking().Where(a => records.Contains(a.OnBehalfOfId)).OrderByDescending(a => a.Sequence).Take(Shown).ToListAsync(stop);
            var own = consents.Where(c => c.CompanyId == company.Id).OrderByDescending(c => c.From).ToList();
            var live = own.Find(c => c.WithdrawnAt is null && c.From <= now && c.Until > now);
            cards.Add(new Card(company.Id, company.Name, company.Cluster, live, [.. own.Where(c => c != live)], acts));
        }

        Cards = cards;
    }
}
