using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Paceline.Domain.Monitoring;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Scoreboard;

/// <summary>One figure and the rows that it is made of.</summary>
[Requires(Can.ViewScoreboard)]
public sealed class FigureModel(CurrentAccess access, CurrentProgramme programme, Tally tally, ReadRows rows, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public int? Period { get; set; }

    public Indicator Indicator { get; private set; } = null!;
    public Figure Figure { get; private set; } = null!;
    public FigureTable Table { get; private set; } = null!;
    public IReadOnlyList<CountingPeriod> Periods { get; private set; } = [];

    public async Task<IActionResult> OnGet(string code, CancellationToken stop) => await Load(code, stop) ? Page() : NotFound();

    private async Task<bool> Load(string code, CancellationToken stop)
    {
        if (await programme.Find(stop) is not { } current) return false;
        var board = await tally.Run(current, stop);
        if (board.Indicators.FirstOrDefault(i => string.Equals(i.Figure.Code, code, StringComparison.OrdinalIgnoreCase)) is not { } indicator) return false;
        if (Period is { } asked && board.Periods.All(p => p.Number != asked)) return false;
        (Indicator, Periods, Figure) = (indicator, board.Periods, indicator.Figure.Of(Period));
        Table = FigureTable.Of(Figure, (await rows.Run(current.Id, [Figure], RowReader.Of(access), stop))[Figure.Code], texts);
        return true;
    }
}
