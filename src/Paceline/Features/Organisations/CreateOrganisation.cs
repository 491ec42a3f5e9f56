using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Audit;

namespace Paceline.Features.Organisations;

/// <summary>Enters an organisation, with its membership where it is a company.</summary>
public sealed class CreateOrganisation(PacelineDb db, OrganisationDoor door, ChangeMembership memberships, FollowHome follow, AuditTrail audit)
{
    public async Task<(Guid? Id, string Field, Refusal? Refusal)> Run(NewInput input, CancellationToken stop)
    {
        // The same form sent twice is one organisation.
        if (await db.Organisations.AnyAsync(o => o.Id == input.Id, stop)) return (input.Id, "", null);
        var isCompany = input.Kind is OrganisationKind.Company;
        if (isCompany && !await memberships.Clusters().AnyAsync(c => c.Id == input.ClusterId, stop)) return (null, "Input.ClusterId", new Refusal("Choose a cluster from the list."));
        var country = input.Country ?? "";
        var made = new Organisation
        {
            Id = input.Id,
            Name = Spelling.Line(input.Name ?? ""),
            Kind = input.Kind,
            Country = country,
            VatNumber = VatNumbers.Clean(input.VatNumber ?? "", country),
            RegistrationNumber = Spelling.Line(input.RegistrationNumber ?? ""),
            Website = WebAddresses.Clean(input.Website),
        };
        db.Add(made);
        audit.Add("Entered an organisation", RecordKind.Organisation, made.Id, made.Name, $"{made.Kind}, {made.Country}", cluster: isCompany ? input.ClusterId : null);
        if (isCompany)
        {
            var membership = new ClusterMembership { OrganisationId = made.Id, ClusterId = input.ClusterId!.Value, From = door.Today, HomeProgrammeId = await memberships.ProgrammeOf(input.ClusterId.Value, stop) };
            db.Add(membership);
            await follow.Follow(made, [membership], actor: null, stop);
        }

        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (!await db.Organisations.AnyAsync(o => o.Id == input.Id, stop)) throw;
        }

        return (input.Id, "", null);
    }
}
