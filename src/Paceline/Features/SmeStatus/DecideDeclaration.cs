using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.SmeStatus;

/// <summary>Somebody who did not declare it validates a declaration of size, or sends it back with the reason.</summary>
public sealed class DecideDeclaration(PacelineDb db, CurrentAccess access, AuditTrail audit, Outbox outbox, Texts texts, TimeProvider clock)
{
    /// <summary>Decides on the declaration as the checker saw it; a change since then throws <see cref="DbUpdateConcurrencyException"/>.</summary>
    public async Task<Refusal?> Run(Organisation company, SmeDeclaration declaration, int version, bool validated, string comment, DateOnly today, DateOnly? validTo, string site, CancellationToken stop)
    {
        if (declaration.MayDecide(access.PersonId!.Value) is { } refusal) return refusal;
        if (!validated && comment is "") return new Refusal("Say what is wrong, so that it can be mended.");
        if (validated && (validTo < today || validTo > today.AddYears(5))) return new Refusal("It can hold for at most five years from today.");
        db.Entry(declaration).Property(d => d.Version).OriginalValue = version;
        (declaration.State, declaration.DecidedById, declaration.DecidedAt, declaration.Comment) = (validated ? SmeDeclarationState.Validated : SmeDeclarationState.Rejected, access.PersonId, clock.GetUtcNow(), comment);
        if (validated)
        {
            (declaration.ValidFrom, declaration.ValidTo) = (today, validTo ?? today.AddMonths(SmeDeclaration.MonthsValid).AddDays(-1));
            foreach (var earlier in await db.SmeDeclarations.Where(d => d.OrganisationId == company.Id && d.Id != declaration.Id && d.State == SmeDeclarationState.Validated).ToListAsync(stop)) earlier.State = SmeDeclarationState.Superseded;
        }

        audit.Add(validated ? "Validated a declaration of size" : "Sent a declaration of size back", RecordKind.SmeDeclaration, declaration.Id, company.Name, validated ? SmeWords.Of(declaration.Category) : comment, cluster: company.HomeClusterId);
        await Tell(company, declaration, validated, comment, site, stop);
        await db.SaveChangesAsync(stop);
        return null;
    }

    private async Task Tell(Organisation company, SmeDeclaration declaration, bool validated, string comment, string site, CancellationToken stop)
    {
        if (await db.Users.Where(p => p.Id == declaration.DeclaredById && !p.IsClosed).Select(p => new { p.Email, p.Language }).FirstOrDefaultAsync(stop) is not { Email: { } to } reader) return;
        var here = CultureInfo.CurrentUICulture;
        try
        {
            // In the language of whoever reads it, not of the checker.
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Texts.Culture(reader.Language);
            var category = texts[SmeWords.Of(declaration.Category)].Value;
            outbox.Add(to,
                validated ? texts["Your declaration of size is validated: {0}", category].Value : texts["Your declaration of size needs a correction"].Value,
                (validated ? texts["{0} counts as “{1}” until {2}.", company.Name.ReplaceLineEndings(" "), category, declaration.ValidTo!.Value].Value : texts["The checker writes: {0}", comment].Value)
                + "\n\n" + site + Urls.SmeDeclaration(company.Id, declaration.Id) + "\n");
        }
        finally
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = here;
        }
    }
}
