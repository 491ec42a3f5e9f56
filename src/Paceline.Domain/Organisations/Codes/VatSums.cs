using System.Globalization;

namespace Paceline.Domain.Organisations.Codes;

/// <summary>Check digits of VAT numbers, without their country letters.</summary>
internal static class VatSums
{
    public static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);

    public static int Weighted(string digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (digits[i] - '0') * weights[i];
        return sum;
    }

    public static bool Luhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    public static bool Austria(string digits)
    {
        var sum = 4;
        for (var i = 0; i < 7; i++)
        {
            var digit = digits[i] - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }

        return (10 - sum % 10) % 10 == digits[7] - '0';
    }

    public static bool Germany(string digits) => Iso7064(digits);

    public static bool Croatia(string digits) => Iso7064(digits);

    // Numbers that begin with letters have another sum that the tax office does not publish whole.
    public static bool France(string number) => !number[..2].All(char.IsAsciiDigit) || (12 + 3 * (Number(number[2..]) % 97)) % 97 == Number(number[..2]);

    // Numbers of sole traders changed in 2020 and are checked over the whole number; the older ones by elevens.
    public static bool Netherlands(string number)
    {
        if (number[..9].All(char.IsAsciiDigit) && Weighted(number[..8], [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == number[8] - '0') return true;
        var rest = 0;
        foreach (var c in "NL" + number)
        {
            var value = c switch { '+' => 36, '*' => 37, _ when char.IsAsciiDigit(c) => c - '0', _ => c - 'A' + 10 };
            rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
        }

        return rest == 1;
    }

    public static bool Spain(string number)
    {
        const string letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        var (first, middle, last) = (number[0], number[1..8], number[8]);
        if (char.IsAsciiDigit(first)) return letters[(int)(Number(number[..8]) % 23)] == last;
        if (first is 'X' or 'Y' or 'Z') return letters[(int)(Number("XYZ".IndexOf(first) + middle) % 23)] == last;
        if (first is 'K' or 'L' or 'M') return char.IsAsciiLetter(last);
        var sum = 0;
        for (var i = 0; i < 7; i++)
        {
            var digit = middle[i] - '0';
            sum += i % 2 == 1 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }

        var control = (10 - sum % 10) % 10;
        return last == '0' + control || last == "JABCDEFGHI"[control];
    }

    private static bool Iso7064(string digits)
    {
        var product = 10;
        for (var i = 0; i < digits.Length - 1; i++)
        {
            var sum = (digits[i] - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1] - '0';
    }
}
