using Paceline.Domain.Privacy;

namespace Paceline.Domain.Tests.Privacy;

public sealed class NamesInTextTests
{
    [Theory]
    [InlineData("Maria", "Met Maria, nice.", true)]
    [InlineData("Maria", "Maria’s stand", true)]
    [InlineData("Maria", "Met Mariana.", false)]
    [InlineData("Maria", "Anna-Maria came", false)]
    [InlineData("Maria", "maria.puig@example.org", false)]
    [InlineData("José García", "[{\"name\":\"JOSÉ  GARCÍA\"}]", true)]
    [InlineData("José García", "[{\"name\":\"Jos\\u00E9 Garc\\u00EDa\"}]", true)]
    [InlineData("Anna Visser", "由Anna Visser签署", true)]
    [InlineData("王伟", "与王伟见面", true)]
    [InlineData("王伟", "[\"\\u738B\\u4F1F\"]", true)]
    [InlineData("王 小伟", "与王小伟见面", true)]
    [InlineData("علی‌رضا احمدی", "دیدار با علی رضا احمدی‌ها", true)]
    [InlineData("علی‌رضا احمدی", "دیدار با عليرضا احمدي.", true)]
    [InlineData("احمدی", "احمدی‌نژاد آمد", false)]
    [InlineData("ana@example.org", "Sent to ANA@example.org.", true)]
    [InlineData("ana@example.org", "joana@example.org", false)]
    [InlineData("ana@example.org", "eva.ana@example.org", false)]
    [InlineData("ana@example.org", "ana@example.org.uk", false)]
    [InlineData("+32 9 111 22 33", "Call +3291112233 now", true)]
    [InlineData("+32 9 111 22 33", "Number 32911122334", false)]
    [InlineData("SHA-256", "12 · SHA-256 abc", false)]
    [InlineData("@gmail.com", "ana@gmail.com", false)]
    [InlineData("Li", "Li Na", false)]
    public void A_name_is_found_as_a_whole_word_of_its_script(string name, string text, bool isIn)
    {
        var search = new NamesInText([name]);
        Assert.Equal(isIn, search.IsIn(text));
        Assert.Equal(isIn, search.Replace(text, "P-1").Contains("P-1", StringComparison.Ordinal));
    }

    [Fact]
    public void What_stands_around_a_name_stays() =>
        Assert.Equal("Met P-$1 and Mariana Puig, P-$1.", new NamesInText(["Maria Puig", "Maria"]).Replace("Met Maria Puig and Mariana Puig, maria.", "P-$1"));

    [Theory]
    [InlineData("Żaneta Nowak", "Nowak, Zaneta", true)]
    [InlineData("Ana Puig", "Jan Peeters", false)]
    [InlineData("王伟", "Wang Wei", false)]
    public void Two_spellings_are_akin_when_they_share_a_name(string one, string other, bool are) => Assert.Equal(are, NamesInText.AreAkin(one, other));
}
