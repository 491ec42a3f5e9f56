using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>What stands behind a number or a category, in words.</summary>
public static class ProfileWording
{
    private static readonly string[] Levels =
    [
        "basic principles observed", "concept formulated", "proof of concept", "validated in the laboratory", "validated in its environment",
        "demonstrated in its environment", "prototype in operation", "complete and qualified", "proven in operation",
    ];

    /// <summary>English words for a technology readiness level, a key of the catalogues.</summary>
    public static string OfTrl(int level) => Levels[Math.Clamp(level, 1, 9) - 1];

    /// <summary>A size with what it means.</summary>
    public static string OfSize(SmeCategory category, Texts texts) => category switch
    {
        SmeCategory.Micro => texts["Micro enterprise, fewer than 10 people"].Value,
        SmeCategory.Small => texts["Small enterprise, fewer than 50 people"].Value,
        SmeCategory.Medium => texts["Medium enterprise, fewer than 250 people"].Value,
        _ => texts.Word(category),
    };
}
