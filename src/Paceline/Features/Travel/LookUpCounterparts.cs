using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Travel;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Travel;

/// <summary>Looks counterparts up in the newest list of restrictive measures and keeps what was found; a person decides on it.</summary>
public sealed class LookUpCounterparts(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Looks one counterpart up, or all that are not clear.</summary>
    public async Task<Refusal?> Run(GateView view, Guid? only, CancellationToken stop)
    {
        if (view.Newest is not { } list) return new Refusal("No list of restrictive measures was imported yet.");
        var hosts = view.Hosts.Where(h => only == h.Id || only is null && view.Facts.Counterparts.Single(c => c.Id == h.Id).Standing is CheckStanding.NotChecked or CheckStanding.Old).ToList();
        if (hosts.Count == 0) return null;
        var search = new NameSearch(await db.RestrictiveNames.AsNoTracking().Where(n => n.ListId == list.Id).ToListAsync(stop));
        foreach (var host in hosts)
        {
            var names = ReadGates.NamesOf(host);
            var found = search.Find(names.Split('\n'));
            var check = new RestrictiveCheck
            {
                ActivityId = view.Activity.Id,
                LeadClusterId = view.Activity.LeadClusterId,
                CounterpartId = host.Id,
                Names = names,
                ListId = list.Id,
                ListDate = list.ListDate,
                Result = found.Count == 0 ? CheckResult.NoMatch : CheckResult.PossibleMatch,
                Candidates = [.. found],
                LookedBy = access.Name,
                LookedAt = clock.GetUtcNow(),
            };
            db.RestrictiveChecks.Add(check);
            audit.Add("Looked a counterpart up in the list of restrictive measures", RecordKind.Organisation, host.Id, host.Name, $"{list.Name}, {list.ListDate:yyyy-MM-dd}: {found.Count}", cluster: view.Activity.LeadClusterId);
        }

        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>A person decides on what was found.</summary>
    public async Task<Refusal?> Decide(GateView view, Guid checkId, int version, bool isMatch, string reason, CancellationToken stop)
    {
        var refusal = new Refusal("Somebody has looked it up again since. Look at what was found.");
        if (view.Checks.Values.All(c => c.Id != checkId)) return refusal;
        var check = await db.RestrictiveChecks.SingleAsync(c => c.Id == checkId, stop);
        if (check.Version != version) return check.Result == (isMatch ? CheckResult.Match : CheckResult.Cleared) && check.Reason == reason.Trim() ? null : new Refusal("Somebody else saved this a moment ago. Look at it again.");
        if (check.Decide(isMatch, reason, access.Name, clock.GetUtcNow()) is { } no) return no;
        audit.Add(isMatch ? "Found a counterpart on the list of restrictive measures" : "Cleared a counterpart of a possible match", RecordKind.Organisation, check.CounterpartId, view.Hosts.Single(h => h.Id == check.CounterpartId).Name, check.Reason, cluster: view.Activity.LeadClusterId);
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new Refusal("Somebody else saved this a moment ago. Look at it again.");
        }
    }
}
