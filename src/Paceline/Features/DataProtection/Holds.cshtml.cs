using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.DataProtection;

/// <summary>Legal holds: while one stands, nothing of the activity or the person is deleted.</summary>
[Requires(Can.HandlePrivacyRequests)]
public sealed class HoldsModel(PacelineDb db, CurrentAccess access, AuditTrail audit, TimeProvider clock) : PageModel
{
    /// <summary>A hold and what it holds.</summary>
    public sealed record Row(LegalHold Hold, string Name);

    public sealed record Form
    {
        public Guid Id { get; init; } = Ids.New();
        [Required(ErrorMessage = "Choose what is held.")] public Guid? Record { get; init; }
        [Required(ErrorMessage = "Say why: an audit, a claim."), StringLength(1000, ErrorMessage = "This is too long.")] public string? Reason { get; init; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Records { get; private set; } = [];

    public Task OnGet(CancellationToken stop) => Show(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Show(stop);
        if (!ModelState.IsValid) return this.Invalid();
        if (Records.FirstOrDefault(r => r.Value == Input.Record.ToString()) is not { } chosen) return NotFound();
        if (!await db.LegalHolds.AnyAsync(h => h.Id == Input.Id || h.RecordId == Input.Record && h.LiftedAt == null, stop))
        {
            var kind = await db.Activities.AnyAsync(a => a.Id == Input.Record, stop) ? RecordKind.Activity : RecordKind.Person;
            db.LegalHolds.Add(new LegalHold { Id = Input.Id, RecordKind = kind, RecordId = Input.Record!.Value, Reason = Input.Reason!.Trim(), SetAt = clock.GetUtcNow(), SetBy = access.Name });
            audit.Add("Set a legal hold", kind, Input.Record.Value, chosen.Text);
            await db.SaveChangesAsync(stop);
        }

        this.Say("Held. Nothing of it is deleted until you lift the hold.");
        return LocalRedirect(Urls.LegalHolds);
    }

    public async Task<IActionResult> OnPostLift([FromForm] Guid hold, CancellationToken stop)
    {
        await Show(stop);
        if (Rows.FirstOrDefault(r => r.Hold.Id == hold) is not { } row) return NotFound();
        if (await db.LegalHolds.SingleAsync(h => h.Id == hold, stop) is { LiftedAt: null } stands)
        {
            (stands.LiftedAt, stands.LiftedBy) = (clock.GetUtcNow(), access.Name);
            audit.Add("Lifted a legal hold", stands.RecordKind, stands.RecordId, row.Name);
            await db.SaveChangesAsync(stop);
        }

        this.Say("Lifted. What is due goes with the next run.");
        return LocalRedirect(Urls.LegalHolds);
    }

    private async Task Show(CancellationToken stop)
    {
        var texts = HttpContext.RequestServices.GetRequiredService<Texts>();
        var activities = (await db.Activities.Select(a => new { a.Id, a.Title, a.StartsOn }).ToListAsync(stop)).OrderByDescending(a => a.StartsOn).Select(a => (a.Id, Name: $"{a.Title.In(Texts.Language).Text}, {Dates.Day(a.StartsOn)}"));
        var people = await db.Users.OrderBy(p => p.DisplayName).Select(p => new { p.Id, p.DisplayName }).ToListAsync(stop);
        var (of, persons) = (new SelectListGroup { Name = texts["Activities"].Value }, new SelectListGroup { Name = texts["People"].Value });
        Records = [.. activities.Select(a => new SelectListItem(a.Name, a.Id.ToString()) { Group = of }), .. people.Select(p => new SelectListItem(p.DisplayName, p.Id.ToString()) { Group = persons })];
        var names = Records.ToDictionary(r => r.Value, r => r.Text, StringComparer.Ordinal);
        Rows = [.. (await db.LegalHolds.AsNoTracking().OrderBy(h => h.LiftedAt != null).ThenByDescending(h => h.SetAt).ToListAsync(stop)).Select(h => new Row(h, names.GetValueOrDefault(h.RecordId.ToString(), "–")))];
    }
}
