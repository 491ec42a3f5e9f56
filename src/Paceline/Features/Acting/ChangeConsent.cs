using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.Acting;

/// <summary>A company lets its cluster act for it: given on its own page or written down by the manager, withdrawn by the company at any moment.</summary>
public sealed class ChangeConsent(PacelineDb db, CurrentAccess access, AuditTrail audit, Outbox outbox, Texts texts, TimeProvider clock)
{
    /// <summary>The longest time for which a consent holds; then it is asked for anew.</summary>
    public const int MostMonths = 24;

    /// <summary>Null when it is written down, also when it was sent twice.</summary>
    public async Task<(string Field, Refusal Refusal)?> Give(Guid id, Guid company, string givenBy, ConsentGivenBy how, DateOnly givenOn, DateOnly until, string zone, string site, CancellationToken stop)
    {
        if (await db.ActingConsents.AnyAsync(c => c.Id == id, stop)) return null;
        var today = clock.Today(zone);
        if (givenOn > today) return ("Input.GivenOn", new Refusal("This day is still to come."));
        if (until < today) return ("Input.Until", new Refusal("This day is over. Choose today or a later one."));
        if (until > today.AddMonths(MostMonths)) return ("Input.Until", new Refusal("A consent holds for at most {0} months. Then the company is asked anew.", MostMonths));
        var found = await db.Organisations.SingleAsync(o => o.Id == company, stop);
        if (found.HomeClusterId is not { } cluster) return ("", new Refusal("The company belongs to no cluster, so nobody can act for it."));
        var end = until.AddDays(1).ToDateTime(TimeOnly.MinValue);
        var consent = new ActingConsent
        {
            Id = id,
            CompanyId = company,
            ClusterId = cluster,
            GivenBy = givenBy,
            How = how,
            GivenOn = givenOn,
            RecordedBy = access.Name,
            From = clock.GetUtcNow(),
            Until = new DateTimeOffset(end, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(end)).ToUniversalTime(),
        };
        db.ActingConsents.Add(consent);
        var own = how is ConsentGivenBy.OwnPage;
        audit.Add(own ? "Let the cluster act for the company" : "Wrote down a consent to act", RecordKind.Organisation, company, found.Name, $"{givenBy}, {Words.Of(how)}, {givenOn:yyyy-MM-dd} – {until:yyyy-MM-dd}", onBehalfOf: own ? null : new(found.Name, found.Id), cluster: cluster);
        if (!own) await Tell(found.Name, company, givenBy, until, site, stop);
        await db.SaveChangesAsync(stop);
        return null;
    }

    /// <summary>Takes every consent of a company back, at once.</summary>
    public async Task Withdraw(Guid company, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var live = await db.ActingConsents.Live(now).Where(c => c.CompanyId == company).ToListAsync(stop);
        if (live.Count == 0) return;
        foreach (var consent in live) (consent.WithdrawnAt, consent.WithdrawnBy) = (now, access.Name);
        var name = await db.Organisations.Where(o => o.Id == company).Select(o => o.Name).SingleAsync(stop);
        audit.Add("Took back the consent to act", RecordKind.Organisation, company, name, cluster: live[0].ClusterId);
        await db.SaveChangesAsync(stop);
    }

    // Whoever speaks for the company learns what was written down in its name, and can take it back.
    private async Task Tell(string name, Guid company, string givenBy, DateOnly until, string site, CancellationToken stop)
    {
        var members = await db.Users.Where(p => !p.IsClosed && db.RoleGrants.Any(g => g.PersonId == p.Id && g.Role == Role.CompanyMember && g.OrganisationId == company)).Select(p => p.Email!).ToListAsync(stop);
        foreach (var member in members)
            outbox.Add(member, texts["Your cluster may act for {0}", name].Value,
                texts["{0} has written down that {1} lets the cluster act for {2} until {3}: report contracts and settle next steps.\n\nWhat is done so stands on this page, where you can also take the consent back:\n\n{4}", access.Name, givenBy, name, until, site + Urls.CompanyConsent].Value);
    }
}
