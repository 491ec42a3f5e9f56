namespace Paceline.Domain.Privacy;

/// <summary>Where Regulation (EU) 2016/679 holds: the Union and the European Economic Area.</summary>
public static class EuropeanArea
{
    private static readonly HashSet<string> Inside = new(StringComparer.Ordinal)
    {
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
    };

    /// <summary>Whether a country is known to lie outside.</summary>
    public static bool IsOutside(string? country) => !string.IsNullOrEmpty(country) && !Inside.Contains(country);
}
