namespace Paceline.Domain;

/// <summary>Currencies in use, by ISO 4217 code.</summary>
public static class Currencies
{
    private static readonly string[] InUse =
        ("AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD " +
         "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD " +
         "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL " +
         "THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG").Split(' ');

    private static readonly HashSet<string> Known = [.. InUse];

    /// <summary>The codes, the euro and the dollar first: most contracts are in one of them.</summary>
    public static IEnumerable<string> Codes { get; } = [.. new[] { "EUR", "USD" }.Union(InUse)];

    /// <summary>Whether a code names a currency in use.</summary>
    public static bool Has(string? code) => code is not null && Known.Contains(code);
}
