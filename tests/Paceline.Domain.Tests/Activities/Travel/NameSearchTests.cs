using FsCheck;
using FsCheck.Fluent;
using Paceline.Domain.Activities.Travel;

namespace Paceline.Domain.Tests.Activities.Travel;

public sealed class NameSearchTests
{
    private static readonly string[] Listed =
    [
        "Mohammad Reza Naqdi-Far", "Mahmoud Sadeghian", "Yevgeniy Viktorovich Samoilenko", "Bank Tosee Omran", "Qasem Shirvani", "Hassan Abu Talib",
        "Nordwind Trading Company", "Golden Crane Shipping Lines", "北京金鹤进出口贸易有限公司", "شرکت صنایع پارس نمونه", "Волков Сергей Анатольевич", "Kavosh Maritime Services",
    ];

    private static readonly string[] Words = ["nord", "wind", "golden", "crane", "pars", "sadegh", "ivanov", "trading", "bank", "samoilenko", "kavosh", "naqdi", "viktor", "lotus", "marin", "zhang", "wei", "ostrava"];

    [Theory]
    [InlineData("Muhammed Reza Naghdifar", "Mohammad Reza Naqdi-Far")]
    [InlineData("NAQDI FAR, Mohamed Reza", "Mohammad Reza Naqdi-Far")]
    [InlineData("محمود صادقیان", "Mahmoud Sadeghian")]
    [InlineData("Mahmud Sadeqian", "Mahmoud Sadeghian")]
    [InlineData("Евгений Викторович Самойленко", "Yevgeniy Viktorovich Samoilenko")]
    [InlineData("Samoylenko Evgeny", "Yevgeniy Viktorovich Samoilenko")]
    [InlineData("Tosee Omran Bank", "Bank Tosee Omran")]
    [InlineData("Ghasem Shirvani", "Qasem Shirvani")]
    [InlineData("Sergei Volkov", "Волков Сергей Анатольевич")]
    [InlineData("Nordwind Trading Co., Ltd.", "Nordwind Trading Company")]
    [InlineData("Nordwnid Trading", "Nordwind Trading Company")]
    [InlineData("Golden Crane", "Golden Crane Shipping Lines")]
    [InlineData("北京金鹤进出口贸易", "北京金鹤进出口贸易有限公司")]
    [InlineData("شركة صنايع پارس نمونه", "شرکت صنایع پارس نمونه")]
    [InlineData("al-Hassan Abu Taleb", "Hassan Abu Talib")]
    public void A_name_is_found_however_it_is_spelled(string asked, string listed)
    {
        var found = Search().Find([asked]);
        Assert.True(found.Any(c => c.Name == listed), $"{asked}: {string.Join(", ", found)}");
    }

    [Theory]
    [InlineData("Velvetrail Sports GmbH")]
    [InlineData("Bank of Ghent")]
    [InlineData("Tehran Outdoor Trading Company")]
    [InlineData("Peter Muller")]
    [InlineData("上海运动用品")]
    [InlineData("Anna Garcia")]
    [InlineData("")]
    [InlineData("!!! ???")]
    public void What_is_not_like_anybody_finds_nobody(string asked)
    {
        var found = Search().Find([asked]);
        Assert.True(found.Count == 0, $"{asked}: {string.Join(", ", found)}");
    }

    [Fact]
    public void An_alias_counts_as_much_and_a_subject_is_shown_once()
    {
        var search = new NameSearch([Named("EU.1", "Ahmad Rostami"), Named("EU.1", "Abu Yusuf the Merchant"), Named("EU.2", "Ahmed Rostami")]);
        Assert.Equal(["EU.1", "EU.2"], search.Find(["Ahmad Rostami", "Abu Yusuf Merchant"]).Select(c => c.Reference).Order(StringComparer.Ordinal));
        Assert.Equal("EU.1", Assert.Single(search.Find(["Yusuf Merchant Abu"])).Reference);
    }

    [Fact]
    public void Every_listed_name_finds_itself_in_any_order_case_and_accent() => Prop.ForAll(AName().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (name, seed) =>
    {
        var search = new NameSearch([.. Listed.Select((n, i) => Named($"L{i}", n)), Named("own", string.Join(' ', name))]);
        var turned = name.OrderBy(w => HashCode.Combine(w, seed)).Select(w => w.ToUpperInvariant().Replace("A", "Á", StringComparison.Ordinal));
        Assert.Contains(search.Find([string.Join(", ", turned)]), c => c.Reference == "own" && c.Likeness == 100);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Likeness_is_the_same_from_both_sides_and_never_over_a_hundred() => Prop.ForAll(AName().ToArbitrary(), AName().ToArbitrary(), (one, other) =>
    {
        var (a, b) = (string.Join(' ', one), string.Join(' ', other));
        var (there, back) = (new NameSearch([Named("x", a)]).Find([b]), new NameSearch([Named("x", b)]).Find([a]));
        Assert.All(there.Concat(back), c => Assert.InRange(c.Likeness, NameSearch.Threshold, 100));
        if (one.Distinct().Count() == one.Count && other.Distinct().Count() == other.Count && one.Count != other.Count) Assert.True(Math.Abs((there.Count > 0 ? there[0].Likeness : NameSearch.Threshold) - (back.Count > 0 ? back[0].Likeness : NameSearch.Threshold)) <= 12, $"{a} / {b}");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_asked_without_a_fault() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        Assert.True(Search().Find([text ?? ""]).Count <= NameSearch.MostShown);
    }).QuickCheckThrowOnFailure();

    private static Gen<IReadOnlyList<string>> AName() => from count in Gen.Choose(2, 5) from words in Gen.ArrayOf(Gen.Elements(Words), count) select (IReadOnlyList<string>)words;

    private static NameSearch Search() => new(Listed.Select((n, i) => Named($"L{i}", n)));

    private static RestrictiveName Named(string reference, string name) => new() { ListId = Guid.Empty, Reference = reference, Name = name };
}
