using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Text;

namespace Paceline.Features.Contracts;

/// <summary>A file as a page lists it; without an address where the reader may not open it.</summary>
public sealed record EvidenceLine(Guid Id, EvidenceKind Kind, string FileName, string Sha256, string Size, string AddedBy, DateTimeOffset AddedAt, string TimeZone, string? Url);

/// <summary>A check as a page lists it.</summary>
public sealed record CheckLine(VerificationResult Result, EvidenceLevel Level, string Comment, string By, DateTimeOffset At);

/// <summary>Reads what proves a contract and who checked it.</summary>
public static class ReadEvidence
{
    public static async Task<List<EvidenceLine>> EvidenceOf(this PacelineDb db, Guid deal, string timeZone, Func<Guid, string?> url, Texts texts, CancellationToken stop) =>
        [.. (await db.EvidenceItems.Where(e => e.RecordKind == RecordKind.BusinessDeal && e.RecordId == deal)
            .Join(db.Files, e => e.FileId, f => f.Id, (e, f) => new { Item = e, f.Size }).OrderBy(e => e.Item.AddedAt).ThenBy(e => e.Item.Id).AsNoTracking().ToListAsync(stop))
            .Select(e => new EvidenceLine(e.Item.Id, e.Item.Kind, e.Item.FileName, e.Item.Sha256, SizeOf(e.Size, texts), e.Item.AddedBy, e.Item.AddedAt, timeZone, url(e.Item.Id)))];

    /// <summary>The newest first.</summary>
    public static async Task<List<CheckLine>> ChecksOf(this PacelineDb db, Guid deal, CancellationToken stop) =>
        await db.Verifications.Where(v => v.RecordKind == RecordKind.BusinessDeal && v.RecordId == deal).OrderByDescending(v => v.At).ThenByDescending(v => v.Id).Select(v => new CheckLine(v.Result, v.Level, v.Comment, v.By, v.At)).ToListAsync(stop);

    private static string SizeOf(long bytes, Texts texts) =>
        bytes < 1024 * 1024 ? texts["{0} kB", Math.Max(1, (bytes + 512) / 1024)].Value : texts["{0} MB", Math.Round(bytes / 1048576m, 1)].Value;
}
