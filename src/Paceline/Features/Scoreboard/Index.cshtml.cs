using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Features.Programme;
using Paceline.Platform.Access;
using Paceline.Platform.Text;

namespace Paceline.Features.Scoreboard;

/// <summary>The programme's figures against their targets; each opens into the records that it is made of.</summary>
[Requires(Can.ViewScoreboard)]
public sealed class IndexModel(CurrentAccess access, CurrentProgramme programme, Tally tally, ReadRows rows, Texts texts, PacelineDb db) : PageModel
{
    /// <summary>A figure with more rows opens on a page of its own only: this one stays quick.</summary>
    private const int MostRowsHere = 40;

    [BindProperty(SupportsGet = true)] public int? Period { get; set; }

    public Domain.Programmes.Programme? Current { get; private set; }
    public Board Board { get; private set; } = new([], []);
    /// <summary>Rows by code, of figures that open on this page.</summary>
    public IReadOnlyDictionary<string, FigureTable> Tables { get; private set; } = new Dictionary<string, FigureTable>(StringComparer.Ordinal);
    /// <summary>Contracts that wait for whoever asks.</summary>
    public int Waiting { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        Current = await programme.Find(stop);
        if (Current is null) return Page();
        Board = await tally.Run(Current, stop);
        if (Period is { } asked && Board.Periods.All(p => p.Number != asked)) return NotFound();
        var open = Board.Indicators.Select(i => InPeriod(i.Figure)).Where(f => f.Rows.Count is > 0 and <= MostRowsHere).ToList();
        var read = await rows.Run(Current.Id, open, RowReader.Of(access), stop);
        Tables = open.ToDictionary(f => f.Code, f => FigureTable.Of(f, read[f.Code], texts), StringComparer.Ordinal);
        if (access.MaySomewhere(Can.VerifyContract)) Waiting = await db.BusinessDeals.CountAsync(d => d.ProgrammeId == Current.Id && d.State == DealState.Evidenced, stop);
        return Page();
    }

    /// <summary>The figure of the period that was asked for, or the whole.</summary>
    public Figure InPeriod(Figure figure) => figure.Of(Period);

    /// <summary>What the page says at its head.</summary>
    public string Summary()
    {
        var promised = Board.Indicators.Where(i => i.Definition.Target is not null).ToList();
        var met = promised.Count(i => i.Progress.State is ProgressState.TargetMet);
        var behind = promised.Count(i => i.Progress.State is ProgressState.Behind or ProgressState.Missed or ProgressState.SlightlyBehind);
        var lacking = Board.Indicators.Count(i => i.Progress.LackEvidence > 0);
        List<string> says = [met == promised.Count && met > 0 ? texts["Every target is met."].Value : texts["{0} of {1} targets are met.", met, promised.Count].Value];
        if (behind > 0) says.Add(texts.Count(behind, "{0} is behind plan.|{0} are behind plan."));
        if (lacking > 0) says.Add(texts.Count(lacking, "{0} figure waits for evidence.|{0} figures wait for evidence."));
        return string.Join(' ', says);
    }
}

/// <summary>A figure of one period.</summary>
public static class FigureOfPeriod
{
    /// <summary>What the figure is in a period; the whole where none is asked for.</summary>
    public static Figure Of(this Figure figure, int? period) => period is not { } number ? figure : figure with { Rows = [.. figure.Rows.Where(r => r.Period == number)], Pending = [.. figure.Pending.Where(r => r.Period == number)] };
}
