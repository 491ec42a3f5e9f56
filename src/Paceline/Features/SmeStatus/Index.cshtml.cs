using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;

namespace Paceline.Features.SmeStatus;

/// <summary>What a company's size is, who validated it until when, and every declaration so far.</summary>
[Requires(Can.ViewSmeDeclaration)]
public sealed class IndexModel(PacelineDb db, CurrentAccess access, ChangeDeclaration act, TimeProvider clock) : PageModel
{
    public sealed record Row(Guid Id, int Year, SmeCategory Category, SmeDeclarationState State, DateTimeOffset? DeclaredAt, string? DeclaredBy, DateTimeOffset? DecidedAt, string? DecidedBy, DateOnly? ValidFrom, DateOnly? ValidTo, string Comment);

    public const string TimeZone = "Europe/Brussels";

    public Organisation Company { get; private set; } = null!;
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public DateOnly Today { get; private set; }
    public bool MayDeclare { get; private set; }
    public bool MayDecide { get; private set; }
    /// <summary>A manager declares only for a company that lets the cluster act.</summary>
    public bool AsksForConsent { get; private set; }
    public Row? Standing => Rows.FirstOrDefault(r => r.State is SmeDeclarationState.Validated);
    public Row? Open => Rows.FirstOrDefault(r => r.State is SmeDeclarationState.Draft or SmeDeclarationState.Declared);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop) => await Load(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop) || !MayDeclare) return NotFound();
        return Redirect(Urls.SmeDeclaration(id, await act.Begin(Company, Today.Year - 1, stop)));
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await CompanyOfPage.Find(db, access, Can.ViewSmeDeclaration, id, stop) is not { } company) return false;
        Company = company;
        Today = clock.Today(TimeZone);
        MayDeclare = access.May(Can.DeclareSme, CompanyOfPage.ScopeOf(company));
        AsksForConsent = !MayDeclare && access.May(Can.RecordConsent, CompanyOfPage.ScopeOf(company));
        MayDecide = access.May(Can.ValidateSme, CompanyOfPage.ScopeOf(company));
        Rows = await (from d in db.SmeDeclarations.AsNoTracking()
                      where d.OrganisationId == id && (MayDeclare || d.State != SmeDeclarationState.Draft)
                      join a in db.Users on d.DeclaredById equals a.Id into declarants
                      from declarant in declarants.DefaultIfEmpty()
                      join b in db.Users on d.DecidedById equals b.Id into checkers
                      from checker in checkers.DefaultIfEmpty()
                      orderby d.Id descending
                      select new Row(d.Id, d.FinancialYear, d.Category, d.State, d.DeclaredAt, declarant.DisplayName, d.DecidedAt, checker.DisplayName, d.ValidFrom, d.ValidTo, d.Comment)).ToListAsync(stop);
        return true;
    }
}
