using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.DataProtection;

/// <summary>Answers a request with a letter, or takes more time for it; the person learns it in its own language.</summary>
public sealed class AnswerRequest(PacelineDb db, CurrentAccess access, AuditTrail audit, FindSubject find, Outbox outbox, JobQueue jobs, Texts texts, TimeProvider clock)
{
    private const string Gone = "—";

    /// <summary>Takes two months more. A version that somebody else has passed by answers with a conflict.</summary>
    public Task<Refusal?> Extend(Guid id, int version, string reason, DateOnly today, CancellationToken stop) => Change(id, version, request =>
    {
        if (request.Extend(reason, today) is { } refusal) return refusal;
        Write(request, texts => texts["Your request takes more time"].Value, texts => texts["Your request of {0} takes more time, until {1}. The reason: {2}", Dates.Day(request.ReceivedOn), Dates.Day(request.DueOn), request.ExtendedBecause!].Value);
        audit.Add("Took more time for a request about personal data", RecordKind.PrivacyRequest, id, "", $"{request.DueOn:yyyy-MM-dd}");
        return null;
    }, stop);

    /// <summary>Answers for good.</summary>
    public Task<Refusal?> Decide(Guid id, int version, PrivacyRequestState state, string letter, CancellationToken stop) => Change(id, version, request =>
    {
        if (request.Decide(state, letter, access.Name, clock.GetUtcNow()) is { } refusal) return refusal;
        Write(request, texts => texts["Answer to your request about your data"].Value, _ => request.Answer!);
        audit.Add("Answered a request about personal data", RecordKind.PrivacyRequest, id, "", Words.Of(state));
        return null;
    }, stop);

    private async Task<Refusal?> Change(Guid id, int version, Func<PrivacyRequest, Refusal?> act, CancellationToken stop)
    {
        var request = await db.PrivacyRequests.SingleAsync(r => r.Id == id, stop);
        db.Entry(request).Property(r => r.Version).OriginalValue = version;
        var erased = request is { SubjectKind: { } kind, SubjectId: { } subject } && await find.Of(new Subject(kind, subject), stop) is { IsErased: true } person ? person : null;
        if (act(request) is { } refusal) return refusal;
        await using var together = await db.Database.BeginTransactionAsync(stop);
        if (erased is not null)
            foreach (var letter in db.ChangeTracker.Entries<OutgoingMail>().Where(m => m.State is EntityState.Added).ToList()) jobs.Add<ForgetLetter>(new ForgetLetter.Letter(letter.Entity.Id, erased.Subject.Id), ForgetLetter.Pause);
        await db.SaveChangesAsync(stop);
        if (erased is not null && request.State is not PrivacyRequestState.Received) await Unname(request, erased.Name, stop);
        await together.CommitAsync(stop);
        return null;
    }

    // The clock and the answer stay, the person goes. A statement of its own: the trail must not note what stood there.
    private Task Unname(PrivacyRequest request, string pseudonym, CancellationToken stop)
    {
        var (id, answer) = (request.Id, new NamesInText([request.Name, request.Email]).Replace(request.Answer ?? "", pseudonym));
        return db.PrivacyRequests.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Name, pseudonym).SetProperty(x => x.Email, "").SetProperty(x => x.Text, Gone).SetProperty(x => x.Answer, answer).SetProperty(x => x.Version, x => x.Version + 1), stop);
    }

    private void Write(PrivacyRequest request, Func<Texts, string> subject, Func<Texts, string> text)
    {
        if (request.Email is not "") Letters.In(request.Language, () => outbox.Add(request.Email, subject(texts), text(texts)));
    }
}
