namespace Paceline.Domain;

/// <summary>An amount of money; never without its currency.</summary>
/// <param name="Cents">Hundredths of the currency unit.</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct Money(long Cents, string Currency)
{
    /// <summary>An amount in euro from whole euros.</summary>
    public static Money Euro(long euros) => new(euros * 100, "EUR");

    /// <summary>The amount in units of the currency.</summary>
    public decimal Amount => Cents / 100m;
}
