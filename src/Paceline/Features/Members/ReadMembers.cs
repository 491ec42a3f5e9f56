using Paceline.Documents;
using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Matchmaking.Imports;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Domain.Organisations.Imports;

namespace Paceline.Features.Members;

/// <summary>The lines of a list as what they mean.</summary>
/// <param name="Rows">Lines that can be taken.</param>
/// <param name="Wrong">Lines in which something is wrong, with what they are about.</param>
/// <param name="Problems">What is said.</param>
public sealed record MemberReading(IReadOnlyList<MemberRow> Rows, IReadOnlyList<(int Line, string Name)> Wrong, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>What stops the whole file: it does not lie in a single line.</summary>
    public IEnumerable<ImportProblem> Stops => Problems.Where(p => p is { IsNotice: false, Line: null });
}

/// <summary>Reads the lines of a list by what its columns were said to mean.</summary>
public sealed class ReadMembers
{
    private readonly MemberSheet _sheet;
    private readonly Dictionary<string, int> _positions = [];
    private readonly List<ImportProblem> _problems;
    private readonly HashSet<int> _broken;
    private readonly bool _isPeople;

    private ReadMembers(MemberSheet sheet, IReadOnlyDictionary<string, string> mapping)
    {
        _sheet = sheet;
        foreach (var column in sheet.Columns)
            if (mapping.GetValueOrDefault(column.Heading) is { Length: > 0 } key && MemberColumns.Of(key) is not null) _positions.TryAdd(key, column.Position);
        _problems = [.. sheet.Problems];
        _broken = [.. sheet.Problems.Where(p => p is { IsNotice: false, Line: not null }).Select(p => p.Line!.Value)];
        // A list of people refers to companies: besides the person it says no more than which company is meant.
        _isPeople = _positions.Keys.Any(MemberColumns.OfPerson.Contains) && _positions.Keys.All(k => MemberColumns.OfPerson.Contains(k) || k is "name" or "vat" or "registration");
    }

    /// <summary>Whether the list names people at companies that are there already.</summary>
    public static bool IsPeople(IEnumerable<string> keys) => keys.ToList() is var all && all.Exists(MemberColumns.OfPerson.Contains) && all.TrueForAll(k => MemberColumns.OfPerson.Contains(k) || k is "name" or "vat" or "registration");

    /// <summary>Reads all lines.</summary>
    /// <param name="sheet">The list.</param>
    /// <param name="mapping">Key of the column by its heading.</param>
    public static MemberReading Of(MemberSheet sheet, IReadOnlyDictionary<string, string> mapping)
    {
        if (sheet.IsUnreadable) return new MemberReading([], [], sheet.Problems);
        var reader = new ReadMembers(sheet, mapping);
        if (!reader._isPeople && !reader._positions.ContainsKey("name"))
            return new MemberReading([], [], [.. reader._problems, new ImportProblem(null, null, "No column says what the company is called. Choose it below.")]);
        List<MemberRow> rows = [];
        List<(int, string)> wrong = [];
        foreach (var row in sheet.Rows)
        {
            var (read, name) = reader.Line(row);
            if (read is not null && !reader._broken.Contains(row.Line)) rows.Add(read);
            else wrong.Add((row.Line, name));
        }

        return new MemberReading(rows, wrong, reader._problems);
    }

    private (MemberRow? Row, string Name) Line(TableRow row)
    {
        var before = _problems.Count;
        var country = Cell(row, "country") is { Length: > 0 } written ? Value(row, "country", written, "") : "";
        if (country is "" && Cell(row, "vat") is { Length: > 2 } vat) country = CountryOfVat(vat);
        if (country is "" && Cell(row, "nuts") is { Length: > 2 } nuts && NutsRegions.Find(nuts) is { } region) country = region.Country;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (country is not "" && !_isPeople) values["country"] = country;
        foreach (var key in _positions.Keys)
        {
            if (MemberColumns.OfPerson.Contains(key) || key is "name" or "country" or "kind" or "since" or "until" || Cell(row, key) is not { Length: > 0 } cell) continue;
            if (Value(row, key, cell, country) is { Length: > 0 } value) values[key] = value;
        }

        // The revision that has the code, where the file does not say which.
        if (values.TryGetValue("naceMain", out var nace) && !values.ContainsKey("naceRevision") && NaceClasses.Check(nace) is not null) values["naceRevision"] = nameof(NaceRevision.Rev21);
        var name = Cell(row, "name") is { Length: > 0 } called ? Value(row, "name", called, country) : "";
        if (name is "" && !_isPeople && _problems.Count == before) Say(row, "name", new Refusal("The company’s name is missing."));
        var contact = Person(row, country);
        if (_isPeople && contact is null && _problems.Count == before) Say(row, "person", new Refusal("The person’s name or e-mail is missing."));
        var kind = Cell(row, "kind") is { Length: > 0 } told ? Value(row, "kind", told, country) : "";
        var (since, until) = (Day(row, "since"), Day(row, "until"));
        if (until < since) Say(row, "until", new Refusal("A membership cannot end before it begins."));
        var isSound = _problems.Skip(before).All(p => p.IsNotice);
        return (isSound ? new MemberRow(row.Line) { Name = name, Values = values, Contact = contact, Kind = kind is "" ? OrganisationKind.Company : Enum.Parse<OrganisationKind>(kind), Since = since, Until = until, IsPersonOnly = _isPeople } : null, name is "" ? Short(Cell(row, "name") ?? contact?.Name ?? "") : name);
    }

    private ContactRow? Person(TableRow row, string country)
    {
        string Of(string key) => Cell(row, key) is { Length: > 0 } cell ? Value(row, key, cell, country) : "";
        var name = Of("person");
        if (name is "") name = $"{Of("firstName")} {Of("lastName")}".Trim();
        var (latin, title, email, phone, language) = (Of("personLatin"), Of("jobTitle"), Of("email"), Of("phone"), Of("personLanguage"));
        return name is "" && email is "" ? null : new ContactRow(name, latin, title, email, phone, language);
    }

    private DateOnly? Day(TableRow row, string key) =>
        Cell(row, key) is { Length: > 0 } cell && Value(row, key, cell, "") is { Length: > 0 } day ? DateOnly.ParseExact(day, "O", System.Globalization.CultureInfo.InvariantCulture) : null;

    private string Value(TableRow row, string key, string cell, string country)
    {
        var (value, refusal, notice) = MemberValues.Read(key, cell, country);
        if (refusal is not null) Say(row, key, refusal);
        if (notice is not null) _problems.Add(ImportProblem.Of(row.Line, _positions[key] + 1, notice) with { IsNotice = true });
        return refusal is null ? value : "";
    }

    private string? Cell(TableRow row, string key) => _positions.TryGetValue(key, out var position) ? row.Cells[position].Trim() : null;

    private void Say(TableRow row, string key, Refusal refusal) => _problems.Add(ImportProblem.Of(row.Line, _positions.TryGetValue(key, out var position) ? position + 1 : null, refusal));

    private static string CountryOfVat(string vat)
    {
        var clean = VatNumbers.Clean(vat);
        if (clean.Length < 3 || !char.IsAsciiLetterUpper(clean[0]) || !char.IsAsciiLetterUpper(clean[1])) return "";
        var code = clean[..2] is "EL" ? "GR" : clean[..2] is "XI" ? "GB" : clean[..2];
        return VatNumbers.Check(clean, code) is null && MemberValues.CountryOf(code) is not null ? code : "";
    }

    private static string Short(string text) => text.Length > 100 ? text[..100] + "…" : Spelling.Line(text);
}
