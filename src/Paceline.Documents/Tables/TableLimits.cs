namespace Paceline.Documents;

/// <summary>How much of a file that a stranger brought is read before it is refused.</summary>
public sealed record TableLimits
{
    /// <summary>Enough for every list of members, small enough for the smallest server.</summary>
    public static TableLimits Default { get; } = new();

    /// <summary>Size of the file, in bytes.</summary>
    public long Bytes { get; init; } = 10_000_000;

    /// <summary>Size of a workbook once unpacked, in bytes; a few kilobytes of ZIP can hold gigabytes.</summary>
    public long UnpackedBytes { get; init; } = 100_000_000;

    /// <summary>Rows below the header.</summary>
    public int Rows { get; init; } = 50_000;

    /// <summary>Columns.</summary>
    public int Columns { get; init; } = 200;

    /// <summary>Length of one cell, in UTF-16 code units.</summary>
    public int CellLength { get; init; } = 10_000;
}
