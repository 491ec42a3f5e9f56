namespace Paceline.Domain;

/// <summary>Why a rule says no: an English sentence that is also the key of its translations, and what fills its placeholders.</summary>
/// <param name="Sentence">What is wrong and what would be right, addressed to the person, with {0} placeholders.</param>
/// <param name="Arguments">Values for the placeholders.</param>
public sealed record Refusal(string Sentence, params object[] Arguments);
