using Paceline.Features.Scoreboard;
using Paceline.Platform.Text;

namespace Paceline.Features.Reports;

/// <summary>An indicator that stands otherwise now than in a frozen report.</summary>
public sealed record Difference(string Code, string Name, string Then, string Now, string What);

/// <summary>What has changed since a report was frozen.</summary>
public static class Differences
{
    /// <summary>In words, indicator by indicator; empty when nothing has changed.</summary>
    public static IReadOnlyList<Difference> Between(FrozenReport then, Board now, Texts texts)
    {
        var frozen = then.Figures.ToDictionary(f => f.Code, StringComparer.Ordinal);
        var live = now.Indicators.ToDictionary(i => i.Figure.Code, StringComparer.Ordinal);
        return [.. frozen.Keys.Union(live.Keys).Select(code => Between(frozen.GetValueOrDefault(code), live.GetValueOrDefault(code), texts)).OfType<Difference>()];
    }

    private static Difference? Between(FrozenFigure? then, Indicator? now, Texts t)
    {
        var name = (now?.Definition.Name ?? then!.Name).In(Texts.Language).Text;
        if (then is null) return new Difference(now!.Figure.Code, name, "–", FigureWords.Amount(now.Figure.Total, now.Figure.Unit), t["The indicator is new."].Value);
        var before = FigureWords.Amount(then.Total, then.Unit);
        if (now is null) return new Difference(then.Code, name, before, "–", t["The indicator is no longer counted."].Value);
        var (gone, come) = (then.Rows.Select(r => r.Id).Except(now.Figure.Rows.Select(r => r.Id)).Count(), now.Figure.Rows.Select(r => r.Id).Except(then.Rows.Select(r => r.Id)).Count());
        var change = now.Figure.Total - then.Total;
        if (change == 0 && gone == 0 && come == 0) return null;
        List<string> says = [];
        if (change != 0) says.Add(change > 0 ? t["{0} more", FigureWords.Amount(change, then.Unit)].Value : t["{0} less", FigureWords.Amount(-change, then.Unit)].Value);
        if (come > 0) says.Add(t.Count(come, "{0} record came in|{0} records came in"));
        if (gone > 0) says.Add(t.Count(gone, "{0} record no longer counts|{0} records no longer count"));
        return new Difference(then.Code, name, before, FigureWords.Amount(now.Figure.Total, now.Figure.Unit), string.Join(", ", says));
    }
}
