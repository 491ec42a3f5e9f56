using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Features.Scoreboard;
using Paceline.Platform.Text;

namespace Paceline.Features.Reports;

/// <summary>The tables of a frozen report in the reader's words; page and document show the same.</summary>
public static class ReportTables
{
    private static readonly HashSet<int> NoNumbers = [];

    /// <summary>Every indicator with its figure, by period, against its target.</summary>
    public static FigureTable Scoreboard(FrozenReport report, Texts t) => new(
        [t["Indicator"], t["Code"], t["Figure"], t["Target"], .. report.Periods.Select(p => $"P{p.Number}"), t["Evidence"], t["State"]],
        [.. report.Figures.OrderByDescending(f => f.Level).Select(f => (IReadOnlyList<FigureCell>)
        [
            new(f.Name.In(Texts.Language).Text, $"#{f.Code}", true), new(f.Code), new(FigureWords.Amount(f.Total, f.Unit)), new(f.Target is { } target ? FigureWords.Amount(target, FigureUnit.Count) : "–"),
            .. f.ByPeriod.Select(p => new FigureCell(FigureWords.Amount(p, f.Unit))),
            new(f.Rows.Count == 0 ? "–" : t["{0} of {1}", f.WithEvidence, f.Rows.Count].Value),
            new(FigureWords.State(new Progress(f.State, f.Missing, f.Rows.Count - f.WithEvidence), f.Unit, t).Text),
        ])],
        Enumerable.Range(2, 3 + report.Periods.Count).ToHashSet());

    /// <summary>The register of contracts; what only auditors may know is masked in the report itself.</summary>
    public static FigureTable Contracts(FrozenReport report, Texts t) => new(
        [t["No."], t["Signed on"], t["Company"], t["Cluster"], t["Signed with"], t["Market"], t["Kind"], t["Value"], t["Came from"], t["Evidence"], t["Verified by"]],
        [.. RowsOf(report, "R-06").Select(r => (IReadOnlyList<FigureCell>)
        [
            new(r.Reference), new(r.On), Name(r.Company, r, t), new(r.Cluster, IsName: true), Name(r.Counterpart, r, t), new(Texts.Country(r.Country)), new(r.Contract is { } kind ? t.Word(kind) : ""),
            new(MoneyText.Of(new DealView(r.Masked, r.Counterpart, r.Country ?? "", r.Contract ?? default, r.Value, r.Band ?? ValueBand.Undisclosed, false), t)),
            new(r.Activity?.In(Texts.Language).Text, IsName: true), new(r.Level), new(r.VerifiedBy, IsName: true),
        ])],
        new HashSet<int> { 7 });

    /// <summary>What the programme did and plans.</summary>
    public static FigureTable Activities(FrozenReport report, Texts t) => new(
        [t["Activity"], t["Kind"], t["First day"], t["Last day"], t["Place"], t["Lead partner"], t["Deliverable"], t["State"]],
        [.. report.Activities.Select(a => (IReadOnlyList<FigureCell>)
        [
            new(a.Title.In(Texts.Language).Text, IsName: true), new(t.Word(a.Kind)), new(a.StartsOn), new(a.EndsOn), new(Place(a), IsName: true), new(a.Lead, IsName: true), new(a.Deliverable), new(t.Word(a.State)),
        ])],
        NoNumbers);

    /// <summary>The rows of any other figure, briefly.</summary>
    public static FigureTable Rows(FrozenFigure figure, Texts t) => new(
        [t["Reference"], t["Day"], t["Record"], t["Market"], t["Evidence"], t["Verified by"]],
        [.. figure.Rows.Select(r => (IReadOnlyList<FigureCell>)
        [
            new(ReferenceOf(figure, r)), new(r.On), new(NameOf(r, t), IsName: true), new(Texts.Country(r.Country)), new(r.Level), new(r.VerifiedBy, IsName: true),
        ])],
        NoNumbers);

    /// <summary>Every file behind every row: by its hash it can be recognised among the originals.</summary>
    public static FigureTable Evidence(FrozenReport report, Texts t) => new(
        [t["Figure"], t["Row"], t["What the file is"], "SHA-256", t["Verified by"]],
        [.. from figure in report.Figures
            from row in figure.Rows
            from file in row.Evidence
            group figure.Code by (Row: ReferenceOf(figure, row), file.Kind, file.Sha256, row.VerifiedBy) into same
            select (IReadOnlyList<FigureCell>)[new(string.Join(", ", same.Distinct(StringComparer.Ordinal))), new(same.Key.Row), new(t.Word(same.Key.Kind)), new(same.Key.Sha256), new(same.Key.VerifiedBy, IsName: true)]],
        NoNumbers);

    private static IReadOnlyList<FrozenRow> RowsOf(FrozenReport report, string code) => report.Figures.FirstOrDefault(f => f.Code == code)?.Rows ?? [];

    private static FigureCell Name(string? name, FrozenRow row, Texts t) => row.Masked ? new(t["Confidential"].Value) : new(name, IsName: true);

    // Activities without a deliverable's number are known by the code of the figure and their place in it.
    private static string ReferenceOf(FrozenFigure figure, FrozenRow row) =>
        row.Reference is not "" ? row.Reference : $"{figure.Code}/{figure.Rows.TakeWhile(r => r.Id != row.Id).Count() + 1}";

    private static string NameOf(FrozenRow row, Texts t) =>
        row.Masked ? t["Confidential"].Value
        : row.Kind is RecordKind.Activity ? row.Activity?.In(Texts.Language).Text ?? ""
        : string.Join(", ", new[] { row.Company ?? row.Name, row.Activity?.In(Texts.Language).Text }.OfType<string>());

    private static string Place(FrozenActivity activity) => string.Join(", ", new[] { activity.Place, Texts.Country(activity.Country) }.Where(p => p is not ""));
}
