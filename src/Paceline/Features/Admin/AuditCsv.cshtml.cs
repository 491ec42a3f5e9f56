using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;
using Paceline.Platform.Text;

namespace Paceline.Features.Admin;

/// <summary>The trail as a table for a spreadsheet; formulas that people typed stay text.</summary>
[Requires(Can.ViewAudit)]
public sealed class AuditCsvModel(PacelineDb db, AuditLines read, AuditTrail audit, Texts texts) : PageModel
{
    private const int Most = 100_000;

    [BindProperty(SupportsGet = true, Name = "")] public AuditFilter Filter { get; set; } = new();

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        var (lines, zone) = await read.Of(Filter, stop);
        var rows = await lines.Take(Most).ToListAsync(stop);
        audit.Add("Took the audit trail out as a table", RecordKind.AuditTrail, Guid.Empty, "", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows.Count} {Filter.Query}").Trim());
        await db.SaveChangesAsync(stop);
        string[] header = [texts["When"].Value, texts["Who"].Value, texts["On behalf of"].Value, texts["What"].Value, texts["Details"].Value, texts["Kind of record"].Value, texts["Record"].Value, "Id", texts["Network"].Value, texts["Entry"].Value, "SHA-256"];
        return File(CsvText.Write(header, rows.Select(a => (IReadOnlyList<object?>)[a.At.In(zone).ToString("yyyy-MM-dd HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture), a.Actor, a.OnBehalfOf, texts[a.Action].Value, string.Join("; ", a.Changes.Select(c => $"{c.Field}: {c.Before} → {c.After}").Prepend(a.Details).Where(d => d is not "")), texts.Word(a.RecordKind), a.Subject, a.RecordId.ToString(), a.Address, a.Sequence, a.Hash])),
            "text/csv", "paceline-audit.csv");
    }
}
