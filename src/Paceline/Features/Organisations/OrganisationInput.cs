using Paceline.Domain;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations.Codes;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>What people type about an organisation on one page: a part of its record and of its profile.</summary>
public abstract class OrganisationInput
{
    public int Version { get; set; }

    public int ProfileVersion { get; set; }

    /// <summary>Takes the fields from what is saved.</summary>
    public abstract void Fill(OrganisationRecord record);

    /// <summary>Writes them back.</summary>
    public abstract void Apply(OrganisationRecord record);

    /// <summary>What rules say of them, at which field.</summary>
    public virtual IEnumerable<(string Field, Refusal? Why)> Check(OrganisationRecord record) => [];

    /// <summary>The fields as people read them, under English labels, to show what differs from what.</summary>
    public abstract IEnumerable<(string Label, string Text)> Words(Texts texts);

    /// <summary>One line, trimmed.</summary>
    protected static string Line(string? text) => Spelling.Line(text ?? "");

    /// <summary>Codes without blanks and repetitions, in the order given.</summary>
    protected static string[] CodesOf(IEnumerable<string?>? codes, Func<string, string>? clean = null) =>
        [.. (codes ?? []).Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => clean is null ? c!.Trim() : clean(c!)).Distinct(StringComparer.Ordinal)];

    /// <summary>Lines of a text area as a list.</summary>
    protected static string[] LinesOf(string? text) => CodesOf((text ?? "").Split('\n', ',', ';').Select(Line));

    /// <summary>The same choice, taken only where it differs: a list that is set anew counts as changed.</summary>
    protected static T[] Same<T>(T[] saved, T[] typed) => saved.SequenceEqual(typed) ? saved : typed;

    /// <summary>What is wrong with countries that were chosen.</summary>
    protected static Refusal? CheckCountries(IEnumerable<string> codes) =>
        codes.FirstOrDefault(c => Platform.Text.Countries.CodeOf(c) != c) is { } unknown ? new Refusal("There is no country with the code {0}.", unknown) : null;

    /// <summary>What is wrong with languages that were chosen.</summary>
    protected static Refusal? CheckLanguages(IEnumerable<string> codes) => codes.Select(LanguageCodes.Check).FirstOrDefault(r => r is not null);
}
