using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Domain.Mails;
using Paceline.Features.Admin;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Applications;

/// <summary>What applicants and their assessors are written, before it leaves: the receipt, the letter of the selection, the request to score.</summary>
public sealed class ApplicationMails(PacelineDb db, CallDoor door, CurrentAccess access, Texts texts, TimeProvider clock) : IActivityMails
{
    private sealed record Asked
    {
        public required Person Person { get; init; }
        public DateTimeOffset? ValidTo { get; init; }
    }

    private static readonly Dictionary<LetterKind, MailKind> Letters = new()
    {
        [LetterKind.SelectedLetter] = MailKind.SelectedLetter,
        [LetterKind.ReserveLetter] = MailKind.ReserveLetter,
        [LetterKind.RejectedLetter] = MailKind.RejectedLetter,
        [LetterKind.IneligibleLetter] = MailKind.IneligibleLetter,
        [LetterKind.MovedUpLetter] = MailKind.MovedUpLetter,
        [LetterKind.TakenBackLetter] = MailKind.TakenBackLetter,
    };

    public IReadOnlyList<MailKind> Kinds { get; } = [MailKind.RequestToScore, MailKind.ApplicationReceipt, .. Letters.Values];

    /// <summary>The request to an assessor, until the last day on which scores can be handed in.</summary>
    public static MailDraft RequestToScore(Person assessor, string key, string inviter, Activity activity, DateOnly until, string site) =>
        InLanguage.Of(assessor.Language, () => new MailDraft(MailKind.RequestToScore, key, assessor.Email!, Texts.Language, new Dictionary<string, string>
        {
            ["inviter"] = inviter,
            ["activity"] = activity.Title.In(Texts.Language).Text,
            ["until"] = Dates.Day(until),
            ["link"] = site + Urls.Assess,
        }) { ActivityId = activity.Id });

    /// <summary>The receipt of a submission for one reader.</summary>
    public static MailDraft Receipt(ApplicationRecord record, ApplicationVersion version, Person reader, string site)
    {
        var (application, call, activity, company) = record;
        return InLanguage.Of(reader.Language ?? application.Language, () => new MailDraft(MailKind.ApplicationReceipt, $"receipt/{version.Id:N}/{reader.Id:N}", reader.Email!, Texts.Language, new Dictionary<string, string>
        {
            ["company"] = company.Name,
            ["activity"] = activity.Title.In(Texts.Language).Text,
            ["code"] = application.Code,
            ["submission"] = version.Number.ToString(CultureInfo.CurrentCulture),
            ["received"] = Dates.Moment(version.At, activity.TimeZone),
            ["zone"] = Dates.Zone(activity.TimeZone, version.At),
            ["by"] = version.By,
            ["hash"] = version.Sha256,
            ["closes"] = Dates.Moment(call.ClosesAt, activity.TimeZone),
            ["link"] = site + Urls.Application(application.Id),
        }) { ActivityId = activity.Id });
    }

    /// <summary>Until when a company confirms its place, where its letter leaves at an instant: the end of a day at the activity's place.</summary>
    public static DateTimeOffset Until(Call call, Activity activity, DateTimeOffset at) => new RoleTime(null, at.DayIn(activity.TimeZone).AddDays(call.DaysToConfirm), activity.TimeZone).End!.Value.AddSeconds(-1);

    /// <summary>The letter to an applicant, with its reasons.</summary>
    public async Task<MailDraft> Letter(Application application, LetterKind kind, Call call, Activity activity, string site, CancellationToken stop)
    {
        var company = await db.Organisations.Where(o => o.Id == application.CompanyId).Select(o => o.Name).SingleAsync(stop);
        var lead = await db.Organisations.Where(o => o.Id == activity.LeadClusterId).Select(o => o.Name).SingleAsync(stop);
        var comments = await db.Assessments.AsNoTracking().Where(a => a.ApplicationId == application.Id && a.Conflict == null && a.DoneAt != null).OrderBy(a => a.Id).Select(a => a.Comment).ToListAsync(stop);
        var ranked = await db.Applications.CountAsync(a => a.CallId == call.Id && a.Rank != null, stop);
        var until = application.ConfirmBy ?? Until(call, activity, clock.GetUtcNow());
        return InLanguage.Of(application.Language, () => new MailDraft(Letters[kind], "", "", Texts.Language, new Dictionary<string, string>
        {
            ["company"] = company,
            ["activity"] = activity.Title.In(Texts.Language).Text,
            ["days"] = Dates.Days(activity.StartsOn, activity.EndsOn),
            ["code"] = application.Code,
            ["number"] = (application.ReserveRank ?? 0).ToString(CultureInfo.CurrentCulture),
            ["reasons"] = kind switch { LetterKind.IneligibleLetter => RulesNotMet(application), LetterKind.TakenBackLetter => texts["The reason: {0}", application.WithdrawnBecause].Value, _ => Reasons(application, comments, ranked) },
            ["confirmBy"] = Dates.Moment(until, activity.TimeZone),
            ["zone"] = Dates.Zone(activity.TimeZone, until),
            ["link"] = site + Urls.Application(application.Id),
            ["organiser"] = lead,
        }) { ActivityId = activity.Id });
    }

    public async Task<IReadOnlyList<MailReader>> Readers(Activity activity, MailKind kind, CancellationToken stop)
    {
        if (kind is MailKind.RequestToScore) return [.. (await Assessors(activity).OrderBy(a => a.Person.DisplayName).ToListAsync(stop)).Select(a => new MailReader(a.Person.Id.ToString("N"), a.Person.DisplayName, a.Person.Language ?? Texts.Language))];
        var applications = await (from a in Decided(activity) join o in db.Organisations on a.CompanyId equals o.Id orderby a.Number select new { Application = a, o.Name }).AsNoTracking().ToListAsync(stop);
        if (kind is MailKind.ApplicationReceipt)
        {
            var readers = new List<MailReader>();
            foreach (var a in applications) readers.AddRange((await door.MembersOf(a.Application.CompanyId, stop)).Select(m => new MailReader($"{a.Application.Id:N}.{m.Id:N}", $"{a.Application.Code} {a.Name}: {m.DisplayName}", m.Language ?? a.Application.Language)));
            return readers;
        }

        var isDecided = await db.Calls.AnyAsync(c => c.ActivityId == activity.Id && c.DecidedAt != null, stop);
        return [.. applications.Where(a => KindFor(a.Application, isDecided) is { } letter && Letters[letter] == kind).Select(a => new MailReader(a.Application.Id.ToString("N"), $"{a.Application.Code} {a.Name}", a.Application.Language))];
    }

    public async Task<MailDraft?> Preview(Activity activity, MailKind kind, string reader, string site, CancellationToken stop)
    {
        if (!Guid.TryParse(reader.Split('.')[0], out var id)) return null;
        if (kind is MailKind.RequestToScore)
            return await Assessors(activity).FirstOrDefaultAsync(a => a.Person.Id == id, stop) is { } asked && RoleTime.LastDay(asked.ValidTo, activity.TimeZone) is { } until ? RequestToScore(asked.Person, "", access.Name, activity, until, site) : null;
        if (await door.Managed(activity.Id, id, stop) is not { Application.Number: not null } record) return null;
        if (kind is MailKind.ApplicationReceipt)
            return Guid.TryParse(reader.Split('.')[^1], out var person) && (await door.MembersOf(record.Company.Id, stop)).Find(m => m.Id == person) is { } member
                && await db.ApplicationVersions.AsNoTracking().Where(v => v.ApplicationId == id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop) is { } version ? Receipt(record, version, member, site) : null;
        if (KindFor(record.Application, record.Call.DecidedAt is not null) is not { } letter || Letters[letter] != kind) return null;
        var draft = await Letter(record.Application, letter, record.Call, activity, site, stop);
        // Once it is written it is what somebody has read and changed.
        return await db.Letters.AsNoTracking().FirstOrDefaultAsync(l => l.ApplicationId == id && l.Kind == letter, stop) is { } written ? draft with { To = written.To, Written = (written.Subject, written.Text) } : draft;
    }

    private IQueryable<Asked> Assessors(Activity activity) =>
        from g in db.RoleGrants.Valid(clock.GetUtcNow()) where g.Role == Role.Assessor && g.ActivityId == activity.Id join p in db.Users.AsNoTracking() on g.PersonId equals p.Id select new Asked { Person = p, ValidTo = g.ValidTo };

    private IQueryable<Application> Decided(Activity activity) => db.Applications.Where(a => a.ActivityId == activity.Id && a.Number != null);

    // Before the ranking is confirmed only those hear whom the rules leave out.
    private static LetterKind? KindFor(Application application, bool isDecided) =>
        isDecided || application.State is ApplicationState.Ineligible ? Domain.Activities.Calls.Letter.KindFor(application.State, application.MovedUpAt is not null) : null;

    private string RulesNotMet(Application application) =>
        texts["The reasons:"].Value + "\n" + string.Join('\n', application.RulesNotMet.Select(r => "– " + texts.Of(Eligibility.NotMet(r)))) + (application.EligibilityReason is "" ? "" : "\n– " + application.EligibilityReason);

    private string Reasons(Application application, List<string> comments, int ranked)
    {
        if (application.Score is not { } score) return "";
        var placed = texts["Two assessors from other clusters scored the application. Its score is {0} of 5, rank {1} of {2}.", score.ToString("0.00", CultureInfo.CurrentCulture), application.Rank ?? 0, ranked].Value
            + (application.Because is { } because && because is not PlacedBecause.ScoreReachesPlace ? " " + Why(because) : "");
        return comments.Count == 0 ? placed : placed + "\n\n" + texts["What they say:"].Value + "\n" + string.Join('\n', comments.Select(c => "– " + c));
    }

    // Why an application came out where it did, as a sentence.
    private string Why(PlacedBecause because) => because switch
    {
        PlacedBecause.ScoreReachesPlace => texts["The score was enough for a place."].Value,
        PlacedBecause.ClusterPlacesTaken => texts["Companies of the same cluster with a higher score took its places."].Value,
        PlacedBecause.PlacesTaken => texts["Companies with a higher score took the places."].Value,
        PlacedBecause.ReserveListFull => texts["Companies with a higher score took the places and the reserve list."].Value,
        _ => texts["The score is below the least that the call asks for."].Value,
    };
}
