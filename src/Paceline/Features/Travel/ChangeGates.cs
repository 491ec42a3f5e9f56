using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Features.Contracts;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Files;
using Paceline.Platform.Text;

namespace Paceline.Features.Travel;

/// <summary>What somebody records on travel security or insurance.</summary>
public sealed record SettledInput(Guid Id, int Version, GateKind Kind, string DoneBy, DateOnly DoneOn, DateOnly? ValidUntil, string Note, IFormFile? File);

/// <summary>Records what opens the gates of a mission.</summary>
public sealed class ChangeGates(PacelineDb db, CurrentAccess access, AuditTrail audit, FileStore files, TimeProvider clock)
{
    /// <summary>Records a basis for several travellers and one country of hosts; what each had before for that country is replaced.</summary>
    public async Task<Refusal?> Record(GateView view, IReadOnlyCollection<Guid> travellers, string? to, TransferBasis? chosenBasis, string note, CancellationToken stop)
    {
        if (view.Facts.Countries.Count == 0) return new Refusal("Say first in which country the hosts are: that decides what the transfer needs.");
        if (view.Facts.Countries.FirstOrDefault(c => c == to) is not { } country) return new Refusal("Choose for which country it holds.");
        if (chosenBasis is not { } basis) return new Refusal("Choose what allows the transfer.");
        var chosen = view.Travellers.Where(t => travellers.Contains(t.Id)).ToList();
        if (chosen.Count == 0) return new Refusal("Choose at least one person.");
        if (Transfers.Refuses(basis, country, view.Facts.Today, note) is { } refusal) return refusal;
        var decision = basis is TransferBasis.Adequacy ? TransferCountries.Decision(country, view.Facts.Today)!.Number : "";
        var now = clock.GetUtcNow();
        var live = await Live(view, stop);
        foreach (var person in chosen)
        {
            if (live.Find(b => b.TravellerId == person.Id && b.Country == country) is { } known)
            {
                // The same sent twice is one.
                if (known.Basis == basis && known.Decision == decision && known.Note == note) continue;
                (known.Basis, known.Decision, known.Note, known.RecordedBy, known.RecordedAt) = (basis, decision, note, access.Name, now);
            }
            else db.TransferBases.Add(new PersonTransferBasis { ActivityId = view.Activity.Id, LeadClusterId = view.Activity.LeadClusterId, TravellerId = person.Id, Country = country, Basis = basis, Decision = decision, Note = note, RecordedBy = access.Name, RecordedAt = now });
        }

        audit.Add("Recorded what allows a transfer of data", RecordKind.Activity, view.Activity.Id, view.Activity.Title.ToString(), $"{country}, {Words.Of(basis)} {decision}: {chosen.Count}", cluster: view.Activity.LeadClusterId);
        return await Save(stop);
    }

    /// <summary>A person takes it back: no list holds that person from now on.</summary>
    public async Task<Refusal?> Withdraw(GateView view, Guid traveller, CancellationToken stop)
    {
        var live = (await Live(view, stop)).FindAll(b => b.TravellerId == traveller);
        if (live.Count == 0) return null;
        foreach (var basis in live) basis.WithdrawnAt = clock.GetUtcNow();
        audit.Add("Took back what allowed a transfer of data", RecordKind.Activity, view.Activity.Id, view.Activity.Title.ToString(), view.Travellers.FirstOrDefault(t => t.Id == traveller)?.Name ?? "", cluster: view.Activity.LeadClusterId);
        return await Save(stop);
    }

    /// <summary>Travel security or insurance; with the field at which something is wrong.</summary>
    public async Task<(string Field, Refusal Refusal)?> Settle(GateView view, SettledInput input, CancellationToken stop)
    {
        if (MissionGate.Refuses(input.Kind, input.DoneBy, input.DoneOn, input.ValidUntil, input.Note, view.Facts.Today) is { } refusal) return ("", refusal);
        Guid? file = null;
        if (input.File is not null)
        {
            var (read, no) = await EvidenceFile.Read(input.File, stop);
            if (read is null) return ("", no!);
            file = (await files.Add(read.Name, read.MediaType, read.Content, stop)).Id;
        }

        var gate = await db.MissionGates.FirstOrDefaultAsync(g => g.ActivityId == view.Activity.Id && g.Kind == input.Kind, stop);
        if (gate is not null && gate.Version != input.Version) return ("", new Refusal("Somebody else saved this a moment ago: done by {0} on {1}. Look at it again.", gate.DoneBy, gate.DoneOn));
        if (gate is null) db.MissionGates.Add(gate = new MissionGate { Id = input.Id, ActivityId = view.Activity.Id, LeadClusterId = view.Activity.LeadClusterId, Kind = input.Kind, DoneBy = "", DoneOn = input.DoneOn });
        (gate.DoneBy, gate.DoneOn, gate.ValidUntil, gate.Note, gate.FileId) = (input.DoneBy.Trim(), input.DoneOn, input.ValidUntil, input.Note.Trim(), file ?? gate.FileId);
        audit.Add(input.Kind is GateKind.Insurance ? "Recorded the insurance of a delegation" : "Recorded the travel security of a delegation", RecordKind.Activity, view.Activity.Id, view.Activity.Title.ToString(), $"{gate.DoneBy}, {gate.DoneOn:yyyy-MM-dd}", cluster: view.Activity.LeadClusterId);
        return await Save(stop) is { } race ? ("", race) : null;
    }

    private Task<List<PersonTransferBasis>> Live(GateView view, CancellationToken stop) => db.TransferBases.Where(b => b.ActivityId == view.Activity.Id && b.WithdrawnAt == null).ToListAsync(stop);

    private async Task<Refusal?> Save(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateException)
        {
            // Two recorded it for the first time, or changed it, at the same moment.
            db.ChangeTracker.Clear();
            return new Refusal("Somebody else saved this a moment ago. Look at it again.");
        }
    }
}
