using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;
using Paceline.Platform.Jobs;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Privacy;

/// <summary>
/// Erases a person: what may go goes, the rest bears a pseudonym, and what must be kept is told with its ground and its day.
/// Rows stay, so every count stays; the trail is redacted, so its chain stays whole.
/// </summary>
public sealed partial class ErasePerson(PacelineDb db, CurrentProgramme programme, CurrentAccess access, SealIdentity seals, FileStore files, ReadHeld read, RedactTrail redact, AuditTrail audit, Outbox outbox, JobQueue jobs, Texts texts, TimeProvider clock)
{
    private const string Gone = "—";

    /// <summary>What there is of a person, for the plan that it reads before it decides.</summary>
    public async Task<ErasureFacts> Facts(DataSubject person, CancellationToken stop)
    {
        using var house = db.AsTheHouse("What there is of one person, of whichever cluster it is.");
        var current = await programme.Find(stop);
        var (account, places, contacts, ids, found, now) = (person.PersonId, person.Participants, person.Contacts, person.Ids, person.Activities, clock.GetUtcNow());
        var administrators = db.RoleGrants.Where(g => g.Role == Role.Administrator && db.Users.Any(p => p.Id == g.PersonId && !p.IsClosed));
        return new ErasureFacts
        {
            SignIns = account is null ? 0 : await db.SignInSessions.CountAsync(s => s.PersonId == account, stop) + await db.RecoveryCodes.CountAsync(c => c.PersonId == account, stop),
            Roles = account is null ? 0 : await db.RoleGrants.Valid(now).CountAsync(g => g.PersonId == account, stop),
            Contacts = contacts.Count + person.Profiles.Count,
            Participations = places.Count,
            Links = await db.AccessLinks.CountAsync(l => ids.Contains(l.SubjectId) && l.RevokedAt == null, stop),
            Mails = person.HasOwnAddress ? await db.Mails.CountAsync(m => m.To == person.Email, stop) : 0,
            Needs = await db.SpecialCares.CountAsync(c => ids.Contains(c.SubjectId), stop),
            Meetings = await db.Meetings.CountAsync(m => places.Contains(m.FirstId) || places.Contains(m.SecondId), stop),
            Registrations = found.Registrations.Count,
            Invitations = found.Invitations.Count,
            Applications = found.Applications.Count,
            Letters = await read.LettersTo(person).CountAsync(stop),
            BriefingPacks = (await read.PacksNaming(person, stop)).Count + await db.BriefingReaders.CountAsync(r => found.Readers.Contains(r.Id) && r.TravellerId == null, stop),
            Lists = (await read.ListsWith(person, stop)).Count,
            Acts = account is { } who ? await (await NameColumns.For(db, who, await ReadHeld.NamesOf(db, person, stop), stop)).Count(stop) : 0,
            SignedSheets = await db.AttendanceRecords.Where(a => a.RegistrationId != null && found.Registrations.Contains(a.RegistrationId.Value) && a.EvidenceId != null).Select(a => a.EvidenceId).Distinct().CountAsync(stop),
            ActivitiesToCome = await ToCome(found.Registrations, stop),
            AuditLines = await db.AuditEvents.CountAsync(a => account != null && a.ActorId == account || ids.Contains(a.RecordId), stop),
            Proofs = await Proofs(person, stop),
            FrozenReports = account is null ? 0 : await db.ReportSnapshots.CountAsync(r => db.AuditEvents.Any(a => a.RecordId == r.Id && a.ActorId == account && a.Action == "Froze the figures"), stop),
            MeetingsToCome = await db.Meetings.CountAsync(m => (places.Contains(m.FirstId) || places.Contains(m.SecondId)) && m.PublishedEnd > now && !m.IsWithdrawn, stop),
            IsLastAdministrator = account is not null && await administrators.AnyAsync(g => g.PersonId == account, stop) && !await administrators.AnyAsync(g => g.PersonId != account, stop),
            IsHeld = await db.LegalHolds.AnyAsync(h => ids.Contains(h.RecordId) && h.LiftedAt == null, stop),
            ProofUntil = current is null ? null : Retention.ProofUntil(current.BalancePaidOn, current.Grant),
        };
    }

    /// <summary>Erases; null when it is done, also when it was done before.</summary>
    public async Task<Refusal?> Run(DataSubject person, PrivacyDoor door, CancellationToken stop)
    {
        var pseudonym = Pseudonym.Of(person.Subject.Id);
        if (string.Equals(person.Name, pseudonym, StringComparison.Ordinal)) return null;
        using var house = db.AsTheHouse("Erasing a person from the records of every cluster.");
        await using var together = await db.Database.BeginTransactionAsync(stop);
        var facts = await Facts(person, stop);
        if (Erasure.WhyNotNow(facts) is { } refusal) return refusal;
        var plan = Erasure.Plan(facts);
        var own = access.PersonId == person.PersonId && access.PersonId is not null || access.GuestParticipantId == person.Subject.Id;
        if (facts.LeavesProof) await seals.Add(person, pseudonym, stop);
        var words = await WordsOf(person, stop);
        var letter = person.Email is "" ? null : Letters.In(person.Language, () => outbox.Add(person.Email, texts["Your data are erased"].Value, Letter(plan)));
        if (letter is not null) jobs.Add<ForgetLetter>(new ForgetLetter.Letter(letter.Id, person.Subject.Id), TimeSpan.FromMinutes(10));
        await Record(person, pseudonym, plan, door, stop);
        if (own) access.GoBy(pseudonym);
        audit.Add("Erased a person", person.Subject.RecordKind, person.Subject.Id, pseudonym);
        await db.SaveChangesAsync(stop);
        await EraseRecords(person, pseudonym, letter?.Id, words, stop);
        var mails = !person.HasOwnAddress ? [] : await db.AuditEvents.Where(a => a.RecordKind == RecordKind.Mail && a.Details == person.Email).Select(a => a.RecordId).ToListAsync(stop);
        await redact.Run(person.Subject.RecordKind, person.Subject.Id, pseudonym, person.Ids.Concat(mails).ToHashSet(), words, stop);
        await together.CommitAsync(stop);
        return null;
    }

    // The request and its answer in one: who erases by the button is told at once.
    private async Task Record(DataSubject person, string pseudonym, IReadOnlyList<ErasureLine> plan, PrivacyDoor door, CancellationToken stop)
    {
        var today = clock.Today((await programme.Find(stop))?.TimeZone ?? "Europe/Brussels");
        var open = await db.PrivacyRequests.Where(r => r.SubjectId == person.Subject.Id).ToListAsync(stop);
        if (door is not PrivacyDoor.Letter)
        {
            var request = new PrivacyRequest { Kind = PrivacyRequestKind.Erasure, SubjectKind = person.Subject.Kind, SubjectId = person.Subject.Id, Name = pseudonym, Email = "", Language = person.Language, Door = door, ReceivedOn = today }.Start();
            request.Decide(plan.Any(l => l.Fate is Fate.Stays) ? PrivacyRequestState.PartlyGranted : PrivacyRequestState.Granted, Letters.In(person.Language, () => Letter(plan)), "Paceline", clock.GetUtcNow());
            db.PrivacyRequests.Add(request);
        }

        // Earlier requests keep their clock and their answer, and lose the name; an open one needs the address for its answer.
        foreach (var request in open.Where(r => r.State is not PrivacyRequestState.Received)) (request.Name, request.Email, request.Text) = (pseudonym, "", Gone);
    }

    /// <summary>The letter that says what was erased and what stays, why and until when.</summary>
    public string Letter(IReadOnlyList<ErasureLine> plan)
    {
        List<string> lines = [texts["Your data at Paceline are erased."].Value];
        foreach (var (fate, heading) in new[] { (Fate.Goes, texts["Deleted:"].Value), (Fate.Pseudonymised, texts["Kept without your name, so that the counts stay right:"].Value), (Fate.Stays, texts["Must stay:"].Value) })
        {
            var of = plan.Where(l => l.Fate == fate).ToList();
            if (of.Count == 0) continue;
            lines.Add(heading + "\n" + string.Join('\n', of.Select(l => "· " + texts.Count(l.Count, l.Forms) + (l.Ground is null ? "" : ". " + texts[l.Ground].Value + " " + Day(l)))));
        }

        lines.Add(texts["If you do not agree, you may complain to a supervisory authority for data protection."].Value);
        return string.Join("\n\n", lines);
    }

    private string Day(ErasureLine line) => line.Until is { } day ? texts["It goes on {0}.", day].Value : texts["It goes 5 years after the funder pays the balance; 3 years for grants up to EUR 60 000."].Value;
}
