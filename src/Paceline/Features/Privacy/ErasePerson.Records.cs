using Microsoft.EntityFrameworkCore;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Privacy;
using Paceline.Platform.Access;

namespace Paceline.Features.Privacy;

/// <summary>What erasing does to the records themselves. Statements of their own: no field's old value is noted anywhere.</summary>
public sealed partial class ErasePerson
{
    private IQueryable<BusinessDeal> DealsOf(DataSubject person)
    {
        var (account, places) = (person.PersonId, person.Participants);
        return db.BusinessDeals.Where(d => account != null && d.ReportedById == account || d.ReportedById == null && d.ParticipantId != null && places.Contains(d.ParticipantId.Value));
    }

    private async Task<int> Proofs(DataSubject person, CancellationToken stop)
    {
        var (account, deals) = (person.PersonId, DealsOf(person).Select(d => d.Id));
        return await deals.CountAsync(stop) + await db.EvidenceItems.CountAsync(e => e.RecordKind == RecordKind.BusinessDeal && deals.Contains(e.RecordId), stop)
            + (account is null ? 0 : await db.Verifications.CountAsync(v => v.ById == account, stop));
    }

    private async Task EraseRecords(DataSubject person, string pseudonym, Guid? letter, Traces traces, CancellationToken stop)
    {
        var (places, contacts, profiles, ids, now) = (person.Participants, person.Contacts, person.Profiles, person.Ids, clock.GetUtcNow());
        await EraseInActivities(person, pseudonym, traces, stop);
        if (person.PersonId is { } account) await EraseAccount(account, person, pseudonym, stop);
        await db.SpecialCares.Where(c => ids.Contains(c.SubjectId)).ExecuteDeleteAsync(stop);
        await db.Consents.Where(c => ids.Contains(c.SubjectId) && c.WithdrawnAt == null).ExecuteUpdateAsync(c => c.SetProperty(x => x.WithdrawnAt, now), stop);
        await db.AccessLinks.Where(l => ids.Contains(l.SubjectId)).ExecuteUpdateAsync(l => l.SetProperty(x => x.RevokedAt, x => x.RevokedAt ?? now).SetProperty(x => x.IsBarred, true), stop);
        await db.Contacts.Where(c => contacts.Contains(c.Id)).ExecuteUpdateAsync(c => c.SetProperty(x => x.Name, pseudonym).SetProperty(x => x.LatinName, "").SetProperty(x => x.JobTitle, "").SetProperty(x => x.Email, "").SetProperty(x => x.Phone, "")
            .SetProperty(x => x.HasLeft, true).SetProperty(x => x.Version, x => x.Version + 1), stop);
        await db.Participants.Where(p => places.Contains(p.Id)).ExecuteUpdateAsync(p => p.SetProperty(x => x.ContactName, pseudonym).SetProperty(x => x.Email, "").SetProperty(x => x.Version, x => x.Version + 1), stop);
        // Where no organisation stands behind a place, its name is the person's, and what it said is its own.
        var alone = db.Participants.Where(p => places.Contains(p.Id) && p.OrganisationId == null);
        await db.MeetingOutcomes.Where(o => alone.Any(p => p.Id == o.ParticipantId)).ExecuteUpdateAsync(o => o.SetProperty(x => x.Note, "").SetProperty(x => x.Version, x => x.Version + 1), stop);
        await alone.ExecuteUpdateAsync(p => p.SetProperty(x => x.Name, pseudonym).SetProperty(x => x.About, ""), stop);
        var names = traces.Spellings.ToList();
        var deals = DealsOf(person).Select(d => d.Id);
        await db.EvidenceItems.Where(e => deals.Contains(e.RecordId) && e.AddedById == null && names.Contains(e.AddedBy)).ExecuteUpdateAsync(e => e.SetProperty(x => x.AddedBy, pseudonym), stop);
        await DealsOf(person).ExecuteUpdateAsync(d => d.SetProperty(x => x.ReportedBy, pseudonym).SetProperty(x => x.Version, x => x.Version + 1), stop);
        await MailsTo(person, traces.Addresses).Where(m => m.Id != letter).ExecuteDeleteAsync(stop);
        await EraseProfiles(profiles, stop);
        await EraseConsentsForCompanies(person, pseudonym, stop);
        await Scrub(traces, pseudonym, stop);
    }

    private async Task EraseAccount(Guid account, DataSubject person, string pseudonym, CancellationToken stop)
    {
        var (now, address, stamp) = (clock.GetUtcNow(), Pseudonym.Address(account), Ids.New().ToString("N"));
        await (await NameColumns.For(db, account, await ReadHeld.NamesOf(db, person, stop), stop)).Replace(pseudonym, stop);
        await db.RoleGrants.Where(g => g.PersonId == account && (g.ValidTo == null || g.ValidTo > now)).ExecuteUpdateAsync(g => g.SetProperty(x => x.ValidTo, now), stop);
        await db.SignInSessions.Where(s => s.PersonId == account).ExecuteDeleteAsync(stop);
        await db.SecondFactors.Where(f => f.PersonId == account).ExecuteDeleteAsync(stop);
        await db.RecoveryCodes.Where(c => c.PersonId == account).ExecuteDeleteAsync(stop);
        await db.EmailChanges.Where(c => c.PersonId == account).ExecuteDeleteAsync(stop);
        await db.UserPasskeys.Where(k => k.UserId == account).ExecuteDeleteAsync(stop);
        await db.UserLogins.Where(l => l.UserId == account).ExecuteDeleteAsync(stop);
        await db.UserTokens.Where(t => t.UserId == account).ExecuteDeleteAsync(stop);
        await db.UserClaims.Where(c => c.UserId == account).ExecuteDeleteAsync(stop);
        await db.Users.Where(p => p.Id == account).ExecuteUpdateAsync(p => p.SetProperty(x => x.DisplayName, pseudonym).SetProperty(x => x.Email, address).SetProperty(x => x.NormalizedEmail, address.ToUpperInvariant())
            .SetProperty(x => x.UserName, address).SetProperty(x => x.NormalizedUserName, address.ToUpperInvariant()).SetProperty(x => x.PhoneNumber, (string?)null).SetProperty(x => x.PasswordHash, (string?)null)
            .SetProperty(x => x.Language, (string?)null).SetProperty(x => x.IsClosed, true).SetProperty(x => x.SecurityStamp, stamp).SetProperty(x => x.ConcurrencyStamp, stamp), stop);
    }

    // Through the unit of work, so that the directory takes it in; the old values must not reach the trail.
    private async Task EraseProfiles(IReadOnlyList<Guid> profiles, CancellationToken stop)
    {
        if (profiles.Count == 0) return;
        foreach (var profile in await db.CompanyProfiles.Where(p => profiles.Contains(p.OrganisationId)).ToListAsync(stop)) (profile.ContactName, profile.ContactEmail, profile.ContactPhone) = ("", "", "");
        await db.SaveChangesAsync(stop);
    }
}
