using Paceline.Documents;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Travel;
using Paceline.Features.Travel;
using Paceline.Platform.Files;

namespace Paceline.Data.Demo;

/// <summary>The gates of the demonstration's missions, recorded and settled before the list left.</summary>
internal sealed class DemoGates(PacelineDb db, FileStore files, ReadDelegation delegation, RestrictiveList list)
{
    /// <summary>Looks the counterparts of an activity up; a name like one of the list is cleared by somebody who knows.</summary>
    public async Task Checks(Activity activity, string by, DateTimeOffset at, CancellationToken stop)
    {
        var search = new NameSearch(db.RestrictiveNames.Local.ToList());
        foreach (var host in await delegation.Hosts(activity, stop))
        {
            var names = ReadGates.NamesOf(host);
            var found = search.Find(names.Split('\n'));
            var check = new RestrictiveCheck { ActivityId = activity.Id, LeadClusterId = activity.LeadClusterId, CounterpartId = host.Id, Names = names, ListId = list.Id, ListDate = list.ListDate, Result = found.Count == 0 ? CheckResult.NoMatch : CheckResult.PossibleMatch, Candidates = [.. found], LookedBy = by, LookedAt = at };
            if (found.Count > 0) check.Decide(false, "Another register number and another address: the commercial register of Mashhad was asked.", by, at.AddHours(3));
            db.RestrictiveChecks.Add(check);
        }
    }

    /// <summary>Everything that a mission needed, and the list that left. Two people agreed to nothing and were left out.</summary>
    public async Task Mission(Activity mission, string by, CancellationToken stop)
    {
        var (country, at) = (mission.Country!, DemoTravel.At(mission, -30, 11));
        await Checks(mission, by, at, stop);
        var people = await delegation.Of(mission.Id, stop);
        var decision = TransferCountries.Decision(country, mission.StartsOn);
        var bases = people.Skip(2).Select((p, i) =>
        {
            var shield = decision is not null && i % 4 == 0;
            return new PersonTransferBasis { ActivityId = mission.Id, LeadClusterId = mission.LeadClusterId, TravellerId = p.Id, Country = country, Basis = shield ? TransferBasis.Adequacy : TransferBasis.ExplicitConsent, Decision = shield ? decision!.Number : "", Note = shield ? "The host is in the Privacy Shield" : "Signed with the application", RecordedBy = by, RecordedAt = at };
        }).ToList();
        db.TransferBases.AddRange(bases);
        db.MissionGates.AddRange(
            new MissionGate { ActivityId = mission.Id, LeadClusterId = mission.LeadClusterId, Kind = GateKind.TravelSecurity, DoneBy = by, DoneOn = mission.StartsOn.AddDays(-28), Note = "Advice of the ministry read; numbers to call are in the briefing pack.", ValidUntil = mission.EndsOn.AddDays(7) },
            new MissionGate { ActivityId = mission.Id, LeadClusterId = mission.LeadClusterId, Kind = GateKind.Insurance, DoneBy = by, DoneOn = mission.StartsOn.AddDays(-25), Note = "Group policy 555-0199 (demo)", ValidUntil = mission.EndsOn.AddDays(10) });
        var included = people.Where(p => bases.Exists(b => b.TravellerId == p.Id)).ToList();
        var file = await files.Add($"delegation-{mission.StartsOn:yyyy-MM-dd}.csv", "text/csv", CsvText.Write(["Name", "Organisation"], included.Select(p => (IReadOnlyList<object?>)[p.Name, p.Organisation])), stop);
        db.ListTransfers.Add(new ListTransfer
        {
            ActivityId = mission.Id,
            LeadClusterId = mission.LeadClusterId,
            Recipients = [.. (await delegation.Hosts(mission, stop)).Select(h => h.Name)],
            Country = country,
            Fields = ListFields.Name | ListFields.Organisation,
            People = [.. bases.Select(b => new TransferredPerson(b.TravellerId, b.Basis, b.Decision))],
            Withheld = people.Count - included.Count,
            At = DemoTravel.At(mission, -21, 9),
            By = by,
            FileId = file.Id,
            MeasuresDate = list.ListDate,
        });
    }
}
