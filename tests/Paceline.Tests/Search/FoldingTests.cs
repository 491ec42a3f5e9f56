using Paceline.Platform.Search;

namespace Paceline.Tests.Search;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Névé OUTILLAGE", "neve outillage")]
    [InlineData("Straße Åland Łódź Ærø", "strasse aland lodz aero")]
    [InlineData("ﬁnish １２３ ½", "finish 123 12")]
    [InlineData("Ｎordvelo\u00A0B.V.", "nordvelo b v")]
    [InlineData("ورزشگاه كيش ١٢٣ ۱۲۳", "ورزشگاه کیش 123 123")]
    [InlineData("مُعَلِّم", "معلم")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("カタカナ", "かたかな")]
    [InlineData("!?…", "")]
    public void Spellings_of_one_text_share_a_line(string text, string line) => Assert.Equal(line, Folding.Line(text));

    [Theory]
    [InlineData("上海运动馆", "上海 海运 运动 动馆 馆")]
    [InlineData("ISO认证 9001", "iso 认证 证 9001")]
    [InlineData("wind-proof 32.30", "wind proof windproof 32 30 3230")]
    [InlineData("서울 자전거", "서울 울 자전 전거 거")]
    [InlineData("می‌خواهم", "می خواهم میخواهم")]
    [InlineData("🚴 bikes", "bikes")]
    public void A_text_is_taken_apart_into_words_and_pairs(string text, string words) => Assert.Equal(words, string.Join(' ', Folding.ToIndex(text).Select(w => w.Text)));

    [Theory, InlineData("运动", "运动"), InlineData("运", "运"), InlineData("运动馆", "运动 动馆"), InlineData("wind-proof", "wind proof")]
    public void A_question_asks_for_no_more_than_was_typed(string text, string words) => Assert.Equal(words, string.Join(' ', Folding.ToAsk(text).Select(w => w.Text)));

    [Fact]
    public void A_word_knows_where_it_stands_in_what_people_wrote()
    {
        const string text = "Die Straße, 上海 und Névé";
        foreach (var word in Folding.ToIndex(text)) Assert.Equal(word.Text, string.Concat(Folding.ToAsk(text.Substring(word.Start, word.Length)).Select(w => w.Text)));
    }
}
