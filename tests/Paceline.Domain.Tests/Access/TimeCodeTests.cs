using System.Text;
using Paceline.Domain.Access;

namespace Paceline.Domain.Tests.Access;

public sealed class TimeCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory] // RFC 6238, appendix B: the last six of its eight digits.
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, TimeCode.Of(Secret, TimeCode.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory] // RFC 4648, section 10.
    [InlineData("f", "MY")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_spelt_in_base_32(string text, string spelt) => Assert.Equal(spelt, TimeCode.Spell(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_code_is_taken_one_step_early_or_late_and_never_twice()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
        var step = TimeCode.StepOf(at);
        Assert.Equal(step, TimeCode.Match(Secret, TimeCode.Of(Secret, step), at, 0));
        Assert.Equal(step - 1, TimeCode.Match(Secret, TimeCode.Of(Secret, step - 1), at, 0));
        Assert.Equal(step + 1, TimeCode.Match(Secret, TimeCode.Of(Secret, step + 1), at, 0));
        Assert.Null(TimeCode.Match(Secret, TimeCode.Of(Secret, step - 2), at, 0));
        Assert.Null(TimeCode.Match(Secret, TimeCode.Of(Secret, step), at, step));
        Assert.Null(TimeCode.Match(Secret, TimeCode.Of(Secret, step - 1), at, step));
    }

    [Fact]
    public void A_code_may_be_pasted_with_blanks_and_nonsense_is_no_code()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(59);
        Assert.Equal(1, TimeCode.Match(Secret, " 287 082 ", at, 0));
        foreach (var nonsense in (string[])["", "28708", "2870821", "abcdef", "٢٨٧٠٨٢"]) Assert.Null(TimeCode.Match(Secret, nonsense, at, 0));
    }

    [Fact]
    public void The_picture_says_whose_account_it_is() =>
        Assert.Equal("otpauth://totp/Paceline:a%2Bb%40example.org?secret=MZXW6YTBOI&issuer=Paceline", TimeCode.Address("Paceline", "a+b@example.org", Encoding.ASCII.GetBytes("foobar")));

    [Fact]
    public void A_key_is_read_in_groups_of_four() => Assert.Equal("ABCD EFGH IJ", TimeCode.Grouped("ABCDEFGHIJ"));
}
