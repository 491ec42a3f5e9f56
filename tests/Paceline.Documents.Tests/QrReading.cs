using System.Text;

namespace Paceline.Documents.Tests;

/// <summary>
/// Reads an undamaged QR code of versions 1 to 3 at level M in byte mode, whose data are one block (ISO/IEC 18004):
/// enough to find modules that are mirrored, shifted or inverted, which finder patterns do not show.
/// </summary>
internal sealed class QrReading(bool[,] modules, int quietZone)
{
    private readonly int size = modules.GetLength(0) - (2 * quietZone);

    public string Text()
    {
        var bits = new Queue<bool>(DataBits(Mask()));
        int Take(int count)
        {
            var value = 0;
            for (; count > 0; count--) value = (value << 1) | (bits.Dequeue() ? 1 : 0);
            return value;
        }

        Assert.Equal(0b0100, Take(4));
        var bytes = new byte[Take(8)];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)Take(8);
        return Encoding.UTF8.GetString(bytes);
    }

    private bool Dark(int x, int y) => modules[y + quietZone, x + quietZone];

    private int Mask()
    {
        (int X, int Y)[] places = [(0, 8), (1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (7, 8), (8, 8), (8, 7), (8, 5), (8, 4), (8, 3), (8, 2), (8, 1), (8, 0)];
        var format = places.Aggregate(0, (value, place) => (value << 1) | (Dark(place.X, place.Y) ? 1 : 0)) ^ 0b101010000010010;
        Assert.Equal(0b00, format >> 13);
        return (format >> 10) & 7;
    }

    private IEnumerable<bool> DataBits(int mask)
    {
        var upwards = true;
        for (var right = size - 1; right > 0; right -= 2, upwards = !upwards)
        {
            if (right == 6) right--;
            for (var step = 0; step < size; step++)
            {
                var y = upwards ? size - 1 - step : step;
                for (var x = right; x >= right - 1; x--)
                {
                    if (!IsFunction(x, y)) yield return Dark(x, y) ^ IsMasked(mask, y, x);
                }
            }
        }
    }

    private bool IsFunction(int x, int y) =>
        x == 6 || y == 6 || (x <= 8 && y <= 8) || (x >= size - 8 && y <= 8) || (x <= 8 && y >= size - 8)
        || (size > 21 && Math.Abs(x - (size - 7)) <= 2 && Math.Abs(y - (size - 7)) <= 2);

    private static bool IsMasked(int mask, int i, int j) => mask switch
    {
        0 => (i + j) % 2 == 0,
        1 => i % 2 == 0,
        2 => j % 3 == 0,
        3 => (i + j) % 3 == 0,
        4 => ((i / 2) + (j / 3)) % 2 == 0,
        5 => (i * j % 2) + (i * j % 3) == 0,
        6 => ((i * j % 2) + (i * j % 3)) % 2 == 0,
        _ => (((i + j) % 2) + (i * j % 3)) % 2 == 0,
    };
}
