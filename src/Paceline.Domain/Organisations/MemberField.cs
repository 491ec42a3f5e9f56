using System.Globalization;

namespace Paceline.Domain.Organisations;

/// <summary>An organisation with its profile: what an import changes and a merge compares, field by field.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Profile">Its profile; an empty one where it has none yet.</param>
public sealed record MemberRecord(Organisation Organisation, CompanyProfile Profile);

/// <summary>A field of an organisation or its profile.</summary>
/// <param name="Key">Its name for programmes.</param>
/// <param name="Label">What people call it: English, the key of its translations.</param>
/// <param name="Whole">The whole value as text, to be compared; empty where nothing is known.</param>
/// <param name="Take">Takes the value of the first record over into the second.</param>
public sealed record MemberField(string Key, string Label, Func<MemberRecord, string> Whole, Action<MemberRecord, MemberRecord> Take)
{
    /// <summary>The value as an import gives it, in a language where it is a text; null for fields that no import gives.</summary>
    public Func<MemberRecord, string, string>? Read { get; init; }

    /// <summary>Sets the value from what <see cref="Read"/> would give.</summary>
    public Action<MemberRecord, string, string>? Write { get; init; }

    /// <summary>The words of a value are those of this enumeration.</summary>
    public Type? Words { get; init; }

    /// <summary>The values are countries.</summary>
    public bool IsCountry { get; init; }

    /// <summary>Sign between the values of a list.</summary>
    public const string Between = "; ";

    private static readonly string[] Separators = [Between.Trim()];

    /// <summary>A line of text.</summary>
    public static MemberField Text(string key, string label, Func<MemberRecord, string> get, Action<MemberRecord, string> set) => new(key, label, get, (from, to) => set(to, get(from)))
    {
        Read = (record, _) => get(record),
        Write = (record, value, _) => set(record, value),
    };

    /// <summary>A whole number.</summary>
    public static MemberField Number(string key, string label, Func<MemberRecord, int?> get, Action<MemberRecord, int?> set) =>
        Text(key, label, r => get(r)?.ToString(CultureInfo.InvariantCulture) ?? "", (r, v) => set(r, v is "" ? null : int.Parse(v, CultureInfo.InvariantCulture)));

    /// <summary>Several short texts or codes.</summary>
    public static MemberField List(string key, string label, Func<MemberRecord, string[]> get, Action<MemberRecord, string[]> set) => new(key, label, r => string.Join(Between, get(r)), (from, to) => set(to, [.. get(from)]))
    {
        Read = (record, _) => string.Join(Between, get(record)),
        Write = (record, value, _) => set(record, value.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    };

    /// <summary>One of a few words; the first of them, where it is not null, means that nothing is known.</summary>
    public static MemberField Word<TEnum>(string key, string label, Func<MemberRecord, TEnum?> get, Action<MemberRecord, TEnum?> set, TEnum? unknown = null) where TEnum : struct, Enum =>
        Text(key, label, r => get(r) is { } value && !Equals(value, unknown) ? value.ToString() : "", (r, v) => set(r, v is "" ? unknown : Enum.Parse<TEnum>(v))) with { Words = typeof(TEnum) };

    /// <summary>A text in several languages.</summary>
    public static MemberField Texts(string key, string label, Func<MemberRecord, LocalizedText> get, Action<MemberRecord, LocalizedText> set) => new(
        key, label,
        r => string.Join("\n", get(r).Where(t => t.Value is not "").OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}: {t.Value}")),
        (from, to) => set(to, Copy(get(from))))
    {
        Read = (record, language) => get(record).GetValueOrDefault(language, ""),
        Write = (record, value, language) =>
        {
            // A new one: the comparison with what was before must see a difference.
            var text = Copy(get(record));
            if (value is "") text.Remove(language);
            else text[language] = value;
            set(record, text);
        },
    };

    private static LocalizedText Copy(LocalizedText text)
    {
        var copy = new LocalizedText();
        foreach (var (language, words) in text) copy[language] = words;
        return copy;
    }
}
