using Paceline.Platform.Access;

namespace Paceline.Tests.Account;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abababababababab")]
    [InlineData("abcdefghijklmn")]
    [InlineData("123456789012")]
    [InlineData("Password12345!")]
    [InlineData("Motdepasse2026")]
    [InlineData("Qwertyuiop123")]
    [InlineData("Ada.Lovelace1815")]
    [InlineData("ada.lovelace@example.org")]
    [InlineData("lovelace123456")]
    [InlineData("P@ssw0rd2024!!")]
    [InlineData("passwordpassword")]
    [InlineData("iloveyou1234")]
    [InlineData("1q2w3e4r5t6y7u")]
    [InlineData("manchesterunited")]
    [InlineData("Barcelona2024!")]
    [InlineData("Contraseña2026")]
    [InlineData("wachtwoord1234")]
    [InlineData("Summer Sunshine 2025")]
    [InlineData("letmeinplease1")]
    [InlineData("DragonDragonDragon")]
    [InlineData("7294-1183-5520")]
    [InlineData("spongebobsquarepants")]
    public void What_anybody_would_try_is_refused(string password) => Assert.NotNull(PasswordRule.Refuses(password, "ada.lovelace@example.org", "Ada Lovelace"));

    [Theory]
    [InlineData("seven quiet bicycles")]
    [InlineData("четыре слова подряд")]
    [InlineData("一二三四五六七八九十百千")]
    [InlineData("lovelace rides a tandem uphill")]
    [InlineData("riding-in-a-paceline")]
    public void Words_in_a_row_are_taken(string password) => Assert.Null(PasswordRule.Refuses(password, "ada.lovelace@example.org", "Ada Lovelace"));

    [Fact]
    public void Length_has_an_end() => Assert.NotNull(PasswordRule.Refuses(string.Concat(Enumerable.Repeat("word ", 60)), "a@example.org", "A"));
}
