using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Audit;

namespace Paceline.Features.Organisations;

/// <summary>Adds or corrects a person at an organisation, or notes that the person left.</summary>
public sealed class SaveContact(PacelineDb db, AuditTrail audit)
{
    /// <summary>False when somebody else was faster.</summary>
    public async Task<bool> Run(Organisation organisation, Contact? contact, PersonInput input, CancellationToken stop)
    {
        if (contact is not null && contact.Version != input.Version) return false;
        var isNew = contact is null;
        contact ??= new Contact { Id = input.Id, OrganisationId = organisation.Id, Name = "" };
        input.Apply(contact);
        if (isNew) db.Add(contact);
        // Who it is stands in the record; the trail, which is never cleared, says no more than that.
        audit.Add(isNew ? "Added a person" : "Changed a person", RecordKind.Contact, contact.Id, organisation.Name, cluster: OrganisationDoor.ScopeOf(organisation).Cluster);
        return await Save(stop);
    }

    /// <summary>Notes that the person left, or is back; nothing that was signed is lost.</summary>
    public async Task<bool> Leave(Organisation organisation, Contact contact, bool left, CancellationToken stop)
    {
        if (contact.HasLeft == left) return true;
        contact.HasLeft = left;
        audit.Add(left ? "Noted that a person left" : "Noted that a person is back", RecordKind.Contact, contact.Id, organisation.Name, cluster: OrganisationDoor.ScopeOf(organisation).Cluster);
        return await Save(stop);
    }

    private async Task<bool> Save(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
