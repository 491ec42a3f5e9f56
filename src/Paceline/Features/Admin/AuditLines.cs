using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Features.Programme;
using Paceline.Platform.Audit;

namespace Paceline.Features.Admin;

/// <summary>What of the trail is asked for.</summary>
public sealed record AuditFilter
{
    public Guid? Person { get; init; }
    public RecordKind? Kind { get; init; }
    public Guid? Record { get; init; }
    public string? Text { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>As the part of an address after the question mark.</summary>
    public string Query
    {
        get
        {
            (string Name, string? Value)[] parts =
            [
                ("person", Person?.ToString()), ("kind", Kind?.ToString()), ("record", Record?.ToString()), ("text", Text),
                ("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ];
            return string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        }
    }
}

/// <summary>Reads the trail, newest first.</summary>
public sealed class AuditLines(PacelineDb db, CurrentProgramme programme)
{
    /// <summary>The lines of a filter, newest first; the programme's zone says when a day begins.</summary>
    public async Task<(IQueryable<AuditEvent> Lines, string TimeZone)> Of(AuditFilter filter, CancellationToken stop)
    {
        var zone = (await programme.Find(stop))?.TimeZone ?? "Europe/Brussels";
        var lines = db.AuditEvents.AsNoTracking();
        if (filter.Person is { } person) lines = lines.Where(a => a.ActorId == person);
        if (filter.Kind is { } kind) lines = lines.Where(a => a.RecordKind == kind);
        if (filter.Record is { } record) lines = lines.Where(a => a.RecordId == record);
        if (filter.From is { } from && Begin(from, zone) is var begin) lines = lines.Where(a => a.At >= begin);
        if (filter.To is { } to && to < DateOnly.MaxValue && Begin(to.AddDays(1), zone) is var end) lines = lines.Where(a => a.At < end);
        if (filter.Text?.Trim().ToLowerInvariant() is { Length: > 0 } text)
        {
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows no .NET culture.
            lines = lines.Where(a => a.Actor.ToLower().Contains(text) || a.Action.ToLower().Contains(text) || a.Subject.ToLower().Contains(text) || a.Details.ToLower().Contains(text) || a.OnBehalfOf!.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        return (lines.OrderByDescending(a => a.At).ThenByDescending(a => a.Id), zone);
    }

    private static DateTimeOffset Begin(DateOnly day, string zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(local)).ToUniversalTime();
    }
}
