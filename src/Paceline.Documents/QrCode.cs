using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;
using QRCoder.Exceptions;

namespace Paceline.Documents;

/// <summary>QR codes as pictures to stand in a page.</summary>
public static class QrCode
{
    /// <summary>
    /// An SVG element without style attributes, in the colour of the surrounding text, its quiet zone of four modules included
    /// (ISO/IEC 18004 section 9.1). It corrects 15 % of damage, as on a creased badge.
    /// Scanners want dark modules on a light ground, so the page must give it dark text on light also in its dark look.
    /// </summary>
    /// <param name="text">What a scanner shall read.</param>
    /// <param name="label">What the code is for, read by screen readers.</param>
    /// <exception cref="ArgumentException">The text is empty, or longer than a QR code can hold (2 331 bytes of UTF-8).</exception>
    public static string Svg(string text, string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        using var data = Encode(text);
        var size = data.ModuleMatrix.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(LegalText.ForXml(label))}\" shape-rendering=\"crispEdges\" fill=\"currentColor\"><path d=\"{Path(data)}\"/></svg>");
    }

    private static QRCodeData Encode(string text)
    {
        try
        {
            return QRCodeGenerator.GenerateQrCode(LegalText.WithoutLoneSurrogates(text), QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        }
        catch (DataTooLongException tooLong)
        {
            throw new ArgumentException("The text is longer than a QR code can hold.", nameof(text), tooLong);
        }
    }

    /// <summary>One rectangle for each run of dark modules in a row, so that a badge is a few kilobytes.</summary>
    private static string Path(QRCodeData data)
    {
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                if (!row[x]) continue;
                var start = x;
                while (x < row.Length && row[x]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }

        return path.ToString();
    }
}
