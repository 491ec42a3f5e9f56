using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Paceline.Data;
using Paceline.Domain;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Features.Scoreboard;
using Paceline.Platform.Access;
using Paceline.Platform.Audit;

namespace Paceline.Features.Reports;

/// <summary>Freezes the figures of a programme as they stand now.</summary>
public sealed class FreezeReport(PacelineDb db, CurrentAccess access, AuditTrail audit, Tally tally, ReadRows rows, TimeProvider clock)
{
    private const int Attempts = 6;

    /// <summary>Writes the snapshot; the same form sent twice is one snapshot.</summary>
    public async Task<ReportSnapshot> Run(Guid id, Domain.Programmes.Programme programme, string title, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            if (await db.ReportSnapshots.FirstOrDefaultAsync(r => r.Id == id, stop) is { } sent) return sent;
            var number = (await db.ReportSnapshots.Where(r => r.ProgrammeId == programme.Id).MaxAsync(r => (int?)r.Number, stop) ?? 0) + 1;
            // To the millisecond, as both databases keep it.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            var content = CanonicalJson.Write(await Read(id, number, title, now, programme, stop));
            var snapshot = new ReportSnapshot { Id = id, ProgrammeId = programme.Id, Number = number, Title = title, FrozenAt = now, FrozenBy = access.Name, Content = content, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
            db.ReportSnapshots.Add(snapshot);
            audit.Add("Froze the figures", RecordKind.ReportSnapshot, id, title, "SHA-256 " + snapshot.Sha256);
            try
            {
                await db.SaveChangesAsync(stop);
                return snapshot;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Somebody froze at the same moment and took the number.
            }
        }
    }

    private async Task<FrozenReport> Read(Guid id, int number, string title, DateTimeOffset now, Domain.Programmes.Programme programme, CancellationToken stop)
    {
        var board = await tally.Run(programme, stop);
        // For all who may read reports: what another cluster's manager may not know is not in it.
        var read = await rows.Run(programme.Id, board.Indicators.Select(i => i.Figure), RowReader.Partnership, stop);
        var clusters = await db.ClusterNames(stop);
        var partners = await db.ConsortiumPartners.Where(p => p.ProgrammeId == programme.Id).Join(db.Organisations, p => p.OrganisationId, o => o.Id, (p, o) => new { p.Number, o.Name, o.Country, p.Role }).OrderBy(p => p.Number).ToListAsync(stop);
        var activities = await db.Activities.AsNoTracking().Where(a => a.ProgrammeId == programme.Id).ToListAsync(stop);
        return new FrozenReport
        {
            Id = id,
            Number = number,
            Title = title,
            FrozenAt = now,
            FrozenBy = access.Name,
            Programme = new FrozenProgramme(programme.Id, programme.Acronym, programme.Title, programme.CallId, programme.GrantingAuthority, programme.StartsOn, programme.EndsOn, programme.TimeZone, programme.Grant, programme.FundingStatement, programme.Disclaimer),
            Partners = [.. partners.Select(p => new FrozenPartner(p.Number, p.Name, p.Country, p.Role))],
            Periods = board.Periods,
            Activities = [.. activities.OrderBy(a => a.StartsOn).ThenBy(a => a.Id).Select(a => new FrozenActivity(a.Id, a.Kind, a.Title, a.StartsOn, a.EndsOn, a.Place, a.Country, clusters.GetValueOrDefault(a.LeadClusterId, ""), a.Deliverable, a.State))],
            Figures = [.. board.Indicators.Select(i => Freeze(i, read[i.Figure.Code], board.Periods))],
        };
    }

    private static FrozenFigure Freeze(Indicator indicator, IReadOnlyList<FigureRow> rows, IReadOnlyList<CountingPeriod> periods)
    {
        var (definition, figure) = (indicator.Definition, indicator.Figure);
        return new FrozenFigure(
            figure.Code, definition.Name, definition.Level, figure.Unit, definition.Target, figure.Total, [.. periods.Select(p => figure.In(p.Number))], figure.Reported, figure.WithEvidence,
            indicator.Progress.State, indicator.Progress.Missing, figure.OtherCurrencies, figure.Undisclosed, [.. rows.Select(Freeze)]);
    }

    private static FrozenRow Freeze(FigureRow row) => new(
        row.Counted.Kind, row.Counted.Id, row.Reference, row.Counted.On, row.Counted.Period, row.Counted.Weight, row.Name, row.Company, row.Cluster, row.Country, row.Activity,
        row.Contract?.View.Kind, row.Contract?.View.Counterpart, row.Contract?.View.Value, row.Contract?.View.Band, row.Contract?.View.IsMasked ?? false, row.Counted.Level,
        [.. row.Evidence.Select(e => new FrozenEvidence(e.Kind, e.Sha256))], row.VerifiedBy, row.VerifiedAt);
}
