namespace Paceline.Domain.Monitoring;

/// <summary>The indicators that the product can count, with the names under which the calls know them. A programme takes them over and gives them its targets.</summary>
public static class IndicatorCatalogue
{
    private static readonly (string Code, string English, string French, IndicatorLevel Level)[] All =
    [
        ("R-06", "Business contracts", "Contrats commerciaux", IndicatorLevel.Result),
        ("R-07", "Companies with a contract", "Entreprises avec un contrat", IndicatorLevel.Result),
        ("R-08", "Value of contracts", "Valeur des contrats", IndicatorLevel.Result),
        ("O-01", "Trade missions", "Missions commerciales", IndicatorLevel.Output),
        ("O-02", "International fairs", "Salons internationaux", IndicatorLevel.Output),
        ("O-03", "Market studies", "Études de marché", IndicatorLevel.Output),
        ("O-04", "Matchmaking events", "Rencontres d’affaires", IndicatorLevel.Output),
        ("O-05", "Funding guides", "Guides des financements", IndicatorLevel.Output),
        ("O-06", "Training sessions", "Sessions de formation", IndicatorLevel.Output),
        ("O-08", "Business meetings held", "Rendez-vous d’affaires tenus", IndicatorLevel.Output),
        ("O-13", "Companies in missions", "Entreprises en mission", IndicatorLevel.Output),
        ("O-15", "Mission places", "Places en mission", IndicatorLevel.Output),
    ];

    /// <summary>Definitions for a programme; those without a target promise nothing and are counted all the same.</summary>
    public static IEnumerable<IndicatorDefinition> For(Guid programme, IReadOnlyDictionary<string, int> targets) => All.Select(i => new IndicatorDefinition
    {
        ProgrammeId = programme,
        Code = i.Code,
        Name = new LocalizedText(i.English) { ["fr"] = i.French },
        Level = i.Level,
        Target = targets.TryGetValue(i.Code, out var target) ? target : null,
    });
}
