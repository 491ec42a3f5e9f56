using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Monitoring;
using Paceline.Features.Registrations;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Activities;

/// <summary>One activity: what awaits those who come, when, where, with whom; and for its organiser, what is next.</summary>
[Requires(Can.ViewProgramme)]
public sealed class DetailsModel(PacelineDb db, ActivityDoor door, RegistrationDoor people, ReadChecklists checklists, KeepTemplate templates, TimeProvider clock) : PageModel
{
    public sealed record CompanyRow(string Name, string Country, string Cluster, bool IsFictional);

    public Activity Activity => View.Activity;
    public ActivityView View { get; private set; } = null!;
    public IReadOnlyList<CompanyRow> Companies { get; private set; } = [];
    public IReadOnlyList<Verification> Verifications { get; private set; } = [];
    public EvidenceChecklist List { get; private set; } = null!;
    public DateOnly Today { get; private set; }
    public bool MayManage { get; private set; }
    public bool MayCheck { get; private set; }
    public bool SeesEvidence { get; private set; }
    /// <summary>How whoever reads takes part: by the call, by the form, or by asking.</summary>
    public bool Applies { get; private set; }
    public bool Registers { get; private set; }
    public bool SeesSchedule { get; private set; }
    public ActivityAsk Ask { get; private set; }
    public IReadOnlyList<ActivityMove> Steps { get; private set; } = [];
    [BindProperty] public string? TemplateName { get; set; }

    public async Task<IActionResult> OnGet(Guid activity, CancellationToken stop) => await Load(activity, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostKeep(Guid activity, CancellationToken stop)
    {
        if (await door.Find(activity, Can.ManageActivity, stop) is not { } found || !await Load(activity, stop)) return NotFound();
        if (await templates.Keep(found, TemplateName ?? "", stop) is { } refusal) return this.Refused("TemplateName", refusal);
        this.Say("The template is kept. Every partner can start from it.");
        return LocalRedirect(Urls.Activity(activity));
    }

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (await db.Activities.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, stop) is not { } found) return false;
        var (manages, opens) = (door.May(Can.ManageActivity, found), door.May(Can.OpenEvidence, found));
        var reads = found.Details is StudyDetails study && (study.IsFor(signedIn: true, door.IsPartner) || opens);
        View = await db.ViewOf(found, reads, await door.ReadsFor(found, stop), forVisitors: false, stop);
        using (db.AsTheHouse("Who took part in an activity, every account of the programme sees on its page."))
            Companies = await (from record in db.AttendanceRecords
                               join company in db.Organisations on record.OrganisationId equals company.Id
                               join cluster in db.Organisations on company.HomeClusterId equals cluster.Id
                               where record.ActivityId == id
                               group record by new { company.Id, company.Name, company.Country, Cluster = cluster.Name, company.IsFictional } into places
                               orderby places.Key.Name
                               select new CompanyRow(places.Key.Name, places.Key.Country, places.Key.Cluster, places.Key.IsFictional)).ToListAsync(stop);
        Verifications = await db.Verifications.AsNoTracking().Where(v => v.RecordKind == RecordKind.Activity && v.RecordId == id && v.Result == VerificationResult.Accepted).OrderByDescending(v => v.At).Take(1).ToListAsync(stop);
        (MayManage, SeesEvidence, MayCheck, SeesSchedule) = (manages, opens, door.May(Can.VerifyActivity, found) && found.State is ActivityState.Held, found.Kind is ActivityKind.MatchmakingEvent && door.May(Can.ViewSchedule, found));
        (Applies, Registers) = (await people.HasCall(found, stop), await people.MayRegister(found, stop));
        Today = clock.Today(found.TimeZone);
        if (manages || opens) List = await checklists.Of(found, stop);
        Ask = manages ? ActivityAgenda.Ask(found, Today, List.IsComplete) : ActivityAsk.Nothing;
        Steps = manages ? [.. ActivityLife.From(found.State).Where(m => m is ActivityMove.Postpone or ActivityMove.Cancel || ActivityLife.Refuses(found, m, Today) is null)] : [];
        return true;
    }
}
