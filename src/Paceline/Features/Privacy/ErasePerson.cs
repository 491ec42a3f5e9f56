using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Admin;
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
public sealed partial class ErasePerson(PacelineDb db, CurrentProgramme programme, CurrentAccess access, SealIdentity seals, FileStore files, ReadHeld read, RedactTrail redact, AuditTrail audit, Outbox outbox, MailFolder dropped, JobQueue jobs, Texts texts, TimeProvider clock)
{
    private const string Gone = "—";

    /// <summary>What there is of a person, for the plan that it reads before it decides.</summary>
    public async Task<ErasureFacts> Facts(DataSubject person, CancellationToken stop)
    {
        using var house = db.AsTheHouse("What there is of one person, of whichever cluster it is.");
        var current = await programme.Find(stop);
        var (account, places, contacts, ids, found, now) = (person.PersonId, person.Participants, person.Contacts, person.Ids, person.Activities, clock.GetUtcNow());
        return new ErasureFacts
        {
            SignIns = account is null ? 0 : await db.SignInSessions.CountAsync(s => s.PersonId == account, stop) + await db.RecoveryCodes.CountAsync(c => c.PersonId == account, stop),
            Roles = account is null ? 0 : await db.RoleGrants.Valid(now).CountAsync(g => g.PersonId == account, stop),
            Contacts = contacts.Count + person.Profiles.Count,
            Participations = places.Count,
            Links = await db.AccessLinks.CountAsync(l => ids.Contains(l.SubjectId) && l.RevokedAt == null, stop),
            Mails = await MailsTo(person, await AddressesOf(person, stop)).CountAsync(stop),
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
            IsLastAdministrator = account is { } last && await db.RoleGrants.Valid(now).AnyAsync(g => g.PersonId == last && g.Role == Role.Administrator, stop) && await ChangeRoles.OtherAdministrators(db, last, stop) == 0,
            IsHeld = await IsHeld(person, stop),
            ProofUntil = current is null ? null : Retention.ProofUntil(current.BalancePaidOn, current.Grant),
        };
    }

    // A hold on an activity keeps whoever took part in it or ran it; one on an account keeps whatever bears its address.
    private async Task<bool> IsHeld(DataSubject person, CancellationToken stop)
    {
        var held = await db.LegalHolds.Where(h => h.LiftedAt == null).Select(h => h.RecordId).ToListAsync(stop);
        if (held.Count == 0) return false;
        if (held.Exists(person.Ids.Contains) || held.Exists((await TookPartIn(person, stop)).Contains) || await DealsOf(person).AnyAsync(d => held.Contains(d.ActivityId), stop)) return true;
        var (account, registrations, address) = (person.PersonId, person.Activities.Registrations, person.Email.Trim().ToUpperInvariant());
        return account is not null && await db.AuditEvents.AnyAsync(a => a.ActorId == account && a.RecordKind == RecordKind.Activity && held.Contains(a.RecordId), stop)
            || await db.Registrations.AnyAsync(r => registrations.Contains(r.Id) && r.PersonId != null && held.Contains(r.PersonId.Value), stop)
            || address is not "" && await db.Users.AnyAsync(p => held.Contains(p.Id) && p.NormalizedEmail == address, stop);
    }

    /// <summary>Erases; null when it is done, also when it was done before.</summary>
    public async Task<Refusal?> Run(DataSubject person, PrivacyDoor door, CancellationToken stop)
    {
        var pseudonym = Pseudonym.Of(person.Subject.Id);
        if (person.IsErased) return null;
        using var house = db.AsTheHouse("Erasing a person from the records of every cluster.");
        // Two administrators who erase themselves together must not both succeed.
        await using var together = person.PersonId is { } account ? await ChangeRoles.AdministratorsTurn(db, account, stop) : await db.Database.BeginTransactionAsync(stop);
        var facts = await Facts(person, stop);
        if (Erasure.WhyNotNow(facts) is { } refusal) return refusal;
        var plan = Erasure.Plan(facts);
        var own = access.PersonId == person.PersonId && access.PersonId is not null || access.Guest?.Id == person.Subject.Id;
        if (facts.LeavesProof) await seals.Add(person, pseudonym, stop);
        var traces = await TracesOf(person, stop);
        var letter = person.Email is "" ? null : Letters.In(person.Language, () => outbox.Add(person.Email, texts["Your data are erased"].Value, Letter(plan)));
        if (letter is not null) jobs.Add<ForgetLetter>(new ForgetLetter.Letter(letter.Id, person.Subject.Id), ForgetLetter.Pause);
        await Record(person, pseudonym, plan, door, stop);
        if (own) access.GoBy(pseudonym);
        audit.Add("Erased a person", person.Subject.RecordKind, person.Subject.Id, pseudonym);
        await db.SaveChangesAsync(stop);
        var mails = await MailEntries(person, traces.Addresses, stop);
        await EraseRecords(person, pseudonym, letter?.Id, traces, stop);
        await redact.Run(person.Subject.RecordKind, person.Subject.Id, pseudonym, person.Ids.Concat(mails).ToHashSet(), SearchOf(person, traces), stop);
        await together.CommitAsync(stop);
        if (person.HasOwnAddress) MailFolder.Remove(dropped.To(traces.Addresses));
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
