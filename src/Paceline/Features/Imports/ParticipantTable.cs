using System.Net.Mail;
using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Features.Matchmaking;
using Paceline.Platform.Text;

namespace Paceline.Features.Imports;

/// <summary>A list of participants; only the name is needed.</summary>
public static class ParticipantTable
{
    /// <summary>Headings by column, the first of each as the samples write it; in English and French, compared without capitals, blanks and accents.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Headings = new Dictionary<string, string[]>
    {
        ["number"] = ["Number", "No", "No.", "Nr", "N°", "#", "Numéro"],
        ["name"] = ["Name", "Participant", "Participant name", "Company", "Company name", "Nom", "Société", "Entreprise"],
        ["code"] = ["Code", "Sign", "Abbreviation", "Sigle"],
        ["contact"] = ["Contact", "Contact person", "Contact name", "Person", "Personne"],
        ["email"] = ["E-mail", "Email", "Mail", "E-mail address", "Email address", "Courriel", "Adresse e-mail"],
        ["country"] = ["Country", "Country code", "Pays"],
        ["language"] = ["Language", "Langue"],
        ["about"] = ["About", "Description", "Profile", "Présentation", "Profil"],
        ["organisation"] = ["Organisation", "Organization", "Organisation of the directory"],
        ["unavailable"] = ["Unavailable", "Not available", "Away", "Absent", "Indisponible", "Unavailable slots"],
    };

    /// <summary>Whether a table has the heading that makes it such a list.</summary>
    public static bool Fits(Table table) => Columns.Find(table, Headings["name"]) is not null;

    /// <summary>Its lines; what was said already comes along.</summary>
    public static ImportContent Read(Table table, Timetable timetable, List<ImportProblem> said)
    {
        var columns = new Columns(table, Headings, said);
        var broken = said.Where(p => p is { IsNotice: false, Line: not null }).Select(p => p.Line!.Value).ToHashSet();
        var rows = new List<ParticipantRow>(table.Rows.Count);
        foreach (var line in table.Rows)
            if (Read(line, columns.At(line), timetable) is { } row && !broken.Contains(line.Line)) rows.Add(row);
        return new ImportContent(ImportShape.Participants)
        {
            Participants = rows,
            Problems = said,
            Columns = new ImportColumns { Number = columns.Number("number"), Name = columns.Number("name"), Code = columns.Number("code"), Organisation = columns.Number("organisation") },
        };
    }

    private static ParticipantRow? Read(TableRow row, Columns.Line line, Timetable timetable)
    {
        var read = new ParticipantRow(row.Line, line.Needed("name", Participant.LongestName, "The name is missing."))
        {
            Number = line.Number("number", 1, 1_000_000),
            Code = line.Text("code", Codes.Longest),
            ContactName = line.Text("contact", 200),
            Email = line.Read("email", Email, "")!,
            Country = line.Read("country", Country, "")!,
            Language = line.Read("language", Language, null),
            About = line.Text("about", 2000),
            Organisation = line.Text("organisation", 200),
            Unavailable = line.Read("unavailable", text => SlotText.Read(text, timetable), [])!,
        };
        return line.IsSound ? read : null;
    }

    private static (string?, Refusal?) Email(string text) =>
        text.Length <= 254 && !text.Any(char.IsWhiteSpace) && MailAddress.TryCreate(text, out var address) && address.Address == text ? (text, null) : (null, new("“{0}” is no e-mail address.", Columns.Shortened(text)));

    private static (string?, Refusal?) Country(string text) =>
        Countries.CodeOf(text) is { } code ? (code, null) : (null, new("There is no country “{0}”. Write its name in English or French, or its two letters.", Columns.Shortened(text)));

    private static (string?, Refusal?) Language(string text) =>
        Languages.CodeOf(text) is { } code ? (code, null) : (null, new("There is no language “{0}” to choose. Write two letters, for example en, fr, zh or fa.", Columns.Shortened(text)));
}
