using System.Globalization;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Platform.Text;

namespace Paceline.Features.Contracts;

/// <summary>Amounts as people read them: EUR 12 500.</summary>
public static class MoneyText
{
    /// <summary>Currency and amount, grouped by thin spaces; cents only where there are any.</summary>
    public static string Of(Money money) => $"{money.Currency}\u00A0{Number(money.Amount)}";

    /// <summary>A number grouped by thin spaces.</summary>
    public static string Number(decimal number)
    {
        var format = (NumberFormatInfo)CultureInfo.CurrentCulture.NumberFormat.Clone();
        format.NumberGroupSeparator = "\u202F";
        return number.ToString(decimal.Truncate(number) == number ? "N0" : "N2", format);
    }

    /// <summary>What is said of a contract's value: the amount, a size, or that nothing is said.</summary>
    public static string Of(DealView view, Texts texts) =>
        view.Value is { } value ? Of(value)
        : Of(view.Band) is { } size ? size
        : view.IsMasked ? texts["Confidential"].Value
        : texts["Undisclosed"].Value;

    /// <summary>A size as briefly as a table needs it; null where nothing is said.</summary>
    public static string? Of(ValueBand band) => band switch
    {
        ValueBand.Under10000 => "< EUR\u00A010\u202F000",
        ValueBand.From10000To50000 => "EUR\u00A010\u202F000–50\u202F000",
        ValueBand.From50000To250000 => "EUR\u00A050\u202F000–250\u202F000",
        ValueBand.From250000To1000000 => "EUR\u00A0250\u202F000–1\u202F000\u202F000",
        ValueBand.Over1000000 => "> EUR\u00A01\u202F000\u202F000",
        _ => null,
    };
}
