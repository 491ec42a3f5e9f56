using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Paceline.Platform.Audit;

/// <summary>
/// How entries are chained. The hash covers digests of the texts, not the texts: a text can be taken out when a person's data
/// are erased, its digest stays, and the chain holds. Each text has a salt of its own, which goes with it, so that nobody finds
/// the text again by trying names.
/// </summary>
public static class AuditChain
{
    /// <summary>What the first entry follows.</summary>
    public static readonly string Start = new('0', 64);

    private const string Salt = "s:", Digest = "d:";
    private const int SaltLength = 12;

    /// <summary>The texts of an entry by name; a text that is empty needs no seal.</summary>
    public static IEnumerable<(string Name, string Text)> Texts(AuditEvent entry)
    {
        (string, string?)[] texts = [(nameof(entry.Actor), entry.Actor), (nameof(entry.OnBehalfOf), entry.OnBehalfOf), (nameof(entry.Subject), entry.Subject), (nameof(entry.Details), entry.Details), (nameof(entry.Address), entry.Address)];
        foreach (var (name, text) in texts)
            if (!string.IsNullOrEmpty(text) || entry.Seals.ContainsKey(name)) yield return (name, text ?? "");
        foreach (var (index, change) in entry.Changes.Index()) yield return (ChangeName(index), TextOf(change));
    }

    /// <summary>Name of the seal of a change.</summary>
    public static string ChangeName(int index) => string.Create(CultureInfo.InvariantCulture, $"Change{index}");

    /// <summary>Gives an entry its place: a salt for each text, and the hash.</summary>
    public static void Append(AuditEvent entry, long sequence, string previous)
    {
        entry.Sequence = sequence;
        entry.Seals = Texts(entry).ToDictionary(t => t.Name, _ => Salt + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltLength)), StringComparer.Ordinal);
        entry.Hash = HashOf(entry, previous);
    }

    /// <summary>The hash that an entry has after another.</summary>
    public static string HashOf(AuditEvent entry, string previous)
    {
        var text = new StringBuilder(previous).Append('\n');
        Part(entry.Sequence.ToString(CultureInfo.InvariantCulture));
        Part(entry.Id.ToString());
        Part(entry.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        Part(entry.ActorId?.ToString());
        Part(entry.Action);
        Part(entry.RecordKind.ToString());
        Part(entry.RecordId.ToString());
        Part(entry.ClusterId?.ToString());
        // Said only where it is: entries from before it was kept hash as they did.
        if (entry.OnBehalfOfId is { } company) Part($"for {company}");
        foreach (var (name, value) in Texts(entry).OrderBy(t => t.Name, StringComparer.Ordinal)) Part(name + "=" + DigestOf(entry, name, value));
        return Hex(text.ToString());

        // With its length before it, so that no two entries spell the same.
        void Part(string? part) => text.Append(CultureInfo.InvariantCulture, $"{(part is null ? -1 : part.Length)}:{part}\n");
    }

    /// <summary>What stands in the place of a text that was taken out: its digest, and the entry that says so.</summary>
    public static string Redacted(AuditEvent entry, string name, Guid redaction) =>
        Digest + DigestOf(entry, name, Texts(entry).Single(t => t.Name == name).Text) + ":" + redaction.ToString("N");

    /// <summary>The entry by which a text was taken out, or null while it stands.</summary>
    public static Guid? RedactionOf(AuditEvent entry, string name) =>
        entry.Seals.GetValueOrDefault(name) is { } seal && seal.StartsWith(Digest, StringComparison.Ordinal) && Guid.TryParseExact(seal[(seal.LastIndexOf(':') + 1)..], "N", out var redaction) ? redaction : null;

    /// <summary>A list of texts that were taken out together, as one digest: what the entry about it says.</summary>
    public static string DigestOf(IEnumerable<(long Sequence, string Name)> texts) =>
        Hex(string.Join('\n', texts.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Sequence:D12} {t.Name}")).Order(StringComparer.Ordinal)));

    private static string DigestOf(AuditEvent entry, string name, string text) => entry.Seals.GetValueOrDefault(name) switch
    {
        { } seal when seal.StartsWith(Salt, StringComparison.Ordinal) => Hex($"{seal[Salt.Length..]}\n{name}\n{text}"),
        { } seal when seal.StartsWith(Digest, StringComparison.Ordinal) => seal.Split(':')[1],
        _ => "unsealed",
    };

    private static string TextOf(AuditChange change) => string.Create(CultureInfo.InvariantCulture, $"{change.Field.Length}:{change.Field}{change.Before?.Length ?? -1}:{change.Before}{change.After?.Length ?? -1}:{change.After}");

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
