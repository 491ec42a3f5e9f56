using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.DataProtection;

/// <summary>Answers a request with a letter, or takes more time for it; the person learns it in its own language.</summary>
public sealed class AnswerRequest(PacelineDb db, CurrentAccess access, AuditTrail audit, Outbox outbox, Texts texts, TimeProvider clock)
{
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
        if (act(request) is { } refusal) return refusal;
        await db.SaveChangesAsync(stop);
        return null;
    }

    private void Write(PrivacyRequest request, Func<Texts, string> subject, Func<Texts, string> text)
    {
        if (request.Email is not "") Letters.In(request.Language, () => outbox.Add(request.Email, subject(texts), text(texts)));
    }
}
