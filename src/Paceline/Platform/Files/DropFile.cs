using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Files;

/// <summary>Deletes files for good; the content goes with the last name under which it is kept.</summary>
public static class DropFile
{
    public static async Task Run(PacelineDb db, IReadOnlyCollection<Guid> files, CancellationToken stop)
    {
        var hashes = await db.Files.Where(f => files.Contains(f.Id)).Select(f => f.Sha256).Distinct().ToListAsync(stop);
        await db.Files.Where(f => files.Contains(f.Id)).ExecuteDeleteAsync(stop);
        await db.Contents.Where(c => hashes.Contains(c.Sha256) && !db.Files.Any(f => f.Sha256 == c.Sha256)).ExecuteDeleteAsync(stop);
    }
}
