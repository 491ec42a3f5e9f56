using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Monitoring;
using Paceline.Domain.Organisations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Contracts;

/// <summary>What somebody says of a contract.</summary>
public sealed record ContractDraft(Guid Id, DateOnly SignedOn, string Counterpart, string Country, DealKind Kind, Money? Value, ValueBand Band, Confidentiality Confidentiality, KeptFile? File, EvidenceKind FileKind);

/// <summary>A company reports a contract that grew out of a meeting.</summary>
public sealed class ReportContract(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    private const int Attempts = 6;

    /// <summary>Writes the contract; the same draft sent twice is one contract.</summary>
    public async Task<(BusinessDeal? Deal, Refusal? Refusal)> Run(Reporter reporter, Guid meetingId, ContractDraft draft, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            if (await db.BusinessDeals.FirstOrDefaultAsync(d => d.Id == draft.Id, stop) is { } sent)
                return sent.ParticipantId == reporter.ParticipantId ? (sent, null) : (null, new Refusal("This form was sent before, for another company. Open it anew."));
            var (deal, refusal) = await Write(reporter, meetingId, draft, stop);
            if (deal is null) return (null, refusal);
            try
            {
                await db.SaveChangesAsync(stop);
                return (deal, null);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody took the same number, or the same form was sent twice, or the company was entered a moment ago: look again.
            }
        }
    }

    private async Task<(BusinessDeal? Deal, Refusal? Refusal)> Write(Reporter reporter, Guid meetingId, ContractDraft draft, CancellationToken stop)
    {
        var @event = await db.Events.Include(e => e.Sessions).Include(e => e.Breaks).SingleAsync(e => e.Id == reporter.EventId, stop);
        var programme = await db.Programmes.SingleAsync(p => p.Id == @event.ProgrammeId, stop);
        var meeting = await db.Meetings.SingleAsync(m => m.Id == meetingId && m.EventId == @event.Id, stop);
        var participant = await db.Participants.SingleAsync(p => p.Id == reporter.ParticipantId, stop);
        var refusal = BusinessDeal.Accepts(meeting.State)
            ?? BusinessDeal.Accepts(draft.SignedOn, meeting.DayAt(@event, Timetable.Of(@event)), programme.StartsOn, programme.EndsOn, clock.Today(@event.TimeZone));
        if (refusal is not null) return (null, refusal);

        var company = await CompanyOf(participant, @event, stop);
        var deal = new BusinessDeal
        {
            Id = draft.Id,
            ProgrammeId = programme.Id,
            Number = await NextNumber(programme.Id, stop),
            CompanyId = company.Id,
            HomeClusterId = company.HomeClusterId ?? participant.HomeClusterId,
            ActivityId = @event.Id,
            MeetingId = meeting.Id,
            ParticipantId = participant.Id,
            Counterpart = draft.Counterpart,
            CounterpartCountry = draft.Country,
            Kind = draft.Kind,
            SignedOn = draft.SignedOn,
            ValueCents = draft.Value?.Cents,
            Currency = draft.Value?.Currency,
            Band = draft.Band,
            Confidentiality = draft.Confidentiality,
            ReportedById = access.PersonId,
            ReportedBy = access.Name,
            ReportedAt = clock.GetUtcNow(),
        };
        db.BusinessDeals.Add(deal);
        audit.Add("Reported a contract", RecordKind.BusinessDeal, deal.Id, deal.Code, onBehalfOf: access.PersonId is null ? null : new(company.Name, company.Id), cluster: deal.HomeClusterId);
        if (draft.File is { } file) db.Attach(deal, file, draft.FileKind, access.Name, clock.GetUtcNow(), audit);
        return (deal, null);
    }

    private async Task<int> NextNumber(Guid programme, CancellationToken stop)
    {
        using var house = db.AsTheHouse("Contracts are numbered through the whole programme.");
        return (await db.BusinessDeals.Where(d => d.ProgrammeId == programme).MaxAsync(d => (int?)d.Number, stop) ?? 0) + 1;
    }

    private async Task<Organisation> CompanyOf(Participant participant, MatchmakingEvent @event, CancellationToken stop)
    {
        if (participant.OrganisationId is { } known) return await db.Organisations.SingleAsync(o => o.Id == known, stop);
        var company = new Organisation { Name = participant.Name, Kind = OrganisationKind.Company, Country = participant.Country, HomeClusterId = participant.HomeClusterId, IsFictional = @event.IsFictional };
        db.Organisations.Add(company);
        participant.OrganisationId = company.Id;
        audit.Add("Entered a company in the directory", RecordKind.Organisation, company.Id, company.Name, cluster: company.HomeClusterId);
        return company;
    }
}
