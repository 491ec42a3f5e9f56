using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Features.Shared;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Travel;

/// <summary>Check-ins one, three, six and twelve months after a mission: a manager's companies, or one's own.</summary>
[Requires(Can.ViewFollowUps)]
public sealed class CheckInsModel(PacelineDb db, CurrentAccess access, SettleCheckIn settle, Texts texts, TimeProvider clock) : PageModel
{
    /// <summary>A check-in as the list shows it.</summary>
    public sealed record Row(MissionCheckIn CheckIn, string Company, LocalizedText Mission, StepUrgency Urgency, bool MaySettle);

    [BindProperty(SupportsGet = true)] public string Show { get; set; } = "due";
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Late { get; private set; }
    public int Due { get; private set; }
    public int Later { get; private set; }
    public int Settled { get; private set; }
    public bool IsCompany => access.Is(Role.CompanyMember);
    public (CheckInChange Change, Refusal Why)? Wrong { get; private set; }

    public Task OnGet(CancellationToken stop) => Load(stop);

    public async Task<IActionResult> OnGetExport(string? format, CancellationToken stop)
    {
        await Load(stop);
        ListColumn<Row>[] columns =
        [
            new(texts["Company"], texts["The company that is asked."], r => r.Company),
            new(texts["Mission"], texts["The mission in which it took part."], r => r.Mission.In(Texts.Language).Text),
            new(texts["Month"], texts["Months after the last day of the mission."], r => r.CheckIn.Month),
            new(texts["Due"], texts["Day by which it is to be done."], r => r.CheckIn.DueOn),
            new(texts["State"], texts["Open, done or dropped."], r => texts.Word(r.CheckIn.State)),
            new(texts["Note"], texts["What was heard, or why it was dropped."], r => r.CheckIn.Note),
        ];
        return this.Export(format, "check-ins", texts["Check-ins after missions"].Value, columns, Rows);
    }

    public async Task<IActionResult> OnPost(CheckInChange change, CancellationToken stop)
    {
        var (found, refusal) = await settle.Run(change, stop);
        if (!found) return NotFound();
        if (refusal is not null)
        {
            Wrong = (change, refusal);
            await Load(stop);
            return this.Invalid();
        }

        this.Say("Saved.");
        return LocalRedirect(Urls.CheckIns + (Show is "due" ? "" : "?show=" + Uri.EscapeDataString(Show)));
    }

    private async Task Load(CancellationToken stop)
    {
        var reach = access.Reach(Can.ViewFollowUps);
        List<Guid> clusters = [.. reach.Clusters], companies = [.. reach.Companies];
        var visible = db.MissionCheckIns.AsNoTracking();
        if (!reach.Everywhere) visible = visible.Where(c => c.HomeClusterId != null && clusters.Contains(c.HomeClusterId.Value) || companies.Contains(c.CompanyId));
        var all = await (from c in visible
                         join o in db.Organisations on c.CompanyId equals o.Id
                         join a in db.Activities on c.ActivityId equals a.Id
                         orderby c.DueOn, o.Name
                         select new { CheckIn = c, o.Name, a.Title, a.TimeZone }).ToListAsync(stop);
        var settles = access.Reach(Can.ManageMembers);
        var rows = all.ConvertAll(r => new Row(r.CheckIn, r.Name, r.Title, r.CheckIn.Urgency(clock.Today(r.TimeZone)), settles.Covers(new Scope(r.CheckIn.HomeClusterId))));
        // Due: late, this week, or within a month; a mission's last question may be a year away.
        bool IsDue(Row r) => r.Urgency is not StepUrgency.Settled && r.CheckIn.DueOn <= clock.Today("Europe/Brussels").AddDays(31);
        (Late, Due, Settled) = (rows.Count(r => r.Urgency is StepUrgency.Late), rows.Count(IsDue), rows.Count(r => r.Urgency is StepUrgency.Settled));
        Later = rows.Count - Due - Settled;
        Rows = Show switch
        {
            "later" => rows.FindAll(r => r.Urgency is not StepUrgency.Settled && !IsDue(r)),
            "settled" => [.. rows.FindAll(r => r.Urgency is StepUrgency.Settled).OrderByDescending(r => r.CheckIn.SettledAt)],
            _ => rows.FindAll(IsDue),
        };
    }
}
