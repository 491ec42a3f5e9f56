namespace Paceline.Domain.Tests;

public sealed class AmountsTests
{
    [Theory]
    [InlineData("12500", 1_250_000L)]
    [InlineData("12 500,50", 1_250_050L)]
    [InlineData("12\u202F500.5", 1_250_050L)]
    [InlineData("12.500,50", 1_250_050L)]
    [InlineData("12,500.50", 1_250_050L)]
    [InlineData("12,500", 1_250_000L)]
    [InlineData("1.250.000", 125_000_000L)]
    [InlineData("12'500", 1_250_000L)]
    [InlineData("0,99", 99L)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("12,50,50", null)]
    [InlineData("1250.000", null)]
    [InlineData("1e9", null)]
    [InlineData("999999999999999999999", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("١٢٥", null)]
    public void Amounts_are_read_or_refused_never_guessed(string? typed, long? cents) => Assert.Equal(cents, Amounts.Cents(typed));
}
