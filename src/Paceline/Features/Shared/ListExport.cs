using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Paceline.Documents;
using Paceline.Platform.Text;

namespace Paceline.Features.Shared;

/// <summary>A column of a list that can be taken away: its heading, what it means, and what stands in it.</summary>
public sealed record ListColumn<TRow>(LocalizedString Heading, LocalizedString Means, Func<TRow, object?> Value);

/// <summary>
/// A list as a file: the rows that the page shows, in its order and with its filters, all of its pages. A page answers
/// <c>OnGetExport(string format)</c> with it and shows the links by the partial <c>_Exports</c>.
/// </summary>
public static class ListExport
{
    /// <summary>The file in a format, or 404 for one that there is not: csv, xlsx (with the legend as a second sheet), columns (the legend alone, for those who took the CSV).</summary>
    /// <param name="page">The page of the list.</param>
    /// <param name="format">csv, xlsx or columns.</param>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="title">What the list is called.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Its rows; already filtered by what the reader may see.</param>
    public static IActionResult Export<TRow>(this PageModel page, string? format, string name, string title, IReadOnlyList<ListColumn<TRow>> columns, IEnumerable<TRow> rows)
    {
        var texts = page.HttpContext.RequestServices.GetRequiredService<Texts>();
        string[] header = [.. columns.Select(c => c.Heading.Value)];
        var values = rows.Select(r => (IReadOnlyList<object?>)[.. columns.Select(c => Plain(c.Value(r)))]);
        string[] legendHeader = [texts["Column"].Value, texts["What it means"].Value];
        IReadOnlyList<object?>[] legend = [.. columns.Select(c => (IReadOnlyList<object?>)[c.Heading.Value, c.Means.Value])];
        var rightToLeft = Texts.Direction is "rtl";
        return format switch
        {
            "csv" => page.File(CsvText.Write(header, values), "text/csv", name + ".csv"),
            "columns" => page.File(CsvText.Write(legendHeader, legend), "text/csv", name + "-columns.csv"),
            "xlsx" => page.File(
                Workbook.Write([new Sheet(title, header, [.. values]) { RightToLeft = rightToLeft }, new Sheet(texts["Columns"].Value, legendHeader, legend) { RightToLeft = rightToLeft }], title),
                Workbook.MediaType, name + ".xlsx"),
            _ => page.NotFound(),
        };
    }

    /// <summary>The address of the list that is shown, as a file: its filters and order, without the number of its page.</summary>
    public static string Link(HttpRequest request, string format)
    {
        var query = new QueryBuilder(request.Query.Where(q => !string.Equals(q.Key, "p", StringComparison.OrdinalIgnoreCase) && !string.Equals(q.Key, "handler", StringComparison.OrdinalIgnoreCase) && !string.Equals(q.Key, "format", StringComparison.OrdinalIgnoreCase)))
        {
            { "handler", "Export" },
            { "format", format },
        };
        return request.Path + query.ToQueryString().ToUriComponent();
    }

    // What is read again by a program: words of enumerations come as text from the page, identifiers as they are.
    private static object? Plain(object? value) => value switch
    {
        LocalizedString text => text.Value,
        Guid id => id.ToString(),
        _ => value,
    };
}
