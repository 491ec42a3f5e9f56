using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities.Calls;
using Paceline.Platform.Access;
using Paceline.Platform.Ui;

namespace Paceline.Features.Applications;

/// <summary>One application for the organiser: what was written, what the rules say, what the assessors say, and the decisions on it.</summary>
[Requires(Can.ManageActivity)]
public sealed class SelectionOfModel(PacelineDb db, CallDoor door, ReadEligibility rules, DecideEligibility eligibility, GivePlaces places, ApplicationFiles files, SiteAddress site, TimeProvider clock) : PageModel
{
    public sealed record Said(string Assessor, Assessment Assessment);

    public ApplicationRecord Record { get; private set; } = null!;
    public IReadOnlyList<RuleFinding> Findings { get; private set; } = [];
    public IReadOnlyList<Said> Assessments { get; private set; } = [];
    public IReadOnlyList<ApplicationVersion> Versions { get; private set; } = [];
    public Submission HandedIn { get; private set; } = Submission.Nothing;
    public IReadOnlyDictionary<string, string> FileNames { get; private set; } = new Dictionary<string, string>();
    public bool MayDecide => Record.Application.State is ApplicationState.Submitted or ApplicationState.Eligible or ApplicationState.Ineligible && Record.Call.PhaseAt(clock.GetUtcNow()) is CallPhase.ClosedForSelection;
    /// <summary>The company was told of its place: only then its term runs.</summary>
    public bool IsTold { get; private set; }
    public bool IsOverdue => IsTold && Record.Application.State is ApplicationState.Selected && Record.Application.ConfirmBy < clock.GetUtcNow();

    public async Task<IActionResult> OnGet(Guid activity, Guid application, CancellationToken stop) => await Load(activity, application, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostEligibility(Guid activity, Guid application, [FromForm] bool eligible, [FromForm] string? reason, CancellationToken stop)
    {
        if (!await Load(activity, application, stop)) return NotFound();
        try
        {
            if (await eligibility.Run(Record, eligible, reason is { Length: > 500 } ? reason[..500] : reason ?? "", stop) is { } no) return this.Refused("", no);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Again(activity, application, stop);
        }

        this.Say("Saved.");
        return LocalRedirect(Urls.SelectionOf(activity, application));
    }

    public async Task<IActionResult> OnPostRelease(Guid activity, Guid application, [FromForm] string? reason, CancellationToken stop)
    {
        if (!await Load(activity, application, stop)) return NotFound();
        if (string.IsNullOrWhiteSpace(reason)) return this.Refused("", new Refusal("Give the reason: it is kept, and the company is told."));
        if (await places.Withdraw(Record, reason.Length > 500 ? reason[..500] : reason, byOrganiser: true, await site.Of(Request, stop), stop) is { } no)
        {
            db.ChangeTracker.Clear();
            await Load(activity, application, stop);
            return this.Refused("", no);
        }

        this.Say("The place is free, and the company is told with your reason. Reserves have moved up.");
        return LocalRedirect(Urls.SelectionOf(activity, application));
    }

    private async Task<IActionResult> Again(Guid activity, Guid application, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        await Load(activity, application, stop);
        return this.Refused("", new Refusal("Somebody else changed the selection a moment ago. Look at it again."));
    }

    private async Task<bool> Load(Guid activity, Guid application, CancellationToken stop)
    {
        if (await door.Managed(activity, application, stop) is not { } record) return false;
        Record = record;
        Findings = await rules.Of(record.Call, record.Activity, record.Company.Id, stop);
        Assessments = [.. (await (from s in db.Assessments.AsNoTracking() where s.ApplicationId == application join p in db.Users on s.AssessorId equals p.Id select new { s, p.DisplayName }).ToListAsync(stop)).OrderBy(x => x.s.Id).Select(x => new Said(x.DisplayName, x.s))];
        Versions = await db.ApplicationVersions.AsNoTracking().Where(v => v.ApplicationId == application).OrderByDescending(v => v.Number).ToListAsync(stop);
        IsTold = await door.AsTold(record.Application, stop) == record.Application.State;
        HandedIn = await door.HandedIn(record.Application, stop);
        FileNames = await files.Names([HandedIn.Answers], record.Call, stop);
        return true;
    }
}
