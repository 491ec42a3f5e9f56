using System.Runtime.CompilerServices;

namespace Paceline.Scheduling.Sat;

/// <summary>Literals are plain integers: twice the variable, plus one where it is negated.</summary>
internal static class Literal
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int variable, bool negated = false) => (variable << 1) | (negated ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Not(int literal) => literal ^ 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Variable(int literal) => literal >> 1;

    /// <summary>The signed number of the DIMACS and DRAT formats, where variables count from 1.</summary>
    public static int Dimacs(int literal) => (literal & 1) == 0 ? (literal >> 1) + 1 : -((literal >> 1) + 1);
}
