using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Monitoring;
using Paceline.Features.Contracts;
using Paceline.Platform.Text;

namespace Paceline.Features.Scoreboard;

/// <summary>A cell of the rows behind a figure: shown on the page and written to a file alike.</summary>
/// <param name="Value">Text, number, day or evidence level; null for nothing.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="IsName">A name that somebody chose: set apart in its own direction.</param>
public sealed record FigureCell(object? Value, string? Url = null, bool IsName = false)
{
    /// <summary>As a file holds it.</summary>
    public object? Plain => Value is EvidenceLevel level ? $"L{(int)level}" : Value;
}

/// <summary>The rows behind a figure in the reader's words; page, CSV and XLSX have the same columns in the same order.</summary>
/// <param name="Head">The headings; the first column names the row.</param>
/// <param name="Rows">The rows in the figure's order.</param>
/// <param name="Numbers">Columns of numbers, by position.</param>
public sealed record FigureTable(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<FigureCell>> Rows, IReadOnlySet<int> Numbers)
{
    /// <summary>The rows of a figure as a table.</summary>
    public static FigureTable Of(Figure figure, IReadOnlyList<FigureRow> rows, Texts t) => (figure.Rows.Count > 0 ? figure.Rows[0].Kind : RecordKind.Activity) switch
    {
        RecordKind.BusinessDeal => Contracts(rows, t),
        RecordKind.AttendanceRecord => Places(rows, t),
        RecordKind.Meeting => Meetings(rows, t),
        _ => Activities(rows, t),
    };

    /// <summary>As a spreadsheet.</summary>
    public byte[] ToWorkbook(string name) => Workbook.Write([new Sheet(name, Head, Plain()) { RightToLeft = Texts.Direction is "rtl" }]);

    /// <summary>As delimited text.</summary>
    public byte[] ToCsv() => CsvText.Write(Head, Plain());

    private List<IReadOnlyList<object?>> Plain() => [.. Rows.Select(r => (IReadOnlyList<object?>)[.. r.Select(c => c.Plain)])];

    private static FigureTable Contracts(IReadOnlyList<FigureRow> rows, Texts t) => new(
        [t["No."], t["Signed on"], t["Company"], t["Market"], t["Kind"], t["Value"], t["Came from"], t["Evidence"], t["Verified by"]],
        [.. rows.Select(r => (IReadOnlyList<FigureCell>)
        [
            new(r.Reference, r.Contract!.Opens ? Urls.Contract(r.Counted.Id) : null), new(r.Counted.On), Hidden(r.Company, t), new(Texts.Country(r.Country)), new(t.Word(r.Contract!.View.Kind)), new(MoneyText.Of(r.Contract.View, t)),
            new(r.Activity?.In(Texts.Language).Text, Urls.Activity(r.ActivityId!.Value), true), new(r.Counted.Level), new(r.VerifiedBy, IsName: true),
        ])],
        new HashSet<int> { 5 });

    private static FigureTable Places(IReadOnlyList<FigureRow> rows, Texts t) => new(
        [t["Company"], t["Country"], t["Cluster"], t["Mission"], t["First day there"], t["Evidence"], t["Verified by"]],
        [.. rows.Select(r => (IReadOnlyList<FigureCell>)
        [
            new(r.Company, IsName: true), new(Texts.Country(r.Country)), new(r.Cluster, IsName: true), new(r.Activity?.In(Texts.Language).Text, Urls.Activity(r.ActivityId!.Value), true),
            new(r.Counted.On), new(r.Counted.Level), new(r.VerifiedBy, IsName: true),
        ])],
        new HashSet<int>());

    private static FigureTable Meetings(IReadOnlyList<FigureRow> rows, Texts t) => new(
        [t["No."], t["Day"], t["Parties"], t["Event"], t["Evidence"]],
        [.. rows.Select(r => (IReadOnlyList<FigureCell>)
        [
            new(r.Reference), new(r.Counted.On), r.Name is null ? new(t["Known to the organisers"].Value) : new(r.Name, IsName: true), new(r.Activity?.In(Texts.Language).Text, Urls.Activity(r.ActivityId!.Value), true), new(r.Counted.Level),
        ])],
        new HashSet<int>());

    private static FigureTable Activities(IReadOnlyList<FigureRow> rows, Texts t) => new(
        [t["Activity"], t["Deliverable"], t["Last day"], t["Market"], t["Lead partner"], t["Evidence"], t["Verified by"]],
        [.. rows.Select(r => (IReadOnlyList<FigureCell>)
        [
            new(r.Activity?.In(Texts.Language).Text, Urls.Activity(r.Counted.Id), true), new(r.Reference), new(r.Counted.On), new(Texts.Country(r.Country)),
            new(r.Cluster, IsName: true), new(r.Counted.Level), new(r.VerifiedBy, IsName: true),
        ])],
        new HashSet<int>());

    private static FigureCell Hidden(string? name, Texts t) => name is null ? new(t["Confidential"].Value) : new(name, IsName: true);
}
