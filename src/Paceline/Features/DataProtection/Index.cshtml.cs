using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Privacy;
using Paceline.Features.Programme;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.DataProtection;

/// <summary>What people asked about their data, and the clock of each request.</summary>
[Requires(Can.HandlePrivacyRequests)]
public sealed class IndexModel(PacelineDb db, CurrentProgramme programme, TimeProvider clock) : PageModel
{
    private const int Most = 500;

    /// <summary>A request in the list.</summary>
    public sealed record Row(Guid Id, string Name, PrivacyRequestKind Kind, DateOnly ReceivedOn, DateOnly DueOn, bool IsExtended, PrivacyRequestState State);

    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public int Open { get; private set; }
    public DateOnly Today { get; private set; }
    public bool ShowsAnswered => Show is "answered";

    public async Task OnGet(CancellationToken stop)
    {
        Today = clock.Today((await programme.Find(stop))?.TimeZone ?? "Europe/Brussels");
        Open = await db.PrivacyRequests.CountAsync(r => r.State == PrivacyRequestState.Received, stop);
        var asked = ShowsAnswered
            ? db.PrivacyRequests.Where(r => r.State != PrivacyRequestState.Received).OrderByDescending(r => r.AnsweredAt)
            : db.PrivacyRequests.Where(r => r.State == PrivacyRequestState.Received).OrderBy(r => r.DueOn).ThenBy(r => r.Id);
        Rows = await asked.Take(Most).Select(r => new Row(r.Id, r.Name, r.Kind, r.ReceivedOn, r.DueOn, r.ExtendedBecause != null, r.State)).ToListAsync(stop);
    }
}

/// <summary>The clock of a request in words.</summary>
public static class RequestClock
{
    /// <summary>12 days left, due today, 3 days late; with the kind of its status.</summary>
    public static (string Kind, string Words) Of(Texts texts, DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        < 0 and var late => ("bad", texts.Count(-late, "{0} day late|{0} days late")),
        0 => ("warn", texts["Due today"].Value),
        <= 7 and var left => ("warn", texts.Count(left, "{0} day left|{0} days left")),
        var left => ("wait", texts.Count(left, "{0} day left|{0} days left")),
    };
}
