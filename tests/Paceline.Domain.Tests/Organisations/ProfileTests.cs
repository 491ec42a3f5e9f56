using Paceline.Domain.Organisations;

namespace Paceline.Domain.Tests.Organisations;

public sealed class ProfileTests
{
    private static Organisation ACompany() => new() { Name = "Nordvelo", Kind = OrganisationKind.Company, Country = "NL" };

    private static CompanyProfile AProfile(PublicFields agreed = PublicFields.None) => new() { OrganisationId = Guid.CreateVersion7(), Public = agreed };

    [Fact]
    public void Everybody_sees_what_was_agreed_and_nothing_without_a_card()
    {
        Assert.Equal(PublicFields.None, ProfileSight.Of(ProfileViewer.Everybody, AProfile()));
        Assert.Equal(PublicFields.None, ProfileSight.Of(ProfileViewer.Everybody, (CompanyProfile?)null));
        Assert.Equal(PublicFields.None, ProfileSight.Of(ProfileViewer.Everybody, PublicFields.Contact | PublicFields.Size));
        Assert.Equal(PublicFields.Card | PublicFields.Contact, ProfileSight.Of(ProfileViewer.Everybody, PublicFields.Card | PublicFields.Contact));
    }

    [Fact]
    public void Another_company_sees_what_it_does_and_not_whom_to_call()
    {
        var seen = ProfileSight.Of(ProfileViewer.OtherCompany, AProfile());
        Assert.True(seen.HasFlag(PublicFields.OffersAndNeeds));
        Assert.False(seen.HasFlag(PublicFields.Contact) || seen.HasFlag(PublicFields.Size) || seen.HasFlag(PublicFields.Address));
        Assert.True(ProfileSight.Of(ProfileViewer.OtherCompany, PublicFields.Card | PublicFields.Contact).HasFlag(PublicFields.Contact));
    }

    [Fact]
    public void Its_own_people_and_the_staff_see_everything() => Assert.Equal(PublicFields.All, ProfileSight.Of(ProfileViewer.OwnOrStaff, AProfile()));

    [Fact]
    public void Nobody_sees_less_than_everybody()
    {
        for (var agreed = PublicFields.None; agreed <= PublicFields.All; agreed++)
            foreach (var viewer in Enum.GetValues<ProfileViewer>())
                Assert.Equal(ProfileSight.Of(ProfileViewer.Everybody, agreed), ProfileSight.Of(viewer, agreed) & ProfileSight.Of(ProfileViewer.Everybody, agreed));
    }

    [Fact]
    public void An_empty_profile_lacks_everything_with_reasons()
    {
        var (percent, missing) = ProfileCompleteness.Of(ACompany(), null);
        Assert.Equal(0, percent);
        Assert.Equal(100, missing.Sum(g => g.Weight));
        Assert.Equal("Products", missing[0].Field);
        Assert.All(missing, g => Assert.False(string.IsNullOrEmpty(g.Why)));
    }

    [Fact]
    public void A_full_profile_is_complete()
    {
        var company = ACompany();
        (company.Nuts, company.Languages, company.Website, company.NaceMain, company.Summary, company.Description) = ("NL22", ["nl", "en"], "https://nordvelo.example", "32.30", new("Hubs."), new("Hubs since 1998."));
        var profile = AProfile();
        (profile.Segment, profile.Products, profile.Offers, profile.Needs, profile.ExportExperience, profile.TargetMarkets) = (ValueChainSegment.ConsumerGoodsAndServices, new("Hubs"), new("Hubs"), new("Agents"), ExportExperience.WithinEurope, ["CN"]);
        (profile.Certifications, profile.Turnover, profile.ContactName, profile.ContactEmail) = (["ISO 9001"], TurnoverBand.UpToTwoMillion, "Noor", "noor@nordvelo.example");
        Assert.Equal(100, ProfileCompleteness.Of(company, profile).Percent);
        profile.Products = new("  ");
        Assert.Equal("Products", Assert.Single(ProfileCompleteness.Of(company, profile).Missing).Field);
    }
}
