using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;

namespace Paceline.Features.Applications;

/// <summary>An application is handed in: kept as it is with number, time and hash, and receipted. Handing in the same thing twice is one submission.</summary>
public sealed class SubmitApplication(PacelineDb db, CurrentAccess access, CallDoor door, AuditTrail audit, Post post, TimeProvider clock)
{
    private const int Attempts = 6;

    /// <summary>Hands in what is saved; the refusal, or what is missing by question.</summary>
    public async Task<(Refusal? Refusal, IReadOnlyDictionary<Guid, Refusal> Faults)> Run(Guid id, string site, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            if (await door.Own(id, stop) is not { } record) return (new Refusal("There is no such application."), new Dictionary<Guid, Refusal>());
            var (application, call, activity, company) = record;
            if (application.Submissions > 0 && !application.HasChanges && application.State is ApplicationState.Submitted) return (null, new Dictionary<Guid, Refusal>());
            var now = clock.GetUtcNow();
            if ((application.RefusesSubmission(call, now) ?? activity.RefusesPlaces(clock.Today(activity.TimeZone))) is { } no) return (no, new Dictionary<Guid, Refusal>());
            var faults = CallForm.Faults(call.Questions, application.Answers, whole: true);
            if (faults.Count > 0) return (null, faults);

            using (db.AsTheHouse("The next number of a call counts the applications of everybody."))
                application.Number ??= (await db.Applications.Where(a => a.CallId == call.Id).MaxAsync(a => a.Number, stop) ?? 0) + 1;
            (application.State, application.SubmittedAt, application.HasChanges, application.HomeClusterId) = (ApplicationState.Submitted, now, false, company.HomeClusterId);
            application.Submissions++;
            var content = Submission.Document(application, call, activity, company, application.Submissions, now);
            var version = new ApplicationVersion
            {
                ApplicationId = id,
                Number = application.Submissions,
                At = now,
                By = access.Name,
                ById = access.PersonId,
                IsForCompany = door.ActsFor(company.Id),
                Content = content,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            };
            db.ApplicationVersions.Add(version);
            audit.Add("Submitted an application", RecordKind.Application, id, $"{application.Code}, {activity.Title}, {company.Name}", $"{version.Number}: {version.Sha256}", onBehalfOf: version.IsForCompany ? new(company.Name, company.Id) : null, cluster: application.HomeClusterId);
            await Receipt(record, version, site, stop);
            try
            {
                await db.SaveChangesAsync(stop);
                return (null, faults);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody took the number, or handed in the same application at the same moment: look again.
            }
        }
    }

    private async Task Receipt(ApplicationRecord record, ApplicationVersion version, string site, CancellationToken stop)
    {
        var readers = await door.MembersOf(record.Company.Id, stop);
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(p => p.Id == access.PersonId, stop) is { } self && readers.TrueForAll(r => r.Id != self.Id)) readers.Add(self);
        foreach (var reader in readers) await post.Add(ApplicationMails.Receipt(record, version, reader, site), stop);
    }
}
