namespace Paceline.Domain.Monitoring;

/// <summary>What a figure is measured in.</summary>
public enum FigureUnit
{
    /// <summary>Things, each counted once.</summary>
    Count,
    /// <summary>Hundredths of a euro.</summary>
    EuroCents,
}

/// <summary>A record that a figure is made of.</summary>
/// <param name="Kind">Kind of record.</param>
/// <param name="Id">The record.</param>
/// <param name="On">When it occurred.</param>
/// <param name="Period">The number of the period in which it counts; 1 where there are none.</param>
/// <param name="Weight">What it adds: 1, or cents.</param>
/// <param name="Level">How well it is proved.</param>
public sealed record CountedRow(RecordKind Kind, Guid Id, DateOnly On, int Period, long Weight, EvidenceLevel Level)
{
    /// <summary>There is more than somebody's word for it.</summary>
    public bool HasEvidence => Level >= EvidenceLevel.Documented;
}

/// <summary>A figure and the records that it is made of: their weights add up to it.</summary>
/// <param name="Code">Code of its formula.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Rows">What counts, by date.</param>
/// <param name="Pending">What was reported and does not count yet, by date.</param>
public sealed record Figure(string Code, FigureUnit Unit, IReadOnlyList<CountedRow> Rows, IReadOnlyList<CountedRow> Pending)
{
    /// <summary>The figure.</summary>
    public long Total => Rows.Sum(r => r.Weight);

    /// <summary>What counts and what is documented and waits to be checked.</summary>
    public int Reported => Rows.Count + Pending.Count(r => r.HasEvidence);

    /// <summary>How many of the rows have evidence.</summary>
    public int WithEvidence => Rows.Count(r => r.HasEvidence);

    /// <summary>Verified amounts in other currencies, which are not converted; by currency.</summary>
    public IReadOnlyList<Money> OtherCurrencies { get; init; } = [];

    /// <summary>Verified contracts whose value is not part of the amounts: not said, said as a band, or confidential.</summary>
    public int Undisclosed { get; init; }

    /// <summary>What a period adds.</summary>
    public long In(int period) => Rows.Where(r => r.Period == period).Sum(r => r.Weight);

    /// <summary>How much had been reached by the end of a day.</summary>
    public long Until(DateOnly day) => Rows.Where(r => r.On <= day).Sum(r => r.Weight);
}
