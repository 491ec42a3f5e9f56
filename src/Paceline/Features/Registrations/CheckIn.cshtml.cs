using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Domain.Activities.Registrations;
using Paceline.Domain.Matchmaking;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Registrations;

/// <summary>The desk, on a phone: find, tap, next. The page works alone; its script lets it work without a network too.</summary>
[Requires(Can.ReceivePeople)]
public sealed class CheckInModel(PacelineDb db, RegistrationDoor door, ReceivePeople receive, CurrentAccess access, TimeProvider clock, Texts texts) : PageModel
{
    private static readonly Guid NoDevice = new("0190a000-0000-7000-8000-0000000000d0");

    public sealed record Row(Guid Id, string Code, string Name, string LatinName, string Organisation, bool There);

    /// <summary>All that a phone keeps of somebody.</summary>
    public sealed record Kept([property: JsonPropertyName("i")] Guid Id, [property: JsonPropertyName("c")] string Code, [property: JsonPropertyName("n")] string Name, [property: JsonPropertyName("l")] string LatinName, [property: JsonPropertyName("o")] string Organisation, [property: JsonPropertyName("w")] bool Waits, [property: JsonPropertyName("d")] IReadOnlyList<DateOnly> Days);

    public sealed record Told(Guid Id, Guid Registration, string Act, DateOnly Day, long At, string Method, WalkIn? WalkIn);

    public sealed record Batch(Guid Device, long SentAt, IReadOnlyList<Told> Items);

    public Activity Activity { get; private set; } = null!;
    public DateOnly Day { get; private set; }
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];
    public string? Q { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int All { get; private set; }
    public int There { get; private set; }
    public bool NeedsReason { get; private set; }
    public Refusal? Refusal { get; private set; }
    /// <summary>The page that a phone keeps: what it says of the time is old when it is read.</summary>
    public bool IsKept { get; private set; }
    public Guid? Owner => access.PersonId;
    public DateTimeOffset Now => clock.GetUtcNow();
    /// <summary>When a phone forgets: the day after the last one is over.</summary>
    public DateTimeOffset Until => new(Activity.EndsOn.AddDays(3), TimeOnly.MinValue, TimeSpan.Zero);

    public async Task<IActionResult> OnGet(Guid activity, DateOnly? day, string? q, bool empty, CancellationToken stop)
    {
        if (!ModelState.IsValid || !await Load(activity, day, stop)) return NotFound();
        await Find(q, stop);
        // The page that a phone keeps names nobody: names come from its own list, which it forgets.
        if (empty) (Rows, IsKept) = ([], true);
        // The camera reads badges here, and nowhere else.
        Response.Headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";
        return Page();
    }

    /// <summary>The list for a phone: names, organisations, numbers, and nothing else.</summary>
    public async Task<IActionResult> OnGetPeople(Guid activity, CancellationToken stop)
    {
        if (!await Load(activity, null, stop)) return NotFound();
        var days = (await db.AttendanceRecords.Where(a => a.ActivityId == activity && a.RegistrationId != null).Select(a => new { a.RegistrationId, a.On }).ToListAsync(stop)).ToLookup(a => a.RegistrationId!.Value, a => a.On);
        var people = await db.Registrations.AsNoTracking().Where(r => r.ActivityId == activity && r.State != RegistrationState.Cancelled).OrderBy(r => r.Number).Select(r => new { r.Id, r.Number, r.Name, r.LatinName, r.OrganisationName, r.State }).ToListAsync(stop);
        return new JsonResult(people.Select(p => new Kept(p.Id, RegistrationCode.Of(activity, p.Number), p.Name, p.LatinName, p.OrganisationName, p.State is RegistrationState.Waitlisted, [.. days[p.Id]])));
    }

    /// <summary>The worker that keeps this page on the phone; its reach is this page.</summary>
    public IActionResult OnGetWorker([FromServices] IWebHostEnvironment host)
    {
        Response.Headers["Service-Worker-Allowed"] = Request.Path.Value;
        Response.Headers.CacheControl = "no-cache";
        return File(host.WebRootFileProvider.GetFileInfo("js/desk-worker.js").CreateReadStream(), "text/javascript; charset=utf-8");
    }

    /// <summary>What a phone kept, in one message; telling it again changes nothing.</summary>
    public async Task<IActionResult> OnPostSync(Guid activity, [FromBody] Batch? batch, CancellationToken stop)
    {
        if (!await Load(activity, null, stop)) return NotFound();
        if (batch?.Items is null || batch.Items.Count > ReceivePeople.Most || batch.Items.Any(i => i.Id == Guid.Empty || i.Registration == Guid.Empty)) return BadRequest();
        var items = batch.Items.Select(i => new DeskItem(i.Id, i.Registration, i.Act is "undo" ? DeskAct.UndoCheckIn : DeskAct.CheckIn, i.Day, Moment(i.At), i.Method is "qr" ? AttendanceMethod.QrCheckIn : AttendanceMethod.DeskCheckIn, Whole(i.WalkIn))).ToList();
        var refused = await receive.Run(activity, batch.Device, Moment(batch.SentAt), items, stop);
        return new JsonResult(new { taken = items.Select(i => i.Id), refused = refused.Select(r => new { id = r.Id, why = texts.Of(r.Why) }) });
    }

    public async Task<IActionResult> OnPostTap(Guid activity, DateOnly day, Guid registration, Guid id, bool undo, string? q, CancellationToken stop)
    {
        if (!ModelState.IsValid || !await Load(activity, day, stop)) return NotFound();
        return await Tell(new DeskItem(id, registration, undo ? DeskAct.UndoCheckIn : DeskAct.CheckIn, day, Now, AttendanceMethod.DeskCheckIn, null), q, stop);
    }

    public async Task<IActionResult> OnPostWalkIn(Guid activity, DateOnly day, Guid registration, Guid id, string? name, string? latin, string? organisation, string? departure, string? reason, CancellationToken stop)
    {
        if (!ModelState.IsValid || !await Load(activity, day, stop)) return NotFound();
        return await Tell(new DeskItem(id, registration, DeskAct.CheckIn, day, Now, AttendanceMethod.DeskCheckIn, new WalkIn(name ?? "", latin ?? "", organisation ?? "", "", departure ?? "", reason ?? "")), null, stop);
    }

    private async Task<IActionResult> Tell(DeskItem item, string? q, CancellationToken stop)
    {
        if (item.Id == Guid.Empty || item.Registration == Guid.Empty) return NotFound();
        if (await receive.Run(Activity.Id, NoDevice, Now, [item], stop) is [var refused, ..])
        {
            Refusal = refused.Why;
            await Find(q, stop);
            return this.Invalid();
        }

        this.Say(item.Act is DeskAct.UndoCheckIn ? "The check-in is undone." : "Checked in.");
        return Redirect($"{Urls.CheckIn(Activity.Id)}?day={Day:O}");
    }

    private static WalkIn? Whole(WalkIn? told) => told is null ? null : new WalkIn(told.Name ?? "", told.LatinName ?? "", told.Organisation ?? "", Countries.CodeOf(told.Country ?? "") ?? "", told.Departure ?? "", Spelling.Line(told.Reason ?? ""));

    // A device tells milliseconds since 1970; what no clock shows is taken as the edge of what one may.
    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, 4_102_444_800_000));

    private async Task Find(string? q, CancellationToken stop)
    {
        Q = string.IsNullOrWhiteSpace(q) ? null : q.Length > 100 ? q[..100] : q;
        All = await db.Registrations.CountAsync(r => r.ActivityId == Activity.Id && r.State != RegistrationState.Cancelled && r.State != RegistrationState.Waitlisted, stop);
        There = await db.AttendanceRecords.CountAsync(a => a.ActivityId == Activity.Id && a.RegistrationId != null && a.On == Day, stop);
        var rows = db.Narrowed(Activity.Id, Q, null, null).Where(r => r.State != RegistrationState.Cancelled);
        Rows = [.. (await rows.OrderBy(r => r.Number).Take(20).Select(r => new { r.Id, r.Number, r.Name, r.LatinName, r.OrganisationName, There = db.AttendanceRecords.Any(a => a.RegistrationId == r.Id && a.On == Day) }).ToListAsync(stop))
            .Select(r => new Row(r.Id, RegistrationCode.Of(Activity.Id, r.Number), r.Name, r.LatinName, r.OrganisationName, r.There))];
    }

    private async Task<bool> Load(Guid activity, DateOnly? day, CancellationToken stop)
    {
        if (await door.Read(activity, Can.ReceivePeople, stop) is not { } found) return false;
        Activity = found;
        var today = clock.Today(found.TimeZone);
        var wanted = day ?? today;
        Day = wanted < found.StartsOn ? found.StartsOn : wanted > found.EndsOn ? found.EndsOn : wanted;
        Days = [.. Enumerable.Range(0, Math.Min(31, found.EndsOn.DayNumber - found.StartsOn.DayNumber + 1)).Select(n => found.StartsOn.AddDays(n))];
        NeedsReason = today > found.EndsOn.AddDays(CheckIns.WalkInDays);
        Refusal = CheckIns.Refuses(found, Day, today);
        return true;
    }
}
