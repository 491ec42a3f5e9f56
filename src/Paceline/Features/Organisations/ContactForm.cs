using System.ComponentModel.DataAnnotations;
using Paceline.Domain.Matchmaking;
using Paceline.Domain.Organisations;
using Paceline.Platform.Text;

namespace Paceline.Features.Organisations;

/// <summary>What people type about a person at an organisation.</summary>
public sealed class PersonInput
{
    public Guid Id { get; set; }
    public int Version { get; set; }

    [Required(ErrorMessage = "This is needed."), StringLength(200, ErrorMessage = "Use at most {1} characters.")] public string? Name { get; set; }
    [StringLength(200, ErrorMessage = "Use at most {1} characters.")] public string? LatinName { get; set; }
    [StringLength(120, ErrorMessage = "Use at most {1} characters.")] public string? JobTitle { get; set; }
    [EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(254, ErrorMessage = "Use at most {1} characters.")] public string? Email { get; set; }
    [StringLength(40, ErrorMessage = "Use at most {1} characters.")] public string? Phone { get; set; }
    [Required(ErrorMessage = "Choose a language.")] public string? Language { get; set; } = "en";

    public static PersonInput Of(Contact c) => new() { Id = c.Id, Version = c.Version, Name = c.Name, LatinName = c.LatinName, JobTitle = c.JobTitle, Email = c.Email, Phone = c.Phone, Language = c.Language };

    public void Apply(Contact c)
    {
        (c.Name, c.LatinName, c.JobTitle) = (Spelling.Line(Name ?? ""), Spelling.Line(LatinName ?? ""), Spelling.Line(JobTitle ?? ""));
        (c.Email, c.Phone, c.Language) = (Spelling.Line(Email ?? ""), Spelling.Line(Phone ?? ""), Language ?? "en");
    }

    public IEnumerable<(string Label, string Text)> Words() =>
        [("Name", Spelling.Line(Name ?? "")), ("Name in Latin letters", Spelling.Line(LatinName ?? "")), ("Job title", Spelling.Line(JobTitle ?? "")), ("E-mail", Spelling.Line(Email ?? "")), ("Telephone", Spelling.Line(Phone ?? "")), ("Language", LanguageNames.NameOf(Language ?? "", Texts.Language))];
}
