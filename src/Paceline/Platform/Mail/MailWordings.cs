using Paceline.Domain.Mails;

namespace Paceline.Platform.Mail;

/// <summary>The kinds of mail and the product's words for them.</summary>
public static class MailWordings
{
    private static readonly (string, string)
        Name = ("name", "Ana Demo"), Activity = ("activity", "Trade mission to China"), Days = ("days", "Mon 13 – Fri 17 Feb 2017"), When = ("when", "Mon 13 – Fri 17 Feb 2017, Shenzhen"),
        Link = ("link", "https://example.org/…"), Number = ("number", "4711-7"), Reason = ("reason", "The reason: the fair has moved."), Company = ("company", "Demo Sport"), Code = ("code", "A-007"),
        Reasons = ("reasons", "Its score is 4.20 of 5, rank 3 of 21."), ConfirmBy = ("confirmBy", "Fri 20 Jan 2017, 23:59"), Zone = ("zone", "CET, UTC+1"), Organiser = ("organiser", "Demo Cluster"), Inviter = ("inviter", "Clara Demo");

    private static readonly MailParagraph Dear = new("Dear {0},", "name"), CalendarComesAlong = new("The calendar entry that comes with this message changes the one that you have."), OnlyLink = new("{0}", "link"), OfLetter = new("{0}: {1}", "code", "activity");

    /// <summary>All of them, in the order in which an alliance meets them.</summary>
    public static readonly IReadOnlyDictionary<MailKind, MailWording> All = new Dictionary<MailKind, MailWording>
    {
        [MailKind.ApplicationReceipt] = new(new("Receipt {0}: {1}", "code", "activity"),
            [new("{0} applied to take part in “{1}”.\n\nNumber: {2}, submission {3}\nReceived: {4} ({5})\nSubmitted by: {6}\nSHA-256 of the content: {7}\n\nYou can change it and submit again until {8}:\n\n{9}", "company", "activity", "code", "submission", "received", "zone", "by", "hash", "closes", "link")],
            [Company, Activity, Code, ("submission", "1"), ("received", "Mon 9 Jan 2017, 14:03"), Zone, ("by", "Ana Demo"), ("hash", "9f86d081…"), ("closes", "Fri 13 Jan 2017, 17:00"), Link], ["code", "received", "link"]),
        [MailKind.RequestToScore] = new(new("Please score applications: {0}", "activity"),
            [new("{0} asks you to score applications for “{1}” until {2}. You do not see what others score, nor companies of your own cluster.\n\n{3}", "inviter", "activity", "until", "link")],
            [Inviter, Activity, ("until", "Fri 20 Jan 2017"), Link], ["until", "link"]),
        [MailKind.SelectedLetter] = Letter(new("Your company has a place in “{0}”, {1}.", "activity", "days"), isPlace: true),
        [MailKind.MovedUpLetter] = Letter(new("Another company gave its place back. Your company moves up and has a place in “{0}”, {1}.", "activity", "days"), isPlace: true),
        [MailKind.TakenBackLetter] = Letter(new("The organiser has given the place of your company in “{0}” to the next one.", "activity"), isPlace: false),
        [MailKind.ReserveLetter] = Letter(new("Your company is number {0} on the reserve list for “{1}”. It moves up by itself when a place becomes free, and we tell you at once.", "number", "activity"), isPlace: false),
        [MailKind.RejectedLetter] = Letter(new("Your company has no place in “{0}”.", "activity"), isPlace: false),
        [MailKind.IneligibleLetter] = Letter(new("Your company cannot take part in “{0}”.", "activity"), isPlace: false),
        [MailKind.InvitationToActivity] = Registration(new("You are invited: {0}", "activity"), new("You are invited. Registering takes a minute and needs no account."), "Register here:"),
        [MailKind.RegistrationReceived] = Registration(new("We have your registration: {0}", "activity"), new("The organiser looks at it and you are told."), Own),
        [MailKind.RegistrationConfirmed] = Registration(new("You have a place: {0}", "activity"), new("You have a place. Your number is {0}: show it at the desk.", "number"), Own),
        [MailKind.RegistrationWaiting] = Registration(new("You are on the waiting list: {0}", "activity"), new("All places are taken. You are on the waiting list and move up by yourself when a place becomes free; you are told at once."), Own),
        [MailKind.RegistrationMovedUp] = Registration(new("You have a place: {0}", "activity"), new("A place has become free and is yours. Your number is {0}: show it at the desk.", "number"), Own),
        [MailKind.RegistrationCancelled] = Registration(new("Your registration is cancelled: {0}", "activity"), new("Your registration is cancelled. If this is a mistake, write to the organiser."), Own),
        [MailKind.ActivityNewDays] = Change(new("New days: {0}", "activity"), new("{0} has new days: {1}.", "activity", "days")),
        [MailKind.ActivityPostponed] = Change(new("Put off: {0}", "activity"), new("{0} is put off. You are told as soon as it has new days.", "activity")),
        [MailKind.ActivityCancelled] = Change(new("Cancelled: {0}", "activity"), new("{0} will not take place.", "activity")),
        [MailKind.BriefingPack] = new(new("Briefing pack {1}: {0}", "activity", "version"),
            [new("Dear {2},\n\nversion {1} of the briefing pack for {0} is here:\n\n{3}\n\n{4}\n\nThe page works on a phone, also without a connection once it was opened.\n", "activity", "version", "name", "link", "changes")],
            [Activity, ("version", "2"), Name, Link, ("changes", "Moved: Visit, Tue 14 Feb, 10:00")], ["link"]),
        [MailKind.AgendaLink] = new(new("Your meetings: {0}", "event"),
            [new("Dear {0},\n\nyour meetings at {1}, {2}, are here:\n\n{3}\n\nThe page works on a phone and can be printed. It opens without an account, so keep the address to yourself.\n", "name", "event", "days", "link")],
            [Name, ("event", "Matchmaking in Kortrijk"), Days, Link], ["link"]),
        [MailKind.EvaluationRequest] = Registration(new("How was it? {0}", "activity"), new("A few questions, two minutes. Your answers are kept without your name."), "Answer here:"),
        [MailKind.EvaluationReminder] = Registration(new("A reminder: how was it? {0}", "activity"), new("You were there, and your answers are not in yet. A few questions, two minutes, without your name. We do not write again."), "Answer here:"),
        [MailKind.Invitation] = new(new("Your account at Paceline"),
            [new("{0} invites you to Paceline, where the alliance plans its missions and meetings and follows up on them.\n\nChoose your password here, within 14 days:\n\n{1}\n\nAfterwards you sign in with {2} and that password.", "inviter", "link", "email")],
            [Inviter, Link, ("email", "ana@example.org")], ["link"]),
    };

    private const string Own = "See, change or cancel your registration:";

    /// <summary>The product's words for a kind.</summary>
    public static MailWording Of(MailKind kind) => All[kind];

    private static MailWording Registration(MailParagraph subject, MailParagraph sentence, string before) =>
        new(subject, [Dear, sentence, new("{0}", "activity") { Below = "when" }, new(before) { Below = "link" }], [Name, Activity, When, Number, Link], ["link"]);

    private static MailWording Change(MailParagraph subject, MailParagraph sentence) =>
        new(subject, [Dear, sentence, new("{0}", "reason"), CalendarComesAlong, OnlyLink], [Name, Activity, Days, Reason, Link], ["activity"]);

    // The decision, its reasons, what to do now, and who writes.
    private static MailWording Letter(MailParagraph sentence, bool isPlace) =>
        new(OfLetter, [new("To {0}", "company"), sentence, new("{0}", "reasons"), isPlace ? new("Please confirm the place or give it back by {0} ({1}):", "confirmBy", "zone") { Below = "link" } : new("Your application stays here:") { Below = "link" }, new("{0}", "organiser")],
            [Company, Activity, Days, Code, ("number", "2"), Reasons, ConfirmBy, Zone, Link, Organiser], isPlace ? ["confirmBy", "link"] : ["reasons", "link"]);
}
