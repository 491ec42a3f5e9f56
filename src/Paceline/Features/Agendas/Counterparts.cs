using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Features.Agendas;

/// <summary>The other side of a meeting, as far as the one side knows it.</summary>
public sealed record Counterpart(string Name, string Country, Guid Event);

/// <summary>Names the other sides of meetings that one sees.</summary>
public static class OtherSides
{
    private const int AtOnce = 500;

    /// <param name="db">The unit of work.</param>
    /// <param name="participants">The other sides, taken from meetings that the unit of work has read.</param>
    /// <param name="stop">Ends the work.</param>
    public static async Task<IReadOnlyDictionary<Guid, Counterpart>> Counterparts(this PacelineDb db, IReadOnlyCollection<Guid> participants, CancellationToken stop)
    {
        Dictionary<Guid, Counterpart> names = [];
        foreach (var some in participants.Distinct().Chunk(AtOnce))
        {
            using var beyond = db.Beyond("Who meets somebody knows the name and the country of the other side.", participants: some);
            foreach (var row in await db.Participants.Where(p => some.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Country, p.EventId }).ToListAsync(stop)) names[row.Id] = new Counterpart(row.Name, row.Country, row.EventId);
        }

        return names;
    }
}
