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
        : view.Band is not ValueBand.Undisclosed ? "EUR, " + texts.Word(view.Band).ToLower(CultureInfo.CurrentCulture)
        : view.IsMasked ? texts["Confidential"].Value
        : texts["Undisclosed"].Value;
}
