using FsCheck;
using FsCheck.Fluent;

namespace Paceline.Documents.Tests;

/// <summary>Texts as people and attackers type them: what breaks formats comes up often, each character whole.</summary>
internal static class ArbitraryText
{
    private static readonly string[] Pieces =
    [
        "a", "Ω", "é", "e\u0301", "上海", "شرکت", "\u200C", "😀", "👩‍👩‍👧", "\"", "\"\"", ",", ";", "\t", "|", "\r", "\n", "\r\n", "'", "=", "+", "-", "@", "＝",
        " ", "\u00A0", "\\", ":", "\\n", "_x000D_", "<b>", "&amp;", "]]>", "0", "7", ".5", "E3", "sep=;", "\u0001", "\u001B", "\uFFFD", "\uFEFF",
    ];

    public static Gen<string> Any { get; } = Gen.Elements(Pieces).ListOf().Select(string.Concat);

    public static void Holds(Func<string, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Any.ToArbitrary(), law));
}
