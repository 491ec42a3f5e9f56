using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Account;

/// <summary>What the first administrator says of the alliance.</summary>
/// <param name="Acronym">Short name of the programme.</param>
/// <param name="Title">Full name.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="Months">Length.</param>
/// <param name="GrantEuros">The most that the funder pays.</param>
/// <param name="Cluster">The cluster in the lead.</param>
/// <param name="Country">Its country.</param>
/// <param name="FundingStatement">The sentence that every publication carries.</param>
/// <param name="Disclaimer">The sentence on who answers for the content.</param>
public sealed record NewAlliance(string Acronym, string Title, DateOnly StartsOn, int Months, long GrantEuros, string Cluster, string Country, string FundingStatement, string Disclaimer);

/// <summary>Makes an empty installation usable: the first administrator, the programme and its lead partner, in one go.</summary>
public sealed class SetUpAlliance(PacelineDb db, Links links, UserManager<Person> people, PeopleSignIn signIn, AuditTrail audit, IHttpContextAccessor context)
{
    /// <summary>Whether the link still opens: it ends with the first account.</summary>
    public async Task<AccessLink?> Find(string token, CancellationToken stop) =>
        await links.Find(LinkPurpose.FirstAdministrator, token, stop) is { } link && !await db.Users.AnyAsync(stop) ? link : null;

    /// <summary>False when somebody else was first.</summary>
    public async Task<bool> Run(string token, Person person, string password, bool coordinates, NewAlliance alliance, CancellationToken stop)
    {
        if (await Find(token, stop) is not { } link) return false;
        await using var together = await db.Database.BeginTransactionAsync(stop);
        if (!await links.Spend(link, stop)) return false;
        var cluster = new Organisation { Name = alliance.Cluster, Kind = OrganisationKind.ClusterOrganisation, Country = alliance.Country };
        var programme = new Domain.Programmes.Programme
        {
            Acronym = alliance.Acronym,
            Title = new LocalizedText(alliance.Title),
            StartsOn = alliance.StartsOn,
            DurationMonths = alliance.Months,
            Grant = Money.Euro(alliance.GrantEuros),
            FundingStatement = new LocalizedText(alliance.FundingStatement),
            Disclaimer = new LocalizedText(alliance.Disclaimer),
        };
        db.AddRange(cluster, programme, new ConsortiumPartner { ProgrammeId = programme.Id, OrganisationId = cluster.Id, Number = 1, Role = PartnerRole.Coordinator });
        // Nothing is promised yet, but everything that can be counted is counted from the first day.
        db.AddRange(IndicatorCatalogue.For(programme.Id, new Dictionary<string, int>(StringComparer.Ordinal)));
        db.RoleGrants.Add(new RoleGrant { PersonId = person.Id, Role = Role.Administrator });
        if (coordinates) db.RoleGrants.Add(new RoleGrant { PersonId = person.Id, Role = Role.Coordinator });
        if (context.HttpContext is { } http) SiteAddress.Note(db, http.Request);
        audit.AddOwn(person, "Set up the alliance", alliance.Acronym);
        var made = await people.CreateAsync(person, password);
        if (!made.Succeeded) throw new InvalidOperationException(string.Join(' ', made.Errors.Select(e => e.Description)));
        await together.CommitAsync(stop);
        signIn.Method = SignInMethod.MailedLink;
        await signIn.SignInAsync(person, isPersistent: true);
        return true;
    }
}
