using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.SmeStatus;

/// <summary>A company, or its cluster for it, fills in a declaration of size and declares it.</summary>
public sealed class ChangeDeclaration(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The draft to go on with: the one there is, else a new one that starts from the last declaration's enterprises.</summary>
    public async Task<Guid> Begin(Organisation company, int lastClosedYear, CancellationToken stop)
    {
        var latest = await db.SmeDeclarations.AsNoTracking().Where(d => d.OrganisationId == company.Id).OrderByDescending(d => d.Id).FirstOrDefaultAsync(stop);
        if (latest is { State: SmeDeclarationState.Draft or SmeDeclarationState.Declared }) return latest.Id;
        var draft = new SmeDeclaration { OrganisationId = company.Id, FinancialYear = lastClosedYear, State = SmeDeclarationState.Draft };
        if (latest is not null)
        {
            // What was the last year is the year before now; sent back, it is mended and not typed anew.
            var again = latest.State is SmeDeclarationState.Rejected || latest.FinancialYear == lastClosedYear;
            (draft.FinancialYear, draft.Last, draft.Before) = again ? (latest.FinancialYear, latest.Last, latest.Before) : (lastClosedYear, YearFigures.Unknown, latest.Last);
            draft.Links = again ? latest.Links : [.. latest.Links.Select(NextYear)];
            draft.EvidenceFileId = again ? latest.EvidenceFileId : null;
        }

        Compute(company, draft);
        db.SmeDeclarations.Add(draft);
        audit.Add("Began a declaration of size", RecordKind.SmeDeclaration, draft.Id, company.Name, onBehalfOf: For(company), cluster: company.HomeClusterId);
        await db.SaveChangesAsync(stop);
        return draft.Id;
    }

    /// <summary>Saves a draft with what its figures give.</summary>
    public async Task<Refusal?> Save(Organisation company, SmeDeclaration draft, int version, Action<SmeDeclaration> change, CancellationToken stop)
    {
        if (draft.State is not SmeDeclarationState.Draft) return new Refusal("This declaration was made already. Begin a new one to change it.");
        db.Entry(draft).Property(d => d.Version).OriginalValue = version;
        change(draft);
        if (EnterpriseTree.Count(draft.Links) > EnterpriseTree.Most) return new Refusal("A declaration takes at most {0} enterprises.", EnterpriseTree.Most);
        Compute(company, draft);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Declares a draft: from now on it is read by somebody else.</summary>
    public async Task<Refusal?> Declare(Organisation company, SmeDeclaration draft, int version, CancellationToken stop)
    {
        if (draft.State is SmeDeclarationState.Declared) return null;
        if (draft.State is not SmeDeclarationState.Draft) return new Refusal("This declaration was made already. Begin a new one to change it.");
        if (draft.Last.Headcount is null || draft.Last is { Turnover: null, BalanceSheet: null }) return new Refusal("Fill in the people and the turnover or the balance sheet of the last closed year first.");
        Compute(company, draft);
        if (draft.Category is SmeCategory.Undetermined) return new Refusal("The figures given do not decide the size. Fill in what is missing at the enterprises marked below.");
        db.Entry(draft).Property(d => d.Version).OriginalValue = version;
        (draft.State, draft.DeclaredById, draft.DeclaredAt) = (SmeDeclarationState.Declared, access.PersonId, clock.GetUtcNow());
        audit.Add("Declared a company’s size", RecordKind.SmeDeclaration, draft.Id, company.Name, SmeWords.Of(draft.Category), For(company), company.HomeClusterId);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Takes a declaration that nobody has checked back into a draft, or throws a draft away.</summary>
    public async Task<Refusal?> TakeBack(Organisation company, SmeDeclaration declaration, int version, CancellationToken stop)
    {
        db.Entry(declaration).Property(d => d.Version).OriginalValue = version;
        switch (declaration.State)
        {
            case SmeDeclarationState.Draft:
                db.SmeDeclarations.Remove(declaration);
                audit.Add("Threw a draft of a declaration away", RecordKind.SmeDeclaration, declaration.Id, company.Name, onBehalfOf: For(company), cluster: company.HomeClusterId);
                break;
            case SmeDeclarationState.Declared:
                (declaration.State, declaration.DeclaredById, declaration.DeclaredAt) = (SmeDeclarationState.Draft, null, null);
                audit.Add("Took a declaration of size back", RecordKind.SmeDeclaration, declaration.Id, company.Name, onBehalfOf: For(company), cluster: company.HomeClusterId);
                break;
            default:
                return new Refusal("This declaration was checked already. Begin a new one to change it.");
        }

        await db.SaveChangesAsync(stop);
        return null;
    }

    private static void Compute(Organisation company, SmeDeclaration draft) =>
        draft.Category = SmeClassifier.Classify(company.Name, company.Country, draft.Last, draft.Before, draft.Links).Category;

    private static EnterpriseLink NextYear(EnterpriseLink link) => link with { Last = YearFigures.Unknown, Before = link.Last, Links = [.. link.Links.Select(NextYear)] };

    private Behalf? For(Organisation company) => access.IsOf(company.Id) ? null : new(company.Name, company.Id);
}
