namespace Paceline.Domain.Organisations;

/// <summary>The steps in which a company fills in its profile.</summary>
public enum ProfileSection
{
    /// <summary>Name, place, languages.</summary>
    WhoYouAre,
    /// <summary>Segment, products, activities.</summary>
    WhatYouDo,
    /// <summary>Offers and needs.</summary>
    OffersAndNeeds,
    /// <summary>Where it sells and wants to sell.</summary>
    Markets,
    /// <summary>Certificates, readiness, size bands.</summary>
    Proof,
    /// <summary>Who answers.</summary>
    Contact,
}

/// <summary>Something that a profile lacks.</summary>
/// <param name="Section">Where it is filled in.</param>
/// <param name="Field">Name of the field there.</param>
/// <param name="Weight">Points of a hundred.</param>
/// <param name="What">English sentence, also the key of its translations: what to add.</param>
/// <param name="Why">English sentence, also the key of its translations: why it helps.</param>
public sealed record ProfileGap(ProfileSection Section, string Field, int Weight, string What, string Why);

/// <summary>How complete a company's profile is, and what is missing. Pure.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Missing">What is missing, the weightiest first.</param>
public sealed record ProfileCompleteness(int Percent, IReadOnlyList<ProfileGap> Missing)
{
    /// <summary>The completeness of a profile; one that was never begun lacks everything that is not in the organisation's record.</summary>
    public static ProfileCompleteness Of(Organisation organisation, CompanyProfile? profile)
    {
        var missing = Gaps.Where(g => !g.Has(organisation, profile)).Select(g => g.Gap).OrderByDescending(g => g.Weight).ToList();
        return new ProfileCompleteness(100 - missing.Sum(g => g.Weight), missing);
    }

    // Weights add up to a hundred; what buyers search by weighs most.
    private static readonly (ProfileGap Gap, Func<Organisation, CompanyProfile?, bool> Has)[] Gaps =
    [
        (new(ProfileSection.WhatYouDo, "Products", 14, "Add what you make.", "Buyers search by product."), (_, p) => Told(p?.Products)),
        (new(ProfileSection.WhatYouDo, "Summary", 10, "Say in one sentence what you do.", "It is the first line that everybody reads."), (o, _) => Told(o.Summary)),
        (new(ProfileSection.WhatYouDo, "Segment", 8, "Choose your value chain.", "Missions and events invite by value chain."), (_, p) => p?.Segment is not null),
        (new(ProfileSection.WhatYouDo, "Nace", 6, "Choose your main activity.", "Calls and funders ask for its code."), (o, _) => o.NaceMain is not ""),
        (new(ProfileSection.WhatYouDo, "Description", 6, "Describe the company in a few lines.", "It becomes your page in the catalogue of a mission."), (o, _) => Told(o.Description)),
        (new(ProfileSection.OffersAndNeeds, "Offers", 9, "Say what you offer to partners.", "Meetings are proposed from offers and needs."), (_, p) => Told(p?.Offers)),
        (new(ProfileSection.OffersAndNeeds, "Needs", 9, "Say what you look for.", "Meetings are proposed from offers and needs."), (_, p) => Told(p?.Needs)),
        (new(ProfileSection.Markets, "TargetMarkets", 8, "Choose the countries where you want to sell.", "You hear of missions to them first."), (_, p) => p?.TargetMarkets.Length > 0),
        (new(ProfileSection.Markets, "Export", 5, "Say how far you have sold.", "Newcomers and seasoned exporters get different trainings."), (_, p) => p is not null && p.ExportExperience is not ExportExperience.Unknown),
        (new(ProfileSection.WhoYouAre, "Nuts", 6, "Choose your region.", "Visitors look for companies near them."), (o, _) => o.Nuts is not "" || o.Region is not ""),
        (new(ProfileSection.WhoYouAre, "Languages", 4, "Choose the languages in which you do business.", "Interpreters are booked by it."), (o, _) => o.Languages.Length > 0),
        (new(ProfileSection.WhoYouAre, "Website", 3, "Add your website.", "Buyers look before they meet."), (o, _) => o.Website is not null),
        (new(ProfileSection.Proof, "Certifications", 3, "Add certificates, or how ready your technology is.", "Public buyers ask for them."), (_, p) => p?.Certifications.Length > 0 || p?.Trl is not null),
        (new(ProfileSection.Proof, "Turnover", 3, "Choose the band of your turnover.", "Organisers put companies of like size together."), (_, p) => p is not null && p.Turnover is not TurnoverBand.Unknown),
        (new(ProfileSection.Contact, "Name", 6, "Say who answers buyers, and where to write.", "A profile without a person ends there."), (_, p) => p is { ContactName: not "", ContactEmail: not "" }),
    ];

    private static bool Told(LocalizedText? text) => text is not null && text.Values.Any(v => !string.IsNullOrWhiteSpace(v));
}
