using Paceline.Domain.Activities;
using Paceline.Platform.Text;

namespace Paceline.Features.Activities;

/// <summary>Steps, asks and needs in words.</summary>
public static class StepWords
{
    /// <summary>What a step does, for the button's neighbour.</summary>
    public static string Consequence(Texts t, ActivityMove move) => t[move switch
    {
        ActivityMove.OpenRegistration => "Companies and people can register.",
        ActivityMove.CloseRegistration => "Nobody registers any more; who registered stays.",
        ActivityMove.Begin => "It stands as under way.",
        ActivityMove.Hold => "It is over: evidence is gathered, then somebody else checks it.",
        ActivityMove.Postpone => "Everybody who takes part is told, with the reason.",
        ActivityMove.Resume => "It is in the plan again, on the days that it has now; everybody is told.",
        ActivityMove.Cancel => "It will not take place. Everybody who takes part is told, with the reason. This cannot be taken back.",
        ActivityMove.StepBack => "The last step was a mistake.",
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    }].Value;

    /// <summary>The button of a step.</summary>
    public static string Act(Texts t, ActivityMove move) => t[move switch
    {
        ActivityMove.OpenRegistration => "Open registration",
        ActivityMove.CloseRegistration => "Close registration",
        ActivityMove.Begin => "It has begun",
        ActivityMove.Hold => "It was held",
        ActivityMove.Postpone => "Put it off",
        ActivityMove.Resume => "Plan it again",
        ActivityMove.Cancel => "Cancel it",
        ActivityMove.StepBack => "One step back",
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    }].Value;

    /// <summary>What the clock suggests, as a question or an ask.</summary>
    public static string Of(Texts t, ActivityAsk ask) => t[ask switch
    {
        ActivityAsk.Nothing => "Nothing to do",
        ActivityAsk.SayThatItBegan => "Its first day is here: has it begun?",
        ActivityAsk.SayThatItWasHeld => "Its last day has passed: was it held?",
        ActivityAsk.OpenRegistration => "Open the registration",
        ActivityAsk.CloseRegistration => "Close the registration",
        ActivityAsk.GiveNewDays => "Give it new days, or cancel it",
        ActivityAsk.GatherEvidence => "Gather the evidence",
        ActivityAsk.WaitForTheCheck => "Evidence is complete; the check is due",
        _ => throw new ArgumentOutOfRangeException(nameof(ask)),
    }].Value;

    /// <summary>How far a line of the checklist has come: "3 of 12 who were there answered".</summary>
    public static string Of(Texts t, EvidenceProgress progress) => t[progress.Need switch
    {
        EvidenceNeed.GateRecord => "{0} of {1} gates are open",
        EvidenceNeed.SignedAttendance => "{0} of {1} pages came back signed",
        EvidenceNeed.EvaluationResults => "{0} of {1} who were there answered",
        EvidenceNeed.SelectionLetters => "{0} of {1} applicants have their letter",
        _ => "{0} of {1} there",
    }, progress.Done, progress.All].Value;

    /// <summary>Where a missing line is brought about: the button and its page.</summary>
    public static (string Act, string Url)? Next(Texts t, EvidenceNeed need, Activity activity) => need switch
    {
        EvidenceNeed.GateRecord => (t["Open the gates"].Value, Urls.Gates(activity.Id)),
        EvidenceNeed.SelectionLetters => (t["Write the letters"].Value, Urls.Letters(activity.Id)),
        EvidenceNeed.Agenda => (t["Write the programme"].Value, Urls.ActivityProgramme(activity.Id)),
        EvidenceNeed.SignedAttendance when activity.Traits.HasRegistration => (t["Bring the signed sheets"].Value, Urls.Sheets(activity.Id)),
        EvidenceNeed.EvaluationResults => (t["Ask those who were there"].Value, Urls.EvaluationResults(activity.Id)),
        EvidenceNeed.EmblemAndDisclaimer or EvidenceNeed.PublicationDate => (t["Say it of the document"].Value, Urls.EditActivity(activity.Id)),
        EvidenceNeed.FinalSchedule => (t["Publish the schedule"].Value, Urls.Schedule(activity.Id)),
        _ => null,
    };

    /// <summary>What is owed to an activity, and the page where it is settled.</summary>
    public static (string Words, string Url, bool IsBad) Of(Texts t, BoardDue due, Guid activity) => due.What switch
    {
        BoardDebt.MailsCameBack => (t.Count(due.Count, "{0} mail came back|{0} mails came back"), Urls.ActivityMails(activity), true),
        BoardDebt.RegistrationsWait => (t.Count(due.Count, "{0} registration waits for your yes|{0} registrations wait for your yes"), Urls.Registrations(activity), false),
        BoardDebt.PlacesUnconfirmed => (t.Count(due.Count, "{0} company has not confirmed its place|{0} companies have not confirmed their place"), Urls.Selection(activity), false),
        BoardDebt.ScoresMissing => (t.Count(due.Count, "{0} score is not handed in|{0} scores are not handed in"), Urls.Assessors(activity), false),
        BoardDebt.LettersNotSent => (t.Count(due.Count, "{0} letter has not left|{0} letters have not left"), Urls.Letters(activity), false),
        BoardDebt.InvitationsUnanswered => (t.Count(due.Count, "{0} invitation has no answer|{0} invitations have no answer"), Urls.Invitations(activity), false),
        BoardDebt.EvaluationsUnanswered => (t.Count(due.Count, "{0} evaluation has no answer|{0} evaluations have no answer"), Urls.EvaluationResults(activity), false),
        _ => throw new ArgumentOutOfRangeException(nameof(due), due.What, null),
    };

    /// <summary>The step that answers an ask, where one does.</summary>
    public static ActivityMove? Answer(ActivityAsk ask) => ask switch
    {
        ActivityAsk.SayThatItBegan => ActivityMove.Begin,
        ActivityAsk.SayThatItWasHeld => ActivityMove.Hold,
        ActivityAsk.OpenRegistration => ActivityMove.OpenRegistration,
        ActivityAsk.CloseRegistration => ActivityMove.CloseRegistration,
        _ => null,
    };
}
