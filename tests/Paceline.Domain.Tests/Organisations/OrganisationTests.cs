using Paceline.Domain.Organisations;

namespace Paceline.Domain.Tests.Organisations;

public sealed class OrganisationTests
{
    [Theory]
    [InlineData("Nordvelo Components B.V.", "NORDVELO  components")]
    [InlineData("Pirineu Nutrició, S.L.", "Pirineu Nutricio")]
    [InlineData("上海运动馆", "上海 运动馆")]
    public void Spellings_of_one_name_share_a_key(string one, string other) => Assert.Equal(OrganisationKeys.OfName(one), OrganisationKeys.OfName(other));

    [Fact]
    public void A_name_that_is_only_a_legal_form_keeps_it() => Assert.Equal("co", OrganisationKeys.OfName("Co."));

    [Theory]
    [InlineData("https://www.Nordvelo.example/en?x=1", "nordvelo.example")]
    [InlineData("nordvelo.example", "nordvelo.example")]
    [InlineData("https://facebook.com/nordvelo", "")]
    [InlineData("not a site", "")]
    [InlineData(null, "")]
    public void The_domain_of_a_website(string? address, string domain) => Assert.Equal(domain, new Organisation { Name = "A", Kind = OrganisationKind.Company, Website = address }.WebDomain);

    [Fact]
    public void A_company_has_one_home_cluster_at_a_time()
    {
        var (company, programme) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = new ClusterMembership { OrganisationId = company, ClusterId = Guid.CreateVersion7(), From = new(2016, 1, 1), To = new(2016, 12, 31), HomeProgrammeId = programme };
        var second = new ClusterMembership { OrganisationId = company, ClusterId = Guid.CreateVersion7(), From = new(2016, 12, 31), HomeProgrammeId = programme };
        Assert.NotNull(second.Fits([first]));
        second.From = new(2017, 1, 1);
        Assert.Null(second.Fits([first]));
        (second.From, second.HomeProgrammeId) = (new(2016, 3, 1), null);
        Assert.Null(second.Fits([first]));
        Assert.NotNull(new ClusterMembership { OrganisationId = company, ClusterId = first.ClusterId, From = new(2015, 1, 1) }.Fits([first]));
        Assert.NotNull(new ClusterMembership { OrganisationId = company, ClusterId = first.ClusterId, From = new(2015, 1, 1), To = new(2014, 1, 1) }.Fits([]));
    }

    [Fact]
    public void A_declaration_counts_once_somebody_else_has_validated_it_and_while_it_holds()
    {
        var (company, manager) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var declaration = new SmeDeclaration { OrganisationId = Guid.CreateVersion7(), FinancialYear = 2016, Category = SmeCategory.Small, State = SmeDeclarationState.Declared, DeclaredById = company, ValidFrom = new(2017, 1, 1), ValidTo = new(2018, 12, 31) };
        Assert.NotNull(declaration.MayDecide(company));
        Assert.Null(declaration.MayDecide(manager));
        Assert.False(declaration.MakesSmeOn(new(2017, 6, 1)));
        declaration.State = SmeDeclarationState.Validated;
        Assert.True(declaration.MakesSmeOn(new(2017, 6, 1)));
        Assert.True(declaration.MakesSmeOn(new(2018, 12, 31)));
        Assert.False(declaration.MakesSmeOn(new(2019, 1, 1)));
        Assert.True(declaration.HasExpiredOn(new(2019, 1, 1)));
        declaration.Category = SmeCategory.NotSme;
        Assert.False(declaration.MakesSmeOn(new(2017, 6, 1)));
    }
}
