using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Documents;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Scoreboard;

/// <summary>The rows behind a figure as a file, in the order seen and with no more than the page shows.</summary>
[Requires(Can.ViewScoreboard)]
public sealed class RowsModel(CurrentAccess access, CurrentProgramme programme, Tally tally, ReadRows rows, Texts texts) : PageModel
{
    public async Task<IActionResult> OnGet(string code, string format, int? period, CancellationToken stop)
    {
        if (format is not ("csv" or "xlsx") || await programme.Find(stop) is not { } current) return NotFound();
        var board = await tally.Run(current, stop);
        if (board.Indicators.FirstOrDefault(i => string.Equals(i.Figure.Code, code, StringComparison.OrdinalIgnoreCase)) is not { } indicator) return NotFound();
        var figure = indicator.Figure.Of(period);
        var table = FigureTable.Of(figure, (await rows.Run(current.Id, [figure], RowReader.Of(access), stop))[figure.Code], texts);
        var name = $"{figure.Code}{(period is { } number ? $"-P{number}" : "")}.{format}";
        return format is "csv" ? File(table.ToCsv(), "text/csv; charset=utf-8", name) : File(table.ToWorkbook(figure.Code), Workbook.MediaType, name);
    }
}
