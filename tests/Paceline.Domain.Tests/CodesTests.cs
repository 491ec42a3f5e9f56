using Paceline.Domain.Matchmaking;

namespace Paceline.Domain.Tests;

public sealed class CodesTests
{
    [Theory]
    [InlineData("Nordvelo Components", "NOR")]
    [InlineData("Élan Ski", "ELA")]
    [InlineData("Øko & Łódź", "OKO")]
    [InlineData("北京山地体育", "P07")]
    [InlineData("ورزش تهران", "P07")]
    [InlineData("🚴🚴", "P07")]
    [InlineData("3M", "P07")]
    public void A_code_is_three_latin_letters_of_the_name_or_the_number(string name, string code) =>
        Assert.Equal(code, Codes.For(name, 7, new HashSet<string>(Codes.Comparer)));

    [Fact]
    public void Codes_of_one_event_are_unique_whatever_the_names()
    {
        var taken = new HashSet<string>(Codes.Comparer);
        var codes = Enumerable.Range(1, 3000).Select(n => Codes.For(n % 3 == 0 ? "体育" : "Nordvelo", n, taken)).ToList();
        Assert.Equal(codes.Count, codes.Distinct(Codes.Comparer).Count());
        Assert.All(codes, c => Assert.InRange(c.Length, 1, Codes.Longest));
    }

    [Fact]
    public void Half_a_surrogate_pair_does_no_harm() => Assert.Equal("ABC", Codes.For("\ud83dA b\udc00c", 1, new HashSet<string>(Codes.Comparer)));
}

public sealed class SpellingTests
{
    [Theory]
    [InlineData("Élan  Ski N.V.", "elan ski nv")]
    [InlineData("ＢＥＩＪＩＮＧ", "beijing")]
    public void Spellings_of_one_name_share_their_key(string one, string other) => Assert.Equal(Spelling.Key(one), Spelling.Key(other));

    [Theory]
    [InlineData("北京", "上海")]
    [InlineData("🚴", "🎿")]
    [InlineData("!!", "??")]
    public void Different_names_do_not(string one, string other) => Assert.NotEqual(Spelling.Key(one), Spelling.Key(other));

    [Fact]
    public void A_line_keeps_every_script_and_loses_only_control_characters() => Assert.Equal("王芳 🚴‍♀️ علی <b>", Spelling.Line(" 王芳\t🚴‍♀️\nعلی <b>\0"));
}
