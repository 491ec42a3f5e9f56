using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Platform.Audit;

namespace Paceline.Features.Matchmaking;

/// <summary>Corrects what is known of a participant.</summary>
public sealed class ChangeParticipant(PacelineDb db, AuditTrail audit)
{
    /// <summary>What came of it: nothing set means saved.</summary>
    public sealed record Outcome(string Field = "", Refusal? Refusal = null, bool IsConflict = false);

    public async Task<Outcome> Run(MatchmakingEvent @event, Participant participant, ParticipantInput input, CancellationToken stop)
    {
        db.Entry(participant).Property(p => p.Version).OriginalValue = input.Version;
        if (participant.Version != input.Version) return new Outcome(IsConflict: true);
        var code = Spelling.Line(input.Code);
        var codes = await db.Participants.Where(p => p.EventId == @event.Id && p.Id != participant.Id).Select(p => new { p.Code, p.Name }).ToListAsync(stop);
        if (codes.FirstOrDefault(c => Codes.Comparer.Equals(c.Code, code)) is { } holder)
            return new Outcome("Input.Code", new Refusal("The code {0} already belongs to {1}.", code, holder.Name));
        var organisation = input.OrganisationId is { } id ? await db.Organisations.Where(o => o.Id == id).Select(o => new { o.Id, o.HomeClusterId }).FirstOrDefaultAsync(stop) : null;
        if (input.OrganisationId is not null && organisation is null) return new Outcome("Input.OrganisationId", new Refusal("Choose an organisation from the list."));

        var before = Summary(participant);
        (participant.Name, participant.Code) = (Spelling.Line(input.Name), code);
        participant.ContactName = Spelling.Line(input.ContactName ?? "");
        participant.Email = Spelling.Line(input.Email ?? "");
        participant.Country = input.Country ?? "";
        participant.Language = input.Language;
        participant.About = Spelling.Line(input.About ?? "");
        (participant.OrganisationId, participant.HomeClusterId) = (organisation?.Id, organisation?.HomeClusterId);
        int[] unavailable = [.. input.Unavailable.Distinct().Order()];
        if (!unavailable.SequenceEqual(participant.UnavailableSlots)) participant.UnavailableSlots = unavailable;
        audit.Add("Changed a participant", RecordKind.Participant, participant.Id, participant.Name, $"{before} → {Summary(participant)}", cluster: @event.LeadClusterId);
        db.Entry(participant).Property(p => p.Name).IsModified = true;
        try
        {
            await db.SaveChangesAsync(stop);
            return new Outcome();
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new Outcome(IsConflict: true);
        }
    }

    private static string Summary(Participant p) => $"{p.Code} {p.Name}, {p.ContactName}, {p.Country}, {p.Language}, ({string.Join(' ', p.UnavailableSlots)})";
}
