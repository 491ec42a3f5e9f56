using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Features.Organisations;

/// <summary>The way of a member to the company's profile; a choice where somebody speaks for several.</summary>
[Requires(Can.UseAccount)]
public sealed class MyCompanyModel(PacelineDb db, CurrentAccess access) : PageModel
{
    public IReadOnlyList<(Guid Id, string Name)> Companies { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        var mine = access.Grants.Where(g => g.Role is Role.CompanyMember).Select(g => g.Company).OfType<Guid>().Distinct().ToList();
        Companies = [.. (await db.Organisations.Where(o => mine.Contains(o.Id) && o.State != OrganisationState.Merged).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync(stop)).Select(o => (o.Id, o.Name))];
        return Companies is [var only] ? LocalRedirect(Urls.EditProfile(only.Id)) : Page();
    }
}
