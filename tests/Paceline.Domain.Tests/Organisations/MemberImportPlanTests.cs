using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Imports;

namespace Paceline.Domain.Tests.Organisations;

public sealed class MemberImportPlanTests
{
    private static readonly Guid Cluster = Ids.New();

    [Fact]
    public void A_list_that_says_what_is_known_changes_nothing()
    {
        var company = Company("Nordvelo B.V.", "BE", "BE0404000021");
        var plan = Plan([company], new MemberRow(2) { Name = "nordvelo b.v.", Values = Values(("country", "BE"), ("vat", "BE0404000021")) });
        // Capitals are the company's own spelling: the name is written as the list writes it.
        Assert.Equal(LineOutcome.Changed, plan.Lines.Single().Outcome);
        var again = Plan([company], new MemberRow(2) { Name = "nordvelo b.v.", Values = Values(("country", "BE"), ("vat", "BE0404000021")) });
        Assert.Equal(LineOutcome.Unchanged, again.Lines.Single().Outcome);
        Assert.False(again.HasWork);
    }

    [Theory]
    [InlineData("Nordvelo", "BE", "", "", "Same name and country, spelt otherwise")]
    [InlineData("Somebody else", "BE", "BE0404000021", "", "Same VAT number")]
    [InlineData("Somebody else", "BE", "", "nordvelo.example/shop", "Same website")]
    [InlineData("Nordvelo B.V.", "BE", "BE0999000021", "", "Same name and country, but another number")]
    public void What_may_be_the_same_waits_for_a_choice(string name, string country, string vat, string website, string why)
    {
        var company = Company("Nordvelo B.V.", "BE", "BE0404000021", "https://www.nordvelo.example");
        var row = new MemberRow(7) { Name = name, Values = Values(("country", country), ("vat", vat), ("website", website)) };
        var line = Plan([company], row).Lines.Single();
        Assert.Equal((LineOutcome.Waiting, why, "Nordvelo B.V."), (line.Outcome, line.Why, line.Existing));
        var same = Plan([company], new Dictionary<int, DuplicateChoice> { [7] = DuplicateChoice.Same }, row);
        Assert.Equal(LineOutcome.Changed, same.Lines.Single().Outcome);
        var another = Plan([Company("Nordvelo B.V.", "BE", "BE0404000021", "https://www.nordvelo.example")], new Dictionary<int, DuplicateChoice> { [7] = DuplicateChoice.Another }, row);
        Assert.Single(another.Made);
        Assert.Single(another.Distinct);
    }

    [Fact]
    public void Another_clusters_company_becomes_a_member_and_its_record_stays()
    {
        var foreign = Company("Nordvelo B.V.", "BE", "BE0404000021");
        var known = Known(foreign) with { IsOwn = false };
        var plan = MemberImportPlan.Of([new MemberRow(3) { Name = "Nordvelo B.V.", Values = Values(("country", "BE"), ("vat", "BE0404000021"), ("city", "Gent")), Contact = new ContactRow("Lotte Maes", "", "", "lotte@nordvelo.example", "", "") }], [], [], Contents([known], []), new Dictionary<int, DuplicateChoice>());
        var line = plan.Lines.Single();
        Assert.Equal((LineOutcome.Joins, (string?)null, (Guid?)null), (line.Outcome, line.Existing, line.ExistingId));
        Assert.Equal(("", 0), (foreign.City, plan.Contacts.Count));
        var membership = Assert.Single(plan.Memberships);
        Assert.Equal((foreign.Id, Cluster, (Guid?)null), (membership.OrganisationId, membership.ClusterId, membership.HomeProgrammeId));
    }

    [Fact]
    public void Two_lines_of_one_company_make_one_company_and_two_people()
    {
        MemberRow Line(int line, string person) => new(line) { Name = "Cima S.L.", Values = Values(("country", "ES"), ("vat", "ESB12345674")), Contact = new ContactRow(person, "", "", $"{person}@cima.example", "", "") };
        var plan = Plan([], Line(2, "anna"), Line(3, "berta"), Line(4, "anna"));
        Assert.Equal((1, 1, 2), (plan.Made.Count, plan.Memberships.Count, plan.Contacts.Count));
    }

    [Fact]
    public void Two_lines_that_contradict_each_other_do_not_overwrite_each_other()
    {
        var plan = Plan([], new MemberRow(2) { Name = "Cima S.L.", Values = Values(("country", "ES"), ("city", "Reus")) }, new MemberRow(3) { Name = "Cima S.L.", Values = Values(("country", "ES"), ("city", "Lleida")) });
        Assert.Equal("Reus", plan.Made.Single().Organisation.City);
        Assert.Contains(plan.Problems, p => p.Line == 3 && p.IsNotice && p.Arguments.Contains("Town"));
    }

    [Fact]
    public void The_line_of_a_merged_company_leaves_the_one_that_carries_on_as_it_is()
    {
        var kept = Company("Cima S.L.", "ES", "ESB12345674");
        var merged = Company("Cima Esports S.L.", "ES", "ESB76543216");
        (merged.State, merged.MergedIntoId) = (OrganisationState.Merged, kept.Id);
        var plan = Plan([kept, merged], new MemberRow(2) { Name = "Cima Esports S.L.", Values = Values(("country", "ES"), ("vat", "ESB76543216"), ("city", "Reus")) });
        Assert.Equal((LineOutcome.Unchanged, "Cima S.L.", ""), (plan.Lines.Single().Outcome, kept.Name, kept.City));
    }

    [Fact]
    public void A_person_is_found_to_a_company_by_the_domain_of_the_address()
    {
        var company = Company("Cima S.L.", "ES", "", "https://cima.example");
        MemberRow Person(int line, string email) => new(line) { IsPersonOnly = true, Contact = new ContactRow("Anna Puig", "", "", email, "", "") };
        var plan = Plan([company], Person(2, "anna@cima.example"), Person(3, "anna@elsewhere.example"));
        Assert.Equal(company.Id, Assert.Single(plan.Contacts).OrganisationId);
        Assert.Equal(LineOutcome.Invalid, plan.Lines.Single(l => l.Line == 3).Outcome);
    }

    private static Dictionary<string, string> Values(params (string Key, string Value)[] values) => values.Where(v => v.Value is not "").ToDictionary(v => v.Key, v => v.Value);

    private static Organisation Company(string name, string country, string vat, string? website = null) => new() { Name = name, Kind = OrganisationKind.Company, Country = country, VatNumber = vat, Website = website, HomeClusterId = Cluster };

    private static KnownMember Known(Organisation o) => new(o.Id, o.Name, o.NameKey, o.VatNumber, o.RegistrationKey, o.Country, o.WebDomain, o.State, o.MergedIntoId, true, false);

    private static MemberImportPlan Plan(Organisation[] there, params MemberRow[] rows) => Plan(there, new Dictionary<int, DuplicateChoice>(), rows);

    private static MemberImportPlan Plan(Organisation[] there, Dictionary<int, DuplicateChoice> choices, params MemberRow[] rows) =>
        MemberImportPlan.Of(rows, [], [], Contents([.. there.Select(Known)], there), choices);

    private static MemberContents Contents(IReadOnlyList<KnownMember> known, Organisation[] own) => new()
    {
        ClusterId = Cluster,
        ImportId = Ids.New(),
        Today = new DateOnly(2017, 10, 1),
        Known = known,
        Records = own.ToDictionary(o => o.Id, o => new MemberRecord(o, new CompanyProfile { OrganisationId = o.Id })),
        Contacts = Array.Empty<Contact>().ToLookup(c => c.OrganisationId),
        Memberships = own.Select(o => new ClusterMembership { OrganisationId = o.Id, ClusterId = Cluster, From = new DateOnly(2016, 1, 1) }).ToLookup(m => m.OrganisationId),
    };
}
