using System.Security.Cryptography;
using System.Text;
using Paceline.Documents;
using Paceline.Domain.Activities;
using Paceline.Domain.Mails;
using Paceline.Features.Registrations;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Activities;

/// <summary>Tells everybody who counts on an activity that it moved, was put off or cancelled: in the reader's language, with a calendar entry that replaces the old one.</summary>
public sealed class TellListeners(ActivityListeners listeners, RegistrationLetters letters, Post post, Texts texts, TimeProvider clock) : IActivityMails
{
    public IReadOnlyList<MailKind> Kinds { get; } = [MailKind.ActivityNewDays, MailKind.ActivityPostponed, MailKind.ActivityCancelled];

    /// <summary>Queues the messages within the caller's unit of work; how many.</summary>
    /// <param name="activity">The activity as it is now.</param>
    /// <param name="sequence">The version that it gets: calendars follow the higher one, and nobody is told twice of the same.</param>
    /// <param name="site">Scheme and host.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<int> Run(Activity activity, int sequence, string site, CancellationToken stop)
    {
        var all = await listeners.Of(activity.Id, stop);
        foreach (var listener in all)
        {
            // Who registered has a page of its own; the page of the activity asks for an account.
            var link = listener.Registration is { } own ? Urls.OwnRegistration(await letters.Token(activity, own, stop)) : Urls.Activity(activity.Id);
            await post.Add(Of(activity, KindOf(activity.State), listener, sequence, site, site + link), stop);
        }

        return all.Count;
    }

    public async Task<IReadOnlyList<MailReader>> Readers(Activity activity, MailKind kind, CancellationToken stop) =>
        [.. (await listeners.Of(activity.Id, stop)).Take(IActivityMails.MostReaders).Select(l => new MailReader(KeyOf(l.Email), l.Name, l.Language ?? "en"))];

    public async Task<MailDraft?> Preview(Activity activity, MailKind kind, string reader, string site, CancellationToken stop) =>
        (await listeners.Of(activity.Id, stop)).FirstOrDefault(l => KeyOf(l.Email) == reader) is { } listener ? Of(activity, kind, listener, activity.Version + 1, site, site + (listener.Registration is null ? Urls.Activity(activity.Id) : Urls.OwnRegistration(IActivityMails.Shortened))) : null;

    private static MailKind KindOf(ActivityState state) => state switch
    {
        ActivityState.Cancelled => MailKind.ActivityCancelled,
        ActivityState.Postponed => MailKind.ActivityPostponed,
        _ => MailKind.ActivityNewDays,
    };

    private MailDraft Of(Activity activity, MailKind kind, Listener listener, int sequence, string site, string link) => InLanguage.Of(listener.Language, () =>
    {
        var isOff = kind is not MailKind.ActivityNewDays;
        return new MailDraft(kind, $"activity/{activity.Id:N}/{sequence}/{KeyOf(listener.Email)}", listener.Email, Texts.Language, new Dictionary<string, string>
        {
            ["name"] = listener.Name,
            ["activity"] = activity.Title.In(Texts.Language).Text,
            ["days"] = Dates.Days(activity.StartsOn, activity.EndsOn),
            ["reason"] = isOff && activity.Reason is { Length: > 0 } reason ? texts["The reason: {0}", reason].Value : "",
            ["link"] = link,
        })
        {
            ActivityId = activity.Id,
            Calendar = ActivityEntries.Attachment(activity, sequence, listener.Name, listener.Email, site, clock.GetUtcNow(), isOff),
        };
    });

    // An address as a key, without being one.
    private static string KeyOf(string email) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToUpperInvariant())).AsSpan(0, 12));
}

/// <summary>Activities as entries of a calendar: whole days, the same entry for ever.</summary>
public static class ActivityEntries
{
    public static CalendarEntry Of(Activity activity, string title, int sequence, DateTimeOffset changedAt, Uri url) =>
        new($"activity-{activity.Id}@paceline", sequence, Noon(activity.StartsOn), Noon(activity.EndsOn), title, changedAt)
        {
            WholeDays = (activity.StartsOn, activity.EndsOn),
            Status = !activity.IsOn ? CalendarStatus.Cancelled : activity.State is ActivityState.Planned ? CalendarStatus.Tentative : CalendarStatus.Confirmed,
            Location = string.Join(", ", new[] { activity.Venue, activity.Place, Texts.Country(activity.Country) }.Where(p => p is not "")),
            Description = activity.Summary.In(Texts.Language).Text,
            Url = url,
        };

    /// <summary>The entry that goes along with a mail to one reader, in the language at hand.</summary>
    public static string Attachment(Activity activity, int sequence, string name, string email, string site, DateTimeOffset now, bool isOff)
    {
        var title = activity.Title.In(Texts.Language).Text.ReplaceLineEndings(" ");
        var entry = Of(activity, title, sequence, now, new Uri(site + Urls.Activity(activity.Id)));
        entry = entry with
        {
            Status = isOff ? CalendarStatus.Cancelled : entry.Status,
            Organizer = new CalendarPerson("Paceline", "noreply@" + new Uri(site).Host),
            Attendees = [new CalendarPerson(name, email)],
        };
        return Encoding.UTF8.GetString(CalendarFeed.Write(new Calendar(title, [entry], now) { TimeZone = activity.TimeZone, Method = isOff ? CalendarMethod.Cancel : CalendarMethod.Publish }));
    }

    private static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.Zero);
}
