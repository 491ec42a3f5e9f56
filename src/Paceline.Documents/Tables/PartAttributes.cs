using DocumentFormat.OpenXml;

namespace Paceline.Documents;

/// <summary>Attributes of the element at which a streaming reader stands.</summary>
internal static class PartAttributes
{
    extension(OpenXmlReader xml)
    {
        /// <summary>The value of an attribute, whatever its namespace; null if the element has none such.</summary>
        public string? Attribute(string name)
        {
            foreach (var attribute in xml.Attributes)
            {
                if (string.Equals(attribute.LocalName, name, StringComparison.Ordinal)) return attribute.Value;
            }

            return null;
        }
    }
}
