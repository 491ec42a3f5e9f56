using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform.Access;

namespace Paceline.Features.Home;

/// <summary>A role that looks on, as its holder finds it on the page Today.</summary>
/// <param name="Role">The role.</param>
/// <param name="Until">When it ends by itself, or null.</param>
/// <param name="Does">What it is for, English words.</param>
/// <param name="Place">Where one starts, English words.</param>
/// <param name="Url">The same.</param>
public sealed record OwnRole(Role Role, DateTimeOffset? Until, string Does, string Place, string Url);

/// <summary>Something that the programme does next.</summary>
public sealed record NextActivity(Guid Id, LocalizedText Title, string Place, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>What is there for people to whom no task falls by itself: what their role is for, until when, and what comes.</summary>
public sealed class OwnRoles(PacelineDb db, CurrentAccess access, TimeProvider clock)
{
    private const int Shown = 5;

    /// <summary>The roles that look on; the others find their tasks instead.</summary>
    public async Task<List<OwnRole>> Read(CancellationToken stop)
    {
        var held = await db.RoleGrants.Valid(clock.GetUtcNow()).Where(g => g.PersonId == access.PersonId).OrderBy(g => g.ValidTo).Select(g => new { g.Role, g.ActivityId, g.ValidTo }).ToListAsync(stop);
        // Where somebody holds a role for an activity, that one tells more than the same role at large.
        var shown = held.Where(g => g.ActivityId is not null || !held.Exists(o => o.Role == g.Role && o.ActivityId is not null));
        return [.. shown.OrderBy(g => g.Role).Select(g => Of(g.Role, g.ActivityId) is var (does, place, url) ? new OwnRole(g.Role, g.ValidTo, does, place, url) : null).OfType<OwnRole>().DistinctBy(r => (r.Role, r.Url))];
    }

    /// <summary>Activities under way or to come, the nearest first.</summary>
    public Task<List<NextActivity>> Coming(Guid programme, DateOnly today, CancellationToken stop) =>
        db.Activities.Where(a => a.ProgrammeId == programme && a.EndsOn >= today && a.State != Domain.Activities.ActivityState.Cancelled)
            .OrderBy(a => a.StartsOn).ThenBy(a => a.Id).Take(Shown).Select(a => new NextActivity(a.Id, a.Title, a.Place, a.StartsOn, a.EndsOn)).ToListAsync(stop);

    private static (string Does, string Place, string Url)? Of(Role role, Guid? activity) => role switch
    {
        Role.Evaluator => ("Follow each figure of the scoreboard down to its rows. You change nothing.", "Scoreboard", Urls.Scoreboard),
        Role.Auditor => ("Read everything, evidence included. Each opening is noted.", "Contracts", Urls.Contracts),
        Role.FinanceOfficer => ("Read the frozen reports and the figures behind them.", "Reports", Urls.Reports),
        Role.CommunicationOfficer => ("Tell others what companies have made public: the directory shows it.", "Directory", Urls.Directory),
        Role.Desk when activity is { } here => ("Receive people at the events of your days.", "Check-in", Urls.CheckIn(here)),
        Role.Desk => ("Receive people at the events of your days.", "Matchmaking", Urls.Events),
        Role.Assessor when activity is not null => ("Score the applications that were given to you.", "To assess", Urls.Assess),
        Role.Assessor => ("Read the profiles of those whom you score.", "Directory", Urls.Directory),
        Role.RegionalAuthority => ("Follow the programme, its partners and its activities.", "Programme", Urls.Programme),
        Role.PrivacyOfficer => ("Answer what people ask about their data, and watch over what is kept.", "Personal data", Urls.PrivacyRequests),
        _ => null,
    };
}
