using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Paceline.Data;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Mail;

namespace Paceline.Features.Admin;

/// <summary>The outbox: what was sent, what waits and why.</summary>
[Requires(Can.ManagePlatform)]
public sealed class MailModel(PacelineDb db, IOptions<MailSettings> settings, CurrentProgramme programme) : PageModel
{
    private const int PageSize = 50;

    /// <summary>A message in the list.</summary>
    public sealed record Row(Guid Id, string To, string Subject, DateTimeOffset QueuedAt, DateTimeOffset? SentAt, string? Fault);

    [BindProperty(SupportsGet = true)] public Guid? Before { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public Guid? Older { get; private set; }
    public string TimeZone { get; private set; } = "";

    /// <summary>Where messages are written while no mail host is set.</summary>
    public string? Folder => settings.Value.Host is "" ? Path.GetFullPath(settings.Value.Folder) : null;

    public async Task OnGet(CancellationToken stop)
    {
        TimeZone = (await programme.Find(stop))?.TimeZone ?? "Europe/Brussels";
        var mails = db.Mails.AsNoTracking();
        if (Before is { } before) mails = mails.Where(m => m.Id.CompareTo(before) < 0);
        var found = await mails.OrderByDescending(m => m.Id).Take(PageSize + 1).Select(m => new { m.Id, m.To, m.Subject, m.QueuedAt, m.SentAt }).ToListAsync(stop);
        var payloads = found.Where(m => m.SentAt is null).Select(m => JsonSerializer.Serialize(m.Id)).ToList();
        var faults = payloads.Count == 0 ? [] : await db.Jobs.Where(j => j.Kind == SendMail.Kind && j.LastError != null && payloads.Contains(j.Payload)).ToDictionaryAsync(j => j.Payload, j => j.LastError, stop);
        Rows = [.. found.Take(PageSize).Select(m => new Row(m.Id, m.To, m.Subject, m.QueuedAt, m.SentAt, faults.GetValueOrDefault(JsonSerializer.Serialize(m.Id))))];
        Older = found.Count > PageSize ? found[PageSize - 1].Id : null;
    }
}
