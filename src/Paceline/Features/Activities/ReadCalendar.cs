using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Activities;
using Paceline.Platform;
using Paceline.Platform.Text;

namespace Paceline.Features.Activities;

/// <summary>What a reader of the calendar asks for.</summary>
public sealed record CalendarFilter(string? Market, Guid? Cluster, ActivityKind? Kind, string? View, string? Month, string? When)
{
    public bool IsMonth => View is "month";
    public bool IsPast => When is "past";
    public bool IsNarrow => !string.IsNullOrEmpty(Market) || Cluster is not null || Kind is not null;

    /// <summary>The first day of the month asked for.</summary>
    public DateOnly FirstOf(DateOnly today) => DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is > 1990 and < 2200 ? first : new DateOnly(today.Year, today.Month, 1);

    /// <summary>The address of the same filter with another view or month.</summary>
    public string Url(string path, string? view = null, DateOnly? month = null, string? when = null)
    {
        (string Key, string? Value)[] parts = [("view", view), ("month", month?.ToString("yyyy-MM", CultureInfo.InvariantCulture)), ("when", when), ("market", Market), ("cluster", Cluster?.ToString()), ("kind", Kind?.ToString())];
        var asked = string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));
        return asked is "" ? path : $"{path}?{asked}";
    }
}

/// <summary>A line of the calendar.</summary>
public sealed record CalendarRow(Guid Id, ActivityKind Kind, LocalizedText Title, DateOnly StartsOn, DateOnly EndsOn, string Place, string? Country, ActivityState State, string Lead, bool IsFictional);

/// <summary>A page of the calendar: the list, or a month.</summary>
public sealed record CalendarPage(CalendarFilter Filter, IReadOnlyList<CalendarRow> Rows, DateOnly Today, DateOnly First, IReadOnlyList<(Guid Id, string Name)> Clusters, IReadOnlyList<string> Markets, bool IsForVisitors)
{
    public string Path => IsForVisitors ? Urls.PublicCalendar : Urls.ActivityCalendar;
    public string UrlOf(CalendarRow row) => IsForVisitors ? Urls.PublicActivity(row.Id) : Urls.Activity(row.Id);

    /// <summary>The weeks of the month, from the first day of a week as the reader counts it.</summary>
    public IEnumerable<DateOnly[]> Weeks
    {
        get
        {
            // English is read here by Europeans: their week begins on Monday.
            var week = Texts.Language is "en" ? DayOfWeek.Monday : CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek;
            var day = First.AddDays(-(((int)First.DayOfWeek - (int)week + 7) % 7));
            for (; day < First.AddMonths(1); day = day.AddDays(7)) yield return [.. Enumerable.Range(0, 7).Select(day.AddDays)];
        }
    }
}

/// <summary>Reads the calendar of activities: all of it for the alliance, the public part for visitors.</summary>
public sealed class ReadCalendar(PacelineDb db, TimeProvider clock)
{
    private const int Most = 200;

    public async Task<CalendarPage> Run(CalendarFilter filter, bool forVisitors, string zone, CancellationToken stop)
    {
        var today = clock.Today(zone);
        var first = filter.FirstOf(today);
        var end = first.AddMonths(1);
        var all = Visible(forVisitors);
        var clusters = (await db.Organisations.Where(o => all.Any(a => a.LeadClusterId == o.Id)).Select(o => new { o.Id, o.Name }).ToListAsync(stop)).OrderBy(o => o.Name, StringComparer.CurrentCultureIgnoreCase).Select(o => (o.Id, o.Name)).ToList();
        var markets = (await all.Where(a => a.Country != null).Select(a => a.Country!).Distinct().ToListAsync(stop)).OrderBy(Texts.Country, StringComparer.CurrentCultureIgnoreCase).ToList();
        var found = all;
        if (!string.IsNullOrEmpty(filter.Market)) found = found.Where(a => a.Country == filter.Market);
        if (filter.Cluster is { } cluster) found = found.Where(a => a.LeadClusterId == cluster);
        if (filter.Kind is { } kind) found = found.Where(a => a.Kind == kind);
        found = filter.IsMonth ? found.Where(a => a.StartsOn < end && a.EndsOn >= first).OrderBy(a => a.StartsOn).ThenBy(a => a.Id)
            : filter.IsPast ? found.Where(a => a.EndsOn < today).OrderByDescending(a => a.StartsOn).ThenBy(a => a.Id)
            : found.Where(a => a.EndsOn >= today).OrderBy(a => a.StartsOn).ThenBy(a => a.Id);
        var rows = await found.Take(Most).Select(a => new CalendarRow(a.Id, a.Kind, a.Title, a.StartsOn, a.EndsOn, a.Place, a.Country, a.State, db.Organisations.Where(o => o.Id == a.LeadClusterId).Select(o => o.Name).FirstOrDefault() ?? "", a.IsFictional)).ToListAsync(stop);
        return new CalendarPage(filter, rows, today, first, clusters, markets, forVisitors);
    }

    /// <summary>The same for calendar programs: whole days, cancelled ones struck out.</summary>
    public async Task<FileContentResult> Feed(string name, bool forVisitors, string site, CancellationToken stop)
    {
        var activities = await Visible(forVisitors).AsNoTracking().OrderBy(a => a.StartsOn).ThenBy(a => a.Id).ToListAsync(stop);
        // The day, not the moment: an unchanged calendar costs a 304.
        var written = new DateTimeOffset(clock.Today("UTC"), TimeOnly.MinValue, TimeSpan.Zero);
        var entries = activities.Select(a => ActivityEntries.Of(a, a.Title.In(Texts.Language).Text, a.Version, written, new Uri(site + (forVisitors ? Urls.PublicActivity(a.Id) : Urls.Activity(a.Id))))).ToList();
        var bytes = CalendarFeed.Write(new Documents.Calendar(name, entries, written));
        return new FileContentResult(bytes, CalendarFeed.MediaType(CalendarMethod.Publish)) { FileDownloadName = "activities.ics", EntityTag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"") };
    }

    private IQueryable<Activity> Visible(bool forVisitors) => forVisitors ? db.Activities.Where(a => a.IsPublic) : db.Activities;
}
