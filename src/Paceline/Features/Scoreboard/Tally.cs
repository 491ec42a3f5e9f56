using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain.Monitoring;
using Paceline.Platform;

namespace Paceline.Features.Scoreboard;

/// <summary>An indicator with its figure.</summary>
public sealed record Indicator(IndicatorDefinition Definition, Figure Figure, Progress Progress, IReadOnlyList<long> Trend);

/// <summary>The scoreboard of a programme at a moment.</summary>
/// <param name="Indicators">In the order of the catalogue.</param>
/// <param name="Periods">The reporting periods.</param>
public sealed record Board(IReadOnlyList<Indicator> Indicators, IReadOnlyList<CountingPeriod> Periods);

/// <summary>Counts the indicators of a programme from what the database holds now.</summary>
public sealed class Tally(PacelineDb db, ReadFacts facts, TimeProvider clock)
{
    public async Task<Board> Run(Domain.Programmes.Programme programme, CancellationToken stop)
    {
        var definitions = await db.Indicators.AsNoTracking().Where(i => i.ProgrammeId == programme.Id).ToListAsync(stop);
        var read = await facts.Run(programme.Id, stop);
        var figures = Domain.Monitoring.Scoreboard.Count(read);
        var today = clock.Today(programme.TimeZone);
        var order = Domain.Monitoring.Scoreboard.Codes;
        return new Board(
            [.. definitions.Where(d => figures.ContainsKey(d.Code)).OrderBy(d => order.ToList().IndexOf(d.Code)).Select(d => new Indicator(
                d, figures[d.Code],
                Progress.Of(figures[d.Code], d.Target, programme.StartsOn, programme.EndsOn, today),
                Trend.Of(figures[d.Code], programme.StartsOn, programme.EndsOn, today)))],
            read.Periods);
    }
}
