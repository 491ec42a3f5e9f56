namespace Paceline.Domain.Organisations;

/// <summary>What a company agrees to when it shows a part of its profile to everybody.</summary>
public static class PublicConsent
{
    /// <summary>Number of the sentence; raised when it changes, and kept in the trail with each consent.</summary>
    public const int Version = 1;

    /// <summary>The sentence, also the key of its translations.</summary>
    public const string Sentence = "We agree that everybody may see what is ticked here, in the public directory and in search engines, until we withdraw it. Withdrawing takes effect at once.";

    /// <summary>Why a choice makes no entry; null when it does.</summary>
    public static Refusal? Check(PublicFields chosen, bool agreed, CompanyProfile profile) =>
        chosen is not PublicFields.None && !chosen.HasFlag(PublicFields.Card) ? new Refusal("Tick the card too: without a name there is no entry.")
        : chosen.HasFlag(PublicFields.Contact) && profile is { ContactName: "", ContactEmail: "", ContactPhone: "" } ? new Refusal("There is no contact for buyers yet. Fill it in first, or leave it out.")
        : chosen is not PublicFields.None && !agreed ? new Refusal("Tick that you agree, or withdraw the entry.")
        : null;
}
