using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Files;

namespace Paceline.Features.Contracts;

/// <summary>A file that was uploaded with a form and is kept while the form is put right.</summary>
public sealed record KeptFile(Guid Id, string Name, string Sha256, string Token);

/// <summary>
/// A browser forgets a chosen file when a form comes back with a mistake, so the file is stored at once and the form carries a sealed
/// token of it. The seal ties it to the form: nobody attaches a file that somebody else uploaded.
/// </summary>
public sealed class KeptFiles(PacelineDb db, FileStore files, IDataProtectionProvider protection)
{
    /// <summary>Stores an upload, or finds the one that the form carries; neither is an answer too.</summary>
    public async Task<(KeptFile? File, Refusal? Refusal)> Take(IFormFile? upload, string? token, Guid form, CancellationToken stop)
    {
        var kept = await Find(token, form, stop);
        if (upload is null) return (kept, null);
        var (file, refusal) = await EvidenceFile.Read(upload, stop);
        if (file is null) return (kept, refusal);
        var stored = await files.Add(file.Name, file.MediaType, file.Content, stop);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException) when (db.ChangeTracker.Entries<StoredContent>().Any())
        {
            // Somebody stored the same bytes at the same moment: they are kept once.
            db.ChangeTracker.Clear();
            stored = await files.Add(file.Name, file.MediaType, file.Content, stop);
            await db.SaveChangesAsync(stop);
        }

        return (new KeptFile(stored.Id, stored.Name, stored.Sha256, Seal(form).Protect(stored.Id.ToString())), null);
    }

    private async Task<KeptFile?> Find(string? token, Guid form, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(token)) return null;
        try
        {
            var id = Guid.Parse(Seal(form).Unprotect(token));
            return await db.Files.Where(f => f.Id == id).Select(f => new KeptFile(f.Id, f.Name, f.Sha256, token)).FirstOrDefaultAsync(stop);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Seal(Guid form) => protection.CreateProtector("Paceline.KeptFile", form.ToString());
}
