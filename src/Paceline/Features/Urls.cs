namespace Paceline.Features;

/// <summary>Typed links: cheaper than route look-ups and checked by the compiler. <c>who</c> is a participant's id or a link's token.</summary>
public static class Urls
{
    public const string Home = "/";
    public const string SignIn = "/sign-in";
    public const string SignInCode = "/sign-in/code";
    public const string SecondFactor = "/account/second-factor";
    public const string NewLink = "/new-link";
    public const string Acting = "/acting";
    public const string CompanyConsent = "/my-cluster";
    public const string ForgottenPassword = "/forgotten-password";
    public const string SignOut = "/sign-out";
    public const string Security = "/account/security";
    public const string Language = "/language";
    public const string Programme = "/programme";
    public const string Events = "/events";
    public const string NewEvent = "/events/new";
    public const string MyAgenda = "/agenda";
    public const string FollowUps = "/follow-up";
    public const string Contracts = "/contracts";
    public const string Scoreboard = "/scoreboard";
    public const string Reports = "/reports";
    public const string People = "/people";
    public const string Audit = "/audit";
    public const string Mail = "/mail";
    public const string Platform = "/platform";

    public static string SetUp(string token) => $"/set-up/{token}";
    public static string ChoosePassword(string token) => $"/choose-password/{token}";
    public static string Person(Guid id) => $"/people/{id}";
    public static string PersonSees(Guid id) => $"/people/{id}/sees";
    public static string ConfirmEmail(string token) => $"/confirm-email/{token}";
    public static string ParticipantLinks(Guid @event, Guid participant) => $"/events/{@event}/participants/{participant}/links";
    public const string InvitePerson = "/people/invite";
    public const string AuditCsv = "/audit.csv";
    public static string SentMail(Guid id) => $"/mail/{id}";
    public static string Organisation(Guid id) => $"/organisations/{id}";
    public const string Directory = "/directory";
    public const string DirectoryMap = "/directory/map";
    public static string DirectoryExport(string format) => $"/directory/organisations.{format}";
    public static string ProfileShares(Guid id) => $"/organisations/{id}/share";
    public static string SharedProfile(string token) => $"/shared/{token}";
    public const string Members = "/members";
    public const string NewMember = "/members/new";
    public const string MemberImports = "/members/import";
    public const string Duplicates = "/members/duplicates";
    public const string MyCompany = "/my-company";
    public static string MemberImport(Guid batch) => $"/members/import/{batch}";
    public static string Merge(Guid first, Guid second) => $"/members/duplicates/{first}/{second}";
    public static string EditOrganisation(Guid id) => $"/organisations/{id}/edit";
    public static string EditProfile(Guid id) => $"/organisations/{id}/profile";
    public static string ProfileStep(Guid id, Domain.Organisations.ProfileSection section) => $"/organisations/{id}/profile/{section switch
    {
        Domain.Organisations.ProfileSection.WhatYouDo => "what",
        Domain.Organisations.ProfileSection.OffersAndNeeds => "offers",
        Domain.Organisations.ProfileSection.Markets => "markets",
        Domain.Organisations.ProfileSection.Proof => "proof",
        Domain.Organisations.ProfileSection.Contact => "contact",
        _ => "who",
    }}";
    public static string ClusterProfile(Guid id) => $"/organisations/{id}/profile/cluster";
    public static string Logo(Guid id) => $"/organisations/{id}/logo";
    public static string ChangeLogo(Guid id) => $"/organisations/{id}/logo/change";
    public static string PublicEntry(Guid id) => $"/organisations/{id}/public";
    public static string Memberships(Guid id) => $"/organisations/{id}/memberships";
    public static string Membership(Guid id, Guid membership) => $"/organisations/{id}/memberships/{membership}";
    public static string Contacts(Guid id) => $"/organisations/{id}/people";
    public static string NewContact(Guid id) => $"/organisations/{id}/people/new";
    public static string Contact(Guid id, Guid contact) => $"/organisations/{id}/people/{contact}";
    public static string SmeStatus(Guid id) => $"/organisations/{id}/size";
    public static string SmeDeclaration(Guid id, Guid declaration) => $"/organisations/{id}/size/{declaration}";
    public static string Activity(Guid id) => $"/activities/{id}";
    public static string Event(Guid id) => $"/events/{id}";
    public static string EditEvent(Guid id) => $"/events/{id}/edit";
    public static string Import(Guid @event) => $"/events/{@event}/import";
    public static string ImportBatch(Guid @event, Guid batch) => $"/events/{@event}/import/{batch}";
    public static string Participants(Guid @event) => $"/events/{@event}/participants";
    public static string Participant(Guid @event, Guid participant) => $"/events/{@event}/participants/{participant}";
    public static string Schedule(Guid @event) => $"/events/{@event}/schedule";
    public static string PrintPack(Guid @event) => $"/events/{@event}/print";
    public static string Agenda(string who) => $"/agenda/{who}";
    public static string Agenda(Guid participant) => $"/agenda/{participant}";
    public static string Calendar(string who) => $"/agenda/{who}/calendar.ics";
    public static string Meeting(string who, Guid meeting) => $"/agenda/{who}/meetings/{meeting}";
    public static string AgendaFollowUps(string who) => $"/agenda/{who}/follow-up";
    public static string AgendaContracts(string who) => $"/agenda/{who}/contracts";
    public static string ReportContract(string who, Guid meeting) => $"/agenda/{who}/contracts/new?meeting={meeting}";
    public static string AgendaContract(string who, Guid deal) => $"/agenda/{who}/contracts/{deal}";
    public static string Contract(Guid deal) => $"/contracts/{deal}";
    public static string Evidence(Guid deal, Guid item) => $"/contracts/{deal}/evidence/{item}";
    public static string Figure(string code) => $"/scoreboard/{code}";
    public static string Report(Guid id) => $"/reports/{id}";
    public static string ReportDocx(Guid id) => $"/reports/{id}/report.docx";
    public static string ReportJson(Guid id) => $"/reports/{id}/report.json";
}
