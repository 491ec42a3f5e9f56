using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Contracts;

/// <summary>A monitoring officer accepts a contract into the figure or returns it with a reason.</summary>
public sealed class VerifyContract(PacelineDb db, CurrentAccess access, AuditTrail audit, Outbox outbox, Links links, Texts texts, TimeProvider clock)
{
    private static readonly TimeSpan LinkLives = TimeSpan.FromDays(90);

    /// <summary>Decides on the contract as the verifier saw it; a change since then throws <see cref="DbUpdateConcurrencyException"/>.</summary>
    /// <param name="id">The contract.</param>
    /// <param name="version">The version that the verifier saw.</param>
    /// <param name="accepted">Accepted or returned.</param>
    /// <param name="comment">Why.</param>
    /// <param name="site">Scheme and host, for the link in the message.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Refusal?> Run(Guid id, int version, bool accepted, string comment, string site, CancellationToken stop)
    {
        var deal = await db.BusinessDeals.SingleAsync(d => d.Id == id, stop);
        if (deal.Version != version) throw new DbUpdateConcurrencyException();
        var items = await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.BusinessDeal && e.RecordId == id).Select(e => new { e.Id, e.Kind }).ToListAsync(stop);
        EvidenceKind[] kinds = [.. items.Select(i => i.Kind)];
        if (accepted && BusinessDeal.Accepts(kinds) is { } tooLittle) return tooLittle;
        if (deal.Verify(access.PersonId!.Value, accepted, comment, kinds.Length > 0, await IsAuthor([.. items.Select(i => i.Id)], stop), SpeaksFor(deal)) is { } refusal) return refusal;

        var level = EvidenceItem.LevelOf(kinds);
        db.Verifications.Add(new Verification
        {
            RecordKind = RecordKind.BusinessDeal,
            RecordId = id,
            Result = accepted ? VerificationResult.Accepted : VerificationResult.Returned,
            Level = level,
            Comment = comment.Trim(),
            ById = access.PersonId.Value,
            By = access.Name,
            At = clock.GetUtcNow(),
        });
        audit.Add(accepted ? "Verified a contract" : "Returned a contract", RecordKind.BusinessDeal, id, deal.Code, comment.Trim(), cluster: deal.HomeClusterId);
        await Tell(deal, accepted, comment.Trim(), site, stop);
        await db.SaveChangesAsync(stop);
        return null;
    }

    private Task<bool> IsAuthor(Guid[] items, CancellationToken stop) =>
        db.AuditEvents.AnyAsync(a => a.RecordKind == RecordKind.EvidenceItem && items.Contains(a.RecordId) && a.Action == "Added evidence" && a.ActorId == access.PersonId, stop);

    private bool SpeaksFor(BusinessDeal deal) => access.Reach(Can.ReportContract).Covers(ContractReader.ScopeOf(deal));

    // To the person who reported it, else to the participant's address; without any, the company sees it when it looks.
    private async Task Tell(BusinessDeal deal, bool accepted, string comment, string site, CancellationToken stop)
    {
        var person = await db.Users.Where(p => p.Id == deal.ReportedById && !p.IsClosed).Select(p => new { p.Email, p.Language }).FirstOrDefaultAsync(stop);
        var participant = await db.Participants.Where(p => p.Id == deal.ParticipantId).Select(p => new { p.Id, p.Email, p.Language }).FirstOrDefaultAsync(stop);
        var to = person?.Email ?? participant?.Email;
        if (string.IsNullOrWhiteSpace(to) || participant is null) return;
        var who = person is not null ? participant.Id.ToString() : await links.For(LinkPurpose.Agenda, participant.Id, LinkLives, stop);
        var here = CultureInfo.CurrentUICulture;
        try
        {
            // In the language of whoever reads it, not of the verifier.
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Texts.Culture(person?.Language ?? participant.Language);
            outbox.Add(to,
                accepted ? texts["Contract {0} with {1} is verified", deal.Code, Subject(deal.Counterpart)].Value : texts["Contract {0} with {1} needs one more thing from you", deal.Code, Subject(deal.Counterpart)].Value,
                (accepted ? texts["Your contract {0} with {1} was checked and now counts in the programme's figures.", deal.Code, deal.Counterpart].Value : texts["Your contract {0} with {1} was checked and does not count yet.", deal.Code, deal.Counterpart].Value)
                + (comment is "" ? "" : "\n\n" + texts["The verifier writes: {0}", comment].Value)
                + "\n\n" + site + Urls.AgendaContract(who, deal.Id) + "\n");
        }
        finally
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = here;
        }
    }

    private static string Subject(string name) => name.ReplaceLineEndings(" ");
}
