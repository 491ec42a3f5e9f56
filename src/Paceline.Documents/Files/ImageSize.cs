using System.Buffers.Binary;

namespace Paceline.Documents;

/// <summary>Width and height of a picture as its own header says them; nothing is unpacked.</summary>
public static class ImageSize
{
    /// <summary>The size of a PNG, JPEG or WebP picture in pixels; null when its header is broken or tells none.</summary>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> content, FileKind kind) => kind switch
    {
        FileKind.Png => Png(content),
        FileKind.Jpeg => Jpeg(content),
        FileKind.WebP => WebP(content),
        _ => null,
    };

    private static (int, int)? Png(ReadOnlySpan<byte> content) =>
        content.Length >= 24 && content[12..16].SequenceEqual("IHDR"u8) ? Sound(BinaryPrimitives.ReadInt32BigEndian(content[16..]), BinaryPrimitives.ReadInt32BigEndian(content[20..])) : null;

    // A JPEG is a chain of segments with their lengths; the frame header, whichever of its kinds, carries the size.
    private static (int, int)? Jpeg(ReadOnlySpan<byte> content)
    {
        for (var at = 2; at + 9 < content.Length;)
        {
            if (content[at] != 0xFF) return null;
            var marker = content[at + 1];
            if (marker is 0xFF)
            {
                at++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
                return Sound(BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]));
            if (marker is 0xDA or 0xD9) return null;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
        }

        return null;
    }

    private static (int, int)? WebP(ReadOnlySpan<byte> content)
    {
        if (content.Length < 30) return null;
        var chunk = content[12..16];
        if (chunk.SequenceEqual("VP8X"u8)) return Sound(1 + content[24] + (content[25] << 8) + (content[26] << 16), 1 + content[27] + (content[28] << 8) + (content[29] << 16));
        if (chunk.SequenceEqual("VP8 "u8)) return Sound(BinaryPrimitives.ReadUInt16LittleEndian(content[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[28..]) & 0x3FFF);
        if (!chunk.SequenceEqual("VP8L"u8) || content[20] != 0x2F) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[21..]);
        return Sound((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
    }

    private static (int, int)? Sound(int width, int height) => width > 0 && height > 0 ? (width, height) : null;
}
