using System.ComponentModel.DataAnnotations;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>What a cluster organisation is and does.</summary>
public sealed class ClusterInput : OrganisationInput
{
    private const string Counted = "Write a number from 0 to 100 000.";

    public Dictionary<string, string?> Summary { get; set; } = [];
    public Dictionary<string, string?> Description { get; set; } = [];
    [Range(1800, 2200, ErrorMessage = "Write a year like 1998.")] public int? Established { get; set; }
    [Range(typeof(decimal), "0", "10000", ErrorMessage = "Write a number like 3.5.", ParseLimitsInInvariantCulture = true)] public decimal? Staff { get; set; }
    [Range(0, 100_000, ErrorMessage = Counted)] public int? SmeMembers { get; set; }
    [Range(0, 100_000, ErrorMessage = Counted)] public int? LargeMembers { get; set; }
    [Range(0, 100_000, ErrorMessage = Counted)] public int? ResearchMembers { get; set; }
    [Range(0, 100_000, ErrorMessage = Counted)] public int? PublicMembers { get; set; }
    [Range(0, 100_000, ErrorMessage = Counted)] public int? OtherMembers { get; set; }
    [StringLength(2000, ErrorMessage = "Use at most {1} characters.")] public string? Ecosystems { get; set; }
    [StringLength(2000, ErrorMessage = "Use at most {1} characters.")] public string? Priorities { get; set; }
    [StringLength(2000, ErrorMessage = "Use at most {1} characters.")] public string? Services { get; set; }
    public ValueChainSegment[] ValueChains { get; set; } = [];
    public string?[] ThirdCountries { get; set; } = [];
    [StringLength(300, ErrorMessage = "Use at most {1} characters.")] public string? NationalProgramme { get; set; }
    public string? EnglishWebsite { get; set; }
    public ClusterLabel Label { get; set; }
    public LabelIssuer LabelIssuer { get; set; }
    public DateOnly? LabelValidTo { get; set; }

    public override void Fill(OrganisationRecord record)
    {
        var (o, p) = (record.Organisation, record.Cluster!);
        (Summary, Description) = (PerLanguage.Fields(o.Summary), PerLanguage.Fields(o.Description));
        (Established, Staff, SmeMembers, LargeMembers, ResearchMembers, PublicMembers, OtherMembers) = (p.Established, p.Staff, p.SmeMembers, p.LargeMembers, p.ResearchMembers, p.PublicMembers, p.OtherMembers);
        (Ecosystems, Priorities, Services) = (string.Join('\n', p.Ecosystems), string.Join('\n', p.Priorities), string.Join('\n', p.Services));
        (ValueChains, ThirdCountries, NationalProgramme, EnglishWebsite) = (p.ValueChains, p.ThirdCountries, p.NationalProgramme, p.EnglishWebsite);
        (Label, LabelIssuer, LabelValidTo) = (p.Label, p.LabelIssuer, p.LabelValidTo);
    }

    public override IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) =>
    [
        .. PerLanguage.Check("Summary", Summary, 300), .. PerLanguage.Check("Description", Description, 4000),
        ("Input.EnglishWebsite", WebAddresses.Check(EnglishWebsite)), ("Input.ThirdCountries", CheckCountries(CodesOf(ThirdCountries))),
        ("Input.LabelValidTo", Label is not ClusterLabel.None && LabelValidTo is null ? new Refusal("Say until when the label holds.") : null),
    ];

    public override void Apply(OrganisationRecord record)
    {
        var (o, p) = (record.Organisation, record.Cluster!);
        (o.Summary, o.Description) = (PerLanguage.Text(o.Summary, Summary), PerLanguage.Text(o.Description, Description));
        (p.Established, p.Staff, p.SmeMembers, p.LargeMembers, p.ResearchMembers, p.PublicMembers, p.OtherMembers) = (Established, Staff, SmeMembers, LargeMembers, ResearchMembers, PublicMembers, OtherMembers);
        (p.Ecosystems, p.Priorities, p.Services) = (Same(p.Ecosystems, LinesOf(Ecosystems)), Same(p.Priorities, LinesOf(Priorities)), Same(p.Services, LinesOf(Services)));
        (p.ValueChains, p.ThirdCountries) = (Same(p.ValueChains, [.. ValueChains.Distinct().Order()]), Same(p.ThirdCountries, CodesOf(ThirdCountries)));
        (p.NationalProgramme, p.EnglishWebsite) = (Line(NationalProgramme), WebAddresses.Clean(EnglishWebsite));
        // Without a label there is nobody who issued it.
        (p.Label, p.LabelIssuer, p.LabelValidTo) = Label is ClusterLabel.None ? (Label, LabelIssuer.Unknown, null) : (Label, LabelIssuer, LabelValidTo);
    }

    public override IEnumerable<(string Label, string Text)> Words(Texts texts) =>
    [
        ("In one sentence", PerLanguage.Words(Summary)), ("About the cluster", PerLanguage.Words(Description)), ("Founded in", $"{Established}"), ("Staff, full-time equivalents", FormattableString.Invariant($"{Staff}")),
        ("Small and medium-sized companies", $"{SmeMembers}"), ("Large companies", $"{LargeMembers}"), ("Research and education", $"{ResearchMembers}"), ("Public bodies", $"{PublicMembers}"), ("Others", $"{OtherMembers}"),
        ("Industrial ecosystems", string.Join(", ", LinesOf(Ecosystems))), ("Priorities of smart specialisation", string.Join(", ", LinesOf(Priorities))), ("Services to members", string.Join(", ", LinesOf(Services))),
        ("Value chains", string.Join(", ", ValueChains.Distinct().Order().Select(v => texts.Word(v)))), ("Countries outside the Union of interest", string.Join(", ", CodesOf(ThirdCountries).Select(c => Texts.Country(c)))),
        ("National or regional programme", Line(NationalProgramme)), ("English website", WebAddresses.Clean(EnglishWebsite) ?? ""), ("Quality label", texts.Word(Label)), ("Issued by", LabelIssuer.ToString()), ("Valid until", $"{LabelValidTo:yyyy-MM-dd}"),
    ];
}
