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
    public sealed record Row(Guid Id, string To, string Subject, DateTimeOffset QueuedAt, DateTimeOffset? SentAt, DateTimeOffset? FailedAt, int? Code, string? Fault);

    [BindProperty(SupportsGet = true)] public Guid? Before { get; set; }

    /// <summary>sent, waits, failed; all without.</summary>
    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    /// <summary>Words of the address or the subject.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    /// <summary>Messages that came back.</summary>
    public int Failed { get; private set; }
    public bool IsFiltered => State is "sent" or "waits" or "failed" || !string.IsNullOrWhiteSpace(Q);
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public Guid? Older { get; private set; }
    public string TimeZone { get; private set; } = "";

    /// <summary>Where messages are written while no mail host is set.</summary>
    public string? Folder => settings.Value.Host is "" ? Path.GetFullPath(settings.Value.Folder) : null;

    public async Task OnGet(CancellationToken stop)
    {
        TimeZone = (await programme.Find(stop))?.TimeZone ?? "Europe/Brussels";
        var mails = db.Mails.AsNoTracking();
        Failed = await mails.CountAsync(m => m.FailedAt != null, stop);
        mails = State switch
        {
            "sent" => mails.Where(m => m.SentAt != null),
            "waits" => mails.Where(m => m.SentAt == null && m.FailedAt == null),
            "failed" => mails.Where(m => m.FailedAt != null),
            _ => mails,
        };
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
        if (Q?.Trim().ToLowerInvariant() is { Length: > 0 } words) mails = mails.Where(m => m.To.ToLower().Contains(words) || m.Subject.ToLower().Contains(words));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        if (Before is { } before) mails = mails.Where(m => m.Id.CompareTo(before) < 0);
        var found = await mails.OrderByDescending(m => m.Id).Take(PageSize + 1).Select(m => new { m.Id, m.To, m.Subject, m.QueuedAt, m.SentAt, m.FailedAt, m.FailureCode, m.Failure }).ToListAsync(stop);
        var payloads = found.Where(m => m.SentAt is null).Select(m => JsonSerializer.Serialize(m.Id)).ToList();
        var faults = payloads.Count == 0 ? [] : await db.Jobs.Where(j => j.Kind == SendMail.Kind && j.LastError != null && payloads.Contains(j.Payload)).ToDictionaryAsync(j => j.Payload, j => j.LastError, stop);
        Rows = [.. found.Take(PageSize).Select(m => new Row(m.Id, m.To, m.Subject, m.QueuedAt, m.SentAt, m.FailedAt, m.FailureCode, m.Failure ?? faults.GetValueOrDefault(JsonSerializer.Serialize(m.Id))))];
        Older = found.Count > PageSize ? found[PageSize - 1].Id : null;
    }
}
