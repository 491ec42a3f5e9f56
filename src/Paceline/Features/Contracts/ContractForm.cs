using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Paceline.Domain;
using Paceline.Domain.FollowUp;
using Paceline.Domain.Monitoring;
using Paceline.Platform.Text;

namespace Paceline.Features.Contracts;

/// <summary>How the value of a contract is told.</summary>
public enum ValueAs
{
    /// <summary>Not at all.</summary>
    Undisclosed,
    /// <summary>As a size.</summary>
    Size,
    /// <summary>To the cent.</summary>
    Exact,
}

/// <summary>What is typed about a contract.</summary>
public sealed record ContractForm
{
    public Guid Id { get; init; }

    [Required(ErrorMessage = "Say on which day it was signed.")]
    public DateOnly? SignedOn { get; init; }

    [Required(ErrorMessage = "Say who signed on the other side."), StringLength(BusinessDeal.LongestCounterpart, ErrorMessage = "Use at most {1} characters."), PlainText]
    public string Counterpart { get; init; } = "";

    [Required(ErrorMessage = "Choose a country.")]
    public string Country { get; init; } = "";

    [Required(ErrorMessage = "Choose the kind of contract.")]
    public DealKind? Kind { get; init; }

    public ValueAs ValueAs { get; init; } = ValueAs.Exact;

    [StringLength(30, ErrorMessage = "Use at most {1} characters.")]
    public string? Amount { get; init; }

    public string? Currency { get; init; } = "EUR";

    public ValueBand? Band { get; init; }

    public Confidentiality Confidentiality { get; init; } = Confidentiality.Consortium;

    public IFormFile? File { get; init; }

    public EvidenceKind FileKind { get; init; } = EvidenceKind.Contract;

    /// <summary>Sealed token of a file that came with an earlier sending of this form.</summary>
    public string? Kept { get; init; }

    /// <summary>Notes what does not fit together at the fields, and gives the value.</summary>
    public (Money? Value, ValueBand Band) Value(ModelStateDictionary problems, Texts texts)
    {
        if (Country is not "" && Countries.CodeOf(Country) is null) problems.AddModelError("Input.Country", texts["Choose a country."].Value);
        switch (ValueAs)
        {
            case ValueAs.Exact when Amounts.Cents(Amount) is { } cents && Currencies.Has(Currency):
                return (new Money(cents, Currency!), ValueBand.Undisclosed);
            case ValueAs.Exact:
                if (Amounts.Cents(Amount) is null) problems.AddModelError("Input.Amount", texts[string.IsNullOrWhiteSpace(Amount) ? "Type the amount, or choose a size or “Undisclosed”." : "This amount cannot be read. Type it like 12500 or 12500.50."].Value);
                if (!Currencies.Has(Currency)) problems.AddModelError("Input.Currency", texts["Choose a currency."].Value);
                return default;
            case ValueAs.Size:
                if (Band is null or ValueBand.Undisclosed) problems.AddModelError("Input.Band", texts["Choose a size."].Value);
                return (null, Band ?? ValueBand.Undisclosed);
            case ValueAs.Undisclosed:
            default:
                return default;
        }
    }
}
