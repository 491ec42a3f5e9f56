using System.Buffers.Binary;
using DocumentFormat.OpenXml.Packaging;
using A = DocumentFormat.OpenXml.Drawing;
using D = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using P = DocumentFormat.OpenXml.Drawing.Pictures;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Paceline.Documents;

/// <summary>Puts a small picture in the line.</summary>
internal static class WordDrawing
{
    /// <summary>Lengths are in English Metric Units, 360 000 to the centimetre; emblems are 1.2 cm high and at most 6 cm wide.</summary>
    private const long Height = 432_000;
    private const long Widest = 2_160_000;

    /// <summary>The drawing; its picture becomes a part of the header.</summary>
    /// <exception cref="ArgumentException">The picture is no PNG file.</exception>
    public static W.Drawing Of(HeaderPart part, WordPicture picture)
    {
        var (width, height) = SizeOf(picture.Png);
        var image = part.AddImagePart(ImagePartType.Png);
        image.FeedData(new MemoryStream(picture.Png, writable: false));
        var description = LegalText.ForXml(picture.AlternativeText);
        return new W.Drawing(new D.Inline(
            new D.Extent { Cx = width, Cy = height },
            new D.DocProperties { Id = 1, Name = "Emblem", Description = description },
            new A.Graphic(new A.GraphicData(new P.Picture(
                new P.NonVisualPictureProperties(new P.NonVisualDrawingProperties { Id = 1, Name = "Emblem", Description = description }, new P.NonVisualPictureDrawingProperties()),
                new P.BlipFill(new A.Blip { Embed = part.GetIdOfPart(image) }, new A.Stretch(new A.FillRectangle())),
                new P.ShapeProperties(
                    new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = width, Cy = height }),
                    new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" }))
        {
            DistanceFromTop = 0,
            DistanceFromBottom = 0,
            DistanceFromLeft = 0,
            DistanceFromRight = 0,
        });
    }

    // Width and height are the first words of the first chunk (PNG specification, section 11.2.2).
    private static (long Width, long Height) SizeOf(byte[] png)
    {
        if (FileKind.Detect(png) is not FileKind.Png || png.Length < 24) throw new ArgumentException("The picture is no PNG file.", nameof(png));
        double width = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(16));
        double height = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(20));
        if (width < 1 || height < 1) throw new ArgumentException("The picture has no size.", nameof(png));
        var scale = Math.Min(Height / height, Widest / width);
        return (Math.Max(1, (long)(width * scale)), Math.Max(1, (long)(height * scale)));
    }
}
