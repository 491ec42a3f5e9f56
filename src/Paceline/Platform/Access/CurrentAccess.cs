using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Data.Isolation;
using Paceline.Domain.Privacy;

namespace Paceline.Platform.Access;

/// <summary>
/// Who asks, and what that person may do: the account that is signed in, or the holder of the link in the route.
/// A link in the route always wins, so that an organiser who opens a guest's link sees what the guest sees.
/// </summary>
public sealed class CurrentAccess(PacelineDb db, Links links, Clock clock, IHttpContextAccessor context)
{
    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "session";

    private static readonly string SecurityStamp = new ClaimsIdentityOptions().SecurityStampClaimType;
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    private IReadOnlyList<Grant>? _grants;

    /// <summary>The account, or null for a guest or a visitor.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>The session of the account.</summary>
    public Guid? SessionId { get; private set; }

    /// <summary>How the account came in.</summary>
    public SignInMethod Method { get; private set; }

    /// <summary>The participant that a link stands for.</summary>
    public Guid? GuestParticipantId { get; private set; }

    /// <summary>Whom a link stands for: a participant, somebody who registered, or the reader of a briefing pack.</summary>
    public Subject? Guest { get; private set; }

    /// <summary>The name for the audit trail and for "reported by".</summary>
    public string Name { get; private set; } = "";

    /// <summary>The route names a link that no longer opens anything.</summary>
    public bool LinkIsDead { get; private set; }

    /// <summary>A role of this person asks for a second factor, and this session has proved none: until then it opens nothing.</summary>
    public bool LacksSecondFactor { get; private set; }

    /// <summary>The network that the request comes from, without its last part; null for jobs and the command line.</summary>
    public string? Network => context.HttpContext is { } http ? Networks.Of(http.Connection.RemoteIpAddress) : null;

    /// <summary>Roles of whoever asks.</summary>
    public IReadOnlyList<Grant> Grants => _grants ?? throw new InvalidOperationException("Access is not known before authorization has run.");

    /// <summary>Finds out who asks; called once, by authorization.</summary>
    public async Task Load(CancellationToken stop)
    {
        if (_grants is not null) return;
        var http = context.HttpContext!;
        using (db.AsTheHouse("Who asks, and what that opens, is found out before anything is open."))
            _grants = http.GetRouteValue("who") is string who && !Guid.TryParse(who, out _) ? await OfGuest(who, http, stop) : await OfVisitor(http, stop);
        db.See(Sight.Of(_grants));
    }

    private async Task<IReadOnlyList<Grant>> OfVisitor(HttpContext http, CancellationToken stop)
    {
        var known = Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var person) & Guid.TryParse(http.User.FindFirstValue(SessionClaim), out var session);
        return known ? await OfPerson(person, session, http.User.FindFirstValue(SecurityStamp), stop) : [];
    }

    /// <summary>Whether whoever asks may do this to a record.</summary>
    public bool May(Can can, Scope scope) => Rules.Allow(Grants, can, scope);

    /// <summary>Whether there is any record at all to which whoever asks may do this.</summary>
    public bool MaySomewhere(Can can) => !Rules.ReachOf(Grants, can).IsNothing;

    /// <summary>How far an act carries, for the filter of a query.</summary>
    public Reach Reach(Can can) => Rules.ReachOf(Grants, can);

    /// <summary>Whoever asks has just been erased: what is written from now on bears the pseudonym.</summary>
    public void GoBy(string pseudonym) => Name = pseudonym;

    /// <summary>Whether whoever asks holds a role.</summary>
    public bool Is(Role role) => Grants.Any(g => g.Role == role);

    /// <summary>Whether whoever asks is one of a company's own people, and not somebody who acts for it.</summary>
    public bool IsOf(Guid company) => Grants.Any(g => g.Role is Role.CompanyMember && g.Company == company);

    // Asked anew on every request: an account that was closed, a session that was ended, a role that has run out are out at once.
    private async Task<IReadOnlyList<Grant>> OfPerson(Guid person, Guid session, string? stamp, CancellationToken stop)
    {
        var found = await (from s in db.SignInSessions
                           where s.Id == session && s.PersonId == person && s.EndedAt == null
                           join p in db.Users on s.PersonId equals p.Id
                           where !p.IsClosed && p.SecurityStamp == stamp
                           select new { p.DisplayName, s.LastSeenAt, s.Method }).FirstOrDefaultAsync(stop);
        if (found is null) return [];
        (PersonId, SessionId, Name, Method) = (person, session, found.DisplayName, found.Method);
        var now = clock.GetUtcNow();
        if ((now - found.LastSeenAt).Duration() > SeenEvery) await db.SignInSessions.Where(s => s.Id == session).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), stop);
        var grants = await GrantsOf.Person(db, person, now, stop);
        LacksSecondFactor = !clock.IsDemo && !SignInSession.IsStrong(found.Method) && grants.Any(g => RoleRules.NeedsSecondFactor(g.Role));
        return LacksSecondFactor ? [] : grants;
    }

    private async Task<IReadOnlyList<Grant>> OfGuest(string token, HttpContext http, CancellationToken stop)
    {
        AccessLink? link = null;
        foreach (var purpose in http.GetEndpoint()?.Metadata.GetMetadata<OpenedByAttribute>()?.Purposes ?? [LinkPurpose.Agenda]) link ??= await links.Find(purpose, token, stop);
        if (link is null || await NameBehind(link, stop) is not var (subject, name))
        {
            LinkIsDead = true;
            return [];
        }

        await links.Count(link, stop);
        (Guest, GuestParticipantId, Name) = (subject, subject.Kind is SubjectKind.Participant ? subject.Id : null, name);
        return [new Grant(Role.Guest, Participant: subject.Id)];
    }

    private async Task<(Subject Subject, string Name)?> NameBehind(AccessLink link, CancellationToken stop)
    {
        var (id, now) = (link.SubjectId, clock.GetUtcNow());
        var (kind, name) = link.Purpose switch
        {
            LinkPurpose.Registration => (SubjectKind.Registration, await db.Registrations.Where(r => r.Id == id).Select(r => r.Name).FirstOrDefaultAsync(stop)),
            LinkPurpose.Briefing => (SubjectKind.Named, await db.BriefingReaders.Where(r => r.Id == id && (r.EndedAt == null || r.EndedAt > now)).Select(r => r.Name).FirstOrDefaultAsync(stop)),
            _ => (SubjectKind.Participant, await db.Participants.Where(p => p.Id == id).Select(p => p.Name).FirstOrDefaultAsync(stop)),
        };
        return name is null ? null : (new Subject(kind, id), name);
    }
}

/// <summary>What a person holds at a moment.</summary>
public static class GrantsOf
{
    /// <summary>The roles that carry now, and the companies for which the person's cluster may act now.</summary>
    public static async Task<IReadOnlyList<Grant>> Person(PacelineDb db, Guid person, DateTimeOffset now, CancellationToken stop)
    {
        var grants = await Valid(db.RoleGrants, now).Where(g => g.PersonId == person).Select(g => new Grant(g.Role, g.ClusterId, g.OrganisationId, null, g.ActivityId)).ToListAsync(stop);
        var clusters = grants.Where(g => g.Role is Role.PartnerManager && g.Cluster is not null).Select(g => g.Cluster!.Value).ToList();
        if (clusters.Count > 0)
        {
            // Only while the company still is of that cluster: a company that moves takes its consent along.
            using var house = db.AsTheHouse("What a person holds is found out from the consents too, before anything is open.");
            var companies = await Live(db.ActingConsents, now).Where(c => clusters.Contains(c.ClusterId) && db.Organisations.Any(o => o.Id == c.CompanyId && o.HomeClusterId == c.ClusterId)).Select(c => c.CompanyId).Distinct().ToListAsync(stop);
            grants.AddRange(companies.Select(c => new Grant(Role.ActingForCompany, Company: c)));
        }

        // Somebody always answers people about their data: while no officer is appointed, the coordinator does.
        if (grants.Exists(g => g.Role is Role.Coordinator) && !grants.Exists(g => g.Role is Role.PrivacyOfficer)
            && !await Valid(db.RoleGrants, now).AnyAsync(g => g.Role == Role.PrivacyOfficer && db.Users.Any(p => p.Id == g.PersonId && !p.IsClosed), stop))
            grants.Add(new Grant(Role.PrivacyOfficer));

        return grants;
    }

    /// <summary>The grants that carry something at a moment.</summary>
    public static IQueryable<RoleGrant> Valid(this IQueryable<RoleGrant> grants, DateTimeOffset now) =>
        grants.Where(g => (g.ValidFrom == null || g.ValidFrom <= now) && (g.ValidTo == null || g.ValidTo > now));

    /// <summary>The consents that hold at a moment.</summary>
    public static IQueryable<ActingConsent> Live(this IQueryable<ActingConsent> consents, DateTimeOffset now) =>
        consents.Where(c => c.WithdrawnAt == null && c.From <= now && c.Until > now);
}
