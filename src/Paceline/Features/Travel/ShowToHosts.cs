using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;

namespace Paceline.Features.Travel;

/// <summary>
/// What a reader of a briefing pack sees of people. For a person of a host the pack is a list like any other: the gates let it through, it
/// holds whose data may go there, and it is recorded. A gate that has shut since, or a consent that was taken back, takes the names out again.
/// </summary>
public sealed class ShowToHosts(PacelineDb db, ReadGates gates, SendListToHosts lists)
{
    /// <summary>Why people cannot be shown to a host, or null.</summary>
    public async Task<Refusal?> Refuses(Activity activity, Guid? host, CancellationToken stop) =>
        host is not { } id ? new Refusal("Say of which host the person is: where the host is decides whose names may go there.") : Refuses(await gates.ForReaders(activity, stop), id);

    /// <summary>Records whom each person of a host reads from now on; where the gates are shut, that is nobody.</summary>
    public async Task Record(Activity activity, IReadOnlyCollection<BriefingReader> readers, BriefingContent content, CancellationToken stop)
    {
        var guests = readers.Where(r => r is { WithoutPeople: false, TravellerId: null, HostId: not null, EndedAt: null }).ToList();
        if (guests.Count == 0 || await gates.ForReaders(activity, stop) is not { } view) return;
        foreach (var reader in guests.Where(r => Refuses(view, r.HostId!.Value) is null))
        {
            var host = view.Hosts.Single(h => h.Id == reader.HostId);
            var included = Gates.Included(view.Facts, host.Country);
            await lists.Show(view, reader, host, [.. content.People.Select(p => p.Id).Where(included.Contains)], stop);
        }
    }

    /// <summary>What a reader sees.</summary>
    public async Task<BriefingSight> SightOf(Activity activity, BriefingReader reader, CancellationToken stop)
    {
        if (reader.TravellerId is { } traveller) return BriefingSight.OfTravellers([traveller]);
        if (reader.WithoutPeople || reader.HostId is not { } id || await gates.ForReaders(activity, stop) is not { } view || Refuses(view, id) is not null) return BriefingSight.Guest;
        using var house = db.AsTheHouse("A person of a host reads those whom the record of what left names, and nobody else.");
        var recorded = await lists.Shown(reader.Id, stop) ?? [];
        return BriefingSight.OfHost([.. Gates.Included(view.Facts, view.Hosts.Single(h => h.Id == id).Country).Where(recorded.Contains)]);
    }

    private static Refusal? Refuses(GateView? view, Guid host) =>
        view is null ? new Refusal("Here nothing is recorded on what allows names to leave: people of hosts read the pack without people.") : Gates.RefusesList(view.Facts, [host]);
}
