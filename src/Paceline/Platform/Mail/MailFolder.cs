using Microsoft.Extensions.Options;

namespace Paceline.Platform.Mail;

/// <summary>A message that was dropped as a file because there is no mail host.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="To">To whom it went.</param>
public sealed record DroppedMail(string Path, IReadOnlyList<string> To);

/// <summary>The folder in which messages lie that were dropped as files: they end like those of the outbox.</summary>
public sealed class MailFolder(IOptions<MailSettings> options)
{
    private const string Receiver = "X-Receiver:";

    /// <summary>Messages from before a moment.</summary>
    public IReadOnlyList<DroppedMail> Before(DateTimeOffset moment) => [.. Files().Where(f => f.LastWriteTimeUtc < moment.UtcDateTime).Select(Read)];

    /// <summary>Messages to one of some addresses.</summary>
    public IReadOnlyList<DroppedMail> To(IReadOnlyCollection<string> addresses) => [.. Files().Select(Read).Where(m => m.To.Any(t => addresses.Contains(t, StringComparer.OrdinalIgnoreCase)))];

    /// <summary>Removes messages.</summary>
    public static void Remove(IEnumerable<DroppedMail> messages)
    {
        foreach (var message in messages) File.Delete(message.Path);
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(options.Value.Folder) is { Exists: true } folder ? folder.EnumerateFiles("*.eml") : [];

    // Whoever drops the message writes its receivers first; one that is being written just now is nobody's yet.
    private static DroppedMail Read(FileInfo file)
    {
        try
        {
            return new(file.FullName, [.. File.ReadLines(file.FullName).TakeWhile(l => l.StartsWith("X-", StringComparison.OrdinalIgnoreCase)).Where(l => l.StartsWith(Receiver, StringComparison.OrdinalIgnoreCase)).Select(l => l[Receiver.Length..].Trim())]);
        }
        catch (IOException)
        {
            return new(file.FullName, []);
        }
    }
}
