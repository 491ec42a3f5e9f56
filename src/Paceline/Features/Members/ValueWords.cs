using System.Globalization;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;

namespace Paceline.Features.Members;

/// <summary>How people write the few words that a field knows, in the product's languages; and amounts as bands.</summary>
internal static class ValueWords
{
    public static readonly IReadOnlyDictionary<ValueChainSegment, string[]> Segments = new Dictionary<ValueChainSegment, string[]>
    {
        [ValueChainSegment.SportEvents] = ["sport events", "sports events", "events", "événements sportifs", "événements", "eventos deportivos", "eventos", "esdeveniments esportius", "esdeveniments", "sportevenementen", "evenementen"],
        [ValueChainSegment.SportFacilities] = ["sport facilities", "sports facilities", "facilities", "équipements sportifs", "installations sportives", "installations", "instalaciones deportivas", "instalaciones", "instal·lacions esportives", "instal·lacions", "sportfaciliteiten", "sportaccommodaties", "accommodaties", "faciliteiten"],
        [ValueChainSegment.ConsumerGoodsAndServices] = ["consumer goods and services", "consumer goods", "goods and services", "goods", "consumer", "biens et services de consommation", "biens de consommation", "bienes y servicios de consumo", "bienes de consumo", "béns i serveis de consum", "béns de consum", "consumentengoederen en -diensten", "consumentengoederen"],
    };

    public static readonly IReadOnlyDictionary<CrossSector, string[]> Sectors = new Dictionary<CrossSector, string[]>
    {
        [CrossSector.Tourism] = ["tourism", "tourisme", "turismo", "turisme", "toerisme"],
        [CrossSector.Health] = ["health", "santé", "salud", "salut", "gezondheid", "healthcare"],
        [CrossSector.FoodAndNutrition] = ["food and nutrition", "food", "nutrition", "alimentation", "alimentation et nutrition", "alimentación", "nutrición", "alimentación y nutrición", "alimentació", "nutrició", "alimentació i nutrició", "voeding", "food & nutrition"],
        [CrossSector.InformationTechnology] = ["information technology", "it", "ict", "technologies de l’information", "informatique", "tic", "tecnologías de la información", "tecnologies de la informació", "informatica", "informàtica", "informatietechnologie", "software", "digital"],
        [CrossSector.Construction] = ["construction", "building", "bâtiment", "construcción", "construcció", "bouw"],
        [CrossSector.Textile] = ["textile", "textiles", "textil", "tèxtil", "textiel", "clothing"],
    };

    public static readonly IReadOnlyDictionary<ExportExperience, string[]> Exports = new Dictionary<ExportExperience, string[]>
    {
        [ExportExperience.None] = ["none", "no", "non", "nee", "aucune", "ninguna", "cap", "geen", "at home only", "0", "false"],
        [ExportExperience.WithinEurope] = ["within europe", "europe", "eu", "en europe", "ue", "en europa", "a europa", "dins europa", "binnen europa", "europa", "yes, eu"],
        [ExportExperience.BeyondEurope] = ["beyond europe", "beyond eu", "world", "worldwide", "hors d’europe", "hors ue", "monde", "fuera de europa", "mundo", "fora d’europa", "món", "buiten europa", "wereld", "outside europe"],
    };

    public static readonly IReadOnlyDictionary<OrganisationKind, string[]> Kinds = new Dictionary<OrganisationKind, string[]>
    {
        [OrganisationKind.Company] = ["company", "sme", "large company", "start-up", "startup", "entreprise", "pme", "société", "empresa", "pyme", "pime", "bedrijf", "mkb", "kmo", "onderneming", "firm"],
        [OrganisationKind.ResearchOrganisation] = ["research organisation", "research", "research centre", "research center", "centre de recherche", "organisme de recherche", "centro de investigación", "centro tecnológico", "centre de recerca", "centre tecnològic", "onderzoeksinstelling", "kennisinstelling"],
        [OrganisationKind.University] = ["university", "school", "université", "école", "universidad", "escuela", "universitat", "escola", "universiteit", "hogeschool"],
        [OrganisationKind.PublicAuthority] = ["public authority", "public body", "public", "collectivité", "organisme public", "administración pública", "ayuntamiento", "administració pública", "ajuntament", "overheid", "gemeente"],
        [OrganisationKind.BusinessSupport] = ["business support", "chamber", "agency", "incubator", "chambre de commerce", "agence", "cámara de comercio", "agencia", "cambra de comerç", "agència", "kamer van koophandel"],
        [OrganisationKind.Federation] = ["federation", "association", "club", "fédération", "federación", "asociación", "federació", "associació", "federatie", "bond", "vereniging"],
        [OrganisationKind.Other] = ["other", "autre", "otro", "altre", "andere", "overig"],
    };

    /// <summary>The value that a word means: one of its spellings, its own name, or null.</summary>
    public static TEnum? Find<TEnum>(string text, IReadOnlyDictionary<TEnum, string[]> words) where TEnum : struct, Enum
    {
        var key = Spelling.Key(text);
        foreach (var (value, spellings) in words)
            if (Spelling.Key(value.ToString()) == key || spellings.Any(s => Spelling.Key(s) == key)) return value;
        return null;
    }

    /// <summary>The band of an amount in euro: "1.250.000", "1,25 M€", "2-10 million", "UpToTenMillion".</summary>
    public static TurnoverBand? Turnover(string text)
    {
        foreach (var band in Enum.GetValues<TurnoverBand>())
            if (band is not TurnoverBand.Unknown && Spelling.Key(band.ToString()) == Spelling.Key(text)) return band;
        var lower = text.ToLowerInvariant();
        var above = lower.Contains('>', StringComparison.Ordinal) || lower.Contains("more than", StringComparison.Ordinal) || lower.Contains("over", StringComparison.Ordinal) || lower.Contains("plus de", StringComparison.Ordinal) || lower.Contains("más de", StringComparison.Ordinal) || lower.Contains("meer dan", StringComparison.Ordinal) || lower.Contains("més de", StringComparison.Ordinal);
        var amounts = Amounts(lower);
        if (amounts.Count == 0) return null;
        // Of a band the upper end decides.
        var most = amounts[^1] + (above ? 0.01m : 0);
        return most <= 500_000 ? TurnoverBand.UpToHalfMillion : most <= 2_000_000 ? TurnoverBand.UpToTwoMillion : most <= 10_000_000 ? TurnoverBand.UpToTenMillion : most <= 50_000_000 ? TurnoverBand.UpToFiftyMillion : TurnoverBand.AboveFiftyMillion;
    }

    /// <summary>The band of a share in percent: "30 %", "0,3" as a spreadsheet keeps it, "UpToHalf".</summary>
    public static ExportShareBand? ExportShare(string text)
    {
        foreach (var band in Enum.GetValues<ExportShareBand>())
            if (band is not ExportShareBand.Unknown && Spelling.Key(band.ToString()) == Spelling.Key(text)) return band;
        var numbers = Amounts(text.ToLowerInvariant());
        if (numbers.Count == 0) return null;
        var share = numbers[^1];
        if (share > 0 && share <= 1 && !text.Contains('%', StringComparison.Ordinal)) share *= 100;
        return share switch { < 0 or > 100 => null, 0 => ExportShareBand.None, <= 25 => ExportShareBand.UpToQuarter, <= 50 => ExportShareBand.UpToHalf, _ => ExportShareBand.AboveHalf };
    }

    private static List<decimal> Amounts(string text)
    {
        var amounts = new List<decimal>();
        var scale = text.Contains("mill", StringComparison.Ordinal) || text.Contains("mio", StringComparison.Ordinal) || text.Contains("m€", StringComparison.Ordinal) || text.TrimEnd('€', ' ').EndsWith('m') || text.Contains("meur", StringComparison.Ordinal) || text.Contains(" m ", StringComparison.Ordinal) ? 1_000_000m
            : text.Contains("k€", StringComparison.Ordinal) || text.TrimEnd('€', ' ').EndsWith('k') || text.Contains("keur", StringComparison.Ordinal) || text.Contains("thousand", StringComparison.Ordinal) ? 1_000m : 1m;
        var squeezed = string.Concat(text.Select(c => char.IsWhiteSpace(c) || c is '\'' or '’' ? '\u0001' : c));
        foreach (var part in squeezed.Split([.. "-–/abcdefghijklmnopqrstuvwxyz€<>≤≥%àéèñçòíú:;()"], StringSplitOptions.RemoveEmptyEntries))
            if (NumberOf(part.Replace("\u0001", "", StringComparison.Ordinal).Trim('.', ',')) is { } number) amounts.Add(number * scale);
        return amounts;
    }

    // "1.250.000", "1,250,000", "1.250.000,50", "1,25", "1.5": the last sign is the decimal one where fewer or more than three digits follow it, or another sign stands before.
    private static decimal? NumberOf(string text)
    {
        if (text.Length is 0 or > 30 || text.Any(c => !char.IsAsciiDigit(c) && c is not '.' and not ',')) return null;
        var last = text.LastIndexOfAny(['.', ',']);
        var whole = text;
        var rest = "";
        if (last >= 0)
        {
            var same = text.Count(c => c == text[last]);
            var isDecimal = same == 1 && (text.Length - last - 1 != 3 || text.AsSpan(0, last).ContainsAny('.', ','));
            if (isDecimal) (whole, rest) = (text[..last], text[(last + 1)..]);
        }

        whole = whole.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse($"{(whole is "" ? "0" : whole)}.{(rest is "" ? "0" : rest)}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
