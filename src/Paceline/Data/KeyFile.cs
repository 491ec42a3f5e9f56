using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Paceline.Data;

/// <summary>The key file is missing, is none, or is another installation's.</summary>
public sealed class KeyFileException(string message) : Exception(message);

/// <summary>
/// A file outside the database whose key encrypts the keys inside it: those that seal cookies, needs and authenticator secrets,
/// and the one that signs links. Whoever gets a copy of the database or of a back-up gets nothing of these without the file.
/// Several instances share it.
/// </summary>
public sealed class KeyFile
{
    private const string Mark = "sealed:", DefaultName = "paceline.key";
    private const int KeyLength = 32, NonceLength = 12, TagLength = 16;
    private readonly Lock _reading = new();
    private byte[]? _key;

    public KeyFile(IConfiguration configuration)
    {
        var connection = configuration["Paceline:Database"] ?? "";
        var file = Database.IsPostgres(connection) ? null : new SqliteConnectionStringBuilder(connection).DataSource;
        Folder = file is null or "" or ":memory:" ? null : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file));
        Path = configuration["Paceline:KeyFile"] is { Length: > 0 } named ? System.IO.Path.GetFullPath(named) : Folder is null ? null : System.IO.Path.Combine(Folder, DefaultName);
    }

    /// <summary>Where it lies; null where none is named, and the keys lie in clear.</summary>
    public string? Path { get; }

    /// <summary>The folder of a SQLite database.</summary>
    private string? Folder { get; }

    /// <summary>Whether it lies in the folder of the database: whoever copies the folder takes both.</summary>
    public bool IsBesideDatabase => Path is not null && Folder is not null && System.IO.Path.GetDirectoryName(Path) == Folder;

    /// <summary>Whether there is such a file.</summary>
    public bool IsThere => Path is not null && File.Exists(Path);

    /// <summary>A key as the database keeps it.</summary>
    public string Seal(string purpose, string text)
    {
        if (Path is null) return text;
        var (key, plain) = (Read() ?? Make(Path), Encoding.UTF8.GetBytes(text));
        var kept = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(kept.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(kept.AsSpan(0, NonceLength), plain, kept.AsSpan(NonceLength, plain.Length), kept.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(purpose));
        return Mark + Convert.ToBase64String(kept);
    }

    /// <summary>The key itself; what lies in clear is read as it is.</summary>
    /// <exception cref="KeyFileException">The file is missing, or is another one.</exception>
    public string Open(string purpose, string kept)
    {
        if (!IsSealed(kept)) return kept;
        if (Path is null) throw new KeyFileException("The keys in the database are encrypted, and no key file is named. Name the one of this installation with the setting Paceline:KeyFile.");
        var key = Read() ?? throw new KeyFileException($"The keys in the database are encrypted, and there is no {Path}. Put the key file of this installation there, or name it with the setting Paceline:KeyFile.");
        var bytes = Convert.FromBase64String(kept[Mark.Length..]);
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, plain.Length), bytes.AsSpan(NonceLength + plain.Length), plain, Encoding.UTF8.GetBytes(purpose));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new KeyFileException($"The key file {Path} does not fit: the keys in the database were encrypted with another one. Put that file there, or name it with the setting Paceline:KeyFile.");
        }

        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Whether a key lies encrypted.</summary>
    public static bool IsSealed(string kept) => kept.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>All keys of a database open with this file.</summary>
    /// <exception cref="KeyFileException">They do not.</exception>
    public async Task Check(PacelineDb db, CancellationToken stop = default)
    {
        foreach (var kept in await db.StoredKeys.AsNoTracking().Select(k => k.Xml).ToListAsync(stop)) Open(StoredKeys.Purpose, kept);
        foreach (var kept in await db.Settings.AsNoTracking().Where(s => s.Key == Platform.Access.LinkKey.Name).Select(s => s.Value).ToListAsync(stop)) Open(Platform.Access.LinkKey.Name, kept);
    }

    /// <summary>Encrypts the keys that still lie in clear; safe to repeat, and by several at once.</summary>
    public async Task SealAll(PacelineDb db, CancellationToken stop = default)
    {
        if (Path is null) return;
        foreach (var clear in (await db.StoredKeys.AsNoTracking().ToListAsync(stop)).Where(k => !IsSealed(k.Xml)))
        {
            var kept = Seal(StoredKeys.Purpose, clear.Xml);
            await db.StoredKeys.Where(k => k.Id == clear.Id && k.Xml == clear.Xml).ExecuteUpdateAsync(k => k.SetProperty(x => x.Xml, kept), stop);
        }

        foreach (var clear in (await db.Settings.AsNoTracking().Where(s => s.Key == Platform.Access.LinkKey.Name).ToListAsync(stop)).Where(s => !IsSealed(s.Value)))
        {
            var kept = Seal(Platform.Access.LinkKey.Name, clear.Value);
            await db.Settings.Where(s => s.Key == clear.Key && s.Value == clear.Value).ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, kept), stop);
        }
    }

    /// <summary>Takes the keys out of a database, for which there is no key file any more: the next start makes new ones.</summary>
    public static async Task Forget(PacelineDb db, CancellationToken stop = default)
    {
        await db.StoredKeys.ExecuteDeleteAsync(stop);
        await db.Settings.Where(s => s.Key == Platform.Access.LinkKey.Name).ExecuteDeleteAsync(stop);
    }

    private byte[]? Read()
    {
        lock (_reading)
        {
            if (_key is not null || !IsThere) return _key;
            var bytes = new byte[KeyLength];
            if (!Convert.TryFromBase64String(File.ReadAllText(Path!).Trim(), bytes, out var length) || length != KeyLength) throw new KeyFileException($"{Path} is no key file of Paceline.");
            return _key = bytes;
        }
    }

    // Written whole under another name first: of two instances that start together one makes it and both read it.
    private byte[] Make(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var half = $"{path}.{Paceline.Domain.Ids.New():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var text = new StreamWriter(half, options)) text.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength)));
        try
        {
            File.Move(half, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(half);
        }

        return Read()!;
    }
}
