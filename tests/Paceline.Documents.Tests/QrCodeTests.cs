using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Paceline.Documents.Tests;

public partial class QrCodeTests
{
    private const int QuietZone = 4;

    private static bool[,] Modules(string svg)
    {
        var element = XElement.Parse(svg);
        var size = int.Parse(element.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture);
        var modules = new bool[size, size];
        foreach (Match run in Run().Matches(element.Descendants().Single().Attribute("d")!.Value))
        {
            int Number(string name) => int.Parse(run.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
            for (var x = 0; x < Number("length"); x++) modules[Number("y"), Number("x") + x] = true;
        }

        return modules;
    }

    [Fact]
    public void It_is_a_labelled_picture_that_a_strict_content_policy_lets_through()
    {
        var svg = QrCode.Svg("https://paceline.example/c/1", "Card of \"Acme\" <上海>\u0001");
        var element = XElement.Parse(svg);
        Assert.Equal("img", element.Attribute("role")!.Value);
        Assert.Equal("Card of \"Acme\" <上海>", element.Attribute("aria-label")!.Value);
        Assert.Equal("currentColor", element.Attribute("fill")!.Value);
        Assert.DoesNotContain("style", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("script", svg, StringComparison.Ordinal);
        Assert.InRange(svg.Length, 500, 8_000);
    }

    [Fact]
    public void It_has_finder_patterns_in_three_corners_and_a_quiet_zone()
    {
        var modules = Modules(QrCode.Svg("https://paceline.example/c/1", "x"));
        var size = modules.GetLength(0);
        Assert.Equal(0, (size - (2 * QuietZone) - 17) % 4);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (Math.Min(Math.Min(x, y), Math.Min(size - 1 - x, size - 1 - y)) < QuietZone) Assert.False(modules[y, x]);
            }
        }

        foreach (var (top, left) in ((int, int)[])[(QuietZone, QuietZone), (QuietZone, size - QuietZone - 7), (size - QuietZone - 7, QuietZone)])
        {
            for (var y = 0; y < 7; y++)
            {
                for (var x = 0; x < 7; x++) Assert.Equal(Math.Max(Math.Abs(x - 3), Math.Abs(y - 3)) != 2, modules[top + y, left + x]);
            }
        }
    }

    [Theory]
    [InlineData("https://paceline.example/c/1")]
    [InlineData("https://paceline.example/c/2?x=%20")]
    [InlineData("上海 شرکت 😀")]
    [InlineData("a")]
    public void What_is_written_is_what_a_scanner_reads(string text) => Assert.Equal(text, new QrReading(Modules(QrCode.Svg(text, "x")), QuietZone).Text());

    [Fact]
    public void Different_texts_give_different_codes_and_the_same_text_the_same()
    {
        Assert.False(string.Equals(QrCode.Svg("a", "x"), QrCode.Svg("b", "x"), StringComparison.Ordinal));
        Assert.Equal(QrCode.Svg("شرکت 上海 😀", "x"), QrCode.Svg("شرکت 上海 😀", "x"));
        Assert.Equal(QrCode.Svg("half \ufffd", "x"), QrCode.Svg("half \ud800", "x"));
    }

    [Fact]
    public void The_longest_text_is_taken_and_a_longer_one_refused()
    {
        Assert.Equal(177 + (2 * QuietZone), Modules(QrCode.Svg(new string('a', 2331), "x")).GetLength(0));
        Assert.Throws<ArgumentException>(() => QrCode.Svg(new string('a', 2332), "x"));
        Assert.Throws<ArgumentException>(() => QrCode.Svg(new string('上', 800), "x"));
        Assert.Throws<ArgumentException>(() => QrCode.Svg("", "x"));
    }

    [GeneratedRegex("M(?<x>[0-9]+) (?<y>[0-9]+)h(?<length>[0-9]+)v1h-[0-9]+z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();
}
