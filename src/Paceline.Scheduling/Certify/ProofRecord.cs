using System.Globalization;
using System.Text;
using Paceline.Scheduling.Sat;

namespace Paceline.Scheduling;

/// <summary>The clauses of a formula and the steps of its refutation, as signed variable numbers from 1.</summary>
internal sealed class ProofRecord : IProofLog
{
    public List<int[]> Clauses { get; } = [];

    public List<(bool Deleted, int[] Clause)> Steps { get; } = [];

    public void Original(ReadOnlySpan<int> clause) => Clauses.Add(Dimacs(clause));

    public void Learnt(ReadOnlySpan<int> clause) => Steps.Add((false, Dimacs(clause)));

    public void Deleted(ReadOnlySpan<int> clause) => Steps.Add((true, Dimacs(clause)));

    /// <summary>The formula in the DIMACS format.</summary>
    public void WriteFormula(TextWriter writer)
    {
        var variables = Clauses.Count == 0 ? 0 : Clauses.Max(c => c.Length == 0 ? 0 : c.Max(Math.Abs));
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"p cnf {variables} {Clauses.Count}\n"));
        foreach (var clause in Clauses) writer.Write(Text(clause));
    }

    /// <summary>The proof in the DRAT format, as text.</summary>
    public void WriteProof(TextWriter writer)
    {
        foreach (var (deleted, clause) in Steps) writer.Write((deleted ? "d " : "") + Text(clause));
    }

    private static string Text(int[] clause)
    {
        var text = new StringBuilder();
        foreach (var literal in clause) text.Append(CultureInfo.InvariantCulture, $"{literal} ");
        return text.Append("0\n").ToString();
    }

    private static int[] Dimacs(ReadOnlySpan<int> clause)
    {
        var signed = new int[clause.Length];
        for (var i = 0; i < signed.Length; i++) signed[i] = Literal.Dimacs(clause[i]);
        return signed;
    }
}
