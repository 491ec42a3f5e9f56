using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>Bands and levels as people say them.</summary>
public static class ProfileWords
{
    public static string Of(Texts texts, ExportExperience value) => value is ExportExperience.None ? texts["At home only"].Value : texts.Word(value);

    public static string Of(Texts texts, ExportShareBand value) => value is ExportShareBand.None ? texts["Nothing"].Value : texts.Word(value);

    public static string Of(Texts texts, PublicFields field) => field switch
    {
        PublicFields.Card => texts["Card: name, country, region, what you do"].Value,
        PublicFields.Description => texts["Descriptions and products"].Value,
        PublicFields.OffersAndNeeds => texts["Offers and needs"].Value,
        PublicFields.Markets => texts["Markets and export experience"].Value,
        PublicFields.Certifications => texts["Certificates and readiness"].Value,
        PublicFields.Address => texts["Street, town and website"].Value,
        PublicFields.Contact => texts["Contact for buyers"].Value,
        PublicFields.Size => texts["Size, turnover and export bands"].Value,
        _ => texts.Word(field),
    };

    public static string Of(Texts texts, ProfileSection section) => section switch
    {
        ProfileSection.WhoYouAre => texts["Who you are"].Value,
        ProfileSection.WhatYouDo => texts["What you do"].Value,
        ProfileSection.OffersAndNeeds => texts["Offers and needs"].Value,
        ProfileSection.Markets => texts["Markets"].Value,
        ProfileSection.Proof => texts["Proof"].Value,
        ProfileSection.Contact => texts["Contact for buyers"].Value,
        _ => texts.Word(section),
    };

    /// <summary>A level of technology readiness in a sentence, as the Union's programmes count them.</summary>
    public static string Trl(Texts texts, int level) => level switch
    {
        1 => texts["1: basic principles observed"].Value,
        2 => texts["2: concept formulated"].Value,
        3 => texts["3: proof of concept"].Value,
        4 => texts["4: validated in the laboratory"].Value,
        5 => texts["5: validated where it will be used"].Value,
        6 => texts["6: demonstrated where it will be used"].Value,
        7 => texts["7: prototype in use"].Value,
        8 => texts["8: complete and qualified"].Value,
        _ => texts["9: proven in daily use"].Value,
    };
}
