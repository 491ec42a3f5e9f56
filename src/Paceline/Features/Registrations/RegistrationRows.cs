using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities.Registrations;
using Paceline.Platform.Search;

namespace Paceline.Features.Registrations;

/// <summary>How a list of registrations is narrowed.</summary>
internal static class RegistrationRows
{
    /// <summary>The words of a query are all found, in any script and spelling; an address finds its badge by number.</summary>
    public static IQueryable<Registration> Narrowed(this PacelineDb db, Guid activity, string? q, RegistrationState? state, RegistrationRole? role, IReadOnlyList<Guid>? only = null)
    {
        var rows = db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity);
        if (only is not null) rows = rows.Where(r => r.HomeClusterId != null && only.Contains(r.HomeClusterId.Value));
        if (state is { } s) rows = rows.Where(r => r.State == s);
        if (role is { } asked) rows = rows.Where(r => r.Role == asked);
        if (string.IsNullOrWhiteSpace(q)) return rows;
        if (RegistrationCode.Read(activity, q) is { } number) return rows.Where(r => r.Number == number);
        foreach (var word in Folding.Line(q).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6)) rows = rows.Where(r => r.SearchText.Contains(word));
        return rows;
    }
}
