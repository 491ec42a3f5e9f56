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
}
