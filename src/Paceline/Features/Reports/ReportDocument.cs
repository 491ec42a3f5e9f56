using Paceline.Documents;
using Paceline.Domain.Monitoring;
using Paceline.Features.Scoreboard;
using Paceline.Platform.Text;

namespace Paceline.Features.Reports;

/// <summary>A frozen report as a text document in the reader's language.</summary>
public static class ReportDocument
{
    public static byte[] Write(FrozenReport report, string sha256, Texts t)
    {
        var (programme, language) = (report.Programme, Texts.Language);
        var document = new WordDocument(new WordSettings(report.Title, language)
        {
            RightToLeft = Texts.Direction is "rtl",
            Header = $"{programme.Acronym} · {report.Title}",
            FundingStatement = $"{programme.FundingStatement.In(language).Text} {programme.Disclaimer.In(language).Text}".Trim(),
            PageNumber = t["Page {0} of {1}"].Value,
        });
        document.Title()
            .Paragraph(t["{0}: {1}", programme.Acronym, programme.Title.In(language).Text])
            .Paragraph(t["Figures as they stood on {0} ({1}), frozen by {2}.", Dates.Moment(report.FrozenAt, programme.TimeZone), Dates.Zone(programme.TimeZone, report.FrozenAt), report.FrozenBy])
            .Paragraph("SHA-256: " + sha256);
        document.Heading(1, t["Scoreboard"]);
        Table(document, ReportTables.Scoreboard(report, t));
        foreach (var figure in report.Figures.Where(f => f.Unit is FigureUnit.EuroCents)) document.Paragraph(AmountNote(figure, t));
        document.Heading(1, t["Contracts"]);
        document.Paragraph(t["Details that only auditors may know are masked."]);
        Table(document, ReportTables.Contracts(report, t), t["No contract was verified by then."]);
        document.Heading(1, t["Activities"]);
        Table(document, ReportTables.Activities(report, t), t["No activity was planned by then."]);
        document.Heading(1, t["Records behind the other figures"]);
        foreach (var figure in report.Figures.Where(f => f.Rows.Count > 0 && f.Code is not "R-06"))
        {
            document.Heading(2, $"{figure.Code} {figure.Name.In(language).Text}");
            Table(document, ReportTables.Rows(figure, t));
        }

        document.Heading(1, t["Partners"]);
        document.Table([t["No."], t["Partner"], t["Country"], t["Role"]], report.Partners.Select(p => (IReadOnlyList<object?>)[p.Number, p.Name, Texts.Country(p.Country), t.Word(p.Role)]));
        document.Heading(1, t["Index of evidence"]);
        Table(document, ReportTables.Evidence(report, t), t["No file proves a record yet."]);
        return document.ToBytes();
    }

    /// <summary>What stands beside an amount.</summary>
    public static string AmountNote(FrozenFigure figure, Texts t) => string.Join(' ', new[]
    {
        t["{0}: exact values in euro.", figure.Code].Value,
        figure.OtherCurrencies.Count == 0 ? "" : t["Beside it {0}, not converted.", string.Join(", ", figure.OtherCurrencies.Select(Contracts.MoneyText.Of))].Value,
        figure.Undisclosed == 0 ? "" : t.Count(figure.Undisclosed, "{0} more has no value that may be added.|{0} more have no value that may be added."),
    }.Where(s => s is not ""));

    private static void Table(WordDocument document, FigureTable table, string? empty = null)
    {
        if (table.Rows.Count == 0) document.Paragraph(empty ?? "–");
        else document.Table(table.Head, table.Rows.Select(r => (IReadOnlyList<object?>)[.. r.Select(c => c.Plain)]));
    }
}
