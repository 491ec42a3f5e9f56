using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Paceline.Scheduling.Sat;

/// <summary>A clause that waits for a literal to become false, with another of its literals: where that is true, the clause need not be read.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Watch
{
    public int Clause;
    public int Blocker;
}

/// <summary>The clauses that wait for one literal.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Watches
{
    public Watch[] Items;
    public int Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int clause, int blocker)
    {
        Items ??= new Watch[4];
        if (Count == Items.Length) Array.Resize(ref Items, Count * 2);
        ref var watch = ref Items[Count++];
        watch.Clause = clause;
        watch.Blocker = blocker;
    }
}
