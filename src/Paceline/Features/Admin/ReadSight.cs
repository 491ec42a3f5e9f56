using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Admin;

/// <summary>An act and how far it carries for a person.</summary>
public sealed record Sight(Can Can, string Words, string Reach);

/// <summary>A page of the product and whether it opens for a person.</summary>
/// <param name="Route">Its address; braces stand for one record.</param>
/// <param name="Can">What it takes.</param>
/// <param name="Opens">Whether it opens, for some record at least.</param>
public sealed record SeenPage(string Route, Can Can, bool Opens)
{
    /// <summary>Whether the address is complete, so that the page can be opened as it stands.</summary>
    public bool IsWhole => !Route.Contains('{', StringComparison.Ordinal);
}

/// <summary>What a person may do and which pages open for it: from the rule book and the routes themselves, nothing is typed here twice.</summary>
public sealed class ReadSight(PacelineDb db, EndpointDataSource endpoints, TimeProvider clock, Texts texts)
{
    /// <summary>The grants that carry now.</summary>
    public Task<IReadOnlyList<Grant>> Grants(Guid person, CancellationToken stop) => GrantsOf.Person(db, person, clock.GetUtcNow(), stop);

    /// <summary>What the grants allow, in words.</summary>
    public async Task<IReadOnlyList<Sight>> Acts(IReadOnlyList<Grant> grants, CancellationToken stop)
    {
        var ids = grants.SelectMany(g => new[] { g.Cluster, g.Company }).OfType<Guid>().Distinct().ToList();
        var names = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, stop);
        var activities = grants.Select(g => g.Activity).OfType<Guid>().ToList();
        foreach (var activity in await db.Activities.AsNoTracking().Where(a => activities.Contains(a.Id)).Select(a => new { a.Id, a.Title }).ToListAsync(stop)) names[activity.Id] = activity.Title.In(Texts.Language).Text;
        return [.. from can in Enum.GetValues<Can>() let reach = Rules.ReachOf(grants, can) where !reach.IsNothing select new Sight(can, Words(can), Far(reach, names))];
    }

    /// <summary>Every page that asks for something, and whether it opens.</summary>
    public IReadOnlyList<SeenPage> Pages(IReadOnlyList<Grant> grants) =>
        [.. (from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
            let requires = endpoint.Metadata.GetMetadata<RequiresAttribute>()
            where requires is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
            let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            select new SeenPage(route, requires.Can, !Rules.ReachOf(grants, requires.Can).IsNothing)).DistinctBy(p => p.Route).OrderBy(p => p.Route, StringComparer.Ordinal)];

    private string Far(Reach reach, Dictionary<Guid, string> names) => reach.Everywhere
        ? texts["everywhere"].Value
        : string.Join(", ", reach.Clusters.Concat(reach.Companies).Concat(reach.Activities).Select(id => names.GetValueOrDefault(id, "–")).Order(StringComparer.CurrentCulture));

    private string Words(Can can) => can switch
    {
        Can.UseAccount => texts["Use the own account: security, language, signing out"].Value,
        Can.ViewProgramme => texts["See the programme, its partners and activities"].Value,
        Can.ViewScoreboard => texts["See the scoreboard and the rows behind each figure"].Value,
        Can.ViewEvents => texts["See the list of matchmaking events"].Value,
        Can.ManageEvent => texts["Create and change events, import, schedule, publish, print"].Value,
        Can.ViewSchedule => texts["See an event’s participants and schedule"].Value,
        Can.ViewAgenda => texts["See a participant’s agenda"].Value,
        Can.RecordOutcome => texts["Say what came of a meeting"].Value,
        Can.ViewFollowUps => texts["See next steps"].Value,
        Can.SettleFollowUp => texts["Settle next steps"].Value,
        Can.ReportContract => texts["Report signed contracts"].Value,
        Can.ViewContract => texts["See contracts"].Value,
        Can.OpenEvidence => texts["Open the files that prove a record"].Value,
        Can.OpenEvidenceOfPeople => texts["Open those of them that name or show people"].Value,
        Can.VerifyContract => texts["Accept or return contracts, except the own ones"].Value,
        Can.ViewReports => texts["See frozen reports"].Value,
        Can.FreezeReport => texts["Freeze the figures"].Value,
        Can.ViewAudit => texts["See who did what"].Value,
        Can.ManagePeople => texts["Invite people and give roles"].Value,
        Can.ConsentToActing => texts["Let the cluster act for the company, and see what it did"].Value,
        Can.RecordConsent => texts["Write down that a company lets its cluster act for it"].Value,
        Can.ManagePlatform => texts["See mail and the state of the installation"].Value,
        Can.ControlOwnData => texts["See, take away and erase the own data"].Value,
        Can.HandlePrivacyRequests => texts["Answer people about their data, hold, run the retention"].Value,
        Can.OpenSpecialCare => texts["Open what participants told of diet and access"].Value,
        Can.OpenSealedIdentity => texts["Open who stands behind a pseudonym"].Value,
        Can.ManageActivity => texts["Plan activities and run them"].Value,
        Can.ViewRegistrations => texts["See who registered for an activity and who came"].Value,
        Can.ReceivePeople => texts["Receive people at an activity"].Value,
        Can.ApplyForCompany => texts["Apply for a company, and register its people"].Value,
        Can.ScoreApplications => texts["Score applications, except those of the own cluster"].Value,
        Can.VerifyActivity => texts["Verify that activities were carried out, except the own ones"].Value,
        Can.ViewDirectory => texts["Search the directory and read the profiles of the alliance"].Value,
        Can.EditOrganisation => texts["Change an organisation’s profile"].Value,
        Can.ManageMembers => texts["Enter, import, merge and archive members"].Value,
        Can.ViewSmeDeclaration => texts["See the figures of a declaration of size"].Value,
        Can.DeclareSme => texts["Declare a company’s size"].Value,
        Can.ValidateSme => texts["Check declarations of size, except the own ones"].Value,
        _ => throw new ArgumentOutOfRangeException(nameof(can), can, null),
    };
}
