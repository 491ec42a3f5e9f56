using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Features.Contracts;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.SmeStatus;

/// <summary>An owner or a holding in a draft, added or changed.</summary>
[Requires(Can.DeclareSme)]
public sealed class EnterpriseModel(PacelineDb db, CurrentAccess access, ChangeDeclaration act, Texts texts) : PageModel
{
    public sealed record Form
    {
        public int Version { get; init; }
        [Required(ErrorMessage = "Type the name of the enterprise."), StringLength(Organisation.LongestName, ErrorMessage = "Use at most {1} characters."), PlainText]
        public string Name { get; init; } = "";
        public string? Country { get; init; }
        public bool IsHolding { get; init; }
        [StringLength(10, ErrorMessage = "Use at most {1} characters.")]
        public string? Capital { get; init; }
        [StringLength(10, ErrorMessage = "Use at most {1} characters.")]
        public string? Votes { get; init; }
        public bool Controls { get; init; }
        public HolderKind Kind { get; init; }
        [StringLength(20, ErrorMessage = "Use at most {1} characters."), PlainText]
        public string? Group { get; init; }
        public string? Investment { get; init; }
        public string? Budget { get; init; }
        [Range(0, 100_000_000, ErrorMessage = "This number of inhabitants cannot be.")]
        public int? Inhabitants { get; init; }
        public FiguresInput Last { get; init; } = new();
        public FiguresInput Before { get; init; } = new();
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty(SupportsGet = true)] public string? At { get; set; }
    [BindProperty(SupportsGet = true)] public string? Under { get; set; }

    public Organisation Company { get; private set; } = null!;
    public SmeDeclaration Declaration { get; private set; } = null!;
    /// <summary>The enterprise whose owner or holding this is.</summary>
    public string Of { get; private set; } = "";
    public bool IsNew => string.IsNullOrEmpty(At);
    public bool Overtaken { get; private set; }
    private IReadOnlyList<int> _place = [];

    public async Task<IActionResult> OnGet(Guid id, Guid declaration, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop)) return NotFound();
        Input = IsNew ? new Form { Version = Declaration.Version } : Filled(EnterpriseTree.Find(Declaration.Links, _place)!, Declaration.Version);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, Guid declaration, CancellationToken stop)
    {
        if (!await Load(id, declaration, stop)) return NotFound();
        var link = Read();
        if (!ModelState.IsValid) return this.Invalid();
        try
        {
            var refusal = await act.Save(Company, Declaration, Input.Version, d => d.Links = IsNew
                ? EnterpriseTree.Add(d.Links, [.. _place], link)
                : EnterpriseTree.Replace(d.Links, [.. _place], link with { Links = EnterpriseTree.Find(d.Links, _place)!.Links }), stop);
            if (refusal is not null) return this.Refused("", refusal);
            this.Say("Saved.");
            return Redirect(Urls.SmeDeclaration(id, declaration));
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            if (!await Load(id, declaration, stop)) return NotFound();
            Overtaken = true;
            ModelState.Remove("Input.Version");
            Input = Input with { Version = Declaration.Version };
            return this.Invalid();
        }
    }

    private EnterpriseLink Read() => new()
    {
        Name = Input.Name.Trim(),
        Country = Input.Country is { Length: > 0 } country && Countries.CodeOf(country) is { } code ? code : "",
        IsHolding = Input.IsHolding,
        Capital = Percent(Input.Capital, "Input.Capital"),
        Votes = Percent(Input.Votes, "Input.Votes"),
        Controls = Input.Controls,
        Kind = Enum.IsDefined(Input.Kind) ? Input.Kind : HolderKind.Enterprise,
        Group = Input.Group?.Trim() ?? "",
        Investment = FiguresInput.Cents(Input.Investment, "Input.Investment", ModelState, texts),
        Budget = FiguresInput.Cents(Input.Budget, "Input.Budget", ModelState, texts),
        Inhabitants = Input.Inhabitants,
        Last = Input.Last.Read("Input.Last", ModelState, texts),
        Before = Input.Before.Read("Input.Before", ModelState, texts),
    };

    private static Form Filled(EnterpriseLink link, int version) => new()
    {
        Version = version,
        Name = link.Name,
        Country = link.Country,
        IsHolding = link.IsHolding,
        Capital = link.Capital.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
        Votes = link.Votes.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture),
        Controls = link.Controls,
        Kind = link.Kind,
        Group = link.Group,
        Investment = FiguresInput.Euros(link.Investment),
        Budget = FiguresInput.Euros(link.Budget),
        Inhabitants = link.Inhabitants,
        Last = FiguresInput.Of(link.Last),
        Before = FiguresInput.Of(link.Before),
    };

    private decimal Percent(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return 0;
        if (decimal.TryParse(text.Trim().TrimEnd('%').TrimEnd().Replace(',', '.'), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var percent) && percent <= 100) return percent;
        ModelState.AddModelError(field, texts["Type a percentage from 0 to 100."].Value);
        return 0;
    }

    private async Task<bool> Load(Guid id, Guid declaration, CancellationToken stop)
    {
        if (await CompanyOfPage.Find(db, access, Can.DeclareSme, id, stop) is not { } company) return false;
        if (await db.SmeDeclarations.FirstOrDefaultAsync(d => d.Id == declaration && d.OrganisationId == id && d.State == SmeDeclarationState.Draft, stop) is not { } found) return false;
        if (EnterpriseTree.Read(IsNew ? Under : At) is not { } place) return false;
        var parent = EnterpriseTree.Find(found.Links, IsNew ? place : [.. place.SkipLast(1)]);
        if (place.Count > 0 && EnterpriseTree.Find(found.Links, place) is null || IsNew && place.Count >= EnterpriseTree.Deepest) return false;
        (Company, Declaration, _place, Of) = (company, found, place, parent?.Name ?? company.Name);
        return true;
    }
}
