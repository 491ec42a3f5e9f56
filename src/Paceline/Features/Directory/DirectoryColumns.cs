using Paceline.Domain;
using Paceline.Domain.Organisations;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Directory;

/// <summary>One organisation in an export, with what its reader sees of it.</summary>
public sealed record ExportRow(EntryRecord Record, PublicFields Seen, SmeCategory? Size, string Cluster, string Address);

/// <summary>The columns of an export and what each means: the dictionary stands in the file and on the page.</summary>
public sealed class DirectoryColumns(Texts texts)
{
    /// <summary>A column.</summary>
    public sealed record Column(string Name, string Meaning, PublicFields Part, Func<ExportRow, object?> Value);

    /// <summary>All columns. Who to write to is not handed out in bulk to strangers.</summary>
    public IReadOnlyList<Column> All(bool isPublic) =>
    [
        Of(texts["Name"].Value, texts["The legal name as the organisation writes it."].Value, PublicFields.Card, r => r.Record.Organisation.Name),
        Of(texts["Latin name"].Value, texts["The name in Latin letters, where it is written in others."].Value, PublicFields.Card, r => r.Record.Organisation.LatinName),
        Of(texts["Name in English"].Value, texts["Where it has one."].Value, PublicFields.Card, r => r.Record.Organisation.EnglishName),
        Of(texts["Kind"].Value, texts["What the organisation is."].Value, PublicFields.Card, r => texts.Word(r.Record.Organisation.Kind)),
        Of(texts["Country code"].Value, texts["ISO 3166-1 alpha-2."].Value, PublicFields.Card, r => r.Record.Organisation.Country),
        Of(texts["Country"].Value, texts["Its name in the language of this file."].Value, PublicFields.Card, r => Texts.Country(r.Record.Organisation.Country)),
        Of(texts["NUTS code"].Value, texts["Statistical region of level 1 or 2; empty outside the nomenclature."].Value, PublicFields.Card, r => r.Record.Organisation.Nuts),
        Of(texts["Region"].Value, texts["Its name as written there."].Value, PublicFields.Card, r => r.Record.Organisation.Region is { Length: > 0 } written ? written : NutsRegions.Find(r.Record.Organisation.Nuts)?.Name ?? ""),
        Of(texts["Town"].Value, texts["As written locally."].Value, PublicFields.Address, r => r.Record.Organisation.City),
        Of(texts["Website"].Value, texts["Web address, if any."].Value, PublicFields.Address, r => r.Record.Organisation.Website),
        Of(texts["Cluster"].Value, texts["The cluster that counts the company in the programme."].Value, PublicFields.Card, r => r.Cluster),
        Of(texts["Value chain"].Value, texts["Sport events, sport facilities, or consumer goods and services."].Value, PublicFields.Card, r => r.Record.Company?.Segment is { } segment ? texts.Word(segment) : ""),
        Of(texts["Sectors"].Value, texts["Sectors with which it crosses; parted by semicolons."].Value, PublicFields.Card, r => string.Join("; ", (r.Record.Company?.CrossSectors ?? []).Select(texts.Word))),
        Of(texts["In a sentence"].Value, texts["What it makes or wants, in the language of this file or in English."].Value, PublicFields.Card, r => In(r.Record.Organisation.Summary)),
        Of(texts["Products and services"].Value, texts["In the language of this file or in English."].Value, PublicFields.Description, r => In(r.Record.Company?.Products)),
        Of(texts["Offers"].Value, texts["What it offers to partners."].Value, PublicFields.OffersAndNeeds, r => In(r.Record.Company?.Offers)),
        Of(texts["Looks for"].Value, texts["What it needs from partners."].Value, PublicFields.OffersAndNeeds, r => In(r.Record.Company?.Needs)),
        Of(texts["Sells in"].Value, texts["Country codes; parted by semicolons."].Value, PublicFields.Markets, r => string.Join("; ", r.Record.Company?.CurrentMarkets ?? [])),
        Of(texts["Wants to sell in"].Value, texts["Country codes; parted by semicolons."].Value, PublicFields.Markets, r => string.Join("; ", r.Record.Company?.TargetMarkets ?? [])),
        Of(texts["Certificates"].Value, texts["Certificates and labels; parted by semicolons."].Value, PublicFields.Certifications, r => string.Join("; ", r.Record.Company?.Certifications ?? [])),
        Of(texts["TRL"].Value, texts["Technology readiness level, 1 to 9."].Value, PublicFields.Certifications, r => r.Record.Company?.Trl),
        Of(texts["Size"].Value, texts["By Recommendation 2003/361/EC, where a declaration was validated and has not run out."].Value, PublicFields.Size, r => r.Size is { } size ? texts.Word(size) : ""),
        .. isPublic ? Enumerable.Empty<Column>() :
        [
            Of(texts["Contact"].Value, texts["Who answers buyers, where you may see it."].Value, PublicFields.Contact, r => r.Record.Company?.ContactName),
            Of(texts["E-mail"].Value, texts["Where buyers write, where you may see it."].Value, PublicFields.Contact, r => r.Record.Company?.ContactEmail),
            Of(texts["Phone"].Value, texts["Where buyers call, where you may see it."].Value, PublicFields.Contact, r => r.Record.Company?.ContactPhone),
        ],
        Of(texts["Page"].Value, texts["Where to read more."].Value, PublicFields.Card, r => r.Address),
    ];

    private static Column Of(string name, string meaning, PublicFields part, Func<ExportRow, object?> value) => new(name, meaning, part, r => r.Seen.HasFlag(part) ? value(r) : null);

    private static string In(LocalizedText? text) => text?.In(Texts.Language).Text ?? "";
}
