namespace Paceline.Domain.Privacy;

/// <summary>A processing of personal data as Article 30 GDPR asks it to be written down. All texts are English and keys of their translations.</summary>
/// <param name="Purpose">For what.</param>
/// <param name="Basis">On what legal basis.</param>
/// <param name="People">Whose data.</param>
/// <param name="Data">Which data.</param>
/// <param name="Recipients">Who gets them.</param>
/// <param name="Kept">How long.</param>
public sealed record Processing(string Purpose, string Basis, string People, string Data, string Recipients, string Kept);

/// <summary>The register of the product: what its pages do with personal data.</summary>
public static class ProcessingRegister
{
    private const string GrantTime = "5 years after payment of the balance; 3 years for grants up to EUR 60 000";

    /// <summary>The entries.</summary>
    public static readonly IReadOnlyList<Processing> Entries =
    [
        new("Accounts and sign-in", "Legitimate interest: only those who may come in", "People with an account", "Name, e-mail address, roles, devices, shortened network addresses", "The partners’ administrators", "As long as the account is open; sign-ins 12 months"),
        new("Directory of members and their contacts", "Legitimate interest: cooperation in the alliance; publication only with consent", "Contacts of organisations", "Name, job title, e-mail address, telephone", "The partners; everybody, where the company shows it", "As long as the membership lasts, and 12 months"),
        new("Matchmaking events", "Consent, and what was agreed with the participants", "Participants, buyers, interpreters", "Name, organisation, country, what is looked for, meetings", "The other participants; hosts of the event, also outside the EU", GrantTime),
        new("Calls and applications", "Legitimate interest: choosing fairly who takes part", "People whom a company names as travellers, assessors", "Name, e-mail address, language, what they do in the company; scores and reasons", "The organiser; assessors see the application without its people", "As long as the proof; what was not chosen 12 months after the decision"),
        new("Registration and attendance at activities", "Legal obligation: reporting under the grant agreement", "People who are invited, register or attend", "Name, organisation, e-mail address, telephone, place of departure, presence, signature", "Those who run the activity, the funder, auditors", GrantTime),
        new("Missions: lists for hosts and briefing packs", "Explicit consent, an adequacy decision or standard contractual clauses", "Members of a delegation, readers of a briefing pack", "Name, organisation, job title; more only where it was chosen", "The hosts, also outside the EU; the delegation", "Briefing packs 30 days after the activity; lists as long as the proof"),
        new("What came of meetings, next steps, contracts", "Legal obligation: reporting under the grant agreement", "Participants and those who report", "Answers, notes, signed contracts, files", "The partners, the funder, auditors", GrantTime),
        new("Diet and access needs", "Explicit consent", "Participants who tell them", "What they eat and need", "Those who run the event", "30 days after the event"),
        new("Letters about later events", "Consent", "People who asked for them", "Name, e-mail address, language", "The partners", "Until the consent is withdrawn; the proof 12 months longer"),
        new("Mail and security of the platform", "Legitimate interest: a platform that works and is safe", "Everybody who uses it", "Messages, sign-ins, who did what and when", "The partners’ administrators and auditors", "12 months, network addresses in the audit trail too; the audit trail stays, and whoever is erased is taken out of it"),
        new("Answering requests about personal data", "Legal obligation: Articles 12 to 22 GDPR", "People who use their rights", "Name, e-mail address, the request and its answer", "The privacy officer; the supervisory authority on request", "3 years after the answer"),
    ];
}
