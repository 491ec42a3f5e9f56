using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Organisations;

namespace Paceline.Features.Registrations;

/// <summary>Makes rows of attendance that say what the person and the company were on that day.</summary>
internal static class AttendanceRows
{
    /// <summary>The sizes of the companies of some people, where they were validated.</summary>
    public static async Task<ILookup<Guid, SmeDeclaration>> SizesOf(this PacelineDb db, IEnumerable<Registration> people, CancellationToken stop)
    {
        var companies = people.Select(p => p.OrganisationId).OfType<Guid>().Distinct().ToList();
        return (companies.Count == 0 ? [] : await db.SmeDeclarations.AsNoTracking().Where(d => companies.Contains(d.OrganisationId) && d.State == SmeDeclarationState.Validated).ToListAsync(stop)).ToLookup(d => d.OrganisationId);
    }

    /// <summary>A row of somebody for a day; how it is known is for the caller to say.</summary>
    public static AttendanceRecord Of(Registration person, DateOnly day, ILookup<Guid, SmeDeclaration> sizes) => new()
    {
        ActivityId = person.ActivityId,
        RegistrationId = person.Id,
        OrganisationId = person.OrganisationId,
        On = day,
        PlaceOfDeparture = person.PlaceOfDeparture,
        OrganisationAtTheTime = person.OrganisationName,
        SmeStatusAtTheTime = person.OrganisationId is { } company ? sizes[company].FirstOrDefault(s => s.MakesSmeOn(day))?.Category : null,
    };
}
