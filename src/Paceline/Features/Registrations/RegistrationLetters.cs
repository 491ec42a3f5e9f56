using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Mails;
using Paceline.Features.Activities;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Registrations;

/// <summary>What people are written about their registration, in their language.</summary>
public sealed class RegistrationLetters(PacelineDb db, Post post, Links links, TimeProvider clock) : IActivityMails
{
    public IReadOnlyList<MailKind> Kinds { get; } = [MailKind.InvitationToActivity, MailKind.RegistrationReceived, MailKind.RegistrationConfirmed, MailKind.RegistrationWaiting, MailKind.RegistrationMovedUp, MailKind.RegistrationCancelled, MailKind.EvaluationRequest, MailKind.EvaluationReminder];

    /// <summary>Tells somebody where the registration stands, with the link to see and cancel it; once for each state and form.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="person">The registration as it is now.</param>
    /// <param name="site">Where this site is.</param>
    /// <param name="movedUp">From the waiting list.</param>
    /// <param name="form">The form that somebody sent who was registered already: that one asks for the link again.</param>
    /// <param name="stop">Stops.</param>
    public async Task Stands(Activity activity, Registration person, string site, bool movedUp, Guid? form, CancellationToken stop)
    {
        if (person.Email is "") return;
        var again = form is { } key && key != person.Id ? $"/{key:N}" : "";
        await post.Add(Of(activity, person, KindOf(person.State, movedUp), $"registration/{person.Id:N}/{person.State}{again}", site, site + Urls.OwnRegistration(await Token(activity, person, stop))), stop);
    }

    /// <summary>Sends somebody the link to the own registration once more, once for its key. False when it went already.</summary>
    public async Task<bool> Again(Activity activity, Registration person, string site, string key, CancellationToken stop) =>
        person.Email is not "" && await post.Add(Of(activity, person, KindOf(person.State, movedUp: false), $"registration/{person.Id:N}/{person.State}/{key}", site, site + Urls.OwnRegistration(await Token(activity, person, stop))), stop);

    /// <summary>Asks somebody to come; the same person once a day at most, or once for a key. False when it went already.</summary>
    public async Task<bool> Invites(Activity activity, Invitation invitation, string site, string? key, CancellationToken stop) =>
        await post.Add(Of(activity, invitation, key ?? Today, site + Urls.Invited(await links.For(LinkPurpose.Invitation, invitation.Id, Lifetime(activity), stop))), stop);

    /// <summary>Asks somebody who was there how it was, or reminds of it: once for its key, however often it is asked for. False when it went already.</summary>
    public async Task<bool> Asks(Activity activity, Registration person, bool reminder, string key, string site, CancellationToken stop) =>
        person.Email is not "" && await post.Add(Of(activity, person, reminder ? MailKind.EvaluationReminder : MailKind.EvaluationRequest, key, site, site + Urls.OwnEvaluation(await Token(activity, person, stop))), stop);

    /// <summary>The token by which somebody sees the own registration.</summary>
    public Task<string> Token(Activity activity, Registration person, CancellationToken stop) => Token(activity, person.Id, stop);

    /// <summary>The token by which somebody sees the own registration.</summary>
    public Task<string> Token(Activity activity, Guid registration, CancellationToken stop) => links.For(LinkPurpose.Registration, registration, Lifetime(activity), stop);

    /// <summary>After a change of days the links of letters that were sent open as long as those sent now.</summary>
    public async Task KeepLinks(Activity activity, CancellationToken stop)
    {
        await links.Extend(LinkPurpose.Registration, db.Registrations.Where(r => r.ActivityId == activity.Id).Select(r => r.Id), Lifetime(activity), stop);
        await links.Extend(LinkPurpose.Invitation, db.Invitations.Where(i => i.ActivityId == activity.Id).Select(i => i.Id), Lifetime(activity), stop);
    }

    public async Task<IReadOnlyList<MailReader>> Readers(Activity activity, MailKind kind, CancellationToken stop)
    {
        if (kind is MailKind.InvitationToActivity) return [.. (await db.Invitations.AsNoTracking().Where(i => i.ActivityId == activity.Id && i.RegistrationId == null).OrderBy(i => i.Email).Take(IActivityMails.MostReaders).ToListAsync(stop)).Select(i => new MailReader(i.Id.ToString(), i.Name is "" ? i.Email : i.Name, i.Language))];
        return [.. (await db.Registrations.Where(r => r.ActivityId == activity.Id && r.Email != "" && r.State != RegistrationState.Cancelled).OrderBy(r => r.Number).Take(IActivityMails.MostReaders).Select(r => new { r.Id, r.Name, r.Language }).ToListAsync(stop)).Select(r => new MailReader(r.Id.ToString(), r.Name, r.Language))];
    }

    public async Task<MailDraft?> Preview(Activity activity, MailKind kind, string reader, string site, CancellationToken stop)
    {
        if (!Guid.TryParse(reader, out var id)) return null;
        if (kind is MailKind.InvitationToActivity) return await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id && i.ActivityId == activity.Id, stop) is { } invitation ? Of(activity, invitation, Today, site + Urls.Invited(IActivityMails.Shortened)) : null;
        if (await db.Registrations.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.ActivityId == activity.Id && r.Email != "", stop) is not { } person) return null;
        return Of(activity, person, kind, "", site, site + (kind is MailKind.EvaluationRequest or MailKind.EvaluationReminder ? Urls.OwnEvaluation(IActivityMails.Shortened) : Urls.OwnRegistration(IActivityMails.Shortened)));
    }

    private static MailKind KindOf(RegistrationState state, bool movedUp) => state switch
    {
        RegistrationState.Waitlisted => MailKind.RegistrationWaiting,
        RegistrationState.Registered => MailKind.RegistrationReceived,
        RegistrationState.Cancelled => MailKind.RegistrationCancelled,
        _ => movedUp ? MailKind.RegistrationMovedUp : MailKind.RegistrationConfirmed,
    };

    private MailDraft Of(Activity activity, Registration person, MailKind kind, string key, string site, string link) => InLanguage.Of(person.Language, () => new MailDraft(kind, key, person.Email, Texts.Language, Values(activity, person.Name, person.Code, link))
    {
        ActivityId = activity.Id,
        // Whoever has a place has it in the calendar, and gets it struck there.
        Calendar = kind is MailKind.RegistrationConfirmed or MailKind.RegistrationMovedUp or MailKind.RegistrationCancelled ? ActivityEntries.Attachment(activity, activity.Version, person.Name, person.Email, site, clock.GetUtcNow(), isOff: kind is MailKind.RegistrationCancelled || !activity.IsOn) : null,
    });

    private static MailDraft Of(Activity activity, Invitation invitation, string key, string link) => InLanguage.Of(invitation.Language, () =>
        new MailDraft(MailKind.InvitationToActivity, $"invitation/{invitation.Id:N}/{key}", invitation.Email, Texts.Language, Values(activity, invitation.Name, "", link)) { ActivityId = activity.Id });

    private static Dictionary<string, string> Values(Activity activity, string name, string number, string link) => new()
    {
        ["name"] = name,
        ["activity"] = activity.Title.In(Texts.Language).Text,
        ["when"] = string.Join(", ", new[] { Dates.Days(activity.StartsOn, activity.EndsOn), activity.Venue, activity.Place }.Where(p => p is not "")),
        ["number"] = number,
        ["link"] = link,
    };

    private string Today => clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private TimeSpan Lifetime(Activity activity)
    {
        var until = new DateTimeOffset(activity.EndsOn.AddDays(LinkLife.DaysAfter), TimeOnly.MinValue, TimeSpan.Zero) - clock.GetUtcNow();
        return until > TimeSpan.FromDays(30) ? until : TimeSpan.FromDays(30);
    }
}
