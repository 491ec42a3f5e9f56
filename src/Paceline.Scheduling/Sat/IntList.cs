using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Paceline.Scheduling.Sat;

/// <summary>
/// A growing array of integers whose storage the hot loops may read directly; as a struct it spares one indirection in
/// arrays of lists.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct IntList
{
    public int[] Items;
    public int Count;

    public readonly Span<int> Span => Items.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int item)
    {
        Items ??= new int[4];
        if (Count == Items.Length) Array.Resize(ref Items, Count * 2);
        Items[Count++] = item;
    }

    public void Clear() => Count = 0;
}
