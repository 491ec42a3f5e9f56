using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Privacy;
using Paceline.Platform;
using Paceline.Platform.Audit;
using Paceline.Platform.Mail;
using Paceline.Platform.Text;

namespace Paceline.Features.DataProtection;

/// <summary>Deletes what is due, class by class, and writes a certificate of it. The dry run counts and leaves everything.</summary>
public sealed partial class RunRetention(PacelineDb db, AuditTrail audit, RedactTrail redact, MailFolder dropped, TimeProvider clock)
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What would go now.</summary>
    public async Task<IReadOnlyList<RetentionLine>> Preview(CancellationToken stop)
    {
        using var house = db.AsTheHouse("The retention counts what is due in the records of every cluster.");
        await using var aside = await db.Database.BeginTransactionAsync(stop);
        return await Lines(clock.GetUtcNow(), null, stop);
    }

    /// <summary>Does it, all or nothing, and writes the certificate.</summary>
    public async Task<RetentionRun> Run(string by, CancellationToken stop)
    {
        using var house = db.AsTheHouse("The retention deletes what is due in the records of every cluster.");
        await using var together = await db.Database.BeginTransactionAsync(stop);
        var now = clock.GetUtcNow();
        var (id, number) = (Ids.New(), (await db.RetentionRuns.MaxAsync(r => (int?)r.Number, stop) ?? 0) + 1);
        var lines = await Lines(now, (id, number), stop);
        var holds = await db.LegalHolds.AsNoTracking().Where(h => h.LiftedAt == null).OrderBy(h => h.SetAt).ToListAsync(stop);
        var content = Certificate(id, number, now, by, lines, holds);
        var run = new RetentionRun { Id = id, Number = number, At = now, By = by, Gone = lines.Sum(l => l.Gone), Content = content, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
        db.RetentionRuns.Add(run);
        audit.Add("Ran the retention", RecordKind.RetentionRun, id, FormattableString.Invariant($"{number}"), "SHA-256 " + run.Sha256);
        await db.SaveChangesAsync(stop);
        await together.CommitAsync(stop);
        return run;
    }

    // Without a run everything is counted and left.
    private async Task<IReadOnlyList<RetentionLine>> Lines(DateTimeOffset now, (Guid Id, int Number)? run, CancellationToken stop)
    {
        var isDry = run is null;
        var held = await WhatIsHeld(stop);
        return
        [
            await EventLogistics(now, held, isDry, stop),
            await UnsuccessfulApplications(now.AddMonths(-Retention.Months), held, isDry, stop),
            await Evidence(now, held, isDry, stop),
            await Marketing(now.AddMonths(-Retention.Months), held, isDry, stop),
            await SecurityLog(now.AddMonths(-Retention.Months), held, run, stop),
            await SentMail(now.AddMonths(-Retention.Months), held, isDry, stop),
            await ExpiredLinks(now.AddMonths(-Retention.LinkMonths), held, isDry, stop),
            await ImportFiles(now.AddDays(-Retention.ImportDays), held, isDry, stop),
            await Requests(now.AddYears(-Retention.RequestYears), held, isDry, stop),
            await FormerContacts(now.AddMonths(-Retention.Months), held, isDry, stop),
        ];
    }

    private static byte[] Certificate(Guid id, int number, DateTimeOffset at, string by, IReadOnlyList<RetentionLine> lines, IReadOnlyList<LegalHold> holds)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Layout))
        {
            json.WriteStartObject();
            json.WriteString("certificate", "retention");
            json.WriteString("id", id);
            json.WriteNumber("number", number);
            json.WriteString("at", at);
            json.WriteString("by", by is "" ? "nightly run" : by);
            json.WriteStartArray("classes");
            foreach (var line in lines)
            {
                json.WriteStartObject();
                json.WriteString("class", line.Class.ToString());
                var rule = Retention.Plan.Single(r => r.Class == line.Class);
                json.WriteString("what", rule.What);
                json.WriteString("kept", rule.Kept);
                if (line.Until is { } until) json.WriteString("before", until);
                json.WriteNumber("gone", line.Gone);
                json.WriteNumber("held", line.Held);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("holds");
            foreach (var hold in holds)
            {
                json.WriteStartObject();
                json.WriteString("record", hold.RecordKind.ToString());
                json.WriteString("id", hold.RecordId);
                json.WriteString("since", hold.SetAt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    /// <summary>The certificate's lines, for its page.</summary>
    public static IReadOnlyList<RetentionLine> Read(RetentionRun run)
    {
        using var json = JsonDocument.Parse(run.Content);
        return [.. json.RootElement.GetProperty("classes").EnumerateArray().Select(l => new RetentionLine(Enum.Parse<RetentionClass>(l.GetProperty("class").GetString()!), l.GetProperty("gone").GetInt32(), l.GetProperty("held").GetInt32(),
            l.TryGetProperty("before", out var before) ? before.GetDateTimeOffset() : null))];
    }
}
