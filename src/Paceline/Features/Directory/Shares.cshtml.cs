using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Directory;

/// <summary>Links by which an organisation shows its profile to somebody outside: made, seen and ended here.</summary>
[Requires(Can.EditOrganisation)]
public sealed class SharesModel(PacelineDb db, ShareProfile share, Links links, TimeProvider clock, Texts texts) : PageModel
{
    [BindProperty] public ShareInput Input { get; set; } = new();

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public bool IsPublic { get; private set; }
    public bool IsCluster { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>A link that is open.</summary>
    public sealed record Row(Guid Id, string For, PublicFields Shows, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, int Uses, DateTimeOffset? LastUsedAt, string Address);

    /// <summary>The parts that can be shown beside the card.</summary>
    public static readonly PublicFields[] Parts = [PublicFields.Description, PublicFields.OffersAndNeeds, PublicFields.Markets, PublicFields.Certifications, PublicFields.Address, PublicFields.Contact, PublicFields.Size];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (!await Read(id, stop)) return NotFound();
        (Input.Id, Input.Days, Input.Shows) = (Ids.New(), 30, [PublicFields.Description, PublicFields.OffersAndNeeds, PublicFields.Markets, PublicFields.Certifications, PublicFields.Contact]);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Read(id, stop)) return NotFound();
        if (!ModelState.IsValid) return this.Invalid();
        if (await share.Make(id, Input, stop) is { } refusal) return this.Refused("Input.Days", refusal);
        this.Say("The link is made. Whoever has it reads what you chose.");
        return Redirect(Urls.ProfileShares(id));
    }

    public async Task<IActionResult> OnPostEnd(Guid id, Guid link, CancellationToken stop)
    {
        if (!await Read(id, stop) || !await share.End(id, link, stop)) return NotFound();
        this.Say("The link is ended: it opens nothing any more.");
        return Redirect(Urls.ProfileShares(id));
    }

    /// <summary>What people call a part.</summary>
    public string NameOf(PublicFields part) => part switch
    {
        PublicFields.Description => texts["Descriptions and products"].Value,
        PublicFields.OffersAndNeeds => texts["Offers and needs"].Value,
        PublicFields.Markets => texts["Markets and export experience"].Value,
        PublicFields.Certifications => texts["Certificates and readiness"].Value,
        PublicFields.Address => texts["Street, town and website"].Value,
        PublicFields.Contact => texts["The contact for buyers"].Value,
        _ => texts["Size, turnover and export share"].Value,
    };

    private async Task<bool> Read(Guid id, CancellationToken stop)
    {
        if (await share.Find(id, stop) is not { } organisation) return false;
        (Id, Name) = (id, organisation.Name);
        // A cluster is there to be found: nobody chooses what of it is public.
        IsCluster = organisation.Kind is OrganisationKind.ClusterOrganisation;
        IsPublic = IsCluster || await db.CompanyProfiles.Where(p => p.OrganisationId == id).Select(p => p.Public).FirstOrDefaultAsync(stop) is var agreed && agreed.HasFlag(PublicFields.Card);
        var now = clock.GetUtcNow();
        var rows = await db.ProfileShares.Where(s => s.OrganisationId == id)
            .Join(db.AccessLinks.Where(l => l.Purpose == LinkPurpose.SharedProfile && l.RevokedAt == null && l.ExpiresAt > now), s => s.Id, l => l.SubjectId, (s, l) => new { s, l })
            .OrderByDescending(r => r.s.MadeAt).ToListAsync(stop);
        var list = new List<Row>();
        var site = await this.Site(stop);
        foreach (var row in rows) list.Add(new Row(row.s.Id, row.s.For, row.s.Shows, row.s.MadeAt, row.l.ExpiresAt, row.l.Uses, row.l.LastUsedAt, site + Urls.SharedProfile(await links.For(LinkPurpose.SharedProfile, row.s.Id, TimeSpan.Zero, stop))));
        Rows = list;
        return true;
    }
}

/// <summary>What the form says.</summary>
public sealed class ShareInput
{
    public Guid Id { get; set; }
    [StringLength(200, ErrorMessage = "At most 200 characters.")]
    public string? For { get; set; }
    [Range(1, ProfileShare.MostDays, ErrorMessage = "A link is open for 1 to 366 days.")]
    public int Days { get; set; } = 30;
    public PublicFields[] Shows { get; set; } = [];
}
