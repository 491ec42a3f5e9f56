using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Paceline.Documents.Tests;

/// <summary>Asks the Open XML schemas whether Office would open a file without offering to repair it.</summary>
internal static class Validity
{
    public static void Check(OpenXmlPackage package) =>
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(package).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
}
