using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Paceline.Data;
using Paceline.Domain;

namespace Paceline.Platform.Files;

/// <summary>A file that somebody uploaded: its name and the address of its content.</summary>
public sealed class StoredFile
{
    public Guid Id { get; init; } = Ids.New();
    public required string Name { get; init; }
    /// <summary>By what the content is, not by what its name says.</summary>
    public required string MediaType { get; init; }
    public required long Size { get; init; }
    /// <summary>SHA-256 of the content, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
    public required DateTimeOffset StoredAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoredFile>
    {
        public void Configure(EntityTypeBuilder<StoredFile> builder)
        {
            builder.Property(f => f.Sha256).HasMaxLength(64);
            builder.HasOne<StoredContent>().WithMany().HasForeignKey(f => f.Sha256).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Content by its hash: the same bytes are kept once.</summary>
public sealed class StoredContent
{
    public required string Sha256 { get; init; }
    public required byte[] Bytes { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<StoredContent>
    {
        public void Configure(EntityTypeBuilder<StoredContent> builder)
        {
            builder.HasKey(c => c.Sha256);
            builder.Property(c => c.Sha256).HasMaxLength(64);
        }
    }
}

/// <summary>Keeps and finds files.</summary>
public sealed class FileStore(PacelineDb db, TimeProvider clock)
{
    /// <summary>The largest file that is kept, in bytes.</summary>
    public const long Largest = 10 * 1024 * 1024;

    /// <summary>Adds a file to the caller's unit of work.</summary>
    public async Task<StoredFile> Add(string name, string mediaType, byte[] content, CancellationToken stop = default)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (!db.Contents.Local.Any(c => c.Sha256 == hash) && !await db.Contents.AnyAsync(c => c.Sha256 == hash, stop))
            db.Contents.Add(new StoredContent { Sha256 = hash, Bytes = content });
        var file = new StoredFile { Name = SafeName(name), MediaType = mediaType, Size = content.Length, Sha256 = hash, StoredAt = clock.GetUtcNow() };
        db.Files.Add(file);
        return file;
    }

    /// <summary>A file and its content, or null.</summary>
    public async Task<(StoredFile File, byte[] Content)?> Find(Guid id, CancellationToken stop = default)
    {
        if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop) is not { } file) return null;
        return (file, await db.Contents.Where(c => c.Sha256 == file.Sha256).Select(c => c.Bytes).SingleAsync(stop));
    }

    // A name is shown and offered for saving, never used as a path; what could confuse either goes.
    private static string SafeName(string name)
    {
        var clean = new string([.. Path.GetFileName(name.Replace('\\', '/')).Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))]).Trim();
        if (clean.Length > 120) clean = clean[..80] + "…" + Path.GetExtension(clean);
        return clean is "" ? "file" : clean;
    }
}
