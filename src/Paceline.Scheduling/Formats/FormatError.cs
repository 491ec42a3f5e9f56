namespace Paceline.Scheduling;

/// <summary>What is wrong in a file.</summary>
/// <param name="Line">The line, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">The column, from 1; 0 where the line as a whole is meant.</param>
/// <param name="Field">The field concerned.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record FormatError(int Line, int Column, string Field, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{Field}: {Message}" : $"line {Line}, column {Column}: {Field}: {Message}";
}
