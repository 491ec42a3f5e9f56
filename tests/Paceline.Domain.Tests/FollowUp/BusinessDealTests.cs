using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;

namespace Paceline.Domain.Tests.FollowUp;

public sealed class BusinessDealTests
{
    private static readonly DateOnly Start = new(2016, 1, 1), End = new(2017, 12, 31), Met = new(2017, 6, 8), Today = new(2017, 10, 9);
    private static readonly Guid Author = Ids.New(), Officer = Ids.New();

    [Theory]
    [InlineData("2017-06-08", true)]
    [InlineData("2017-10-09", true)]
    [InlineData("2017-06-07", false)]
    [InlineData("2017-10-10", false)]
    public void A_contract_is_not_older_than_its_meeting_and_not_of_tomorrow(string day, bool fits) =>
        Assert.Equal(fits, BusinessDeal.Accepts(DateOnly.Parse(day, null), Met, Start, End, Today) is null);

    [Theory]
    [InlineData("2019-12-31", true)]
    [InlineData("2020-01-01", false)]
    public void It_counts_until_24_months_after_the_end(string day, bool fits) =>
        Assert.Equal(fits, BusinessDeal.Accepts(DateOnly.Parse(day, null), Met, Start, End, new DateOnly(2021, 1, 1)) is null);

    [Fact]
    public void The_author_never_verifies()
    {
        var deal = ADeal(DealState.Evidenced);
        Assert.NotNull(deal.Verify(Author, true, "", true));
        Assert.NotNull(deal.Verify(Officer, true, "", true, addedEvidence: true));
        Assert.NotNull(deal.Verify(Officer, true, "", true, speaksForTheCompany: true));
        Assert.Equal(DealState.Evidenced, deal.State);
        Assert.Null(deal.Verify(Officer, true, "", true));
        Assert.Equal(DealState.Verified, deal.State);
        Assert.NotNull(deal.Verify(Officer, false, "On second thoughts", true));
        Assert.NotNull(deal.AcceptsEvidence());
    }

    [Fact]
    public void A_return_needs_a_reason_and_an_answer_sends_it_back()
    {
        var deal = ADeal(DealState.Evidenced);
        Assert.NotNull(deal.Verify(Officer, false, "  ", true));
        Assert.Null(deal.Verify(Officer, false, "Page 3 is missing.", true));
        Assert.Equal(DealState.Returned, deal.State);
        Assert.NotNull(deal.Answer(" ", true));
        Assert.Null(deal.Answer("Page 3 is blank in the original.", true));
        Assert.Equal(DealState.Evidenced, deal.State);
        Assert.NotNull(deal.Answer("More", true));
    }

    [Theory]
    [InlineData(true, EvidenceKind.Contract)]
    [InlineData(true, EvidenceKind.Statement, EvidenceKind.PurchaseOrder)]
    [InlineData(true, EvidenceKind.CounterpartMessage, EvidenceKind.Statement)]
    [InlineData(false, EvidenceKind.Statement)]
    [InlineData(false, EvidenceKind.Photo, EvidenceKind.PurchaseOrder)]
    [InlineData(false)]
    public void The_least_is_the_contract_or_a_statement_with_a_second_source(bool enough, params EvidenceKind[] kinds) =>
        Assert.Equal(enough, BusinessDeal.Accepts(kinds) is null);

    private static BusinessDeal ADeal(DealState state) => new()
    {
        ProgrammeId = Ids.New(),
        Number = 7,
        CompanyId = Ids.New(),
        ActivityId = Ids.New(),
        Counterpart = "Beijing Velo City",
        CounterpartCountry = "CN",
        Kind = DealKind.Distribution,
        SignedOn = Met,
        Confidentiality = Confidentiality.Consortium,
        State = state,
        ReportedById = Author,
        ReportedBy = "An author",
        ReportedAt = DateTimeOffset.UnixEpoch,
    };
}
