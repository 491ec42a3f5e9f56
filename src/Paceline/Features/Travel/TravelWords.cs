using Paceline.Domain.Activities.Travel;

namespace Paceline.Features.Travel;

/// <summary>Shapes and colours for how things stand.</summary>
public static class TravelWords
{
    /// <summary>Whom decisions of the Commission cover, as the list of countries says it: English, keys of translations.</summary>
    public static readonly IReadOnlyList<string> Covered =
        ["commercial organisations", "private organisations", "organisations in the Safe Harbour", "organisations in the Privacy Shield", "organisations in the Data Privacy Framework"];

    /// <summary>The shape of a counterpart's standing.</summary>
    public static string Shape(CheckStanding standing) => standing switch
    {
        CheckStanding.Clear => "ok",
        CheckStanding.Old => "warn",
        CheckStanding.NotChecked => "wait",
        CheckStanding.Open => "warn",
        CheckStanding.Matched => "bad",
        _ => "off",
    };

    /// <summary>The choice of a basis as the law names it, English.</summary>
    public static string Law(TransferBasis basis) => basis switch
    {
        TransferBasis.ExplicitConsent => "Explicit consent (Article 49)",
        TransferBasis.Adequacy => "Decision on the country (Article 45)",
        _ => "Standard clauses with the host (Article 46)",
    };
}
