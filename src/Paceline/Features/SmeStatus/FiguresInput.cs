using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.SmeStatus;

/// <summary>Figures of a year as they are typed. Empty means not known.</summary>
public sealed record FiguresInput
{
    public string? Headcount { get; init; }
    public string? Turnover { get; init; }
    public string? BalanceSheet { get; init; }

    public static FiguresInput Of(YearFigures figures) => new()
    {
        Headcount = figures.Headcount?.ToString("0.##", CultureInfo.InvariantCulture),
        Turnover = Euros(figures.Turnover),
        BalanceSheet = Euros(figures.BalanceSheet),
    };

    /// <summary>The figures; what cannot be read is noted at its field.</summary>
    public YearFigures Read(string field, ModelStateDictionary problems, Texts texts)
    {
        var headcount = People(Headcount);
        if (headcount is null && !string.IsNullOrWhiteSpace(Headcount)) problems.AddModelError($"{field}.Headcount", texts["This number of people cannot be read. Type it like 12 or 12.5."].Value);
        return new YearFigures(headcount, Cents(Turnover, $"{field}.Turnover", problems, texts), Cents(BalanceSheet, $"{field}.BalanceSheet", problems, texts));
    }

    private static decimal? People(string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var people) && people < 10_000_000 ? decimal.Round(people, 2) : null;

    /// <summary>Cents of an amount in euro, nothing for an empty field; what cannot be read is noted.</summary>
    public static long? Cents(string? text, string field, ModelStateDictionary problems, Texts texts)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Trim() is "0" or "0.00" or "0,00") return 0;
        if (Amounts.Cents(text) is { } cents) return cents;
        problems.AddModelError(field, texts["This amount cannot be read. Type it like 12500 or 12500.50."].Value);
        return null;
    }

    /// <summary>Cents as a field shows them: whole euros where there are no cents.</summary>
    public static string? Euros(long? cents) => cents is { } c ? (c / 100m).ToString(c % 100 == 0 ? "0" : "0.00", CultureInfo.InvariantCulture) : null;
}
