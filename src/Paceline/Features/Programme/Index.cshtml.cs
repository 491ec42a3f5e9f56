using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Organisations;
using Paceline.Domain.Programmes;
using Paceline.Platform.Access;

namespace Paceline.Features.Programme;

/// <summary>The programme at a glance: who, for how long, with what, where to, and what was done.</summary>
[Requires(Can.ViewProgramme)]
public sealed class IndexModel(PacelineDb db, CurrentProgramme current, Scoreboard.Tally tally) : PageModel
{
    public sealed record PartnerRow(Guid OrganisationId, int Number, string Name, string Country, string Region, PartnerRole Role, int Companies);

    public sealed record ActivityRow(Guid Id, ActivityKind Kind, LocalizedText Title, DateOnly StartsOn, DateOnly EndsOn, string Place, string? Country, ActivityState State, string? Deliverable, Guid? PartOfId, bool IsFictional, Guid LeadClusterId);

    public Domain.Programmes.Programme? Programme { get; private set; }
    public IReadOnlyList<PartnerRow> Partners { get; private set; } = [];
    public IReadOnlyList<ActivityRow> Activities { get; private set; } = [];
    /// <summary>What the grant agreement promises, and how far it is kept.</summary>
    public IReadOnlyList<Scoreboard.Indicator> Promised { get; private set; } = [];

    /// <summary>Kinds in the order in which a programme speaks of them; a fair stands under its mission.</summary>
    public static readonly IReadOnlyList<ActivityKind> Order =
    [
        ActivityKind.TradeMission, ActivityKind.FairAttendance, ActivityKind.MarketStudy, ActivityKind.MatchmakingEvent, ActivityKind.Guide, ActivityKind.TrainingSession, ActivityKind.Conference,
        ActivityKind.ReverseMission, ActivityKind.StudyVisit, ActivityKind.Webinar, ActivityKind.ProjectMeeting, ActivityKind.ExternalEvent,
    ];

    public async Task<IActionResult> OnGet()
    {
        var stop = HttpContext.RequestAborted;
        Programme = await current.Find(stop);
        if (Programme is null) return Page();
        var id = Programme.Id;
        Partners = await (from partner in db.ConsortiumPartners
                          join organisation in db.Organisations on partner.OrganisationId equals organisation.Id
                          where partner.ProgrammeId == id
                          orderby partner.Number
                          select new PartnerRow(organisation.Id, partner.Number, organisation.Name, organisation.Country, organisation.Region, partner.Role,
                              db.Organisations.Count(o => o.HomeClusterId == organisation.Id && o.Kind == OrganisationKind.Company))).ToListAsync(stop);
        Activities = await db.Activities.Where(a => a.ProgrammeId == id).OrderBy(a => a.StartsOn)
            .Select(a => new ActivityRow(a.Id, a.Kind, a.Title, a.StartsOn, a.EndsOn, a.Place, a.Country, a.State, a.Deliverable, a.PartOfId, a.IsFictional, a.LeadClusterId)).ToListAsync(stop);
        Promised = [.. (await tally.Run(Programme, stop)).Indicators.Where(i => i.Definition.Target is not null)];
        return Page();
    }
}
