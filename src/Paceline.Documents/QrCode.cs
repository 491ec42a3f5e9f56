namespace Paceline.Documents;

/// <summary>QR codes as pictures to stand in a page.</summary>
public static class QrCode
{
    /// <summary>
    /// An SVG element without style attributes, in the colour of the surrounding text, its quiet zone of four modules included.
    /// Scanners want dark modules on a light ground, so the page must give it dark text on light also in its dark look.
    /// </summary>
    /// <param name="text">What a scanner shall read.</param>
    /// <param name="label">What the code is for, read by screen readers.</param>
    /// <exception cref="ArgumentException">The text is empty, or longer than a QR code can hold (about 2 300 bytes of UTF-8).</exception>
    public static string Svg(string text, string label) => throw new NotSupportedException("Follows.");
}
