using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Paceline.Data;

/// <summary>What a back-up says of itself.</summary>
/// <param name="Format">Version of the layout.</param>
/// <param name="Model">The last migration, without its date: both engines name it alike.</param>
/// <param name="At">When it was made.</param>
/// <param name="Rows">Rows by kind.</param>
public sealed record BackupManifest(int Format, string Model, DateTimeOffset At, Dictionary<string, int> Rows);

/// <summary>
/// The whole database in one file: a zip with a manifest and a file of JSON lines for each kind of row. It is read in one
/// snapshot while the product goes on serving, and restored into either engine.
/// </summary>
public static class Backup
{
    private const int Format = 1;
    private const string Manifest = "paceline.json";

    /// <summary>Writes all rows to a file that only its owner can read: it holds password hashes, and keys as the database keeps them.</summary>
    public static async Task<BackupManifest> Write(PacelineDb db, string file, DateTimeOffset at, CancellationToken stop = default)
    {
        using var house = db.AsTheHouse("A back-up holds every row.");
        var half = file + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var manifest = new BackupManifest(Format, await ModelName(db, stop), at, []);
        await using (var stream = new FileStream(half, options))
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            await using var snapshot = await Snapshot.Begin(db, stop);
            foreach (var entity in TableOrder.ParentsFirst(db.Model))
                manifest.Rows[entity.ShortName()] = await (Task<int>)Method(nameof(WriteRows)).MakeGenericMethod(entity.ClrType).Invoke(null, [db, entity, zip, stop])!;
            await using var said = await zip.CreateEntry(Manifest).OpenAsync(stop);
            await JsonSerializer.SerializeAsync(said, manifest, cancellationToken: stop);
        }

        File.Move(half, file, overwrite: true);
        return manifest;
    }

    /// <summary>Puts all rows of a file into an empty database: all or nothing.</summary>
    /// <param name="db">The empty database.</param>
    /// <param name="file">What <see cref="Write"/> wrote.</param>
    /// <param name="key">The key file with which the keys in the back-up have to open.</param>
    /// <param name="newKeys">The key file is lost: leave the keys out.</param>
    /// <param name="stop">Stops.</param>
    /// <exception cref="InvalidDataException">The file is no back-up, is damaged, comes from another version, or the database is in use.</exception>
    /// <exception cref="KeyFileException">The keys in the back-up were encrypted with another key file.</exception>
    public static async Task<BackupManifest> Restore(PacelineDb db, string file, KeyFile key, bool newKeys = false, CancellationToken stop = default)
    {
        using var house = db.AsTheHouse("A back-up brings every row.");
        if (!await TableOrder.IsEmpty(db, stop)) throw new InvalidDataException("The database is not empty. Name an empty one with the setting Paceline:Database.");
        await using var stream = File.OpenRead(file);
        await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken: stop);
        var manifest = await ReadManifest(zip, stop);
        var model = await ModelName(db, stop);
        if (manifest.Format != Format || manifest.Model != model)
            throw new InvalidDataException($"The file was made by another version (“{manifest.Model}”, this is “{model}”). Restore it with that version, then upgrade.");
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await TableOrder.ClearFirstStart(db, stop);
        db.IsCopying = true;
        foreach (var entity in TableOrder.ParentsFirst(db.Model))
        {
            var found = await ReadRows(db, entity, zip, stop);
            if (found != manifest.Rows.GetValueOrDefault(entity.ShortName())) throw new InvalidDataException($"The file is damaged: of {entity.ShortName()} it holds {found} rows instead of {manifest.Rows.GetValueOrDefault(entity.ShortName())}.");
        }

        if (newKeys) await KeyFile.Forget(db, stop);
        await key.Check(db, stop);
        await TableOrder.ContinueNumbering(db, stop);
        await transaction.CommitAsync(stop);
        db.IsCopying = false;
        return manifest;
    }

    private static async Task<int> WriteRows<T>(PacelineDb db, IEntityType entity, ZipArchive zip, CancellationToken stop) where T : class
    {
        var count = 0;
        await using var text = new StreamWriter(await zip.CreateEntry(EntryName(entity)).OpenAsync(stop), new UTF8Encoding(false));
        await foreach (var row in db.Set<T>().AsNoTracking().IgnoreAutoIncludes().AsAsyncEnumerable().WithCancellation(stop))
        {
            await text.WriteLineAsync(RowText.Write(entity, row).AsMemory(), stop);
            count++;
        }

        return count;
    }

    private static async Task<int> ReadRows(PacelineDb db, IEntityType entity, ZipArchive zip, CancellationToken stop)
    {
        if (zip.GetEntry(EntryName(entity)) is not { } entry) return 0;
        var (count, batch) = (0, TableOrder.Batch(entity));
        using var text = new StreamReader(await entry.OpenAsync(stop), Encoding.UTF8);
        while (await text.ReadLineAsync(stop) is { } line)
        {
            db.Add(RowText.Read(entity, line));
            if (++count % batch != 0) continue;
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }

        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
        return count;
    }

    private static async Task<BackupManifest> ReadManifest(ZipArchive zip, CancellationToken stop)
    {
        if (zip.GetEntry(Manifest) is not { } entry) throw new InvalidDataException("This file is no back-up of Paceline.");
        await using var said = await entry.OpenAsync(stop);
        return await JsonSerializer.DeserializeAsync<BackupManifest>(said, cancellationToken: stop) ?? throw new InvalidDataException("This file is no back-up of Paceline.");
    }

    private static async Task<string> ModelName(PacelineDb db, CancellationToken stop)
    {
        var last = (await db.Database.GetAppliedMigrationsAsync(stop)).LastOrDefault() ?? "";
        return last[(last.IndexOf('_', StringComparison.Ordinal) + 1)..];
    }

    private static string EntryName(IEntityType entity) => string.Create(CultureInfo.InvariantCulture, $"rows/{entity.GetTableName()}.jsonl");

    private static MethodInfo Method(string name) => typeof(Backup).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
