using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;

namespace Paceline.Domain.Tests.Organisations;

public sealed class NutsRegionsTests
{
    private static readonly string[] Union = ["BE", "BG", "CZ", "DK", "DE", "EE", "IE", "GR", "ES", "FR", "HR", "IT", "CY", "LV", "LT", "LU", "HU", "MT", "NL", "AT", "PL", "PT", "RO", "SI", "SK", "FI", "SE"];

    [Fact]
    public void The_Union_has_as_many_regions_as_NUTS_2024_counts()
    {
        Assert.Equal(92, Union.Sum(c => NutsRegions.In(c).Count(r => r.Level == 1)));
        Assert.Equal(244, Union.Sum(c => NutsRegions.In(c).Count(r => r.Level == 2)));
        Assert.All(Union, c => Assert.Single(NutsRegions.Valid, r => r.Level == 0 && r.Country == c));
    }

    [Fact]
    public void Each_region_lies_in_one_of_the_level_above() =>
        Assert.All(NutsRegions.Valid.Where(r => r.Level > 0), r => Assert.True(NutsRegions.Find(r.Code[..^1]) is { IsValid: true }, r.Code));

    [Fact]
    public void What_follows_an_abolished_code_is_in_use() =>
        Assert.All(((string[])["FR82", "FR6", "PT17", "NL31", "EL24", "HR04", "IE01", "PL12", "UKI1", "LT00", "HU10", "DE41", "NO03"]).Select(c => NutsRegions.Find(c)!),
            old => Assert.All(old.Successors, s => Assert.True(NutsRegions.Find(s) is { IsValid: true }, old.Code)));

    [Theory]
    [InlineData("FR82", "FR82 was replaced by FRL0.")]
    [InlineData("fr 82", "FR82 was replaced by FRL0.")]
    [InlineData("PT17", "PT17 was replaced by PT1A, PT1B. Choose one of them.")]
    [InlineData("FR99", "There is no region with the code FR99. Search for its name.")]
    [InlineData("NL", "NL is a whole country. Choose a region in it.")]
    [InlineData("NL22", null)]
    [InlineData(" gr30 ", null)]
    [InlineData("", null)]
    public void A_code_is_checked(string code, string? says) => Assert.Equal(says, NutsRegions.Check(code) is { } no ? string.Format(System.Globalization.CultureInfo.InvariantCulture, no.Sentence, no.Arguments) : null);

    [Fact]
    public void A_region_of_another_country_is_refused()
    {
        Assert.NotNull(NutsRegions.Check("NL22", "FR"));
        Assert.Null(NutsRegions.Check("EL30", "GR"));
        Assert.Null(NutsRegions.Check("UKI3", "GB"));
    }

    [Theory]
    [InlineData("catal", "ES51")]
    [InlineData("Cataluna", "ES51")]
    [InlineData("zuid holl", "NL36")]
    [InlineData("azur provence", "FRL0")]
    [InlineData("FR82", "FRL0")]
    [InlineData("attica", "EL30")]
    [InlineData("Αττική", "EL30")]
    [InlineData("pays basque", null)]
    [InlineData("", null)]
    [InlineData("%_'", null)]
    public void A_name_is_found_by_the_beginnings_of_its_words(string text, string? code) => Assert.Equal(code, NutsRegions.Search(text) is [var first, ..] ? first.Code : null);
}

public sealed class NaceClassesTests
{
    [Theory]
    [InlineData(NaceRevision.Rev2, 21, 88, 272, 615)]
    [InlineData(NaceRevision.Rev21, 22, 87, 287, 651)]
    public void A_revision_is_whole(NaceRevision revision, params int[] counts)
    {
        Assert.Equal(counts, NaceClasses.All(revision).CountBy(c => c.Level).OrderBy(l => l.Key).Select(l => l.Value));
        Assert.Equal(NaceClasses.All(revision).Count, NaceClasses.All(revision).DistinctBy(c => c.Code).Count());
        Assert.All(NaceClasses.All(revision), c => Assert.False(string.IsNullOrWhiteSpace(c.Title("en").Text)));
    }

    [Theory]
    [InlineData("32.30", "32.30")]
    [InlineData("C32.30", "32.30")]
    [InlineData(" 3230", "32.30")]
    [InlineData("93.1", "93.1")]
    [InlineData("99.99", null)]
    [InlineData("", null)]
    public void A_code_is_found_however_it_is_written(string code, string? found) => Assert.Equal(found, NaceClasses.Find(code)?.Code);

    [Fact]
    public void A_revision_has_its_own_meaning_of_a_code()
    {
        Assert.StartsWith("Retail sale of sporting equipment", NaceClasses.Find("47.64")!.Title("en").Text, StringComparison.Ordinal);
        Assert.StartsWith("Retail sale of sporting equipment", NaceClasses.Find("47.63", NaceRevision.Rev21)!.Title("en").Text, StringComparison.Ordinal);
        Assert.Equal(("Fabrication d’articles de sport", "fr"), NaceClasses.Find("32.30")!.Title("fr"));
        Assert.Equal("en", NaceClasses.Find("47.64")!.Title("fa").Language);
        Assert.Equal("C", NaceClasses.Find("32.30")!.Section);
    }

    [Theory]
    [InlineData("sports goods", "en", "32.30")]
    [InlineData("bicycles manu", "en", "30.92")]
    [InlineData("articles sport", "fr", "32.30")]
    [InlineData("93.1", "en", "93.11")]
    [InlineData("fitness facility", "en", "93.13")]
    public void Activities_are_found_by_words_and_by_code(string text, string language, string code) => Assert.Contains(NaceClasses.Search(text, language), c => c.Code == code);

    [Theory]
    [InlineData("32.30", NaceRevision.Rev2, null)]
    [InlineData("C", NaceRevision.Rev2, "{0} is a whole section. Choose a division, a group or a class.")]
    [InlineData("45.11", NaceRevision.Rev21, "{0} is a code of NACE Rev. 2. Choose that revision, or a code of Rev. 2.1.")]
    [InlineData("77.77", NaceRevision.Rev2, "There is no activity with the code {0}. Search for what the company does.")]
    public void A_code_is_checked_against_its_revision(string code, NaceRevision revision, string? says) => Assert.Equal(says, NaceClasses.Check(code, revision)?.Sentence);
}

public sealed class VatNumbersTests
{
    [Theory]
    [InlineData("BE 0123.456.749", "", "BE0123456749")]
    [InlineData("0123456749", "BE", "BE0123456749")]
    [InlineData("el123456783", "GR", "EL123456783")]
    [InlineData("GR123456783", "", "EL123456783")]
    [InlineData("ESB12345674", "ES", "ESB12345674")]
    [InlineData("B12345674", "ES", "ESB12345674")]
    public void A_number_is_stored_in_one_way(string typed, string country, string stored) => Assert.Equal(stored, VatNumbers.Clean(typed, country));

    [Theory]
    [InlineData("BE0123456740", "BE", "The check digits of {0} do not fit: a digit is mistyped.")]
    [InlineData("BE12", "BE", "A VAT number of this country looks like {0}.")]
    [InlineData("FR12345", "BE", "The VAT number begins with {0}, which is another country.")]
    [InlineData("...", "BE", "A VAT number has letters and digits.")]
    [InlineData("91310000123456789X", "CN", null)]
    [InlineData("", "BE", null)]
    [InlineData("999999999999999999999999", "CN", "A VAT number has at most {0} characters.")]
    public void A_number_that_cannot_be_is_refused(string typed, string country, string? says) => Assert.Equal(says, VatNumbers.Check(typed, country)?.Sentence);

    [Theory]
    [InlineData("AT", "ATU12345675")]
    [InlineData("BE", "BE0123456749")]
    [InlineData("DE", "DE123456788")]
    [InlineData("DK", "DK12345674")]
    [InlineData("EE", "EE123456780")]
    [InlineData("GR", "EL123456783")]
    [InlineData("ES", "ESB12345674")]
    [InlineData("FI", "FI12345671")]
    [InlineData("FR", "FR32123456789")]
    [InlineData("HR", "HR12345678903")]
    [InlineData("HU", "HU12345676")]
    [InlineData("IT", "IT12345678903")]
    [InlineData("LU", "LU12345613")]
    [InlineData("MT", "MT12345634")]
    [InlineData("NL", "NL123456782B13")]
    [InlineData("PL", "PL1234563218")]
    [InlineData("PT", "PT123456789")]
    [InlineData("SE", "SE123456789701")]
    [InlineData("SI", "SI12345679")]
    public void Check_digits_are_computed(string country, string number)
    {
        Assert.Null(VatNumbers.Check(number, country));
        var at = number.LastIndexOfAny([.. "23456789"], country is "NL" ? 10 : country is "SE" ? 11 : number.Length - 1);
        Assert.NotNull(VatNumbers.Check(number[..at] + "0" + number[(at + 1)..], country));
    }
}

public sealed class OtherCodesTests
{
    [Theory]
    [InlineData("999 988 777", true)]
    [InlineData("", true)]
    [InlineData("12345678", false)]
    [InlineData("12345678a", false)]
    public void A_pic_has_nine_digits(string code, bool fits) => Assert.Equal(fits, PicCodes.Check(code) is null);

    [Theory]
    [InlineData("9506.91", true)]
    [InlineData("8712", true)]
    [InlineData("95", false)]
    [InlineData("7712", false)]
    [InlineData("0012", false)]
    [InlineData("９５０６", false)]
    public void A_code_of_goods_has_four_or_six_digits(string code, bool fits) => Assert.Equal(fits, HsCodes.Check(code) is null);

    [Theory]
    [InlineData("nordvelo.example", true)]
    [InlineData("https://nordvelo.example/fr?x=1", true)]
    [InlineData("javascript://nordvelo.example", false)]
    [InlineData("https://me:secret@nordvelo.example", false)]
    [InlineData("nordvelo", false)]
    [InlineData("", true)]
    public void A_website_is_one_that_a_browser_opens(string address, bool fits) => Assert.Equal(fits, WebAddresses.Check(address) is null);

    [Fact]
    public void Languages_are_those_of_the_standard()
    {
        Assert.Equal(183, LanguageCodes.All.Count);
        Assert.Null(LanguageCodes.Check("ca"));
        Assert.NotNull(LanguageCodes.Check("xx"));
    }
}
