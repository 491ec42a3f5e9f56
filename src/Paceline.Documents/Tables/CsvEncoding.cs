using System.Text;

namespace Paceline.Documents;

/// <summary>Finds out in which encoding a text file is written, as its bytes do not always say so.</summary>
internal static class CsvEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without its byte order mark.</summary>
    /// <param name="content">The file.</param>
    /// <param name="guessed">Whether the encoding is a guess: bytes that are no UTF-8 are taken for Windows-1252, which any bytes can be.</param>
    public static string Decode(ReadOnlySpan<byte> content, out bool guessed)
    {
        guessed = false;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(content[2..]);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(content[2..]);
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[3..];
        else if (WideWithoutMark(content) is { } wide) return wide.GetString(content);
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            guessed = true;
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(content);
        }
    }

    // Some programs write UTF-16 without saying so; Latin text then has a zero in every second byte, which no other text has.
    private static UnicodeEncoding? WideWithoutMark(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4 || content.Length % 2 != 0) return null;
        var start = content[..Math.Min(content.Length, 400)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] != 0) continue;
            if (i % 2 == 0) even++;
            else odd++;
        }

        var enough = start.Length * 2 / 5;
        return odd >= enough && even == 0 ? new UnicodeEncoding(bigEndian: false, byteOrderMark: false) : even >= enough && odd == 0 ? new UnicodeEncoding(bigEndian: true, byteOrderMark: false) : null;
    }
}
