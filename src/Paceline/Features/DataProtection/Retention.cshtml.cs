using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Ui;

namespace Paceline.Features.DataProtection;

/// <summary>What is kept how long, what would go now, and the certificates of what went.</summary>
[Requires(Can.HandlePrivacyRequests)]
public sealed class RetentionModel(PacelineDb db, RunRetention run, CurrentProgramme programme, CurrentAccess access, AuditTrail audit) : PageModel
{
    /// <summary>A certificate in the list.</summary>
    public sealed record Row(Guid Id, int Number, DateTimeOffset At, string By, int Gone);

    [BindProperty] public DateOnly? BalancePaidOn { get; set; }
    [BindProperty] public int Version { get; set; }
    public IReadOnlyList<RetentionLine> Lines { get; private set; } = [];
    public IReadOnlyList<Row> Runs { get; private set; } = [];
    public Domain.Programmes.Programme? Programme { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        await Show(stop);
        (BalancePaidOn, Version) = (Programme?.BalancePaidOn, Programme?.Version ?? 0);
    }

    public async Task<IActionResult> OnPostRun(CancellationToken stop)
    {
        var made = await run.Run(access.Name, stop);
        this.Say("Done. Here is the certificate.");
        return LocalRedirect(Urls.RetentionRun(made.Id));
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (await programme.Find(stop) is not { } current) return NotFound();
        if (BalancePaidOn < current.StartsOn)
        {
            await Show(stop);
            return this.Refused(nameof(BalancePaidOn), new Refusal("The balance is paid after the programme has begun, on {0}.", current.StartsOn));
        }

        var kept = await db.Programmes.SingleAsync(p => p.Id == current.Id, stop);
        db.Entry(kept).Property(p => p.Version).OriginalValue = Version;
        kept.BalancePaidOn = BalancePaidOn;
        audit.Add("Set when the balance was paid", RecordKind.Programme, kept.Id, kept.Acronym);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            await Show(stop);
            return this.Refused(nameof(BalancePaidOn), new Refusal("Somebody else saved this a moment ago. Look at it again."));
        }

        this.Say("Saved.");
        return LocalRedirect(Urls.Retention);
    }

    private async Task Show(CancellationToken stop)
    {
        Programme = await programme.Find(stop);
        Lines = await run.Preview(stop);
        Runs = await db.RetentionRuns.OrderByDescending(r => r.Number).Take(30).Select(r => new Row(r.Id, r.Number, r.At, r.By, r.Gone)).ToListAsync(stop);
    }
}
