using System.Globalization;
using System.Xml;
using Paceline.Documents;
using Paceline.Domain;

namespace Paceline.Features.Travel;

/// <summary>A name in a list file.</summary>
public sealed record ListedName(string Reference, string Name, bool IsPerson, string Programme);

/// <summary>What a list file says.</summary>
public sealed record ListContents(DateOnly? ListDate, IReadOnlyList<ListedName> Names);

/// <summary>Reads lists of restrictive measures: the consolidated list of the European Union as XML or CSV, or a plain CSV with a column "name".</summary>
public static class RestrictiveListFile
{
    private static readonly TableLimits Limits = new() { Bytes = ImportRestrictiveList.Largest, Rows = 400_000 };
    private static readonly string[] Dates = ["yyyy-MM-dd", "dd/MM/yyyy", "yyyy-MM-dd'T'HH:mm:ss.fffzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];

    /// <summary>The names, or why the file cannot be read.</summary>
    public static (ListContents? Contents, Refusal? Refusal) Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length == 0) return (null, new Refusal("This file is empty. Choose another one."));
        var start = content.Span[..Math.Min(content.Length, 200)].IndexOf((byte)'<');
        var (contents, refusal) = start is >= 0 and < 10 ? Xml(content) : Csv(content);
        return contents is { Names.Count: 0 } ? (null, new Refusal("No names were found in this file.")) : (contents, refusal);
    }

    // <export generationDate=...><sanctionEntity euReferenceNumber=...><regulation programme=.../><subjectType code=.../><nameAlias wholeName=.../>
    private static (ListContents?, Refusal?) Xml(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var stream = new MemoryStream(content.ToArray());
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0 });
            DateOnly? date = null;
            List<ListedName> names = [], own = [];
            var (reference, programme, person) = ("", "", false);
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.EndElement && reader.LocalName is "sanctionEntity") Flush();
                if (reader.NodeType is not XmlNodeType.Element) continue;
                switch (reader.LocalName)
                {
                    case "export": date = Day(reader.GetAttribute("generationDate")); break;
                    case "sanctionEntity": Flush(); (reference, programme, person) = (reader.GetAttribute("euReferenceNumber") is { Length: > 0 } number ? number : reader.GetAttribute("logicalId") ?? "", "", false); break;
                    case "regulation" when programme is "": programme = reader.GetAttribute("programme") ?? ""; break;
                    case "subjectType": person = (reader.GetAttribute("classificationCode") ?? reader.GetAttribute("code") ?? "") is "P" or "person"; break;
                    case "nameAlias" when Whole(reader.GetAttribute("wholeName"), reader.GetAttribute("firstName"), reader.GetAttribute("middleName"), reader.GetAttribute("lastName")) is { Length: > 0 } name: own.Add(new ListedName("", name, false, "")); break;
                    default: break;
                }
            }

            Flush();
            return (new ListContents(date, names), null);

            // What a subject is stands before and after its names.
            void Flush()
            {
                names.AddRange(own.Select(n => new ListedName(reference, n.Name, person, programme)));
                own.Clear();
            }
        }
        catch (XmlException error)
        {
            return (null, new Refusal("This is no list that can be read. Line {0} is not XML as it should be.", error.LineNumber));
        }
    }

    private static (ListContents?, Refusal?) Csv(ReadOnlyMemory<byte> content)
    {
        var reading = CsvText.Read(content, Limits);
        if (reading.Table is not { } table) return (null, reading.Problems.FirstOrDefault(p => !p.IsNotice) is { } problem ? new Refusal(problem.Sentence, problem.Arguments) : new Refusal("No names were found in this file."));
        var isUnion = table.ColumnOf("NameAlias_WholeName") is not null;
        if (!isUnion && table.ColumnOf("name") is null) return (null, new Refusal("This file has no column “name”. Take the consolidated list of the Union as CSV or XML, or a list with the headings name, aliases, reference, kind, programme."));
        List<ListedName> names = [];
        DateOnly? date = null;
        string Cell(TableRow row, string heading) => table.Cell(row, heading)?.Trim() ?? "";
        foreach (var row in table.Rows)
        {
            date ??= Day(Cell(row, isUnion ? "fileGenerationDate" : "list date"));
            if (isUnion)
            {
                var name = Whole(Cell(row, "NameAlias_WholeName"), Cell(row, "NameAlias_FirstName"), Cell(row, "NameAlias_MiddleName"), Cell(row, "NameAlias_LastName"));
                if (name is not "") names.Add(new ListedName(Cell(row, "Entity_EU_ReferenceNumber") is { Length: > 0 } number ? number : Cell(row, "Entity_LogicalId"), name, Cell(row, "Entity_SubjectType_ClassificationCode") is "P" || Cell(row, "Entity_SubjectType") is "P" or "person", Cell(row, "Entity_Regulation_Programme")));
            }
            else
            {
                var reference = Cell(row, "reference") is { Length: > 0 } given ? given : row.Line.ToString(CultureInfo.InvariantCulture);
                foreach (var name in Cell(row, "aliases").Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Prepend(Cell(row, "name")).Where(n => n is not ""))
                    names.Add(new ListedName(reference, name, Cell(row, "kind").Equals("person", StringComparison.OrdinalIgnoreCase), Cell(row, "programme")));
            }
        }

        return (new ListContents(date, names), null);
    }

    private static string Whole(string? whole, params string?[] parts) => (whole is { Length: > 0 } ? whole : string.Join(' ', parts.Where(p => !string.IsNullOrWhiteSpace(p)))).Trim();

    private static DateOnly? Day(string? text)
    {
        if (DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? DateOnly.FromDateTime(instant.DateTime) : null;
    }
}
