using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Data;
using Paceline.Documents;
using Paceline.Platform;
using Paceline.Platform.Access;
using Paceline.Platform.Text;
using Paceline.Platform.Ui;

namespace Paceline.Features.Directory;

/// <summary>The list that somebody sees, as a file: the same entries in the same order, and of each what that person sees.</summary>
[AllowAnonymous]
public sealed class ExportModel(PacelineDb db, CurrentAccess access, DirectorySearch search, DirectorySight sight, DirectoryColumns columns, Texts texts, TimeProvider clock) : PageModel
{
    private const int Batch = 500;

    [BindProperty(SupportsGet = true, Name = "")] public DirectoryFilter Filter { get; set; } = new();

    public async Task<IActionResult> OnGet(string format, CancellationToken stop)
    {
        if (format is not ("csv" or "xlsx")) return NotFound();
        await access.Load(stop);
        var shown = columns.All(sight.IsPublic);
        var header = shown.Select(c => c.Name).ToList();
        var rows = await Rows(shown, stop);
        // Two readers of one address see different lists: no cache on the way keeps them.
        Response.Headers.CacheControl = "private, no-store";
        if (format is "csv") return File(CsvText.Write(header, rows), "text/csv", "directory.csv");
        var rightToLeft = Texts.Direction is "rtl";
        Sheet[] sheets =
        [
            new(texts["Directory"].Value, header, rows) { RightToLeft = rightToLeft },
            new(texts["Columns"].Value, [texts["Column"].Value, texts["What it means"].Value], [.. shown.Select(c => (IReadOnlyList<object?>)[c.Name, c.Meaning])]) { RightToLeft = rightToLeft },
        ];
        return File(Workbook.Write(sheets), Workbook.MediaType, "directory.xlsx");
    }

    private async Task<IReadOnlyList<IReadOnlyList<object?>>> Rows(IReadOnlyList<DirectoryColumns.Column> shown, CancellationToken stop)
    {
        var answer = await search.Run(Filter, stop);
        var (site, today) = (await this.Site(stop), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var rows = new List<IReadOnlyList<object?>>(answer.Found.Length);
        for (var from = 0; from < answer.Found.Length; from += Batch)
        {
            var part = answer.Part(from, Batch);
            var records = (await ReadDirectory.Records(db, [.. part.Select(e => e.Id)], stop)).ToDictionary(r => r.Organisation.Id);
            foreach (var entry in part)
            {
                if (!records.TryGetValue(entry.Id, out var record) || sight.Of(record) is not (not Domain.Organisations.PublicFields.None and var seen)) continue;
                var row = new ExportRow(record, seen, entry.SizeOn(today), record.Organisation.HomeClusterId is { } home ? answer.Snapshot.Find(home)?.Name ?? "" : "", site + Urls.Organisation(entry.Id));
                rows.Add([.. shown.Select(c => c.Value(row))]);
            }
        }

        return rows;
    }
}
