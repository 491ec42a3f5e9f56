using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Features.Programme;

/// <summary>The programme that this installation runs; read once a request.</summary>
public sealed class CurrentProgramme(PacelineDb db)
{
    private bool _read;
    private Domain.Programmes.Programme? _programme;

    /// <summary>The programme, or null before there is one.</summary>
    public async Task<Domain.Programmes.Programme?> Find(CancellationToken stop = default)
    {
        if (!_read) (_programme, _read) = (await db.Programmes.AsNoTracking().OrderByDescending(p => p.StartsOn).FirstOrDefaultAsync(stop), true);
        return _programme;
    }
}
