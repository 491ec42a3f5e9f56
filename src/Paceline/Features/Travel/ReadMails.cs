using Paceline.Domain.Activities;
using Paceline.Domain.Mails;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Mail;

namespace Paceline.Features.Travel;

/// <summary>The mails of an activity: which there are, who would get them, and what each would read.</summary>
public sealed class ReadMails(IEnumerable<IActivityMails> sources)
{
    /// <summary>The kinds of mail that an activity has.</summary>
    public IReadOnlyList<MailKind> KindsOf(Activity activity) => [.. MailWordings.All.Keys.Where(k => sources.Any(s => s.Kinds.Contains(k)) && k switch
    {
        MailKind.ApplicationReceipt or MailKind.SelectedLetter or MailKind.MovedUpLetter or MailKind.ReserveLetter or MailKind.RejectedLetter or MailKind.IneligibleLetter => activity.Traits.HasCall,
        MailKind.BriefingPack => activity.Traits.HasItinerary,
        MailKind.AgendaLink => activity is MatchmakingEvent,
        _ => activity.Traits.HasRegistration,
    })];

    /// <summary>Who would get a mail.</summary>
    public Task<IReadOnlyList<MailReader>> Readers(Activity activity, MailKind kind, CancellationToken stop) => Of(kind).Readers(activity, kind, stop);

    /// <summary>The mail to one of them; null where there is no such reader.</summary>
    public Task<MailDraft?> Draft(Activity activity, MailKind kind, string reader, string site, CancellationToken stop) => Of(kind).Preview(activity, kind, reader, site, stop);

    private IActivityMails Of(MailKind kind) => sources.Single(s => s.Kinds.Contains(kind));
}
