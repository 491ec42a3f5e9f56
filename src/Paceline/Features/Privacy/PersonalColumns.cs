namespace Paceline.Features.Privacy;

/// <summary>
/// What becomes of every column that may name or reach a person when that person is erased. Columns that say who did something are
/// found by <see cref="NameColumns"/>; all others stand here. A test compares this with the model and fails on a column that is missing.
/// </summary>
public static class PersonalColumns
{
    private const string Own = "Erased with the person's own rows.", Trail = "Taken out by the redaction of the trail.", Scrubbed = "The name is replaced where the text has to do with the person and nobody else bears it.", Thing = "Names a thing or an organisation.", Proof = "Never changed: proof of what was reported.";

    /// <summary>The rule of each column.</summary>
    public static readonly IReadOnlyDictionary<string, string> Rules = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Person.DisplayName"] = Own,
        ["Person.Email"] = Own,
        ["Person.NormalizedEmail"] = Own,
        ["Person.UserName"] = Own,
        ["Person.NormalizedUserName"] = Own,
        ["Person.PhoneNumber"] = Own,
        ["IdentityPasskeyData.Name"] = "Deleted with the passkey.",
        ["EmailChange.OldEmail"] = Own,
        ["EmailChange.NewEmail"] = Own,
        ["Contact.Name"] = Own,
        ["Contact.LatinName"] = Own,
        ["Contact.JobTitle"] = Own,
        ["Contact.Email"] = Own,
        ["Contact.Phone"] = Own,
        ["CompanyProfile.ContactName"] = Own,
        ["CompanyProfile.ContactEmail"] = Own,
        ["CompanyProfile.ContactPhone"] = Own,
        ["Participant.Name"] = Own,
        ["Participant.ContactName"] = Own,
        ["Participant.Email"] = Own,
        ["Registration.Name"] = Own,
        ["Registration.LatinName"] = Own,
        ["Registration.Email"] = Own,
        ["Registration.EmailKey"] = Own,
        ["Registration.Phone"] = Own,
        ["Registration.PlaceOfDeparture"] = Own,
        ["Registration.SearchText"] = Own,
        ["Registration.OrganisationName"] = Thing,
        ["AttendanceRecord.PlaceOfDeparture"] = "A town beside a pseudonym: the funder asks for it.",
        ["Invitation.Name"] = Own,
        ["Invitation.Email"] = Own,
        ["Invitation.EmailKey"] = Own,
        ["BriefingReader.Name"] = Own,
        ["BriefingReader.Email"] = Own,
        ["BriefingVersion.Content"] = Own,
        ["BriefingVersion.Changes"] = Own,
        ["BriefingVersion.Note"] = Scrubbed,
        ["Application.Delegates"] = Own,
        ["ApplicationVersion.Content"] = Own,
        ["Letter.To"] = Own,
        ["Letter.Text"] = Scrubbed,
        ["Letter.Subject"] = Scrubbed,
        ["ListTransfer.People"] = "Keys, no names; the file is written anew without the person.",
        ["ProgrammeItem.Speakers"] = "Replaced where the person was registered at that activity.",
        ["OutgoingMail.To"] = Own,
        ["OutgoingMail.Text"] = Own,
        ["OutgoingMail.Subject"] = Own,
        ["PrivacyRequest.Name"] = Own,
        ["PrivacyRequest.Email"] = Own,
        ["PrivacyRequest.Text"] = Own,
        ["ActingConsent.GivenBy"] = "Somebody of the company, as it was written down: replaced in the person's own companies alone.",
        ["ActingConsent.WithdrawnBy"] = "As above.",
        ["ActingConsent.RecordedBy"] = "As above.",
        ["SealedIdentity.Pseudonym"] = "Stands for the name.",
        ["AuditEvent.Actor"] = Trail,
        ["AuditEvent.OnBehalfOf"] = Trail,
        ["AuditEvent.Subject"] = Trail,
        ["AuditEvent.Details"] = Trail,
        ["AuditEvent.Address"] = Trail,
        ["AuditEvent.Changes"] = Trail,
        ["ReportSnapshot.FrozenBy"] = Proof,
        ["RetentionRun.By"] = Proof,
        ["MeetingOutcome.Note"] = Scrubbed,
        ["Assessment.Comment"] = Scrubbed,
        ["MissionCheckIn.Note"] = Scrubbed,
        ["MissionGate.Note"] = Scrubbed,
        ["PersonTransferBasis.Note"] = Scrubbed,
        ["RestrictiveCheck.Reason"] = Scrubbed,
        ["RestrictiveCheck.Names"] = "Counterparts that were looked up: organisations.",
    };

    /// <summary>Columns whose names look personal and are not, by kind of row and column.</summary>
    public static readonly IReadOnlySet<string> Things = new HashSet<string>(StringComparer.Ordinal)
    {
        "Organisation.Name", "Organisation.ShortName", "Organisation.LatinName", "Organisation.EnglishName", "EvidenceItem.FileName", "RestrictiveList.Name", "RestrictiveList.FileName", "StoredKey.Name", "StoredFile.Name", "IndicatorDefinition.Name",
        "RestrictiveName.Name", "IdentityUserLogin`1.ProviderDisplayName", "IdentityUserToken`1.Name", "ActivityTemplate.Name", "OrganisationImport.FileName", "ImportBatch.FileName", "EventBreak.Name", "EventSession.Name", "ListTransfer.Recipients",
    };
}
