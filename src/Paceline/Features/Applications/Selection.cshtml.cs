using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Calls;
using Paceline.Features.Shared;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>Everybody who applied: rules, scores, the ranked list with its places, and the one act that gives them.</summary>
[Requires(Can.ManageActivity)]
public sealed class SelectionModel(PacelineDb db, CallDoor door, ReadSelection read, DecideEligibility eligibility, GivePlaces places, Texts texts, TimeProvider clock) : PageModel
{
    public Activity Activity { get; private set; } = null!;
    public Call Call { get; private set; } = null!;
    public CallPhase Phase { get; private set; }
    public IReadOnlyList<SelectionRow> Rows { get; private set; } = [];
    public SelectionDecision? Decision { get; private set; }
    public bool Reproduces { get; private set; }
    public int Drafts { get; private set; }
    public int Undecided => Rows.Count(r => r.Application.State is ApplicationState.Submitted);
    public int Unscored => Rows.Count(r => r.Application.State is ApplicationState.Submitted or ApplicationState.Eligible);

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop) => await Load(activity, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnGetExport(Guid activity, string format, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        if (format is "json")
        {
            var applications = Rows.ToDictionary(r => r.Application.Id, r => r.Application);
            var assessments = (await db.Assessments.AsNoTracking().Where(a => a.ActivityId == activity).ToListAsync(stop)).ToLookup(a => a.ApplicationId);
            var content = Decision?.Content ?? ReadSelection.Document(Call, Activity, [.. Rows.Where(r => r.Placed is not null).Select(r => r.Placed!).OrderBy(p => p.Rank)], applications, assessments);
            return File(Encoding.UTF8.GetBytes(content), "application/json", "ranking.json");
        }

        return this.Export(format, "ranking", texts["Ranking"].Value,
        [
            new ListColumn<SelectionRow>(texts["Rank"], texts["Place in the ranking; empty while there is no score."], r => r.Application.Rank ?? r.Placed?.Rank),
            new(texts["Application"], texts["Number of the application."], r => r.Application.Code),
            new(texts["Company"], texts["Name of the company."], r => r.Company),
            new(texts["Cluster"], texts["The cluster whose places it takes."], r => r.Cluster),
            new(texts["State"], texts["Where the application stands."], r => texts.Word(r.Application.State)),
            new(texts["Score"], texts["For each criterion the mean of both assessors times its weight, divided by the sum of weights; two decimals, halves up."], r => r.Application.Score),
            new(texts["Submitted"], texts["Last submission, in UTC; of equal scores the earlier comes first."], r => r.Application.SubmittedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture)),
            new(texts["Reserve"], texts["Place on the reserve list."], r => r.Application.ReserveRank ?? r.Placed?.ReserveRank),
            new(texts["Reason"], texts["Why it came out there."], r => Because(r) is { } because ? texts.Word(because).ToString() : r.Application.EligibilityReason),
            new(texts["Rules not met"], texts["Rules of the call that the company does not meet."], r => string.Join(", ", r.Application.RulesNotMet.Select(x => texts.Word(x)))),
        ], Rows);
    }

    /// <summary>Why an application came out, or would come out, where it does.</summary>
    public static PlacedBecause? Because(SelectionRow row) => row.Application.Because ?? row.Placed?.Because;

    public async Task<IActionResult> OnPostEligibility(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        try
        {
            var count = await eligibility.RunAll(Activity, Call, stop);
            this.Say("{0} applications decided as the rules say.", count);
        }
        catch (DbUpdateConcurrencyException)
        {
            this.Say("Somebody else changed the selection a moment ago. Look at it again.");
        }

        return LocalRedirect(Urls.Selection(activity));
    }

    public async Task<IActionResult> OnPostDecide(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, stop)) return NotFound();
        if (await places.Decide(Activity, Call, stop) is { } no)
        {
            db.ChangeTracker.Clear();
            await Load(activity, stop);
            return this.Refused("", no);
        }

        this.Say("The ranking is confirmed and frozen. Now write the letters.");
        return LocalRedirect(Urls.Selection(activity));
    }

    private async Task<bool> Load(Guid activity, CancellationToken stop)
    {
        if (await door.Manage(activity, stop) is not var (found, call) || call is null) return false;
        (Activity, Call, Phase) = (found, call, call.PhaseAt(clock.GetUtcNow()));
        Rows = await read.Of(call, found, stop);
        Drafts = await db.Applications.CountAsync(a => a.CallId == call.Id && a.Number == null && a.State == ApplicationState.Draft, stop);
        Decision = await db.SelectionDecisions.AsNoTracking().FirstOrDefaultAsync(d => d.CallId == call.Id, stop);
        Reproduces = Decision is not null && ReadSelection.Reproduces(Decision.Content);
        return true;
    }
}
