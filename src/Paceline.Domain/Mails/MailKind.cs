namespace Paceline.Domain.Mails;

/// <summary>The kinds of mail whose text an alliance may write itself.</summary>
public enum MailKind
{
    /// <summary>A briefing pack is published, or its next version.</summary>
    BriefingPack,
    /// <summary>A participant's link to the agenda.</summary>
    AgendaLink,
    /// <summary>Somebody gets an account.</summary>
    Invitation,
    /// <summary>Somebody is asked to score applications.</summary>
    RequestToScore,
    /// <summary>An application has arrived.</summary>
    ApplicationReceipt,
    /// <summary>An applicant has a place.</summary>
    SelectedLetter,
    /// <summary>An applicant waits for one.</summary>
    ReserveLetter,
    /// <summary>An applicant has none, with the reasons.</summary>
    RejectedLetter,
    /// <summary>An applicant may not take part, with the rule.</summary>
    IneligibleLetter,
    /// <summary>An applicant moved up and has a place now.</summary>
    MovedUpLetter,
    /// <summary>The organiser has given the place of an applicant to the next one.</summary>
    TakenBackLetter,
    /// <summary>Somebody is asked to come.</summary>
    InvitationToActivity,
    /// <summary>A registration waits for the organiser's yes.</summary>
    RegistrationReceived,
    /// <summary>A registration has a place.</summary>
    RegistrationConfirmed,
    /// <summary>A registration waits for a place.</summary>
    RegistrationWaiting,
    /// <summary>A registration moved up from the waiting list.</summary>
    RegistrationMovedUp,
    /// <summary>A registration is cancelled.</summary>
    RegistrationCancelled,
    /// <summary>An activity has new days.</summary>
    ActivityNewDays,
    /// <summary>An activity is put off.</summary>
    ActivityPostponed,
    /// <summary>An activity will not take place.</summary>
    ActivityCancelled,
    /// <summary>Whoever was there is asked how it was.</summary>
    EvaluationRequest,
    /// <summary>Whoever was there and has not answered is reminded, once.</summary>
    EvaluationReminder,
}
