using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;

namespace Paceline.Features.Home;

/// <summary>A declaration of size that waits for a check.</summary>
public sealed record WaitingSize(Guid Company, Guid Declaration, string Name, int Year);

/// <summary>An own company that is not counted among the SMEs, and why.</summary>
/// <param name="Company">The company.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExpiresOn">Last day of its declaration, near or past; null when there is none.</param>
/// <param name="WasSentBack">The last one came back with a question.</param>
public sealed record OwnSize(Guid Company, string Name, DateOnly? ExpiresOn, bool WasSentBack);

/// <summary>Declarations of size that wait for whoever asks.</summary>
public sealed class ReadSizes(PacelineDb db, CurrentAccess access)
{
    private const int DaysOfNotice = 60;

    /// <summary>Declarations within reach that somebody else made and nobody has checked, the oldest first.</summary>
    public Task<List<WaitingSize>> ToValidate(CancellationToken stop)
    {
        var reach = access.Reach(Can.ValidateSme);
        var clusters = reach.Clusters.Cast<Guid?>().ToList();
        return (from d in db.SmeDeclarations
                where d.State == SmeDeclarationState.Declared && d.DeclaredById != access.PersonId
                join o in db.Organisations on d.OrganisationId equals o.Id
                where reach.Everywhere || clusters.Contains(o.HomeClusterId)
                orderby d.DeclaredAt
                select new WaitingSize(o.Id, d.Id, o.Name, d.FinancialYear)).Take(ReadToday.Shown).ToListAsync(stop);
    }

    /// <summary>Own companies without a declaration that holds for a while yet.</summary>
    public async Task<List<OwnSize>> ToDeclare(DateOnly today, CancellationToken stop)
    {
        var companies = access.Reach(Can.DeclareSme).Companies.Where(access.IsOf).ToList();
        var soon = today.AddDays(DaysOfNotice);
        var own = await db.Organisations.Where(o => companies.Contains(o.Id) && o.State == OrganisationState.Active
                && !db.SmeDeclarations.Any(d => d.OrganisationId == o.Id && (d.State == SmeDeclarationState.Declared || d.State == SmeDeclarationState.Validated && d.ValidTo >= soon)))
            .Select(o => new { o.Id, o.Name, Last = db.SmeDeclarations.Where(d => d.OrganisationId == o.Id && d.State == SmeDeclarationState.Validated).Max(d => d.ValidTo), Latest = db.SmeDeclarations.Where(d => d.OrganisationId == o.Id).OrderByDescending(d => d.Id).Select(d => (SmeDeclarationState?)d.State).FirstOrDefault() }).ToListAsync(stop);
        return own.ConvertAll(o => new OwnSize(o.Id, o.Name, o.Last, o.Latest is SmeDeclarationState.Rejected));
    }
}
