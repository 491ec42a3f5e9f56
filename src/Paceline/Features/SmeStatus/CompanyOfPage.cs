using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Features.SmeStatus;

/// <summary>The company whose size a page is about, for those who may see it.</summary>
internal static class CompanyOfPage
{
    public static async Task<Organisation?> Find(PacelineDb db, CurrentAccess access, Can can, Guid id, CancellationToken stop)
    {
        var company = await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.Kind == OrganisationKind.Company && o.State != OrganisationState.Merged, stop);
        return company is not null && access.May(can, ScopeOf(company)) ? company : null;
    }

    public static Scope ScopeOf(Organisation company) => new(company.HomeClusterId, company.Id);
}
