using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Acting;

/// <summary>The manager's page: the companies that let the cluster act, and how to act for them; a consent is written down here.</summary>
[Requires(Can.RecordConsent)]
public sealed class IndexModel(PacelineDb db, ChangeConsent change, SiteAddress site, CurrentProgramme programme, CurrentAccess access, Texts texts, TimeProvider clock) : PageModel
{
    /// <summary>A company that lets the cluster act.</summary>
    public sealed record Row(Guid Company, string Name, string GivenBy, ConsentGivenBy How, DateOnly GivenOn, DateOnly Until, IReadOnlyList<Place> Places);

    /// <summary>An event in which the company takes part, where contracts are reported.</summary>
    public sealed record Place(Guid Participant, LocalizedText Event);

    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        [Required(ErrorMessage = "This is needed.")] public Guid? Company { get; init; }
        [Required(ErrorMessage = "This is needed."), StringLength(120, ErrorMessage = "This is too long. Use at most {1} characters.")] public string GivenBy { get; init; } = "";
        [Required(ErrorMessage = "This is needed.")] public ConsentGivenBy? How { get; init; }
        [Required(ErrorMessage = "This is needed.")] public DateOnly? GivenOn { get; init; }
        [Required(ErrorMessage = "This is needed.")] public DateOnly? Until { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Companies { get; private set; } = [];
    public string Zone { get; private set; } = "Europe/Brussels";
    public IEnumerable<SelectListItem> Ways => [new(texts["In writing: a letter or a message that we keep"].Value, nameof(ConsentGivenBy.Writing)), new(texts["Aloud: on the telephone or in person"].Value, nameof(ConsentGivenBy.Word))];

    public async Task OnGet(CancellationToken stop)
    {
        await Show(stop);
        Input = new Form { GivenOn = clock.Today(Zone), Until = clock.Today(Zone).AddYears(1) };
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Show(stop);
        if (!ModelState.IsValid) return this.Invalid();
        if (Companies.All(c => c.Value != Input.Company.ToString())) return this.Refused("Input.Company", new Refusal("Choose from the list."));
        if (Input.How is not (ConsentGivenBy.Writing or ConsentGivenBy.Word)) return this.Refused("Input.How", new Refusal("Choose from the list."));
        if (await change.Give(Input.Id, Input.Company!.Value, Input.GivenBy.Trim(), Input.How.Value, Input.GivenOn!.Value, Input.Until!.Value, Zone, await site.Of(Request, stop), stop) is var (field, no)) return this.Refused(field, no);
        this.Say("Written down. The company is told, and sees everything that is done for it.");
        return LocalRedirect(Urls.Acting);
    }

    private async Task Show(CancellationToken stop)
    {
        Zone = (await programme.Find(stop))?.TimeZone ?? Zone;
        var clusters = access.Reach(Can.RecordConsent).Clusters.Cast<Guid?>().ToList();
        var own = await db.Organisations.AsNoTracking().Where(o => o.Kind == OrganisationKind.Company && clusters.Contains(o.HomeClusterId)).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(stop);
        Companies = [.. own.Select(o => new SelectListItem(o.Name, o.Id.ToString()))];
        var names = own.ToDictionary(o => o.Id, o => o.Name);
        var ids = names.Keys.ToList();
        var live = await db.ActingConsents.AsNoTracking().Live(clock.GetUtcNow()).Where(c => clusters.Contains(c.ClusterId) && ids.Contains(c.CompanyId)).OrderByDescending(c => c.Until).ToListAsync(stop);
        var companies = live.ConvertAll(c => (Guid?)c.CompanyId);
        var places = (await (from p in db.Participants
                             where companies.Contains(p.OrganisationId)
                             join e in db.Activities on p.EventId equals e.Id
                             orderby e.StartsOn descending
                             select new { p.OrganisationId, p.Id, e.Title }).ToListAsync(stop)).ToLookup(p => p.OrganisationId, p => new Place(p.Id, p.Title));
        Rows = [.. live.DistinctBy(c => c.CompanyId).Select(c => new Row(c.CompanyId, names[c.CompanyId], c.GivenBy, c.How, c.GivenOn, Admin.RoleTime.LastDay(c.Until, Zone)!.Value, [.. places[c.CompanyId]])).OrderBy(r => r.Name, StringComparer.CurrentCultureIgnoreCase)];
    }
}
