using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Paceline.Domain;
using Paceline.Domain.Activities.Registrations;
using Paceline.Features.Registrations;
using Paceline.Platform.Text;

namespace Paceline.Features.Registering;

/// <summary>What somebody who registers fills in.</summary>
public sealed class RegistrationForm
{
    public Guid Id { get; set; }
    [Required(ErrorMessage = "Give the name."), StringLength(Registration.LongestName, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Name { get; set; }
    [StringLength(Registration.LongestName, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? LatinName { get; set; }
    [EmailAddress(ErrorMessage = "Use an e-mail address."), StringLength(200, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Email { get; set; }
    [StringLength(40, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Phone { get; set; }
    [StringLength(200, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Organisation { get; set; }
    /// <summary>The company of the directory, where a partner registers people of its own.</summary>
    public Guid? CompanyId { get; set; }
    public string? Country { get; set; }
    [StringLength(200, ErrorMessage = "This is too long. Use at most {1} characters.")] public string? Departure { get; set; }
    public RegistrationRole Role { get; set; } = RegistrationRole.Guest;
    public string? Language { get; set; }
    public Dictionary<Guid, string?> Answers { get; set; } = [];

    /// <summary>The draft; what is missing is said at its field.</summary>
    public RegistrationDraft? Draft(RegistrationBook? book, ModelStateDictionary state, Texts texts)
    {
        if (Id == Guid.Empty) state.AddModelError("", texts["This form is out of date. Open it anew."].Value);
        Dictionary<Guid, string> answers = [];
        foreach (var question in book?.Asked ?? [])
        {
            var answer = (Answers.GetValueOrDefault(question.Id) ?? "").Trim();
            if (question.Kind is QuestionKind.Choice && answer is not "" && !question.Options.Contains(answer)) answer = "";
            if (question.IsRequired && answer is "") state.AddModelError($"Input.Answers[{question.Id}]", texts["Answer this question."].Value);
            else if (answer.Length > 500) state.AddModelError($"Input.Answers[{question.Id}]", texts["Use at most {0} characters.", 500].Value);
            else if (answer is not "") answers[question.Id] = answer;
        }

        if (!state.IsValid) return null;
        return new RegistrationDraft(Id, Name!, Role)
        {
            LatinName = LatinName ?? "",
            Email = Email ?? "",
            Phone = Phone ?? "",
            OrganisationName = Organisation ?? "",
            Country = Countries.CodeOf(Country ?? "") ?? "",
            PlaceOfDeparture = Departure ?? "",
            Language = Language is not null && Texts.Spoken.Contains(Language) ? Language : Texts.Language,
            Answers = answers,
        };
    }

    /// <summary>The form of somebody who is known.</summary>
    public static RegistrationForm Of(Registration person) => new()
    {
        Id = person.Id, Name = person.Name, LatinName = person.LatinName, Email = person.Email, Phone = person.Phone, Organisation = person.OrganisationName, Country = person.Country,
        Departure = person.PlaceOfDeparture, Role = person.Role, Language = person.Language, Answers = person.Answers.ToDictionary(a => a.Key, a => (string?)a.Value),
    };
}

/// <summary>What the fields of the form need to know.</summary>
/// <param name="Input">What is filled in.</param>
/// <param name="Book">The organiser's questions.</param>
/// <param name="Mail">Whether the address can be changed.</param>
/// <param name="Organisation">Whether the organisation can be changed.</param>
/// <param name="Roles">The roles to choose from; empty: none.</param>
/// <param name="Companies">The companies to choose from; null: the organisation is typed.</param>
public sealed record RegistrationFields(RegistrationForm Input, RegistrationBook? Book, bool Mail = true, bool Organisation = true, IReadOnlyList<RegistrationRole>? Roles = null, IReadOnlyList<Microsoft.AspNetCore.Mvc.Rendering.SelectListItem>? Companies = null);
