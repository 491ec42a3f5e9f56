using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>Takes a request of a person about its data, starts the clock, and confirms the receipt.</summary>
public sealed class ReceiveRequest(PacelineDb db, CurrentProgramme programme, AuditTrail audit, Outbox outbox, Texts texts, TimeProvider clock)
{
    private const int MostOpen = 20;

    /// <summary>Null when it is taken, also when it was sent twice.</summary>
    public async Task<Refusal?> Run(Guid id, PrivacyRequestKind kind, DataSubject person, string text, PrivacyDoor door, CancellationToken stop)
    {
        if (await db.PrivacyRequests.AnyAsync(r => r.Id == id, stop)) return null;
        if (await db.PrivacyRequests.CountAsync(r => r.SubjectId == person.Subject.Id && r.State == PrivacyRequestState.Received, stop) >= MostOpen)
            return new Refusal("Your earlier requests are not answered yet. The privacy officer reads them all.");
        var request = new PrivacyRequest
        {
            Id = id,
            Kind = kind,
            SubjectKind = person.Subject.Kind,
            SubjectId = person.Subject.Id,
            Name = person.Name,
            Email = person.Email,
            Language = Texts.Language,
            Text = text.Trim(),
            Door = door,
            ReceivedOn = clock.Today((await programme.Find(stop))?.TimeZone ?? "Europe/Brussels"),
        }.Start();
        db.PrivacyRequests.Add(request);
        audit.Add("Received a request about personal data", RecordKind.PrivacyRequest, id, "", Words.Of(kind));
        if (person.Email is not "")
            outbox.Add(person.Email, texts["Your request about your data"].Value, texts["Your request has arrived: {0}. The privacy officer answers until {1}.", texts.Word(kind), Dates.Day(request.DueOn)].Value);
        await db.SaveChangesAsync(stop);
        return null;
    }
}
