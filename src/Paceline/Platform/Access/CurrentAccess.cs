using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;

namespace Paceline.Platform.Access;

/// <summary>
/// Who asks, and what that person may do: the account that is signed in, or the holder of the link in the route.
/// A link in the route always wins, so that an organiser who opens a guest's link sees what the guest sees.
/// </summary>
public sealed class CurrentAccess(PacelineDb db, Links links, IHttpContextAccessor context)
{
    private static readonly string SecurityStamp = new ClaimsIdentityOptions().SecurityStampClaimType;

    private IReadOnlyList<Grant>? _grants;

    /// <summary>The account, or null for a guest or a visitor.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>The participant that a link stands for.</summary>
    public Guid? GuestParticipantId { get; private set; }

    /// <summary>The name for the audit trail and for "reported by".</summary>
    public string Name { get; private set; } = "";

    /// <summary>The route names a link that no longer opens anything.</summary>
    public bool LinkIsDead { get; private set; }

    /// <summary>Roles of whoever asks.</summary>
    public IReadOnlyList<Grant> Grants => _grants ?? throw new InvalidOperationException("Access is not known before authorization has run.");

    /// <summary>Finds out who asks; called once, by authorization.</summary>
    public async Task Load(CancellationToken stop)
    {
        if (_grants is not null) return;
        var http = context.HttpContext!;
        if (http.GetRouteValue("who") is string who && !Guid.TryParse(who, out _))
        {
            _grants = await OfGuest(who, http, stop);
            return;
        }

        _grants = Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person) ? await OfPerson(person, http.User.FindFirstValue(SecurityStamp), stop) : [];
    }

    /// <summary>Whether whoever asks may do this to a record.</summary>
    public bool May(Can can, Scope scope) => Rules.Allow(Grants, can, scope);

    /// <summary>Whether there is any record at all to which whoever asks may do this.</summary>
    public bool MaySomewhere(Can can) => !Rules.ReachOf(Grants, can).IsNothing;

    /// <summary>How far an act carries, for the filter of a query.</summary>
    public Reach Reach(Can can) => Rules.ReachOf(Grants, can);

    /// <summary>Whether whoever asks holds a role.</summary>
    public bool Is(Role role) => Grants.Any(g => g.Role == role);

    // Asked anew on every request: an account that was closed, or signed out everywhere, is out at once.
    private async Task<IReadOnlyList<Grant>> OfPerson(Guid person, string? stamp, CancellationToken stop)
    {
        var name = await db.Users.Where(p => p.Id == person && !p.IsClosed && p.SecurityStamp == stamp).Select(p => p.DisplayName).FirstOrDefaultAsync(stop);
        if (name is null) return [];
        (PersonId, Name) = (person, name);
        return await db.RoleGrants.Where(g => g.PersonId == person).Select(g => new Grant(g.Role, g.ClusterId, g.OrganisationId, null)).ToListAsync(stop);
    }

    private async Task<IReadOnlyList<Grant>> OfGuest(string token, HttpContext http, CancellationToken stop)
    {
        AccessLink? link = null;
        foreach (var purpose in http.GetEndpoint()?.Metadata.GetMetadata<OpenedByAttribute>()?.Purposes ?? [LinkPurpose.Agenda]) link ??= await links.Find(purpose, token, stop);
        var participant = link is null ? null : await db.Participants.Where(p => p.Id == link.SubjectId).Select(p => new { p.Id, p.Name }).FirstOrDefaultAsync(stop);
        if (link is null || participant is null)
        {
            LinkIsDead = true;
            return [];
        }

        await links.Count(link, stop);
        (GuestParticipantId, Name) = (participant.Id, participant.Name);
        return [new Grant(Role.Guest, Participant: participant.Id)];
    }
}
