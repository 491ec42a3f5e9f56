using Paceline.Domain.Organisations;

namespace Paceline.Features.SmeStatus;

/// <summary>Sizes and states in words and shapes; English, keys of their translations.</summary>
public static class SmeWords
{
    /// <summary>A category as the Recommendation names it.</summary>
    public static string Of(SmeCategory category) => category switch
    {
        SmeCategory.Micro => "Micro-enterprise",
        SmeCategory.Small => "Small enterprise",
        SmeCategory.Medium => "Medium-sized enterprise",
        SmeCategory.NotSme => "Not an SME",
        _ => "Not decided",
    };

    /// <summary>Where a declaration stands on a day, with the shape of its sign.</summary>
    public static (string Word, string Shape) Standing(SmeDeclarationState state, DateOnly? validTo, DateOnly today) => state switch
    {
        SmeDeclarationState.Validated when validTo < today => ("Expired", "warn"),
        SmeDeclarationState.Validated => ("Validated", "ok"),
        SmeDeclarationState.Declared => ("Waits for a check", "wait"),
        SmeDeclarationState.Rejected => ("Sent back", "bad"),
        SmeDeclarationState.Superseded => ("Superseded", "off"),
        _ => ("Draft", "wait"),
    };
}
