namespace Paceline.Domain.Organisations;

/// <summary>Who looks at a company's profile.</summary>
public enum ProfileViewer
{
    /// <summary>Anybody, without an account.</summary>
    Everybody,
    /// <summary>Another company of the alliance.</summary>
    OtherCompany,
    /// <summary>The company itself, or the staff of the alliance and of its funder.</summary>
    OwnOrStaff,
}

/// <summary>What of a company's profile whom: the one rule for pages, lists, searches and exports.</summary>
public static class ProfileSight
{
    /// <summary>What companies of one alliance show each other; how to reach a person, and size, only where agreed.</summary>
    public const PublicFields AmongCompanies = PublicFields.Card | PublicFields.Description | PublicFields.OffersAndNeeds | PublicFields.Certifications | PublicFields.Markets;

    /// <summary>What a viewer sees.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="agreed">What the company agreed to show to everybody; nothing where it has no profile.</param>
    public static PublicFields Of(ProfileViewer viewer, PublicFields agreed) => viewer switch
    {
        ProfileViewer.OwnOrStaff => PublicFields.All,
        ProfileViewer.OtherCompany => Agreed(agreed) | AmongCompanies,
        ProfileViewer.Everybody => Agreed(agreed),
        _ => PublicFields.None,
    };

    /// <summary>What a viewer sees of a profile.</summary>
    public static PublicFields Of(ProfileViewer viewer, CompanyProfile? profile) => Of(viewer, profile?.Public ?? PublicFields.None);

    // Without its card there is no entry: nothing else may leak out beside it.
    private static PublicFields Agreed(PublicFields agreed) => agreed.HasFlag(PublicFields.Card) ? agreed & PublicFields.All : PublicFields.None;
}
