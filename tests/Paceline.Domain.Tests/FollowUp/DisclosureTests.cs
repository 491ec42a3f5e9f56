using Paceline.Domain.FollowUp;

namespace Paceline.Domain.Tests.FollowUp;

public sealed class DisclosureTests
{
    // Who sees the details, and who opens the files: the whole matrix, to be read like a document.
    [Theory]
    [InlineData(Confidentiality.Public, Closeness.Outside, true, false)]
    [InlineData(Confidentiality.Public, Closeness.Partnership, true, false)]
    [InlineData(Confidentiality.Public, Closeness.Funder, true, true)]
    [InlineData(Confidentiality.Public, Closeness.Inside, true, true)]
    [InlineData(Confidentiality.Consortium, Closeness.Outside, false, false)]
    [InlineData(Confidentiality.Consortium, Closeness.Partnership, true, false)]
    [InlineData(Confidentiality.Consortium, Closeness.Funder, true, true)]
    [InlineData(Confidentiality.Consortium, Closeness.Inside, true, true)]
    [InlineData(Confidentiality.AuditorOnly, Closeness.Outside, false, false)]
    [InlineData(Confidentiality.AuditorOnly, Closeness.Partnership, false, false)]
    [InlineData(Confidentiality.AuditorOnly, Closeness.Funder, false, false)]
    [InlineData(Confidentiality.AuditorOnly, Closeness.Inside, true, true)]
    public void Details_and_files(Confidentiality confidentiality, Closeness reader, bool details, bool files)
    {
        var view = Disclosure.Of(ADeal(confidentiality), reader);
        Assert.Equal((!details, files), (view.IsMasked, view.OpensFiles));
        Assert.Equal(details ? "Beijing Velo City" : null, view.Counterpart);
        Assert.Equal(details ? new Money(1_250_050, "EUR") : null, view.Value);
        Assert.Equal(("CN", DealKind.Distribution), (view.Country, view.Kind));
    }

    private static BusinessDeal ADeal(Confidentiality confidentiality) => new()
    {
        ProgrammeId = Ids.New(),
        Number = 7,
        CompanyId = Ids.New(),
        ActivityId = Ids.New(),
        Counterpart = "Beijing Velo City",
        CounterpartCountry = "CN",
        Kind = DealKind.Distribution,
        SignedOn = new DateOnly(2017, 6, 8),
        ValueCents = 1_250_050,
        Currency = "EUR",
        Confidentiality = confidentiality,
        ReportedBy = "An author",
        ReportedAt = DateTimeOffset.UnixEpoch,
    };
}
